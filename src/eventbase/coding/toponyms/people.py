"""Surnames in an article, so that "Gladkov said" is no hamlet and "Ms. Houston" no city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eventbase.coding.toponyms.facts import Names, facts_of
from eventbase.coding.toponyms.lines import Line
from eventbase.coding.toponyms.words import Words


def people(lines: Iterable[Line], names: Names, words: Words) -> frozenset[str]:
    """Lower-case surnames that the article gives a title, a first name or a verb of speech."""
    return frozenset(low for line in lines for low in _people(line, names, words))


def _people(line: Line, names: Names, words: Words) -> Iterator[str]:
    if line.headline:
        return
    for first, last in line.runs:
        begin = _begin(line, first, last, words)
        if begin is not None:
            for index in range(begin, min(last, begin + 3) + 1):
                if line.caps[index] and not _is_sure_place(line, index, names):
                    yield line.lows[index]
        elif first == last and _speaks(line, last, words) and _is_weak(line, first, names):
            yield line.lows[first]


def _begin(line: Line, first: int, last: int, words: Words) -> int | None:
    """The word after the title or first name in a run, None if it has neither."""
    before = line.low(first - 1)
    if before == ".":
        before = line.low(first - 2)
    if before in words.titles and before not in words.types_before and line.starts[first] - line.ends[first - 1] <= 1:
        return first
    for index in range(first, last):
        follows = line.caps[index + 1] and line.adjacent(index)
        if follows and (line.words[index] in words.first_names or line.lows[index] in words.titles):
            return index + 1
    return None


def _speaks(line: Line, last: int, words: Words) -> bool:
    return line.adjacent(last) and line.low(last + 1) in words.speech_verbs


def _is_weak(line: Line, index: int, names: Names) -> bool:
    facts = facts_of(names, line.words[index])
    return facts is None or facts.strength < 1.8


def _is_sure_place(line: Line, index: int, names: Names) -> bool:
    facts = facts_of(names, line.words[index])
    return facts is not None and facts.strength >= 3.5
