"""Cuts the sentences that a mention rests on out of its article and keeps where each field's words stand in them.

Offsets in the database count characters; a page's script counts UTF-16 units, so spans are converted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

FIELDS = (
    "event", "event_date", "actor1_name", "actor2_name", "location_name", "attribution", "status", "figure", "other",
)  # fmt: skip
REACH = 240  # a sentence is followed no further than this from the words in it
LONGEST = 1600  # characters of a passage; a hostile text can be one word of a megabyte
ELLIPSIS = "…"

_BOUNDARY = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\s*\n\s*")
_CODES = {name: number for number, name in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True)
class Span:
    """Words of an article that a field rests on; half-open, in characters."""

    start: int
    end: int
    field: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text and its spans as "code start end code start end …" in UTF-16 units (codes: FIELDS)."""

    text: str
    spans: str


@dataclass(slots=True)
class _Window:
    start: int
    end: int
    spans: list[Span] = field(default_factory=list)


def cut_passages(text: str, spans: Iterable[Span]) -> list[Passage]:
    """The sentences around `spans` in the text's order, overlapping ones joined; spans beyond the text are left out."""
    return [_passage(text, window) for window in _windows(text, spans)]


def _windows(text: str, spans: Iterable[Span]) -> list[_Window]:
    windows: list[_Window] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end, s.field)):
        if not 0 <= span.start < span.end <= len(text):
            continue
        last = windows[-1] if windows else None
        if last is None or span.start >= last.end:
            start, end = _sentence(text, span)
            if last is None or start > last.end + 1:
                last = _Window(start, end)
                windows.append(last)
            last.end = max(last.end, end)
        elif span.end > last.end:
            last.end = _sentence(text, span)[1]
        last.spans.append(span)
    return windows


def _sentence(text: str, span: Span) -> tuple[int, int]:
    """Start and end of the sentence around a span, at most REACH characters away from it."""
    low = max(0, span.start - REACH)
    before = text[low : span.start]
    starts = [match.end() for match in _BOUNDARY.finditer(before)]
    start = low + (starts[-1] if starts else _word_start(before) if low else 0)
    match = _BOUNDARY.search(text, max(span.end - 1, span.start), span.end + REACH)
    if match:
        return start, max(span.end, match.start() + len(match.group().rstrip()))
    high = min(len(text), span.end + REACH)
    return start, high if high == len(text) else span.end + _word_end(text[span.end : high])


def _word_start(before: str) -> int:
    """Where the first whole word begins in a stretch that may start inside a word."""
    gap = before.find(" ")
    return gap + 1 if gap >= 0 else len(before)


def _word_end(after: str) -> int:
    gap = after.rfind(" ")
    return gap if gap >= 0 else 0


def _passage(text: str, window: _Window) -> Passage:
    end = min(window.end, window.start + LONGEST)
    words = clean(text[window.start : end])
    shift = _utf16_offsets(words)
    parts = []
    for span in window.spans:
        low, high = span.start - window.start, min(span.end, end) - window.start
        if low < high:
            parts.append(f"{_CODES.get(span.field, _CODES['other'])} {shift(low)} {shift(high)}")
    return Passage(words + (ELLIPSIS if end < window.end else ""), " ".join(parts))


def clean(text: str) -> str:
    """The same number of characters, with lone surrogates and control characters made visible as U+FFFD."""
    if text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF or code == 0x7F or (code < 32 and char not in "\t\n\r"):
        return "\ufffd"
    return char


class _Offsets:
    """Character offsets to UTF-16 offsets for one text."""

    def __init__(self, text: str) -> None:
        self._wide: Sequence[int] = [i for i, char in enumerate(text) if char > "\uffff"]

    def __call__(self, offset: int) -> int:
        return offset + sum(1 for i in self._wide if i < offset)


def _utf16_offsets(text: str) -> _Offsets | type[int]:
    if text.isascii() or max(text) <= "\uffff":
        return int
    return _Offsets(text)
