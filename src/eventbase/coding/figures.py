"""Figures of a sentence: what a number counts, what happened to it, and its bounds by the codebook's table.

`find_figures` reads a parsed sentence (or, without a parse, its text); `parse_figures` any text. Offsets count into the
stored text. A figure's measure follows from the noun counted and from its governor, see measures.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from eventbase.coding.analysis import FigureMention, Sentence
from eventbase.coding.figure_governors import Governor, beside_left, beside_right, governor
from eventbase.coding.figure_groups import Group, counted
from eventbase.coding.figure_words import CLOSED, Words, words_of
from eventbase.coding.numbers import Number, find_numbers
from eventbase.ontology.measures import measures
from eventbase.records import Figure, Side

PEOPLE = {
    "kill": "killed", "wound": "wounded", "capture": "captured", "detain": "detained", "release": "released",
    "missing": "missing", "displace": "displaced", "casualties": "casualties",
}  # fmt: skip
_LIST = re.compile(r"[\s,]*(?:(?:and|as well as|along with|together with|plus|&|or|in addition to|also|and also|another|with)\s*)*(?:the\s|an?\s)?", re.IGNORECASE)
_PART_OF = re.compile(r"\b(?:including|includes|included|among (?:them|whom)|of (?:them|whom|which|those)|counting|most of them)\b[\s,:]*(?:an?\s|the\s|at\s)?(?:as many as\s)?$", re.IGNORECASE)
_AFTER_STATE = re.compile(r"^(?:\s(?:was|were|had|have|been|has))*\s[a-z]+\s(?:along with|together with|as well as|in addition to)\s$", re.IGNORECASE)
_AMONG_NEXT = re.compile(r"^(?:\s(?:were|was|also|is|are))*\samong\s(?:the\s|at least\s)?$", re.IGNORECASE)
_NONE_OF = re.compile(
    r"\b(?:no|without(?: any)?|zero|any)\s(?:human\s|civilian\s|immediate\s|reports? of\s|further\s|military\s)*(?P<noun>casualties|injuries|deaths|fatalities|victims|"
    r"dead or injured|losses of life|loss of life|casualty)\b|\b(?:no one|nobody|none)\s(?:was|were|had been|has been|of\s\w+\swas)\s(?P<state>killed|injured|hurt|wounded|harmed)",
    re.IGNORECASE,
)
_SINGLE = frozenset("a an another".split())
_POSSESSIVE = frozenset("his her their its".split())
_SINGLE_CLASSES = frozenset({"kill", "wound", "capture", "detain", "missing", "launch", "intercept", "hit", "destroy", "lose", "displace", "release"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number with what it counts, before its measure is known."""

    number: Number
    group: Group
    governor: Governor | None
    part_of: int | None = None


def find_figures(sentence: Sentence) -> list[FigureMention]:
    """The figures of a sentence, in order; parts point to their totals by `subset_of`."""
    words = words_of(sentence)
    candidates = _candidates(words)
    candidates = _shared(words, candidates)
    found: list[FigureMention] = []
    position: dict[int, int] = {}
    for index, candidate in enumerate(candidates):
        figure = _figure(words, candidate, sentence.start)
        if figure is not None:
            position[index] = len(found)
            total = position.get(candidate.part_of) if candidate.part_of is not None else None
            found.append(replace(figure, subset_of=total))
    return found + _none_found(sentence)


def parse_figures(text: str) -> list[Figure]:
    """The figures of any text, read without a parse. Example: parse_figures("up to 12,000 troops")."""
    sentence = Sentence(no=0, start=0, end=len(text), text=text, story_no=0, part="body", paragraph_no=0)
    return [
        Figure(measure=f.measure, low=f.low, best=f.best, high=f.high, qualifier=f.qualifier, side=f.side,
               start=f.start, end=f.end, quote=f.quote)
        for f in find_figures(sentence)
    ]  # fmt: skip


def _candidates(words: Words) -> list[_Candidate]:
    found = [_numbered(words, n) for n in find_numbers(words.text)]
    taken = [(c.number.start, words[c.group.last - 1].end if c.group.last else c.number.end) for c in found]
    found += [c for c in _singles(words) if not any(a <= c.number.start < b for a, b in taken)]
    return sorted(found, key=lambda c: c.number.core_start)


def _numbered(words: Words, number: Number) -> _Candidate:
    index = words.at(number.end)
    if number.kind != "count":
        group = Group(index, index, None, "", "none")
    else:
        group = counted(words, index)
        if re.match(r"\s(?:[\w-]+\s){0,3}at least\b", words.text[number.end :]) and number.qualifier == "exact":
            number = _postposed(words, number, group)
    return _Candidate(number, group, governor(words, start=number.start, group=group))


