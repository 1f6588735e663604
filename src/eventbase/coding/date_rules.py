"""The grammar of absolute dates: days, ranges, months, parts of months, seasons, quarters, years.

Each rule is a pattern and a reader; a reader turns a match into a `Hit`, or None where the words are no date. Words
relative to the story's day are in `date_deictic`.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from eventbase.coding import date_spans as spans
from eventbase.coding.date_landmarks import Context, Hit, HitKind, Reader, Rule
from eventbase.coding.date_spans import Days, YearChoice
from eventbase.coding.number_grammar import CARDINAL, cardinal_value
from eventbase.ontology.date_rules import date_rules

MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_PARTS = {"beginning of": "early", "start of": "early", "end of": "late", "middle of": "mid"}


def month_number(name: str) -> int | None:
    """1 to 12 for a capitalised month name, None otherwise ("may", "march" as words)."""
    return MONTH_NAMES.get(name.lower().rstrip(".")) if name[:1].isupper() else None


def _day_number(text: str) -> int:
    return int(re.match(r"\d+", text)[0])  # type: ignore[index]


def choice(match: re.Match[str], context: Context) -> YearChoice | None:
    """Which year a date without one may have; None where the story has no date of its own."""
    if context.anchor is None:
        return None
    naming = re.search(
        r"(?:\b(?:the|its|their|his|her)|'s)\s$", context.text[max(0, match.start() - 7) : match.start()]
    )
    named = naming is not None and re.match(r"\s[a-z]", context.text[match.end() : match.end() + 2]) is not None
    ahead = (
        re.search(r"\b(?:until|till|through)\s$", context.text[max(0, match.start() - 8) : match.start()]) is not None
    )
    return YearChoice(context.anchor, ahead or context.future_near(match.start(), match.end()), past=named)


def _year_of_day(match: re.Match[str], context: Context, month: int, day: int) -> int | None:
    if near := context.year_near(match.start()):
        return near
    chosen = choice(match, context)
    found = chosen.of_day(month, day) if chosen else None
    return found.year if found else None


def read_days(match: re.Match[str], context: Context) -> Hit | None:
    """ "Feb. 9, 2025", "Oct. 26-27", "from 3 April to 5 May", "the 25th of January 2017"."""
    group = match.groupdict()
    month, day = month_number(group["month"]), _day_number(group["day"])
    if month is None:
        return None
    last_day = _day_number(group["day2"]) if group["day2"] else None
    last_month = month_number(group["month2"]) if group.get("month2") else None
    end = match.end()
    if last_day is not None and "and" in match["joint"] and not _is_span(match, context, last_day - day, last_month):
        end, last_day, last_month = match.start("joint"), None, None
    stated = group["year"] is not None and end == match.end()
    year = int(group["year"]) if group["year"] else _year_of_day(match, context, month, day)
    if year is None:
        return Hit(match.start(), end, None, "day")
    return _days_hit((match.start(), end), (year, month, day), (last_month or month, last_day or day), stated)


def _is_span(match: re.Match[str], context: Context, gap: int, last_month: int | None) -> bool:
    between = re.search(r"\bbetween\s(?:the\s)?$", context.text[: match.start()][-12:], re.IGNORECASE)
    return between is not None or (gap == 1 and last_month is None)


def _days_hit(where: tuple[int, int], first: tuple[int, int, int], last: tuple[int, int], stated: bool) -> Hit | None:
    year, month, day = first
    last_month, last_day = last
    if (last_month, last_day) < (month, day) and stated and last_month < month:
        start, end = spans.safe_date(year - 1, month, day), spans.safe_date(year, last_month, last_day)
    else:
        start = spans.safe_date(year, month, day)
        end = spans.safe_date(year + (last_month < month), last_month, last_day)
    if start is None or end is None or end < start:
        return None
    return Hit(*where, (start, end), "day", stated=stated)


def read_numeric(match: re.Match[str], context: Context) -> Hit | None:
    """ "2025-02-09", "27.02.2026", "5/13/2017"; with slashes and both under 13 the day is not certain: no date."""
    if match["iso"]:
        year, month, day = int(match["iso"]), int(match["m"]), int(match["d"])
    else:
        year, day, month = int(match["y"]), int(match["a"]), int(match["b"])
        if match["sep"] == "/" and day <= 12:
            if month <= 12 and month != day:
                return None
            day, month = month, day
    found = spans.safe_date(year, month, day)
    return Hit(match.start(), match.end(), (found, found), "day", stated=True) if found else None


def _year_of_month(match: re.Match[str], context: Context, month: int) -> int | None:
    if near := context.year_near(match.start()):
        return near
    chosen = choice(match, context)
    return chosen.of_month(month) if chosen else None


def read_month(match: re.Match[str], context: Context) -> Hit | None:
    """ "March 2022", "in March", "mid-May", "last October", "from March to May 2022"."""
    month = month_number(match["month"])
    if month is None or not (match["year"] or match["part"] or match["rel"] or _month_alone(match, context)):
        return None
    where = (match.start(), match.end())
    year = int(match["year"]) if match["year"] else _relative_year(match, context, month)
    if year is None:
        return Hit(*where, None, "month")
    last = month_number(match["month2"]) if match["month2"] else None
    if match["part"]:
        part = match["part"].lower().removeprefix("the ")
        days = spans.month_part(year, month, _PARTS.get(part, part))
    elif last:
        first_year = year - (match["year"] is not None and last < month)
        last_year = first_year + (last < month)
        days = spans.month_days(first_year, month)[0], spans.month_days(last_year, last)[1]
    else:
        days = spans.month_days(year, month)
    near = match["year"] is not None or context.year_near(match.start()) is not None
    return Hit(*where, days, "month", stated=near)


def _relative_year(match: re.Match[str], context: Context, month: int) -> int | None:
    word = (match["rel"] or match["rel2"] or "").lower()
    anchor = context.anchor
    if anchor is None or not word:
        return _year_of_month(match, context, month)
    if match["rel2"]:
        return anchor.year + {"last": -1, "this": 0, "next": 1, "the same": 0}.get(word, 0)
    if word in ("last", "this past"):
        return anchor.year if month < anchor.month else anchor.year - 1
    if word in ("next", "this coming"):
        return anchor.year if month > anchor.month else anchor.year + 1
    return anchor.year


_BEFORE_MONTH = re.compile(
    r"(?:^|[\s(\"'-])(?:in|since|of|by|until|till|during|through|throughout|from|between|for|to|before|after|at|a|the|its|"
    r"their|and|last|this|next|as|late|early|on|around|about|every|each)[\s-]$",
    re.IGNORECASE,
)


def _month_alone(match: re.Match[str], context: Context) -> bool:
    """A bare month name: "may" and "march" need a word before them; abbreviations need one, too."""
    before = context.text[max(0, match.start() - 12) : match.start()]
    name = match["month"].lower()
    if re.match(r"\s?\d|\s[A-Z][a-z]+,?\s(?:said|told|says)\b", context.text[match.end() : match.end() + 30]):
        return False
    if re.search(r"\b(?:in|since|until|till|during|throughout|through)\s$", before, re.IGNORECASE):
        return True
    if len(name.rstrip(".")) <= 4 or name == "march":
        return _BEFORE_MONTH.search(before) is not None and not re.match(r"\s[A-Z]", context.text[match.end() :][:2])
    return not re.search(r"[A-Z]\w*\s$", before) or _BEFORE_MONTH.search(before) is not None


def read_season(match: re.Match[str], context: Context) -> Hit | None:
    """ "last fall", "in the fall of 2024", "this summer", "winter of 2022-23"."""
    season = match["season"].lower()
    where = (match.start(), match.end())
    word = (match["rel"] or "").lower()
    before = context.text[max(0, match.start() - 14) : match.start()].lower()
    if match["year"]:
        year = int(match["year"])
        return Hit(*where, _season_part(match, spans.season_days(year, season)), "season", stated=True)
    if not word and not re.search(
        r"\b(?:in|during|since|throughout|over|until|by) (?:the )?$|\b(?:early|mid|late)[- ]$", before
    ):
        return None
    if season == "fall" and not word and not re.search(r"\b(?:in|during|since|until) (?:the )$", before):
        return None
    if re.match(r"\s+of\b", context.text[match.end() :][:5]):
        return None
    anchor = context.anchor
    if anchor is None:
        return Hit(*where, None, "season")
    ahead = word in ("next", "this coming", "the coming") or (not word and context.future_near(*where))
    days = _season_ahead(anchor, season) if ahead else spans.season_before(anchor, season, current=word != "last")
    if word == "this" and days[0].year < anchor.year and season != "winter":
        days = spans.season_days(anchor.year, season)
    return Hit(*where, _season_part(match, days), "season")


def _season_ahead(anchor: date, season: str) -> Days:
    days = spans.season_days(anchor.year, season)
    return days if days[0] > anchor else spans.season_days(anchor.year + 1, season)


def _season_part(match: re.Match[str], days: Days) -> Days:
    """Early, mid, late season: its first, second, third month."""
    if not match["part"]:
        return days
    step = {"early": 0, "mid": 1, "late": 2}[match["part"].lower()]
    return spans.month_days(*spans.shift_month(days[0].year, days[0].month, step))


def read_quarter(match: re.Match[str], context: Context) -> Hit | None:
    """ "the first half of 2022", "the second quarter", "Q3 2024", "the first half of May"."""
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}.get((match["nth"] or "").lower())
    number = int(match["q"]) if match["q"] else number
    half = (match["what"] or "").lower() == "half"
    month = month_number(match["month"]) if match["month"] else None
    if number is None or (half and number == 3) or (match["month"] and month is None):
        return None
    year = int(match["year"]) if match["year"] else (context.anchor.year if context.anchor else None)
    where, stated = (match.start(), match.end()), match["year"] is not None
    if not match["year"] and not month and "year" not in match[0].lower():
        return None
    if month and not match["year"]:
        year = _year_of_month(match, context, month)
    if year is None:
        return Hit(*where, None, "season")
    if month:
        return Hit(*where, spans.month_part(year, month, "first" if number == 1 else "second"), "month", stated=stated)
    if half:
        return Hit(*where, spans.year_part(year, "first" if number == 1 else "second"), "season", stated=stated)
    return Hit(*where, spans.quarter_days(year, number), "season", stated=stated)


def read_part_of(match: re.Match[str], context: Context) -> Hit | None:
    """ "the first week of April", "the last days of May 2022", "the first six months of the year"."""
    where, unit = (match.start(), match.end()), match["unit"].lower()
    nth = {"opening": "first", "final": "last", "closing": "last"}.get(match["nth"].lower(), match["nth"].lower())
    month = month_number(match["month"]) if match["month"] else None
    number = (
        cardinal_value(match["count"]) if match["count"] and match["count"].lower() not in ("few", "several") else None
    )
    year_text = match["year"] or match["year2"]
    if match["month"] and month is None:
        return None
    year = int(year_text) if year_text else _year_of_part(match, context, month)
    if year is None:
        return Hit(*where, None, "month")
    kind: HitKind = "month" if month else "season"
    days = spans.part_days(year, month, nth=nth, count=int(number) if number else None, unit=unit)
    return Hit(*where, days, kind, stated=year_text is not None) if days else None


def _year_of_part(match: re.Match[str], context: Context, month: int | None) -> int | None:
    if month is not None:
        return _year_of_month(match, context, month)
    if context.anchor is None:
        return None
    return context.anchor.year - (match["rel"].lower() == "last")


_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|from|until|till|by|during|throughout|after|before|between|of|early|mid|late|through|summer|and|to|"
    r"for|year|the|its|their|a|around|as of|only|also|already|back)[\s-]|\(|^|[-–])$",
    re.IGNORECASE,
)


def read_year(match: re.Match[str], context: Context) -> Hit | None:
    """ "in 2014", "from 2014 to 2016", "late 2021", "the early 2000s", "the 2015 Minsk agreement"."""
    before = context.text[max(0, match.start() - 16) : match.start()]
    after = context.text[match.end() : match.end() + 24]
    year, part = int(match["year"]), match["part"]
    if re.match(
        r"\s?(?:%|percent|people|troops|soldiers|civilians|killed|dead|injured|wounded|km|mm|-mm|meters|\d)", after
    ):
        return None
    if not part and not match["year2"] and not match["decade"] and not _year_alone(before, after):
        return None
    where = (match.start(), match.end())
    if match["decade"]:
        return Hit(*where, (date(year, 1, 1), date(year + 9, 12, 31)), "year", stated=True)
    if match["year2"]:
        last = int(match["year2"]) if len(match["year2"]) == 4 else year // 100 * 100 + int(match["year2"])
        return Hit(*where, (date(year, 1, 1), date(last, 12, 31)), "year", stated=True) if last > year else None
    if part:
        name = part.lower().removeprefix("the ")
        return Hit(
            *where, spans.year_part(year, "end" if name == "end of" else _PARTS.get(name, name)), "year", stated=True
        )
    return Hit(*where, spans.year_days(year), "year", stated=True)


def _year_alone(before: str, after: str) -> bool:
    if _BEFORE_YEAR.search(before):
        word = re.search(r"([\w']+)\s$", before)
        plural = re.match(r"\s[a-z]+(?:s|ople|men)\b", after)
        return not (
            plural and word and word[1].lower() in ("of", "the", "for", "by", "to", "and", "its", "their", "from")
        )
    return re.match(r"\s?\)", after) is not None and before.endswith("(")


@cache
def absolute_rules() -> tuple[Rule, ...]:
    """The rules for dates that name a month, season, quarter or year, in the order in which they are tried."""
    readers: dict[str, Reader] = {
        "month_day": read_days,
        "day_month": read_days,
        "days_months": read_days,
        "numeric": read_numeric,
        "month": read_month,
        "season": read_season,
        "quarter": read_quarter,
        "part_of": read_part_of,
        "year": read_year,
    }
    return tuple(Rule(row, readers[row.name]) for row in date_rules(CARDINAL).absolute)
