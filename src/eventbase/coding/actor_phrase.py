"""Says who a noun phrase is: type, country and name from its head noun, its modifiers and the dictionary."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from eventbase.coding.actor_index import Lexicon, choose_row
from eventbase.coding.actor_units import Phrase, Unit, cut
from eventbase.coding.actor_words import split_words
from eventbase.ontology.actors import ActorRow, NounClass
from eventbase.ontology.event_types import event_class
from eventbase.records import ActorType

Role = Literal["attacker", "target", "speaker", "government", "joint"]

_ARMED = frozenset({"rebel", "militia", "paramilitary", "gang"})
_MODIFIED = frozenset(
    "force generic_force security_force rank fighter militia group materiel weapon office leaders government rebel".split()
)
_ORGANISATION = frozenset(
    "bank university council committee union party front league agency bureau commission institute association "
    "federation service department directorate command center centre fund board authority congress".split()
)
_WORKERS = frozenset({"igo", "ngo", "media", "company", "police", "intelligence", "military", "government"})


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the phrase."""

    role: Role
    when: date | None = None
    hint: str | None = None
    countries: frozenset[str] = frozenset()
    sub_event_type: str | None = None

    @property
    def fights(self) -> bool:
        """Whether a state's name stands for its forces here."""
        if self.sub_event_type is None:
            return self.role in ("attacker", "target")
        return self.role in ("attacker", "target", "joint") and event_class(self.sub_event_type) in (
            "battle", "remote_violence", "violence_against_civilians", "force_posture", "losses", "captivity",
        )  # fmt: skip

    @property
    def bombed(self) -> bool:
        """Whether a state's name is the ground that is hit ("strikes on Ukraine"): its people undergo it."""
        return (
            self.role == "target"
            and self.sub_event_type is not None
            and event_class(self.sub_event_type) == "remote_violence"
        )

    @property
    def unrest(self) -> bool:
        return self.sub_event_type is not None and event_class(self.sub_event_type) == "unrest"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase was read as: words [first, end) of it are the name. `sure`: it rests on a known word."""

    type: ActorType
    country: str | None
    first: int
    end: int
    actor_id: str | None = None
    sure: bool = True
    group: str | None = None  # class of the head noun
    hinted: bool = False  # the country is the hint's, not the phrase's


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
    found = _read_head(lex, units, head, context)
    found = _shared_head(lex, phrase, text, context, units, head, found)
    if found is None:
        return None
    found = _with_complement(lex, phrase, text, context, units[head], found)
    end = found.end if found.group == "side_only" else max(found.end, phrase.name_end)
    return replace(found, first=min(found.first, end - 1), end=end)


def _uncounted(lex: Lexicon, text: str, context: Context) -> tuple[Phrase, Reading] | None:
    """A number or quantity that stands for people: "thousands", "five others"."""
    words = tuple(split_words(text))
    if not words or words[-1].fold not in lex.nouns.lists["quantities"]:
        return None
    phrase = Phrase(words, 0, (), "", len(words), len(words))
    return phrase, Reading("civilian", context.hint, 0, len(words), sure=False)


def _is_pronoun(lex: Lexicon, phrase: Phrase) -> bool:
    words = phrase.words
    return len(words) == 1 and words[0].fold in lex.nouns.lists["pronouns"] and not words[0].text.isupper()


def _head(lex: Lexicon, units: list[Unit]) -> int | None:
    """Index of the unit that says what the core is: the last known one, unless an unknown noun follows it."""
    known = [n for n, u in enumerate(units) if u.kind != "other" and (not u.neutral or _is_stance_people(units, n))]
    if not known:
        return None
    last = known[-1]
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


def _is_stance_people(units: list[Unit], at: int) -> bool:
    """ "pro-Russians": a stance and a plural of a people, with nothing behind it."""
    unit = units[at]
    return at == len(units) - 1 > 0 and unit.kind == "demonym" and unit.fold.endswith("ns") and units[at - 1].fold == "pro"


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
        return Reading(_state_type(context), _code(unit), first, end, group="state")
    if unit.kind == "demonym":
        return _read_demonym(unit, context, first, end)
    return _read_noun(lex, units, head, context)


def _state_type(context: Context) -> ActorType:
    if context.bombed:
        return "civilian"
    return "military" if context.fights else "government"


def _code(unit: Unit) -> str | None:
    return unit.entry.value if unit.entry else None


def _read_alias(lex: Lexicon, unit: Unit, context: Context, first: int, end: int) -> Reading | None:
    row = _row(lex, unit, context)
    if row is None:
        return None
    kind: ActorType = "military" if row.kind == "regime" and context.fights else row.type
    return Reading(kind, row.country, first, end, row.actor_id)


def _row(lex: Lexicon, unit: Unit, context: Context) -> ActorRow | None:
    rows = unit.entry.rows if unit.entry else ()
    return choose_row(lex, rows, when=context.when, countries=context.countries)


def _read_demonym(unit: Unit, context: Context, first: int, end: int) -> Reading:
    people = unit.fold.endswith("s") and not unit.fold.endswith("ss")
    if unit.neutral:
        return Reading("rebel" if context.fights else "civilian", context.hint, first, end, group="demonym")
    if context.role in ("government", "joint") or not context.fights and not people:
        kind: ActorType = "government" if context.role != "joint" or not people else "civilian"
    elif people and (context.role == "target" or _code(unit) is None or context.unrest):
        kind = "civilian"
    else:
        kind = "military" if context.fights else "civilian"
    return Reading(kind, _code(unit), first, end, group="demonym")


def _read_noun(lex: Lexicon, units: list[Unit], head: int, context: Context) -> Reading | None:
    unit = units[head]
    group = lex.nouns.classes[_code(unit) or ""]
    before = [u for u in units[:head] if not u.neutral]
    owner = _owner(lex, before, context)
    kind = _modified_type(lex, group, units[:head], context)
    if context.role in group.not_roles:
        return None
    if group.name == "materiel" and "civilian" in _mods(lex, units[:head]) and context.role == "target":
        return Reading("civilian", owner.country if owner else context.hint, units[0].i, units[-1].j, group=group.name)
    side = owner is not None or _has_side_word(lex, units[:head])
    if group.needs_side and not side and not _self_sided(unit.fold):
        return None
    country = _country(group, owner, context)
    kind, country, actor_id = _combine(group, kind, country, owner)
    first, end = units[0].i, units[-1].j
    if group.side_only:
        end = max((u.j for u in units[:head] if not u.neutral and _names_side(lex, u)), default=end)
        return Reading(kind, country, first, end, actor_id, group="side_only")
    return Reading(kind, country, first, end, actor_id, group=group.name, hinted=owner is None)


@dataclass(frozen=True, slots=True)
class _Owner:
    """The named side before a head noun."""

    type: ActorType | None
    country: str | None
    row: ActorRow | None = None
    cross_border: bool = False


def _owner(lex: Lexicon, before: list[Unit], context: Context) -> _Owner | None:
    """The side that stands before the head, a group before its country, the one nearest to the head."""
    country: _Owner | None = None
    for unit in reversed(before):
        if unit.kind == "alias" and (row := _row(lex, unit, context)):
            return _Owner(row.type, row.country, row)
        if unit.kind in ("state", "capital", "demonym") and country is None:
            code = _code(unit)
            if code or unit.fold in lex.nouns.lists["cross_border"]:
                country = _Owner(None, code, cross_border=code is None)
    return country


def _mods(lex: Lexicon, units: list[Unit]) -> set[str]:
    """The modifier lists that the words before a head belong to; stances count as "anti government"."""
    found: set[str] = set()
    for number, unit in enumerate(units):
        stance = units[number - 1].fold if number else ""
        word = f"{stance} {unit.fold}" if stance in lex.nouns.lists["stances"] else unit.fold
        follower = units[number + 1].fold if number + 1 < len(units) else ""
        if unit.neutral and stance not in lex.nouns.lists["stances"]:
            word = f"{unit.fold} {follower}"
        found.update(name for name, words in lex.nouns.modifiers.items() if word in words)
    return found


def _modified_type(lex: Lexicon, group: NounClass, before: list[Unit], context: Context) -> ActorType:
    """The class's type, changed by what stands before the noun ("rebel", "police", "pro-government")."""
    kind: ActorType = group.type
    if context.role == "attacker" and group.attacker:
        kind = group.attacker
    if group.military_roles and context.fights:
        kind = "military"
    if group.name == "security_force" and context.unrest:
        kind = "police"
    if group.name not in _MODIFIED:
        return kind
    mods = _mods(lex, before)
    for name in lex.nouns.modifiers:
        if name in mods and not (group.needs_side and name in ("rebel_body", "arm")):
            return _modifier_type(name, group, kind)
    if _stands_for_foreign_side(lex, before) and group.name not in (
        "rank",
        "office",
        "government",
        "materiel",
        "weapon",
    ):
        return "rebel" if group.name != "group" or kind == "unknown" else kind
    return kind