def _postposed(words: Words, number: Number, group: Group) -> Number:
    """ "125 terrorists at least were killed": the hedge after the noun. """
    end = words[group.last - 1].end if group.last else number.end
    if re.match(r"\sat least\b", words.text[end:]):
        return replace(number, best=None, high=None, qualifier="at_least")
    return number


def _singles(words: Words) -> list[_Candidate]:
    """ "a man was killed", "fired a mortar round", "his son was injured": one each, where a known governor says so. """
    found = []
    for word in words:
        if word.lower not in _SINGLE and word.lower not in _POSSESSIVE:
            continue
        group = counted(words, word.i + 1)
        if group.head is None or group.kind not in ("people", "weapon", "thing") or not _is_singular(group.noun):
            continue
        if word.lower in _POSSESSIVE and group.kind != "people":
            continue
        over = governor(words, start=word.start, group=group)
        number = Number(word.start, word.end, word.start, word.end, 1, 1, 1, "exact")
        found.append(_Candidate(number, group, over))
    return found


def _is_singular(noun: str) -> bool:
    return not noun.endswith("s") and noun not in ("people", "men", "women", "children", "personnel", "police", "troops", "other", "staff")


def _shared(words: Words, candidates: list[_Candidate]) -> list[_Candidate]:
    """Gives coordinated numbers and parts the governor of their neighbour."""
    for index in range(1, len(candidates)):
        candidates[index] = _from_before(words, candidates, index)
    for index in range(len(candidates) - 2, -1, -1):
        candidates[index] = _from_after(words, candidates, index)
    return candidates


def _end(words: Words, candidate: _Candidate) -> int:
    group_end = words[candidate.group.last - 1].end if candidate.group.last > 0 else 0
    return max(candidate.number.end, group_end)


def _from_before(words: Words, candidates: list[_Candidate], index: int) -> _Candidate:
    own, before = candidates[index], candidates[index - 1]
    between = words.text[_end(words, before) : own.number.start]
    beside = _beside(words, own)
    part = bool(_PART_OF.search(between)) or own.group.partitive and own.group.kind == "none"
    if part and before.governor and own.group.kind in ("people", "none", "other", before.group.kind):
        own = replace(own, part_of=index - 1)
        return own if beside else replace(own, governor=replace(before.governor, relation="inherited"))
    if beside or before.governor is None:
        return own
    if _LIST.fullmatch(between) or _AFTER_STATE.match(between):
        return replace(own, governor=replace(before.governor, relation="inherited"))
    return own


def _beside(words: Words, candidate: _Candidate) -> bool:
    """Whether the candidate has a governor right beside it, which no neighbour overrules."""
    if candidate.group.inner:
        return True
    return (beside_right(words, candidate.group.last) or beside_left(words, candidate.number.start)) is not None


def _from_after(words: Words, candidates: list[_Candidate], index: int) -> _Candidate:
    own, after = candidates[index], candidates[index + 1]
    between = words.text[_end(words, own) : after.number.start]
    if after.governor is None or _beside(words, own):
        return own
    if _AMONG_NEXT.match(between):
        return replace(own, governor=replace(after.governor, relation="inherited"), part_of=index + 1)
    if own.governor is None and _LIST.fullmatch(between) and after.governor.relation == "state":
        return replace(own, governor=replace(after.governor, relation="inherited"))
    return own


def _figure(words: Words, candidate: _Candidate, base: int) -> FigureMention | None:
    number, group, over = candidate.number, candidate.group, candidate.governor
    measure = _measure(words, candidate)
    if measure is None or (number.core_start == number.start and _bare_article(words, candidate) and not _single_counts(candidate, measure)):
        return None
    end = _quote_end(words, candidate)
    return FigureMention(
        measure=measure,  # type: ignore[arg-type]
        low=number.low,
        best=number.best,
        high=number.high,
        qualifier=number.qualifier,
        side=_side(words, candidate, measure),
        start=base + number.start,
        end=base + end,
        quote=words.text[number.start : end],
        head=over.index if over else None,
        group=_group_words(words, group),
    )


def _bare_article(words: Words, candidate: _Candidate) -> bool:
    word = words.text[candidate.number.start : candidate.number.end].lower()
    return word in _SINGLE or word in _POSSESSIVE


def _single_counts(candidate: _Candidate, measure: str) -> bool:
    over = candidate.governor
    if over is None or not over.classes & _SINGLE_CLASSES:
        return False
    if candidate.group.kind == "people":
        return measure in PEOPLE.values()
    if candidate.group.kind == "weapon":
        return measure != "other" and bool(over.classes & {"launch", "intercept", "hit"})
    return bool(over.classes & {"destroy", "intercept", "hit", "lose"})


