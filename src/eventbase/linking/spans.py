"""A date span as a newspaper would put it, no sharper than the span is."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


def when(start: date | None, end: date | None, precision: str, basis: str) -> str:
    """`on 3 September 2024`, `in March 2022`, `since 6 August 2024`, `on an unknown date`."""
    if start is None:
        return f"up to {_day(end)}" if end else "on an unknown date"
    if end is None:
        return f"from {_day(start)} on"
    if start == end:
        return f"on {_day(start)}" if basis != "reported" else f"on or shortly before {_day(start)}"
    whole = _whole(start, end)
    if whole:
        return f"in {whole}"
    if precision == "day" and end - start == timedelta(days=1):
        return f"overnight to {_day(end)}"
    return f"between {_from(start, end)} and {_day(end)}"


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def _from(start: date, end: date) -> str:
    """The first day without what it shares with the last."""
    if (start.year, start.month) == (end.year, end.month):
        return str(start.day)
    return f"{start.day} {MONTHS[start.month - 1]}" if start.year == end.year else _day(start)


def _whole(start: date, end: date) -> str | None:
    """`March 2022`, `September to November 2024` or `2024` where the span is whole months."""
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
        return None
    first, last = MONTHS[start.month - 1], MONTHS[end.month - 1]
    if start.year != end.year:
        return f"the months from {first} {start.year} to {last} {end.year}"
    if (start.month, end.month) == (1, 12):
        return str(start.year)
    return f"{first} {start.year}" if first == last else f"the months from {first} to {last} {start.year}"
