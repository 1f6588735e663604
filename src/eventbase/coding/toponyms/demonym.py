"""Adjectives that locate: "the Syrian capital", "on Turkish soil", "the Palestinian village of Huwara"."""

from __future__ import annotations

from collections.abc import Sequence

from eventbase.coding.analysis import Toponym
from eventbase.coding.toponyms.lines import Line
from eventbase.coding.toponyms.shape import _AREAS
from eventbase.coding.toponyms.spans import Span
from eventbase.coding.toponyms.words import Words


def owners_by_demonym(line: Line, kept: Sequence[Span], words: Words) -> None:
    """Adds "Russian", which resolving reads as the country, of "the Russian city of Belgorod" to what the name lies within."""
    for span in kept:
        at = _demonym_before(line, span.first, words) if span.kind == "place" else None
        if at is None:
            continue
        country = words.demonyms[line.name(_first(line, at, words) or at, at)]
        between = line.lows[at + 1 : span.first]
        located = any(low in words.demonym_heads or low in words.types_before for low in between)
        if country and located and _joins(between, words) and not span.within:
            span.within.append(line.name(_first(line, at, words) or at, at))


def _joins(between: Sequence[str], words: Words) -> bool:
    """True for "city of", "border town", "village", not for "capital and near"."""
    last = between[-2] if between[-1] == "of" and len(between) > 1 else between[-1]
    return (last in words.demonym_heads or last in words.types_before) and "and" not in between


def _first(line: Line, index: int, words: Words) -> int | None:
    """Where the demonym that ends at word `index` begins, None if there is none: "South Sudanese" has two words."""
    if index > 0 and line.caps[index - 1] and line.name(index - 1, index) in words.demonyms:
        return index - 1
    return index if line.words[index] in words.demonyms else None


def _demonym_before(line: Line, first: int, words: Words) -> int | None:
    """The demonym up to four words before word `first`, with nothing but words in lower case between."""
    for at in range(first - 1, max(-1, first - 6), -1):
        if line.words[at] in words.demonyms:
            return at
        if line.caps[at] or not line.lows[at][0].isalpha():
            return None
    return None


def locating_demonyms(line: Line, kept: Sequence[Span], words: Words) -> list[Toponym]:
    """"the Syrian capital", "the Turkish border" as toponyms of kind `demonym`; not where a name follows."""
    found = []
    for index, word in enumerate(line.words):
        first = _first(line, index, words) if line.caps[index] else None
        if first is None or not line.adjacent(index):
            continue
        word = line.name(first, index)
        country = words.demonyms[word]
        if country is None:
            continue
        at = index + 1
        while line.low(at) in words.directions and line.low(at + 1) in words.demonym_parts and line.adjacent(at):
            at += 1
        low = line.low(at)
        if low not in words.demonym_parts or line.low(at + 1) == "of" or _named(line, index, at, kept):
            continue
        if line.caps[at] and at + 1 < len(line.words) and line.caps[at + 1] and not line.headline:
            continue
        feature = "capital" if low == "capital" else words.types_after.get(low, "area")
        sentence = line.sentence
        found.append(
            Toponym(
                words.capitals.get(country, word) if feature == "capital" else word, sentence.start + line.starts[first], sentence.start + line.ends[at], sentence.no,
                sentence.paragraph_no, kind="demonym", feature=feature, within=(word,) if feature == "capital" else (),
                relation="beside" if feature in _AREAS else "in" if feature == "capital" else "area",
            )
        )  # fmt: skip
    return found


def _named(line: Line, first: int, last: int, kept: Sequence[Span]) -> bool:
    """True if a found name overlaps the words or follows them: "the Syrian city Aleppo"."""
    return any(span.first <= last + 1 and span.last >= first for span in kept)
