"""Ranges whose ends are dates of their own: "from 7 October 2023 to 15 January", "between mid-April and early May"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from eventbase.coding.date_landmarks import Hit
from eventbase.coding.date_spans import Days, safe_date

_TO = re.compile(r",?\s?(?:[-–—]|\b(?:to|until|till|through|and)\b)\s?(?:the\s)?", re.IGNORECASE)
_FROM = re.compile(r"\b(?P<word>from|between)\s(?:the\s)?$", re.IGNORECASE)
_KINDS = frozenset(("day", "month", "season", "year"))


def merge_ranges(text: str, hits: list[Hit]) -> list[Hit]:
    """The hits with such pairs made one; the first end takes a missing year from the second."""
    merged: list[Hit] = []
    for hit in hits:
        joined = _joined(text, merged[-1], hit) if merged else None
        if joined is not None:
            merged[-1] = joined
        else:
            merged.append(hit)
    return merged


def _joined(text: str, first: Hit, last: Hit) -> Hit | None:
    if first.days is None or last.days is None or {first.kind, last.kind} - _KINDS:
        return None
    between = text[first.end : last.start]
    opening = _FROM.search(text[max(0, first.start - 14) : first.start])
    if not _TO.fullmatch(between) or not _fits(opening, between):
        return None
    start = first.days[0] if first.stated or not last.stated else _in_year_of(first.days, last.days)
    if start is None or start > last.days[1]:
        return None
    return replace(first, end=last.end, days=(start, last.days[1]), stated=last.stated, precision=None)


def _fits(opening: re.Match[str] | None, between: str) -> bool:
    """ "between … and", "from … to"; without such a word only "to" and dashes join."""
    word = opening["word"].lower() if opening else None
    joint = between.strip(" ,").lower()
    if joint.startswith("and"):
        return word == "between"
    return word == "from" or joint.startswith(("to", "through", "-", "–", "—"))


def _in_year_of(first: Days, last: Days) -> date | None:
    """The first day in the year of the last, or in the year before."""
    for year in (last[0].year, last[0].year - 1):
        start = safe_date(year, first[0].month, first[0].day)
        if start is not None and start <= last[1]:
            return start
    return None
