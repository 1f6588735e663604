"""Numbers of a sentence with what they count and what governs them, before their measure is known.

Coordinated numbers share a governor ("killed 12 people and two dogs"), parts take it from their total ("including three
women", "two of them"), a number without a noun takes the noun before it ("54 drones, of which 39 were shot down"), and
people named one by one are added up ("a man and his daughter were killed": 2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from eventbase.coding.figure_governors import Governor, beside_left, beside_right, governor
from eventbase.coding.figure_groups import Group, counted
from eventbase.coding.figure_words import Words
from eventbase.coding.numbers import Number, find_numbers
from eventbase.ontology.function_words import function_words
from eventbase.ontology.measures import measures

_LIST = re.compile(
    r"[\s,\"]*(?:(?:and|as well as|along with|together with|plus|&|or|in addition to|also|another|with)\s*)*"
    r"(?:the\s|an?\s)?",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(?:including|includes|included|among (?:them|whom)|of (?:them|whom|which|those)|counting)\b[\s,:]*"
    r"(?:an?\s|the\s|at\s)?(?:as many as\s)?$",
    re.IGNORECASE,
)
_ALONG = re.compile(
    r"[^.;:]{0,90}\s(?:along with|together with|as well as|in addition to)\s(?:the\s)?",
    re.IGNORECASE,
)
_AMONG_NEXT = re.compile(r"^(?:\s(?:were|was|also|is|are))*\samong\s(?:the\s|at least\s)?$", re.IGNORECASE)
_LISTED_BARE = re.compile(r"[^.;:]{0,70}(?:\band|,)\s", re.IGNORECASE)
_BACK = re.compile(r"\s(?:were|was|are|is)\s(?!also\b)", re.IGNORECASE)
_FOR = re.compile(r"\s?(?:for|-for-)\s?", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:the|these|those|its|their|all)\s", re.IGNORECASE)
_OF_PEOPLE = frozenset(["kill", "wound", "capture", "detain", "release", "missing", "displace"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number, its group and governor; `part_of` is the index of its total.

    `single`: "a man"; `definite`: "the two"; `population`: "a city of 2 million"; `merged_end`: where people added up
    end.
    """

    number: Number
    group: Group
    governor: Governor | None
    part_of: int | None = None
    single: bool = False
    definite: bool = False
    population: bool = False
    merged_end: int = 0

    def classes(self) -> frozenset[str]:
        return self.governor.classes if self.governor else frozenset()


def candidates(words: Words) -> list[Candidate]:
    """All candidates in the order of the text, with shared governors and nouns."""
    found = [_numbered(words, n) for n in find_numbers(words.text) if _counts(words, n)]
    taken = [(c.number.start, end_of(words, c)) for c in found]
    found += [c for c in _singles(words) if not any(a <= c.number.start < b for a, b in taken)]
    found = _exchanged(words, sorted(found, key=lambda c: c.number.core_start))
    return _summed(words, _shared(words, found))


def end_of(words: Words, candidate: Candidate) -> int:
    """Where the number with its noun phrase ends."""
    group_end = words[candidate.group.last - 1].end if candidate.group.last > 0 else 0
    return max(candidate.number.end, group_end, candidate.merged_end)


def _numbered(words: Words, number: Number) -> Candidate:
    index = words.at(number.end)
    if number.kind != "count":
        group = Group(index, index, None, "", "none")
    else:
        group = counted(words, index)
        if number.qualifier == "exact":
            number = _postposed(words, number, group)
    return Candidate(
        number,
        group,
        governor(words, start=number.start, group=group),
        definite=_DEFINITE.match(words.text, number.start) is not None,
        population=_is_population(words, number),
    )


def _counts(words: Words, number: Number) -> bool:
    """Neither "no one", "of one family" nor the 0 of a page's counters."""
    before = words.lower(words.at(number.start) - 1)
    household = before == "of" and re.match(r"\s(?:extended )?(?:family|household|clan)\b", words.text[number.end :])
    return before != "no" and number.best != 0 and not household


