"""Dates that count from the story's day ("last fall", "overnight") or from another event ("a week later").

The latter become hits of kind `relative` without days; `relative_days` works them out once the other event is dated.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from eventbase.coding import date_spans as spans
from eventbase.coding.date_landmarks import Context, Hit, Reader, Rule
from eventbase.coding.date_spans import Days, Unit
from eventbase.coding.number_grammar import CARDINAL, cardinal_value
from eventbase.ontology.date_rules import date_rules
from eventbase.records import TimePrecision

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_VAGUE = {"several": 5, "a few": 4, "few": 4, "a couple": 2, "couple": 2, "a couple of": 2, "couple of": 2, "half a": 1}
_NIGHT = re.compile(r"night|overnight", re.IGNORECASE)


def count_of(text: str | None) -> int | None:
    """The number of units: 1 for none or "a", None where it is too vague to count with."""
    if not text:
        return 1
    word = re.sub(r"\s+", " ", text.lower().strip())
    if word in _VAGUE:
        return _VAGUE[word]
    value = cardinal_value(word)
    return int(value) if value is not None and value < 5000 else None


def _unit(text: str) -> Unit:
    return re.sub(r"s$", "", text.lower())  # type: ignore[return-value]


def _days_hit(match: re.Match[str], days: Days | None, **more: object) -> Hit:
    return Hit(match.start(), match.end(), days, "deictic", **more)  # type: ignore[arg-type]


def read_today(match: re.Match[str], context: Context) -> Hit | None:
    """ "yesterday", "today", "this morning", "tomorrow"; nights run from one day to the next."""
    word, anchor = match[0].lower(), context.anchor
    if anchor is None:
        return _days_hit(match, None)
    one = timedelta(days=1)
    if "day before yesterday" in word:
        days = (anchor - 2 * one, anchor - 2 * one)
    elif re.search(r"(?:yesterday|last) (?:evening|afternoon|morning)|yesterday", word):
        days = (anchor - one, anchor - one)
    elif "tomorrow" in word:
        days = (anchor + one, anchor + one)
    elif re.search(r"overnight|last night|night before|during the night|through the night", word):
        return _days_hit(match, (anchor - one, anchor), precision="day")
    else:
        days = (anchor, anchor)
    return _days_hit(match, days)


def read_past(match: re.Match[str], context: Context) -> Hit | None:
    """ "over the past day", "in the last 24 hours", "in recent weeks", "for the past three years"."""
    anchor = context.anchor
    if anchor is None:
        return _days_hit(match, None)
    unit = _unit(match["unit"])
    bare = not re.match(r"(?:the|these|this)\s", match[0], re.IGNORECASE)
    if match["count"] is None and match["rel"].lower() == "last" and (bare or unit == "year"):
        return None
    number = count_of(match["count"])
    if number is None:
        return _days_hit(match, None)
    plural = match["count"] is None and match["unit"].lower().endswith("s")
    if plural:
        number = {"hour": 24, "day": 7, "week": 4, "month": 3, "year": 3}[unit]
    if plural and unit == "week":
        return _days_hit(match, (spans.months_before(anchor, 1), anchor))
    days = spans.back(anchor, number, unit)
    a_day = (anchor - days[0]).days == 1
    return _days_hit(match, days, precision="day" if a_day else None)


def read_coming(match: re.Match[str], context: Context) -> Hit | None:
    """ "in the coming days", "over the next two weeks": from the day after the story's."""
    anchor = context.anchor
    number = count_of(match["count"])
    if anchor is None or number is None:
        return _days_hit(match, None)
    unit = _unit(match["unit"])
    if match["count"] is None and match["unit"].lower().endswith("s"):
        number = {"hour": 24, "day": 7, "week": 4, "month": 3, "year": 3}[unit]
    end = spans.shift_days(anchor, number, unit)
    return _days_hit(match, (anchor + timedelta(days=unit != "hour"), end), precision="day" if unit == "hour" else None)


def read_lasting(match: re.Match[str], context: Context) -> Hit | None:
    """ "have been besieged for two weeks": the stretch that ends with the story's day."""
    before = context.text[max(0, match.start() - 60) : match.start()]
    perfect = re.search(r"\b(?:has|have|'ve|'s)\s(?:\w+\s){1,6}$", before)
    number = count_of(match["count"])
    if not (perfect or not before.strip("\"' ")) or context.anchor is None or number is None:
        return None
    return _days_hit(match, spans.back(context.anchor, number, _unit(match["unit"])))