def _measure(words: Words, candidate: _Candidate) -> str | None:
    number, group, over = candidate.number, candidate.group, candidate.governor
    if number.kind != "count":
        return {"money_usd": "amount_usd", "area": "area_km2"}.get(number.kind, "other")
    table, classes = measures(), over.classes if over else frozenset()
    if group.noun in table.no_figures:
        return None
    if group.kind == "count":
        return _count_measure(table.counts[group.noun], classes)
    if group.kind == "weapon":
        weapon = table.weapons[group.noun]
        if classes & {"intercept", "destroy"}:
            return weapon.intercept
        return weapon.otherwise if classes & {"supply", "lose"} else weapon.launch
    if group.kind == "thing":
        return table.things[group.noun]
    return _people_measure(candidate, classes)


def _count_measure(measure: str, classes: frozenset[str]) -> str:
    if measure == "killed" and "wound" in classes:
        return "wounded"
    return measure


def _people_measure(candidate: _Candidate, classes: frozenset[str]) -> str | None:
    """People, nouns that no list knows, and numbers alone."""
    group = candidate.group
    for name, measure in PEOPLE.items():
        if name in classes and group.kind in ("people", "none", "other"):
            return measure
    if "lose" in classes and group.kind == "people":
        return "casualties" if group.noun in ("troops", "personnel") else "killed"
    if group.kind == "people":
        kinds = measures().people[group.noun]
        return "troops" if "troops" in kinds or ("fight" in classes and over_subject(candidate)) else "other"
    if group.kind == "none":
        return "other" if "gather" in classes else None
    if "fight" in classes and over_subject(candidate):
        return "troops"
    return "other" if _plural(candidate) else None


def over_subject(candidate: _Candidate) -> bool:
    return candidate.governor is not None and candidate.governor.relation == "subject"


def _plural(candidate: _Candidate) -> bool:
    """Nouns that no list knows count only where their number fits: "Related", "others" after 55 are none."""
    noun, number = candidate.group.noun, candidate.number
    return number.best == 1 or (noun.endswith("s") and not noun.endswith("ss")) or noun.endswith(("men", "people", "women"))


def _side(words: Words, candidate: _Candidate, measure: str) -> Side:
    group, over = candidate.group, candidate.governor
    if measure.endswith("_launched"):
        return "actor1"
    if group.kind in ("thing",):
        return "civilian" if group.noun in measures().civilian_property else "unknown"
    if measure in PEOPLE.values():
        kinds = measures().people.get(group.noun, frozenset({"civilian"}) if group.kind == "none" else frozenset())
        return "civilian" if "civilian" in kinds and not _military_words(words, group) else "unknown"
    if measure == "troops" and over and over.relation == "subject":
        return "actor1"
    return "unknown"


def _military_words(words: Words, group: Group) -> bool:
    table = measures().people
    return any("military" in table.get(words.lower(i), ()) for i in range(group.first, group.last))


def _group_words(words: Words, group: Group) -> str | None:
    first = group.first
    while first < group.last and words.lower(first) in CLOSED:
        first += 1
    last = group.last
    return words.text[words[first].start : words[last - 1].end] if first < last else None


def _quote_end(words: Words, candidate: _Candidate) -> int:
    """The number with what it counts; a number alone takes the state right after it ("30 wounded")."""
    end = _end(words, candidate)
    over = candidate.governor
    if candidate.group.kind == "none" and over and over.relation == "state" and over.index >= candidate.group.last:
        return max(end, words[over.index].end) if over.index - candidate.group.last <= 3 else end
    return end


def _none_found(sentence: Sentence) -> list[FigureMention]:
    """ "no casualties", "no one was killed": zero. """
    found = []
    for match in _NONE_OF.finditer(sentence.text):
        word = (match["noun"] or match["state"]).lower()
        if match[0].lower().startswith("any") and not re.search(r"\bnot\b|n't\b", sentence.text[max(0, match.start() - 40) : match.start()]):
            continue
        measure = "wounded" if re.match(r"injur|hurt|wound|harm", word) else "killed" if re.match(r"death|fatal|kill|loss", word) else "casualties"
        found.append(
            FigureMention(measure=measure, low=0, best=0, high=0, qualifier="exact", side="civilian",  # type: ignore[arg-type]
                          start=sentence.start + match.start(), end=sentence.start + match.end(), quote=match[0])
        )  # fmt: skip
    return found