def _is_population(words: Words, number: Number) -> bool:
    """ "a city of 2 million people"."""
    index = words.at(number.start) - 1
    return words.lower(index) in ("of", "with", "to") and words.lower(index - 1) in function_words().populated


def _postposed(words: Words, number: Number, group: Group) -> Number:
    """ "125 rebels at least were killed": the hedge after the noun."""
    end = words[group.last - 1].end if group.last else number.end
    if re.match(r"\sat least\b", words.text[max(end, number.end) :]):
        return replace(number, best=None, high=None, qualifier="at_least")
    return number


def _singles(words: Words) -> list[Candidate]:
    """ "a man was killed", "fired a mortar round", "his son was injured"."""
    found, small = [], function_words()
    for word in words:
        if word.lower not in small.single and word.lower not in small.possessive:
            continue
        group = counted(words, word.i + 1)
        if group.head is None or group.kind not in ("people", "weapon", "thing") or not _is_singular(group.noun):
            continue
        if group.head + 1 < len(words) and words[group.head + 1].pos == "NOUN":
            continue
        if word.lower in small.possessive and group.kind != "people":
            continue
        number = Number(word.start, word.end, word.start, word.end, 1, 1, 1, "exact")
        found.append(Candidate(number, group, governor(words, start=word.start, group=group), single=True))
    return found


def _is_singular(noun: str) -> bool:
    return not noun.endswith("s") and noun not in function_words().plural_only


def _exchanged(words: Words, found: list[Candidate]) -> list[Candidate]:
    """ "a 1,000-for-1,000 swap": one number of people released."""
    kept: list[Candidate] = []
    for candidate in found:
        before = kept[-1] if kept else None
        if before and before.number.best == candidate.number.best and before.group.kind == "none":
            between = words.text[before.number.end : candidate.number.start]
            if _FOR.fullmatch(between):
                swap = Governor(frozenset({"release"}), words.at(before.number.start), "noun")
                kept[-1] = replace(before, governor=swap, merged_end=candidate.number.end)
                continue
        kept.append(candidate)
    return kept


def _shared(words: Words, found: list[Candidate]) -> list[Candidate]:
    for index in range(1, len(found)):
        found[index] = _from_before(words, found, index)
    for index in range(len(found) - 2, -1, -1):
        found[index] = _from_after(words, found, index)
    return found


def _from_before(words: Words, found: list[Candidate], index: int) -> Candidate:
    own, before = found[index], found[index - 1]
    between = words.text[end_of(words, before) : own.number.start]
    beside = _beside(words, own)
    if _is_part(words, own, between):
        total = _total(found, index)
        return _as_part(found, own, total, beside) if total is not None else own
    if own.group.kind == "none" and own.number.kind == "count":
        own = _with_noun_before(found, own, index)
    if beside or before.governor is None:
        return own
    bare = own.group.kind == "none" and own.governor is None and own.number.kind == before.number.kind == "count"
    if not between.strip() and own.group.kind == "none":
        return own
    if _LIST.fullmatch(between) or _ALONG.fullmatch(between) or (bare and _LISTED_BARE.fullmatch(between)):
        return replace(own, governor=replace(before.governor, relation="inherited"))
    return own


def _is_part(words: Words, own: Candidate, between: str) -> bool:
    """ "including N", "of whom N", "N of them", "while N were foreigners"."""
    if _PART_OF.search(between) or (own.group.kind == "none" and own.group.partitive):
        return True
    if own.group.kind != "none" or own.number.kind != "count" or own.single:
        return False
    return own.governor is None and _BACK.match(words.text, own.number.end) is not None


def _total(found: list[Candidate], index: int) -> int | None:
    """The total that a part belongs to: the nearest number before it that is no part and counts something."""
    for i in range(index - 1, -1, -1):
        total = found[i]
        if total.part_of is None and total.number.kind == "count" and (total.governor or total.group.kind != "none"):
            return i
    return None


