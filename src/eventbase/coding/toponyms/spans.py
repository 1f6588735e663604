"""Candidates for place names: stretches that the gazetteer knows, and unknown names with a clear cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from eventbase.coding.analysis import Relation
from eventbase.coding.toponyms.facts import Facts, Names, facts_of
from eventbase.coding.toponyms.lines import Line, has_prefix
from eventbase.coding.toponyms.words import Words

MAX_WORDS = 6
_COMPASS = ("East", "West", "North", "South")


@dataclass(slots=True)
class Span:
    """Words `first` to `last` of a line, and what was found out about them. `start`, `end` count into the sentence."""

    line: Line
    first: int
    last: int
    start: int
    end: int
    facts: Facts | None
    owner: bool = False  # followed by 's, or by the s of a possessive that lost its apostrophe
    score: float = 0.0
    person: bool = False  # the article calls someone by this name
    kind: Literal["place", "actor", "body"] = "place"
    feature: str | None = None
    relation: Relation = "in"
    within: list[str] = field(default_factory=list)
    list_no: int | None = None
    adjective: str | None = None  # of a country
    inner: tuple[int, int] | None = None  # the characters before any type word was taken in
    core: tuple[int, int] | None = None  # the characters to look up, where they are fewer than the name's

    @property
    def name(self) -> str:
        """The words as in the text: "northern Aleppo countryside"."""
        return self.line.text[self.start : self.end]

    @property
    def outer(self) -> str:
        """The name as a container of others: a country by its adjective, which no other area bears."""
        return self.adjective or self.lookup

    @property
    def lookup(self) -> str:
        """The words that the gazetteer can know: "Aleppo"."""
        start, end = self.core or (self.start, self.end)
        return self.line.text[start:end]

    @property
    def words(self) -> int:
        return self.last - self.first + 1


def find_spans(line: Line, names: Names, words: Words) -> Iterator[Span]:
    """All candidates of a line, in order, none overlapping another."""
    for run in line.runs:
        spans = list(_segment(line, run, names, words))
        yield from _merged(spans, words) if len(spans) > 1 else spans
    if "-" in line.text:
        yield from _compounds(line, names)


def _segment(line: Line, run: tuple[int, int], names: Names, words: Words) -> Iterator[Span]:
    """Longest known names first, from the left; single unknown words are kept as candidates without facts."""
    index, last = run
    if line.lows[index] == "the" and index < last and line.lows[index + 1] not in words.the_names:
        index += 1
    last = _joined_and(line, last, words)
    while index <= last:
        span = _longest(line, index, last, names, words) if line.caps[index] else None
        if span is None:
            yield from _parts(line, index, names)
            if line.caps[index] and _may_be_unknown(line, index, words):
                yield Span(line, index, index, line.starts[index], line.ends[index], None, line.possessive[index])
            index += 1
        else:
            yield span
            index = span.last + 1


def _merged(spans: list[Span], words: Words) -> list[Span]:
    """As in "the village of Bir Xan", "Umm Xan": one unknown name where the words around or in it call it a place."""
    line, first, last = spans[0].line, spans[0], spans[-1]
    head = line.low(first.first - 1) == "of" and line.low(first.first - 2) in words.types_before
    head = head or (line.low(first.first - 1) in ("in", "near", "outside", "around") and not line.headline)
    head = head or (line.low(first.first - 1) in words.types_before and not line.caps[first.first - 1])
    tail = line.adjacent(last.last) and line.low(last.last + 1) in words.types_after
    begins = line.lows[first.first] in words.name_heads
    limit = 2.6 if begins else 1.8
    weak = all(span.facts is None or span.facts.strength < limit for span in spans)
    whole = all(line.adjacent(i) for i in range(first.first, last.last)) and last.last - first.first < 4
    if not (weak and whole and (head or tail or begins)):
        return spans
    return [Span(line, first.first, last.last, first.start, last.end, None, last.owner)]


def _joined_and(line: Line, last: int, words: Words) -> int:
    """As in "Bosnia and Herzegovina": the run goes on over "and" after the few words that ask for it."""
    if line.lows[last] in words.and_names and line.low(last + 1) in ("and", "&"):
        after = last + 2
        if after < len(line.words) and line.caps[after]:
            return after
    return last


def _longest(line: Line, index: int, last: int, names: Names, words: Words) -> Span | None:
    if line.lows[index] in words.name_heads and line.adjacent(index) and not line.caps[index + 1]:
        facts = facts_of(names, line.name(index, index + 1))  # "Deir ezzor"
        if facts and facts.strength >= 1.8:
            return Span(line, index, index + 1, line.starts[index], line.ends[index + 1], facts)
    for end in range(min(last, index + MAX_WORDS - 1), index - 1, -1):
        if not line.caps[end] or _crosses_owner(line, index, end):
            continue
        if end == index and not _may_be_name(line, index, words):
            return _abbreviation(line, index, names, words)
        facts = facts_of(names, line.name(index, end))
        if facts and end > index and _is_phrase(facts) and _only_common(line, index, end, words):
            facts = None
        if end == index:
            return _single(line, index, facts, names)
        if facts:
            return Span(line, index, end, line.starts[index], line.ends[end], facts, line.possessive[end])
    return None


def _crosses_owner(line: Line, first: int, last: int) -> bool:
    """True if a possessive stands inside, which parts two names, except in "Donetsk People's Republic"."""
    return first < last and any(
        owns and low != "people" for owns, low in zip(line.possessive[first:last], line.lows[first:last], strict=True)
    )


def _only_common(line: Line, first: int, last: int, words: Words) -> bool:
    """True for "White House", "New Deal": every word of it is an ordinary one."""
    return all(
        low in words.common or low in words.particles or low in words.blocked for low in line.lows[first : last + 1]
    )


def _is_phrase(facts: Facts) -> bool:
    """True for what is no more than a small town or another town's alias: "White House", not "Red Sea"."""
    return facts.strength < 3.2 and facts.population < 100_000 and not facts.curated


