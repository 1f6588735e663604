"""Says who a noun phrase is: type, country and name from its head, its complements and the dictionary."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from eventbase.coding.actor_index import Lexicon
from eventbase.coding.actor_noun import code_of, read_noun, read_people, row_of
from eventbase.coding.actor_reading import ARMED, Context, Reading
from eventbase.coding.actor_units import Phrase, Unit, cut
from eventbase.coding.actor_words import Word, split_words
from eventbase.records import ActorType

_PARTITIVE_CLASSES = frozenset(
    {"materiel", "rebel", "office", "leaders", "government", "rank", "group", "generic_force"}
)
_LOCAL = frozenset({"rebel", "fighter", "militia", "gang", "civilian", "police", "herder"})  # of where they are


def read(lex: Lexicon, text: str, context: Context) -> tuple[Phrase, Reading] | None:
    """The phrase and its reading; None if it names no actor."""
    phrase = cut(lex, text, context.countries)
    if phrase is None:
        return _uncounted(lex, text, context)
    found = _read_phrase(lex, phrase, text, context)
    return (phrase, found) if found else None


def _read_phrase(lex: Lexicon, phrase: Phrase, text: str, context: Context) -> Reading | None:
    if _is_pronoun(lex, phrase):
        return None
    units = [u for u in phrase.core if u.fold not in ("mr", "mrs", "ms", "dr")]
    head = _head(lex, units)
    if head is None:
        return _unknown(lex, phrase, text, context)
    kept = _named_end(units, head)
    trimmed = kept < len(units)
    found = _read_head(lex, units[:kept], head, context)
    if found is None:
        return _through_agent(lex, phrase, text, context, units[head])
    if not trimmed:
        found = _shared_head(lex, phrase, text, context, units, head, found)
        found = _with_complement(lex, phrase, text, context, units[head], found)
    if phrase.counted and found.group == "demonym":
        found = replace(found, type="civilian")  # "15,000 Egyptians"
    end = found.end if trimmed or found.group == "side_only" else max(found.end, phrase.name_end)
    return replace(found, first=min(found.first, end - 1), end=end)


def _named_end(units: list[Unit], head: int) -> int:
    """Index after the head and the capitalised words that follow it; participles behind are no part of the name."""
    end = head + 1
    while end < len(units) and units[end].capital:
        end += 1
    return end


def _through_agent(lex: Lexicon, phrase: Phrase, text: str, context: Context, head: Unit) -> Reading | None:
    """ "missiles fired by Azerbaijan", "warplanes of the air force": a thing of no named side, and whose it is."""
    group = code_of(head)
    if group not in ("materiel", "weapon") or phrase.link not in (("by", "of") if group == "materiel" else ("by",)):
        return None
    inner = _rest(lex, phrase, text, context, skip=1)
    if inner is None or not inner.sure or inner.type in ("civilian", "unknown"):
        return None
    offset = phrase.tail_at + 1
    first = phrase.core[0].i if group == "materiel" and phrase.link == "of" else offset + inner.first
    return replace(inner, first=first, end=offset + inner.end)


def _uncounted(lex: Lexicon, text: str, context: Context) -> tuple[Phrase, Reading] | None:
    """A number or quantity that stands for people: "thousands", "five others"."""
    words = tuple(split_words(text))
    stops = [n for n, w in enumerate(words) if n and w.fold in lex.nouns.lists["clauses"] - lex.nouns.lists["leading"]]
    words = words[: stops[0]] if stops else words
    if not words or not (words[-1].fold in lex.nouns.lists["quantities"] or _is_toll(words, context)):
        return None
    phrase = Phrase(words, 0, (), "", len(words), len(words))
    return phrase, Reading("civilian", context.hint, 0, len(words), sure=False)


def _is_toll(words: tuple[Word, ...], context: Context) -> bool:
    """A bare number that undergoes something: "more than 100", "80 more"."""
    return context.role == "target" and not context.fought and any(word.number for word in words)


def _is_pronoun(lex: Lexicon, phrase: Phrase) -> bool:
    words = phrase.words
    return len(words) == 1 and words[0].fold in lex.nouns.lists["pronouns"] and not words[0].text.isupper()


def _head(lex: Lexicon, units: list[Unit]) -> int | None:
    """Index of the unit that says what the core is: the last known one, unless an unknown noun follows it."""
    known = [n for n, u in enumerate(units) if u.kind != "other" and (not u.neutral or _is_stance_people(units, n))]
    if not known:
        return None
    last = known[-1]
    if _is_person_first(units, last):
        return 0
    trailing = units[last + 1 :]
    if any(
        not u.capital and not _is_participle(u.fold) and u.fold not in lex.nouns.lists["relations"] for u in trailing
    ):
        return None
    if trailing and trailing[-1].fold in lex.nouns.lists["not_actors"]:
        return None
    if units[last].kind == "noun" and trailing and not _takes_name(units[last]):
        return last
    return last


def _is_person_first(units: list[Unit], last: int) -> bool:
    """A known person with a title behind the name that lost its comma: "X X director of the monitor"."""
    rows = units[0].entry.rows if units[0].entry else ()
    title = units[last].kind == "noun" and code_of(units[last]) in ("office", "civilian") and not units[last].capital
    return title and not units[0].possessive and any(r.actor_id.startswith("person-") for r in rows)


def _is_stance_people(units: list[Unit], at: int) -> bool:
    """ "pro-Russians": a stance and a plural of a people, with nothing behind it."""
    unit = units[at]
    return (
        at == len(units) - 1 > 0 and unit.kind == "demonym" and unit.fold.endswith("ns") and units[at - 1].fold == "pro"
    )


def _takes_name(unit: Unit) -> bool:
    return unit.entry is not None and unit.entry.value in ("office", "rank", "group", "media", "company", "militia")


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "ing", "ly")) or word in (
        "killed",
        "based",
        "alone",
        "alike",
        "themselves",
        "there",
        "also",
    )


def _read_head(lex: Lexicon, units: list[Unit], head: int, context: Context) -> Reading | None:
    unit = units[head]
    first, end = units[0].i, units[-1].j
    if unit.kind == "alias":
        return _read_alias(lex, unit, context, first, end)
    if unit.kind in ("state", "capital"):
        return Reading(_state_type(context), code_of(unit), first, end, group="state")
    if unit.kind == "demonym":
        return _read_demonym(lex, unit, context, first, end)
    return read_noun(lex, units, head, context)


def _state_type(context: Context) -> ActorType:
    if context.bombed:
        return "civilian"
    return "military" if context.fights else "government"


def _read_alias(lex: Lexicon, unit: Unit, context: Context, first: int, end: int) -> Reading | None:
    row = row_of(lex, unit, context)
    if row is None:
        return None
    kind: ActorType = "military" if row.kind == "regime" and context.fights and not context.decrees else row.type
    return Reading(kind, row.country, first, end, row.actor_id)


def _read_demonym(lex: Lexicon, unit: Unit, context: Context, first: int, end: int) -> Reading:
    people = unit.fold.endswith("s") and not unit.fold.endswith("ss")
    if code_of(unit) is None and unit.fold not in lex.nouns.lists["regions"] and not unit.neutral:
        country = None if unit.fold in lex.nouns.lists["cross_border"] else context.hint
        return Reading("civilian", country, first, end, group="demonym")
    if unit.neutral:
        return Reading("rebel" if context.fights else "civilian", context.hint, first, end, group="demonym")
    if context.role in ("government", "joint") or not (context.fights or people):
        kind: ActorType = "government" if context.role != "joint" or not people else "civilian"
    elif people and (context.role == "target" or code_of(unit) is None or context.unrest):
        kind = "civilian"
    else:
        kind = "military" if context.fights else "civilian"
    return Reading(kind, code_of(unit), first, end, group="demonym")


def _shared_head(
    lex: Lexicon, phrase: Phrase, text: str, context: Context, units: list[Unit], head: int, found: Reading
) -> Reading:
    """ "Russian and Syrian warplanes": the first conjunct lends its side, the second its noun; "or" leaves it open."""
    if phrase.link not in ("and", "or"):
        return found
    rest = _rest(lex, phrase, text, context, skip=1)
    if rest is None or not rest.sure:
        return found
    if phrase.link == "or" and rest.country != found.country:
        kind = rest.type if units[head].kind == "demonym" else found.type
        return replace(found, type=kind, country=None, end=phrase.name_end)
    if units[head].kind == "demonym" and rest.group not in (None, "state", "demonym", "civilian", "office"):
        return replace(found, type=rest.type, end=phrase.name_end)
    shared = rest.type == found.type and "of" in (word.fold for word in phrase.words[phrase.tail_at :])
    if found.hinted and shared and not rest.hinted:
        return replace(found, type=rest.type, country=rest.country)  # "leaders and ministers of NATO countries"
    return found


def _rest(lex: Lexicon, phrase: Phrase, text: str, context: Context, *, skip: int) -> Reading | None:
    at = phrase.tail_at + skip
    if at >= len(phrase.words):
        return None
    found = read(lex, text[phrase.words[at].start :], context)
    return found[1] if found else None


def _with_complement(lex: Lexicon, phrase: Phrase, text: str, context: Context, head: Unit, found: Reading) -> Reading:
    """ "fighters of the Wagner Group", "forces of President X", "inhabitants of the Luhansk region"."""
    if phrase.link == "in" and found.hinted and found.group in _LOCAL:
        place = _rest(lex, phrase, text, replace(context, role="government", sub_event_type=None), skip=1)
        return replace(found, country=place.country) if place and place.group == "state" else found
    linked = phrase.link in ("of", "from", "for", "affiliated", "linked", "loyal", "belonging", "allied", "aligned")
    if head.fold in lex.nouns.lists["opposed"]:
        return found
    if not linked or found.actor_id or found.group in (None, "side_only", "state", "demonym"):
        return found
    skip = 1 if phrase.link in ("of", "from", "for") else 2
    inner = _rest(lex, phrase, text, replace(context, role="government", sub_event_type=None), skip=skip)
    if inner is None or not inner.sure:
        return found
    if not _is_partitive(lex, head):
        return replace(found, country=inner.country) if inner.country and found.group != "igo" else found
    return _merge_complement(found, inner)


def _is_partitive(lex: Lexicon, head: Unit) -> bool:
    """Whether "of X" after this head says who it is, not only whose country it is."""
    words = lex.nouns.lists["partitives"]
    return code_of(head) in _PARTITIVE_CLASSES or head.fold in words or head.fold.split()[-1] in words


def _merge_complement(found: Reading, inner: Reading) -> Reading:
    armed_head = found.type in ("military", "rebel", "unknown", "civilian", "militia", "paramilitary", "gang")
    if inner.type in ARMED:
        return replace(found, type=inner.type, country=inner.country, actor_id=inner.actor_id, hinted=False)
    if inner.type == "government" and found.group not in ("office", "leaders", "government", "group", "civilian"):
        return replace(found, country=inner.country)
    if found.type == "government" or (armed_head and inner.type != "civilian"):
        return replace(found, type=inner.type, country=inner.country, actor_id=inner.actor_id, hinted=False)
    return replace(found, country=inner.country or found.country)


def _unknown(lex: Lexicon, phrase: Phrase, text: str, context: Context) -> Reading | None:
    """A core without a known head: a name with its apposition, an organisation, a person; else no actor."""
    units = phrase.core
    last = units[-1]
    sides = [u for u in units if u.kind in ("alias", "state", "demonym") and not u.neutral]
    end = max(phrase.tail_at, units[-1].j)
    if last.fold in lex.nouns.lists["not_actors"]:
        return None
    if (
        phrase.link in (",", "(")
        and (found := _rest(lex, phrase, text, context, skip=0))
        and found.sure
        and found.group not in ("state", "demonym")
    ):
        return replace(found, first=units[0].i, end=phrase.tail_at)
    if not last.capital and (people := read_people(lex, list(units), context)):
        return replace(people, end=end)
    if sides and not last.capital and (row := row_of(lex, sides[-1], context)) and row.type in ARMED:
        return Reading(row.type, row.country, units[0].i, end, row.actor_id)
    if any(u.capital for u in units if u.kind == "other") and last.capital:
        country = code_of(sides[-1]) if sides and sides[-1].kind != "alias" else None
        return _named(lex, units, country, context, end)
    return None


def _named(lex: Lexicon, units: Collection[Unit], country: str | None, context: Context, end: int) -> Reading:
    """An unknown name: kept as it is; several capitalised words that undergo something are a person."""
    first = next(iter(units)).i
    organisation = any(u.fold in lex.nouns.lists["organisation_words"] for u in units) or len(units) < 2
    if context.role == "target" and not organisation and len(units) <= 5:
        return Reading("civilian", country or context.hint, first, end, sure=False)
    return Reading("unknown", country, first, end, sure=False)