def _modifier_type(name: str, group: NounClass, kind: ActorType) -> ActorType:
    if name == "rebel" and group.name == "government":
        return kind  # "opposition lawmakers"
    if name in ("military", "arm"):
        return kind if group.name in ("militia", "rebel", "office", "government", "fighter", "group") else "military"
    if name == "civilian":
        return kind
    if name == "paramilitary":
        return kind if group.name in ("force", "generic_force", "security_force", "rank", "office") else "paramilitary"
    return {"rebel_body": "rebel"}.get(name, name)  # type: ignore[return-value]


def _stands_for_foreign_side(lex: Lexicon, before: list[Unit]) -> bool:
    """ "pro-Russian militias", "Turkish-backed forces": fighters on their own soil for somebody else."""
    for number, unit in enumerate(before):
        follower = before[number + 1].fold if number + 1 < len(before) else ""
        stance = before[number - 1].fold if number else ""
        if unit.neutral and unit.kind in ("state", "capital", "demonym"):
            if stance == "pro" or follower in (
                "backed",
                "supported",
                "allied",
                "aligned",
                "sponsored",
                "trained",
                "funded",
            ):
                return True
    return False


def _has_side_word(lex: Lexicon, before: list[Unit]) -> bool:
    sides = ("rebel", "police", "gang", "militia", "paramilitary", "military")
    return bool(_mods(lex, before) & set(sides)) or any(u.kind == "noun" and _names_side(lex, u) for u in before)


