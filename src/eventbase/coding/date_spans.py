"""Calendar arithmetic for dates in text: closed spans of days, never sharper than the words they stand for."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from eventbase.records import DateBasis, DateSpan, TimePrecision

Unit = Literal["hour", "day", "week", "month", "year"]
Days = tuple[date, date]

# Meteorological seasons of the northern hemisphere: first month.
SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}


def precision_of(start: date | None, end: date | None) -> TimePrecision:
    """The codebook's precision of a closed span; overnight spans, two dates that count as a day, are the caller's."""
    if start is None and end is None:
        return "unknown"
    if start is None or end is None:
        return "open"
    days = (end - start).days + 1
    for limit, precision in ((1, "day"), (9, "week"), (45, "month"), (200, "season"), (400, "year")):
        if days <= limit:
            return precision  # type: ignore[return-value]
    return "open"


def span_of(days: Days, *, basis: DateBasis = "resolved", precision: TimePrecision | None = None) -> DateSpan:
    return DateSpan(start=days[0], end=days[1], precision=precision or precision_of(*days), basis=basis)


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def month_part(year: int, month: int, part: str) -> Days:
    """Early, mid, late month: days 1–10, 11–20, 21 to the end."""
    first, last = month_days(year, month)
    bounds = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day), "first": (1, 15), "second": (16, last.day)}
    low, high = bounds[part]
    return first.replace(day=low), first.replace(day=high)


def part_days(year: int, month: int | None, *, nth: str, count: int | None, unit: str) -> Days | None:
    """The first or last days, weeks or months of a month or year; several days without a number are ten."""
    first, last = month_days(year, month) if month else year_days(year)
    place = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}[nth]
    if unit == "month":
        if month is not None or (place > 0 and count):
            return None
        size = count or 1
        start = 13 - size if place < 0 else 1 + place * size
        return month_days(year, start)[0], month_days(year, start + size - 1)[1]
    size = (count or 1) * 7 if unit == "week" else (count or 10)
    if place < 0:
        return last - timedelta(days=size - 1), last
    start_day = first + timedelta(days=place * size)
    return start_day, min(last, start_day + timedelta(days=size - 1))


def year_days(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def year_part(year: int, part: str) -> Days:
    """Early, mid, late year are thirds; `first` and `second` are halves."""
    months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first": (1, 6), "second": (7, 12), "end": (10, 12)}
    low, high = months[part]
    return month_days(year, low)[0], month_days(year, high)[1]


def quarter_days(year: int, quarter: int) -> Days:
    return month_days(year, 3 * quarter - 2)[0], month_days(year, 3 * quarter)[1]


def season_days(year: int, season: str) -> Days:
    """The season that begins in `year`; winter runs into the next one."""
    first = SEASONS[season]
    start, (end_year, end_month) = date(year, first, 1), shift_month(year, first, 2)
    return start, month_days(end_year, end_month)[1]


def season_before(anchor: date, season: str, *, current: bool) -> Days:
    """The last such season that ended before the anchor, or, if `current`, that has begun by it."""
    for year in (anchor.year, anchor.year - 1, anchor.year - 2):
        start, end = season_days(year, season)
        if (start <= anchor) if current else (end < anchor):
            return start, end
    raise ValueError(f"no {season} before {anchor}")


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last day."""
    year, month = shift_month(day.year, day.month, -months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def week_days(anchor: date, shift: int = 0) -> Days:
    """Monday to Sunday of the anchor's week, shifted by weeks."""
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(days=6)


def weekend_days(anchor: date) -> Days:
    """The Saturday and Sunday last begun on or before the anchor."""
    saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
    return saturday, saturday + timedelta(days=1)


def weekday_before(anchor: date, weekday: int) -> date:
    """The last such weekday on or before the anchor."""
    return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)


def weekday_after(anchor: date, weekday: int) -> date:
    """The first such weekday on or after the anchor."""
    return anchor + timedelta(days=(weekday - anchor.weekday()) % 7)


def shifted(days: Days, number: int, unit: Unit) -> Days:
    """`number` units away: a day stays a day; weeks, months and years are blurred to their own size."""
    start, end = days
    if unit == "hour":
        return start, end
    if unit == "day":
        return start + timedelta(days=number), end + timedelta(days=number)
    if unit == "week":
        middle = timedelta(weeks=number)
        return start + middle - timedelta(days=3), end + middle + timedelta(days=3)
    if unit == "month":
        first, last = shift_month(start.year, start.month, number), shift_month(end.year, end.month, number)
        return month_days(*first)[0], month_days(*last)[1]
    return year_days(start.year + number)[0], year_days(end.year + number)[1]


def back(anchor: date, number: int, unit: Unit) -> Days:
    """The stretch of `number` units that ends at the anchor."""
    match unit:
        case "hour":
            return anchor - timedelta(days=max(1, round(number / 24))), anchor
        case "day" | "week":
            return anchor - timedelta(days=number * (7 if unit == "week" else 1)), anchor
        case "month":
            return months_before(anchor, number), anchor
        case _:
            return months_before(anchor, 12 * number), anchor


def shift_days(day: date, number: int, unit: Unit) -> date:
    """The day `number` units after `day`; part days count as one."""
    if unit == "month" or unit == "year":
        return months_before(day, -number * (12 if unit == "year" else 1))
    return day + timedelta(days={"hour": max(1, round(number / 24)), "day": number, "week": 7 * number}[unit])


@dataclass(frozen=True, slots=True)
class YearChoice:
    """Which year a date without one belongs to: the nearest past, or the near future where words or distance say so."""

    anchor: date
    future: bool
    past: bool = False

    def of_day(self, month: int, day: int) -> date | None:
        found = [d for y in (-1, 0, 1) if (d := safe_date(self.anchor.year + y, month, day))]
        past = [d for d in found if d <= self.anchor]
        ahead = [d for d in found if d > self.anchor]
        if not past or not ahead:
            return (past or ahead or [None])[-1]  # type: ignore[list-item]
        back_days, ahead_days = (self.anchor - past[-1]).days, (ahead[0] - self.anchor).days
        near = not self.past and ahead_days <= 45 and ahead_days * 4 < back_days
        if near or (self.future and ahead_days < 300 and back_days > 2):
            return ahead[0]
        return past[-1]

    def of_month(self, month: int) -> int:
        year = self.anchor.year
        if self.future:
            return year if month >= self.anchor.month else year + 1
        return year if month <= self.anchor.month else year - 1