def _may_be_name(line: Line, index: int, words: Words) -> bool:
    word = line.words[index]
    if line.lows[index] in words.blocked or has_prefix(word) or len(word) < 2:
        return False
    return word not in words.demonyms and not (word.isupper() and len(word) <= 3)


def _may_be_unknown(line: Line, index: int, words: Words) -> bool:
    if line.lows[index] in words.name_heads and line.adjacent(index) and line.caps[index + 1]:
        return True
    return _may_be_name(line, index, words) and len(line.words[index]) > 2


def _abbreviation(line: Line, index: int, names: Names, words: Words) -> Span | None:
    """As in "U.S.", "UK", "Calif.": known in the list of abbreviations only, since words such as "us" are names too."""
    word, end = line.words[index], line.ends[index]
    known = words.abbreviations.get(word)
    if known is None and line.text[end : end + 1] == ".":
        known, end = words.abbreviations.get(f"{word}."), end + 1
    if known is None:
        return None
    name, kind = known
    strength = 4.0 if kind == "country" else 2.6
    facts = facts_of(names, name) or Facts(name.lower(), strength, country=kind == "country", admin=kind == "admin1")
    return Span(line, index, index, line.starts[index], end, facts, line.possessive[index])


def _single(line: Line, index: int, facts: Facts | None, names: Names) -> Span | None:
    """One known word, or one that is known without the s of a possessive: "Syrias Idlib province"."""
    word = line.words[index]
    if (facts is None or facts.strength < 1.5) and len(word) > 4 and word[-1] == "s" and not line.possessive[index]:
        stem = facts_of(names, word[:-1])
        if stem and stem.strength >= 2.4 and line.adjacent(index):
            return Span(line, index, index, line.starts[index], line.ends[index] - 1, stem, owner=True)
    if facts is None:
        return None
    return Span(line, index, index, line.starts[index], line.ends[index], facts, line.possessive[index])


def _parts(line: Line, index: int, names: Names) -> Iterator[Span]:
    """As in "Kostiantynivka-Druzhkivka": both halves, if both are known and the whole is not."""
    word = line.words[index]
    if "-" not in word or has_prefix(word):
        return
    left, _, right = word.partition("-")
    if len(left) < 4 or len(right) < 4 or left in _COMPASS or right in _COMPASS:
        return
    facts = facts_of(names, left), facts_of(names, right)
    if not (facts[0] and facts[1] and right[:1].isupper()):
        return
    middle = line.starts[index] + len(left)
    yield Span(line, index, index, line.starts[index], middle, facts[0])
    yield Span(line, index, index, middle + 1, line.ends[index], facts[1], line.possessive[index])


def _compounds(line: Line, names: Names) -> Iterator[Span]:
    """As in "Moscow-backed", "Iran-aligned": a party, where the first half is a country or a large city."""
    for index, word in enumerate(line.words):
        if "-" in word and word[0].isupper() and not line.caps[index] and not has_prefix(word):
            head = word.partition("-")[0]
            facts = facts_of(names, head) if len(head) > 3 else None
            if facts and facts.party:
                start = line.starts[index]
                yield Span(line, index, index, start, start + len(head), facts, kind="actor", score=9.0)