def _names_side(lex: Lexicon, unit: Unit) -> bool:
    if unit.kind in ("alias", "state", "capital", "demonym"):
        return True
    sides = ("rebel", "police", "gang", "militia", "paramilitary", "military")
    return any(unit.fold in lex.nouns.modifiers[name] for name in sides) or (
        unit.kind == "noun" and _code(unit) in ("force", "rebel", "fighter", "state_body", "militia", "police", "gang")
    )


def _self_sided(fold: str) -> bool:
    """ "army base", "military airfield": the noun itself says whose it is."""
    return fold.split()[0] in ("military", "army", "naval", "coalition")


def _country(group: NounClass, owner: _Owner | None, context: Context) -> str | None:
    if group.country == "none":
        return None
    if owner and (owner.country or owner.row or owner.cross_border):
        return owner.country
    return context.hint if group.country == "side" else None


def _combine(
    group: NounClass, kind: ActorType, country: str | None, owner: _Owner | None
) -> tuple[ActorType, str | None, str | None]:
    """A head noun with a named body before it: "Daesh operatives", "NATO troops", "Gazprom workers"."""
    row = owner.row if owner else None
    if row is None:
        return kind, country, None
    own = kind if group.name in ("civil_object", "civilian", "ngo", "media") else None
    if group.name == "group":
        return row.type, row.country, row.actor_id
    if row.type in _ARMED:
        return (own or row.type), row.country, row.actor_id
    if row.type == "igo":
        if group.name == "states":
            return "government", None, None
        armed = group.name in ("force", "generic_force", "materiel", "weapon", "coalition", "rank")
        return ("military" if armed and row.actor_id == "nato" else row.type), None, row.actor_id
    if row.type == "government" or row.kind == "person" and row.type == "military":
        return kind, row.country, None
    if (
        group.name in ("group", "generic_force", "office", "materiel", "weapon", "rank")
        or row.type in _WORKERS
        and own is None
    ):
        return row.type, row.country, row.actor_id
    return kind, row.country, None


