"""Lines and paragraphs of a text, as offsets; the text itself is never changed.

A newline ends a paragraph, except in hard-wrapped text (mail, terminal dumps), where only a blank line or a short
last line does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|\Z)")
_TERMINAL = frozenset(".!?…:;\"'”’»)")
_WRAP_COLUMNS = range(40, 101)  # usual widths of hard-wrapped text
_WRAP_MIN_LINES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """`start`, `end`: the line without blanks around it; `stop`: one past its line break. `end == start` if blank."""

    start: int
    end: int
    stop: int

    @property
    def blank(self) -> bool:
        return self.end == self.start


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of text[start:end], blank ones too; every character belongs to one line's [previous stop, stop)."""
    end = len(text) if end is None else end
    at = start
    while at < end:
        match = _LINE.match(text, at, end)
        stop = match.end() if match else end
        yield _trimmed(text, at, stop)
        at = stop


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Like `lines`, without blank ones and with hard-wrapped lines joined; `stop` includes blank lines that follow."""
    block: list[Line] = []
    for line in lines(text, start, end):
        if not line.blank:
            block.append(line)
        elif block:
            yield from _join(text, block, line.stop)
            block = []
    yield from _join(text, block, block[-1].stop if block else start)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """`start` and `end` moved inwards over white space; equal where nothing else is there."""
    while start < end and (text[start].isspace() or text[start] in "\u200b\ufeff\0"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\ufeff\0"):
        end -= 1
    return start, end


def _trimmed(text: str, start: int, stop: int) -> Line:
    inner, end = trim(text, start, stop)
    return Line(inner, end, stop)


def _join(text: str, block: list[Line], stop: int) -> Iterator[Line]:
    """Paragraphs of a block of lines with no blank line between them."""
    if not block:
        return
    wrapped = _is_wrapped(text, block)
    width = max(line.end - line.start for line in block)
    first = previous = block[0]
    for line in block[1:]:
        if _goes_on(text, previous, line, width if wrapped else 0):
            previous = line
            continue
        yield Line(first.start, previous.end, previous.stop)
        first = previous = line
    yield Line(first.start, previous.end, stop)


def _is_wrapped(text: str, block: list[Line]) -> bool:
    """True for a block of lines of like length of which many begin in the middle of a sentence."""
    lengths = [line.end - line.start for line in block]
    longest = max(lengths)
    if len(block) < _WRAP_MIN_LINES or longest not in _WRAP_COLUMNS:
        return False
    filled = sum(length >= 0.7 * longest for length in lengths[:-1])
    inner = sum(text[line.start].islower() for line in block[1:])
    return filled >= 0.8 * (len(block) - 1) and inner >= 0.3 * (len(block) - 1)


def _goes_on(text: str, line: Line, following: Line, width: int) -> bool:
    """True if `following` continues the sentence or the hard-wrapped paragraph of `line`; `width` 0 if not wrapped."""
    ends = text[line.end - 1] in _TERMINAL
    length = line.end - line.start
    if width:
        return not (ends and length < 0.75 * width)
    return not ends and length >= 40 and text[following.start].islower()
