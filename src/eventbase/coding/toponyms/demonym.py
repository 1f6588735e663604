"""Adjectives that locate: "the Syrian capital", "on Turkish soil", "the Palestinian village of Huwara"."""

from __future__ import annotations

from collections.abc import Sequence

from eventbase.coding.analysis import Toponym
from eventbase.coding.toponyms.kind import AREAS
from eventbase.coding.toponyms.lines import Line
from eventbase.coding.toponyms.spans import Span
from eventbase.coding.toponyms.words import Words


def owners_by_demonym(line: Line, kept: Sequence[Span], words: Words) -> None:
    """Adds the "Russian" of "the Russian city of Belgorod" to `within`; resolving reads it as the country."""
    for span in kept:
        at = _demonym_before(line, span.first, words) if span.kind == "place" and not span.within else None
        if at is not None and _joins(line.lows[at + 1 : span.first], words):
            demonym = line.name(_first(line, at, words), at)
            if words.demonyms[demonym]:
                span.within.append(demonym)


def _joins(between: Sequence[str], words: Words) -> bool:
    """True for "city of", "border town", "village", not for "capital and near"."""
    if not between:
        return False
    last = between[-2] if between[-1] == "of" and len(between) > 1 else between[-1]
    head = last in words.types_before or (last in words.demonym_heads and last not in words.directions)
    return head and "and" not in between


def _first(line: Line, index: int, words: Words) -> int:
    """Where the demonym that ends at word `index` begins: "South Sudanese" has two words."""
    two = index > 0 and line.caps[index - 1] and line.name(index - 1, index) in words.demonyms
    return index - 1 if two else index


def _demonym_before(line: Line, first: int, words: Words) -> int | None:
    """The demonym up to four words before word `first`, with nothing but words in lower case between."""
    for at in range(first - 1, max(-1, first - 6), -1):
        if line.words[at] in words.demonyms:
            return at
        if line.caps[at] or not line.lows[at][0].isalpha():
            return None
    return None


def locating_demonyms(line: Line, kept: Sequence[Span], words: Words) -> list[Toponym]:
    """The toponyms of kind `demonym`: "the Syrian capital", "the Turkish border"; none where a name follows.

    A capital is looked up by its name, the rest by the demonym, which stands for the country.
    """
    found = []
    for index in [index for index, word in enumerate(line.words) if word in words.demonyms]:
        last = _last(line, index, words)
        if last is None or _named(index, last, kept):
            continue
        first = _first(line, index, words)
        if country := words.demonyms[line.name(first, index)]:
            found.append(_toponym(line, (first, index, last), country, words))
    return found


def _last(line: Line, index: int, words: Words) -> int | None:
    """The word that makes the demonym at `index` locate: "capital", "northern border"; None if there is none."""
    if not line.adjacent(index):
        return None
    at = index + 1
    while line.low(at) in words.directions and line.low(at + 1) in words.demonym_parts and line.adjacent(at):
        at += 1
    name_follows = line.caps[at] and at + 1 < len(line.words) and line.caps[at + 1] and not line.headline
    if line.lows[at] not in words.demonym_parts or line.low(at + 1) == "of" or name_follows:
        return None
    return at


def _toponym(line: Line, at: tuple[int, int, int], country: str, words: Words) -> Toponym:
    first, end, last = at
    demonym, head, sentence = line.name(first, end), line.lows[last], line.sentence
    capital = words.capitals.get(country) if head == "capital" else None
    feature = "capital" if capital else words.types_after.get(head, "area")
    return Toponym(
        name=capital or demonym,
        start=sentence.start + line.starts[first],
        end=sentence.start + line.ends[last],
        sentence_no=sentence.no,
        paragraph_no=sentence.paragraph_no,
        kind="demonym",
        feature=feature,
        within=(demonym,) if capital else (),
        relation="beside" if feature in AREAS else "area" if _names_part(line, end, last, words) else "in",
    )


def _names_part(line: Line, end: int, last: int, words: Words) -> bool:
    """True for "the Syrian north", "northern Syrian provinces"; "Syrian soil" is all of Syria."""
    return any(low in words.directions for low in line.lows[max(0, end - 1) : last + 1])


def _named(first: int, last: int, kept: Sequence[Span]) -> bool:
    """True if a found name overlaps the words or follows them: "the Syrian city Aleppo"."""
    return any(span.first <= last + 1 and span.last >= first for span in kept)