def _shared_head(
    lex: Lexicon, phrase: Phrase, text: str, context: Context, units: list[Unit], head: int, found: Reading | None
) -> Reading | None:
    """ "Russian and Syrian warplanes": the first conjunct lends its side, the second its noun; "or" leaves it open."""
    if phrase.link not in ("and", "or") or found is None:
        return found
    rest = _rest(lex, phrase, text, context, skip=1)
    if rest is None or not rest.sure:
        return found
    if phrase.link == "or" and rest.country != found.country:
        kind = rest.type if units[head].kind == "demonym" else found.type
        return replace(found, type=kind, country=None, end=phrase.name_end)
    if units[head].kind == "demonym" and rest.group not in (None, "state", "demonym", "civilian", "office"):
        return replace(found, type=rest.type, end=phrase.name_end)
    if found.hinted and rest.group == found.group and not rest.hinted:
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
    linked = phrase.link in ("of", "from", "for", "affiliated", "linked", "loyal", "belonging", "allied", "aligned")
    if not linked or found.group in (None, "side_only", "state", "demonym"):
        return found
    skip = 1 if phrase.link in ("of", "from", "for") else 2
    inner = _rest(lex, phrase, text, replace(context, role="government", sub_event_type=None), skip=skip)
    if inner is None or not inner.sure:
        return found
    if not _is_partitive(lex, head):
        return replace(found, country=inner.country) if inner.country and found.group != "igo" else found
    return _merge_complement(found, inner)


def _is_partitive(lex: Lexicon, head: Unit) -> bool:
    words = lex.nouns.lists["partitives"]
    return (
        head.fold in words or head.fold.split()[-1] in words or (head.entry is not None and head.entry.value == "rebel")
    )


def _merge_complement(found: Reading, inner: Reading) -> Reading:
    armed_head = found.type in ("military", "rebel", "unknown", "civilian", "militia", "paramilitary", "gang")
    if inner.type in _ARMED:
        return replace(found, type=inner.type, country=inner.country, actor_id=inner.actor_id, hinted=False)
    if found.group in ("force", "generic_force", "security_force", "rank", "materiel") and inner.type == "government":
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
        and found.group not in ("state", None)
    ):
        return replace(found, first=units[0].i, end=phrase.tail_at)
    if sides and not last.capital and (row := _row(lex, sides[-1], context)) and row.type in _ARMED:
        return Reading(row.type, row.country, units[0].i, end, row.actor_id)
    if any(u.capital for u in units if u.kind == "other") and last.capital:
        country = _code(sides[-1]) if sides and sides[-1].kind != "alias" else None
        return _named(phrase, units, country, context, end)
    return None


def _named(phrase: Phrase, units: Collection[Unit], country: str | None, context: Context, end: int) -> Reading:
    """An unknown name: kept as it is; several capitalised words that undergo something are a person."""
    first = next(iter(units)).i
    organisation = any(u.fold in _ORGANISATION for u in units) or len(units) < 2
    if context.role == "target" and not organisation and len(units) <= 5:
        return Reading("civilian", country or context.hint, first, end, sure=False)
    return Reading("unknown", country, first, end, sure=False)