def read_ago(match: re.Match[str], context: Context) -> Hit | None:
    """ "three days ago", "two months ago": days are sharp, weeks, months and years are not."""
    anchor, unit = context.anchor, _unit(match["unit"])
    number = count_of(match["count"])
    if anchor is None or number is None:
        return _days_hit(match, None)
    vague = (match["count"] or "").lower() in ("several", "a few", "few", "a couple", "a couple of")
    if vague and unit in ("day", "week"):
        size, (low, high) = (7 if unit == "week" else 1), ((2, 3) if "couple" in match["count"].lower() else (3, 9))
        return _days_hit(match, (anchor - timedelta(days=high * size), anchor - timedelta(days=low * size)))
    if unit == "hour":
        return _days_hit(match, (anchor - timedelta(days=number // 24 + (number % 24 > 12)), anchor), precision="day")
    if match["sharp"] and unit in ("month", "year"):
        return _days_hit(match, _anniversary(anchor, number, unit, week="week" in match["sharp"].lower()))
    return _days_hit(match, spans.shifted((anchor, anchor), -number, unit))


def _anniversary(anchor: date, number: int, unit: str, *, week: bool) -> Days:
    """ "ten years ago today" is that very day, "ten years ago this week" its week."""
    year, month = spans.shift_month(anchor.year, anchor.month, -number * (12 if unit == "year" else 1))
    day = _same_day(year, month, anchor.day)
    return spans.week_days(day, 0) if week else (day, day)


def _same_day(year: int, month: int, day: int) -> date:
    """The day of that number, or the month's last."""
    return date(year, month, min(day, spans.month_days(year, month)[1].day))


def read_calendar(match: re.Match[str], context: Context) -> Hit | None:
    """ "this week", "earlier this month", "last year", "next week", "late last month"."""
    anchor, unit, rel = context.anchor, match["unit"].lower(), match["rel"].lower()
    if anchor is None:
        return _days_hit(match, None)
    part = (match["part"] or "").lower()
    shift = {"last": -1, "this past": -1, "this": 0, "next": 1, "this coming": 1, "the coming": 1}[rel]
    if unit == "weekend":
        return _days_hit(match, _weekend(anchor, rel, context.future_near(match.start(), match.end())))
    if unit == "week":
        # On a Sunday "last week" is the week that ends, not the one before it.
        whole = (
            (anchor - timedelta(days=7), anchor - timedelta(days=1))
            if shift < 0 and anchor.weekday() == 6
            else spans.week_days(anchor, shift)
        )
    elif unit == "month":
        year, month = spans.shift_month(anchor.year, anchor.month, shift)
        whole = (
            spans.month_part(year, month, part) if part in ("early", "mid", "late") else spans.month_days(year, month)
        )
    else:
        year = anchor.year + shift
        whole = spans.year_part(year, part) if part in ("early", "mid", "late") else spans.year_days(year)
    if shift == 0:
        whole = _cut(whole, anchor, part, context.future_near(match.start(), match.end()))
    return _days_hit(match, whole)


def _cut(whole: Days, anchor: date, part: str, future: bool) -> Days:
    """The current week, month or year up to the story's day, or from it on."""
    if part in ("mid",):
        return whole
    if part == "later" or (future and part != "earlier"):
        return min(anchor + timedelta(days=part == "later"), whole[1]), whole[1]
    return whole[0], max(whole[0], min(whole[1], anchor))


def read_calendar_part(match: re.Match[str], context: Context) -> Hit | None:
    """ "the start of the year", "the end of last month"."""
    anchor = context.anchor
    if anchor is None:
        return _days_hit(match, None)
    part = {"start": "early", "beginning": "early", "middle": "mid", "end": "late"}[match["part"].lower()]
    shift = {"last": -1, "next": 1}.get(match["rel"].lower(), 0)
    if match["unit"].lower() == "month":
        return _days_hit(match, spans.month_part(*spans.shift_month(anchor.year, anchor.month, shift), part))
    days = spans.year_part(anchor.year + shift, "end" if part == "late" else part)
    return _days_hit(match, (days[0], min(days[1], anchor)) if days[0] <= anchor < days[1] else days)


def _weekend(anchor: date, rel: str, future: bool) -> Days:
    days = spans.weekend_days(anchor)
    if rel in ("next", "this coming", "the coming") or future:
        return days[0] + timedelta(days=7), days[1] + timedelta(days=7)
    if rel == "last" and days[1] >= anchor:
        return days[0] - timedelta(days=7), days[1] - timedelta(days=7)
    return days


def read_at_weekend(match: re.Match[str], context: Context) -> Hit | None:
    if context.anchor is None:
        return _days_hit(match, None)
    return _days_hit(match, _weekend(context.anchor, "", context.future_near(match.start(), match.end())))


def read_weekday(match: re.Match[str], context: Context) -> Hit | None:
    """ "on Tuesday", "last Friday", "Tuesdays attack", "Monday night", "from Monday to Tuesday"."""
    where = (match.start(), match.end())
    if not match["day"][0].isupper():
        return None
    anchor, rel = context.anchor, (match["rel"] or "").lower()
    if anchor is None:
        return Hit(*where, None, "weekday")
    day = WEEKDAYS.index(match["day"].lower())
    if rel in ("next", "this coming", "the coming") or (not rel and context.future_near(*where)):
        found = spans.weekday_after(anchor + timedelta(days=rel == "next"), day)
    elif rel in ("last", "this past"):
        found = spans.weekday_before(anchor - timedelta(days=1), day)
    else:
        found = spans.weekday_before(anchor, day)
    if match["week"]:
        monday = spans.week_days(anchor, {"last": -1, "this": 0, "next": 1}[match["week"].lower()])[0]
        found = monday + timedelta(days=day)
    if match["day2"]:
        days = _weekday_range(found, WEEKDAYS.index(match["day2"].lower()), anchor)
        return Hit(*where, days, "weekday", precision=_night_precision(match, context, days))
    if _NIGHT.search(match[0]) and match["night"] and "over" in match[0].lower():
        return Hit(*where, (found - timedelta(days=1), found), "weekday", precision="day")
    return Hit(*where, (found, found), "weekday")


def _night_precision(match: re.Match[str], context: Context, days: Days) -> TimePrecision | None:
    """ "overnight Saturday to Sunday", "between Monday night and Tuesday morning": two dates that count as a day."""
    before = context.text[max(0, match.start() - 24) : match.start()]
    one_night = (days[1] - days[0]).days == 1 and _NIGHT.search(before + match[0]) is not None
    return "day" if one_night else None


def _weekday_range(first: date, last: int, anchor: date) -> Days:
    days = first, spans.weekday_after(first, last)
    if days[1] > anchor >= days[0] and (days[1] - anchor).days < 7:
        return days[0] - timedelta(days=7), days[1] - timedelta(days=7)
    return days


def read_relative(match: re.Match[str], context: Context) -> Hit | None:
    """ "three days earlier", "the next day", "that night": days only once the other event is known."""
    before = context.text[max(0, match.start() - 12) : match.start()].lower()
    if re.search(r"\b(?:every|each|per)\s(?:the\s)?$", before):
        return None
    return Hit(match.start(), match.end(), None, "relative")


_UNIT = r"(?:hour|day|week|month|year)"
_SHIFT = re.compile(
    rf"(?P<count>[\w.,-]+(?:\s[\w-]+){{0,4}}?)?\s?\b(?P<unit>{_UNIT})s?\s"
    r"(?P<way>earlier|before|prior|previously|later|after|afterwards?|on)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"the\s(?:very\s)?(?P<rel>next|following|previous|preceding|same)\s(?P<unit>{_UNIT}|morning|afternoon|evening|night)",
    re.IGNORECASE,
)
_THAT = re.compile(rf"that(?: same| very)?\s(?P<unit>{_UNIT}|morning|afternoon|evening|night)", re.IGNORECASE)
_DAY_BEFORE = re.compile(rf"the\s(?P<unit>{_UNIT}|night|evening|morning)\s(?P<way>before|after)", re.IGNORECASE)
_HEDGE = re.compile(r"^(?:about|around|some|nearly|almost|just|more than|over|at least)\s", re.IGNORECASE)


def relative_days(quote: str, reference: Days) -> Days | None:
    """The days meant by `quote` ("three days earlier"), counted from the event that happened on `reference`."""
    quote = re.sub(r"\s+", " ", quote.strip())
    if match := _DAY_BEFORE.match(quote):
        return _moved(reference, 1 if match["way"].lower() == "after" else -1, match["unit"])
    if match := _NEXT.match(quote):
        sign = {"next": 1, "following": 1, "previous": -1, "preceding": -1, "same": 0}[match["rel"].lower()]
        return _moved(reference, sign, match["unit"])
    if match := _THAT.match(quote):
        return _moved(reference, 0, match["unit"])
    match = _SHIFT.match(quote)
    number = count_of(_HEDGE.sub("", match["count"] or "")) if match else None
    if match is None or number is None:
        return None
    sign = -1 if match["way"].lower() in ("earlier", "before", "prior", "previously") else 1
    return spans.shifted(reference, sign * number, _unit(match["unit"]))


def _moved(reference: Days, sign: int, unit: str) -> Days:
    """The same, next or previous day, week, month or year of a reference."""
    match unit.lower():
        case "week":
            return spans.week_days(reference[0], sign)
        case "month":
            return spans.month_days(*spans.shift_month(reference[0].year, reference[0].month, sign))
        case "year":
            return spans.year_days(reference[0].year + sign)
        case _:
            return reference[0] + timedelta(days=sign), reference[1] + timedelta(days=sign)


@cache
def deictic_rules() -> tuple[Rule, ...]:
    """The rules for dates told from the story's own day, in the order in which they are tried."""
    readers: dict[str, Reader] = {
        "today": read_today,
        "past": read_past,
        "coming": read_coming,
        "lasting": read_lasting,
        "ago": read_ago,
        "calendar": read_calendar,
        "calendar_part": read_calendar_part,
        "weekend": read_at_weekend,
        "weekday": read_weekday,
        "shift": read_relative,
        "shift_bare": read_relative,
        "next_day": read_relative,
        "that_day": read_relative,
        "day_before": read_relative,
    }
    return tuple(Rule(row, readers[row.name]) for row in date_rules(CARDINAL).deictic)