def _as_part(found: list[Candidate], own: Candidate, total_index: int, beside: bool) -> Candidate:
    total = found[total_index]
    things = total.group.kind in ("thing", "weapon", "count")
    if things and own.group.kind != total.group.kind and (own.group.kind != "none" or own.classes() & _OF_PEOPLE):
        return own
    if own.group.kind == "none" and total.group.kind != "none":
        own = replace(own, group=_borrowed(own.group, _listed(found, total_index)))
    own = replace(own, part_of=total_index)
    if beside or total.governor is None:
        return own
    return replace(own, governor=replace(total.governor, relation="inherited"))


def _listed(found: list[Candidate], index: int) -> Group:
    """The group of the total; of several kinds of weapon in one list the general one."""
    group, before = found[index].group, found[index - 1].group if index else None
    if before is not None and before.kind == group.kind == "weapon" and found[index].governor:
        table = measures().weapons
        if table[before.noun] != table[group.noun]:
            return replace(group, noun="targets")
    return group


def _borrowed(own: Group, lender: Group) -> Group:
    """The group of a bare number with the noun of another; its own place in the text."""
    return replace(own, noun=lender.noun, kind=lender.kind)


def _with_noun_before(found: list[Candidate], own: Candidate, index: int) -> Candidate:
    """ "launched 54 drones, 39 were shot down": a bare number under a weapon's verb counts the weapons before it."""
    if not own.classes() & {"launch", "intercept"}:
        return own
    for i in range(index - 1, -1, -1):
        if found[i].group.kind == "weapon":
            return replace(own, group=_borrowed(own.group, _listed(found, i)))
    return own


def _beside(words: Words, candidate: Candidate) -> bool:
    """Whether the candidate has a governor right beside it, which no neighbour overrules."""
    if candidate.group.inner:
        return True
    return (beside_right(words, candidate.group.last) or beside_left(words, candidate.number.start)) is not None


def _from_after(words: Words, found: list[Candidate], index: int) -> Candidate:
    own, after = found[index], found[index + 1]
    between = words.text[end_of(words, own) : after.number.start]
    if between.strip().lower() == "of" and own.group.kind == "none" and after.group.kind != "none":
        if own.number.best == 1:
            return own
        return replace(own, group=_borrowed(own.group, after.group), part_of=None)
    if after.governor is None or _beside(words, own):
        return own
    if _AMONG_NEXT.match(between):
        return replace(own, governor=replace(after.governor, relation="inherited"), part_of=index + 1)
    if (
        between.strip()
        and _LIST.fullmatch(between)
        and after.governor.relation in ("state", "inherited")
        and own.governor is None
    ):
        return replace(own, governor=replace(after.governor, relation="inherited"))
    return own


def _summed(words: Words, found: list[Candidate]) -> list[Candidate]:
    """Adds up people named one by one under one governor, from a single one on ("a woman and her two sons")."""
    merged: list[Candidate] = []
    moved: dict[int, int] = {}
    for index, candidate in enumerate(found):
        first = merged[-1] if merged else None
        if first and _joins(words, first, candidate):
            merged[-1] = _added(words, first, candidate)
        else:
            merged.append(candidate)
        moved[index] = len(merged) - 1
    return [replace(c, part_of=moved[c.part_of]) if c.part_of is not None else c for c in merged]


def _joins(words: Words, first: Candidate, own: Candidate) -> bool:
    people = first.group.kind == own.group.kind == "people"
    if not (people and first.single and first.part_of is None and own.part_of is None):
        return False
    classes = first.classes() & own.classes() & _OF_PEOPLE
    between = words.text[end_of(words, first) : own.number.start]
    return bool(classes) and _LIST.fullmatch(between) is not None and "or" not in between.split()


def _added(words: Words, first: Candidate, own: Candidate) -> Candidate:
    a, b = first.number, own.number
    low, best, high = (
        None if x is None or y is None else x + y
        for x, y in zip((a.low, a.best, a.high), (b.low, b.best, b.high), strict=True)
    )
    number = replace(a, low=low, best=best, high=high, qualifier=b.qualifier if b.qualifier != "exact" else a.qualifier)
    state = own.governor if own.governor and own.governor.relation == "state" else first.governor
    return replace(first, number=number, governor=state, merged_end=end_of(words, own))
