"""When an article was published: metadata, the page's own stamp, or the date in its address; always UTC.

Only full dates count; "04/05/2024" may be April or May and is therefore none. A caption or teaser never dates a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from eventbase.ingest.words import word_values
from eventbase.records import Part

_MONTH = r"[a-z]{3,9}"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
        rf"\b{_DAY}[ ,./-]+(?:of )?(?P<name>{_MONTH})\.?[ ,./-]+{_YEAR}\b",
        rf"\b(?P<name>{_MONTH})\.?[ ,./-]+{_DAY}[ ,./-]+{_YEAR}\b",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?P<sep>[./-])(?P<month>\d{{1,2}})(?P=sep){_YEAR}(?!\d)",
    )
)
_TIME = re.compile(
    r"^[\sT,|•·.–—@(-]*(?:at )?(?P<before>[A-Za-z]{1,4} )?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?h?(?:rs)?\s?(?:\(?(?P<zone>[A-Za-z]{1,4})\b\)?)?\s?(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?",
    re.IGNORECASE,
)
_URL_DATE = re.compile(
    r"/(?P<year>20\d\d|19\d\d)[/-](?P<month>\d{1,2}|[a-z]{3})[/-](?P<day>\d{1,2})(?=[/_.?#-]|$)"
    r"|(?<=[/_-])(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.?#-]|$)"
    r"|(?<=[/_-])(?P<yy>20\d\d)-(?P<mm>0[1-9]|1[0-2])-(?P<dd>0[1-9]|[12]\d|3[01])(?=[/_.?#-]|$)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"^\W*(?:\w+ ){0,2}?(?:published|publication date|posted|pub(?=[.:]))\b", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:updated?|modified|edited)\b", re.IGNORECASE)
_STAMP_WORDS = 24
_DATELINE = re.compile(
    r"^[\"'“]?(?-i:[A-ZÀ-Þ][\w.’' -]{2,40}?)(?:, [A-Z][\w. ]{2,30})?[,(]? ?(?P<date>[^()–—]{6,30}?),? ?"
    r"(?:\([^()]{2,40}\)\)? ?[–—:-]{0,2}|/[^/]{2,30}/|[–—]|--)"
)


def parse_field(value: object) -> datetime | None:
    """A metadata value (ISO 8601, a date in words, date, datetime or epoch seconds) as naive UTC; None if no date."""
    if isinstance(value, datetime):
        return _utc(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, int | float):
        return _epoch(float(value))
    return _parse_text(value.strip())


def find(text: str, start: int = 0, end: int | None = None) -> datetime | None:
    """The first full date in text[start:end], with its time if one follows; naive UTC."""
    chunk = text[start:end]
    hits = [hit for pattern in _DATES for hit in [_first(pattern, chunk)] if hit]
    return min(hits, key=lambda hit: hit[0])[1] if hits else None


def from_page(text: str, parts: Sequence[Part]) -> datetime | None:
    """The page's own stamp: a line near the story that says when it was published, else its dateline."""
    body = [part for part in parts if part.part == "body" and part.story_no == 0]
    if not body:
        return None
    stamps = list(_stamps(text, parts, body[0].start, body[-1].end))
    for wanted in (_PUBLISHED, None, _UPDATED):
        for line, above in stamps:
            found = _stamp_date(line, wanted, above)
            if found:
                return found
    return _from_dateline(text[body[0].start : body[0].start + 120])


def from_url(url: str | None) -> datetime | None:
    """The date in an address such as /2025/02/09/ or -20250209; None if there is none."""
    for match in _URL_DATE.finditer(url or ""):
        year, month, day = (g for g in (match.groups()) if g is not None)
        number = _month(month) if month.isalpha() else int(month)
        found = _date(int(year), number, int(day))
        if found:
            return found
    return None


def _parse_text(value: str) -> datetime | None:
    try:
        return _utc(datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        pass
    if value.isdigit() and len(value) in (10, 13):
        return _epoch(float(value))
    if value.isdigit() and len(value) == 14:
        return _by_format(value, "%Y%m%d%H%M%S")
    return find(value) if len(value) <= 80 else None


def _by_format(value: str, layout: str) -> datetime | None:
    try:
        return datetime.strptime(value, layout)
    except ValueError:
        return None


def _epoch(seconds: float) -> datetime | None:
    if seconds > 1e11:  # milliseconds
        seconds /= 1000
    try:
        found = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return found.replace(tzinfo=None) if 1970 < found.year < 2100 else None


def _utc(value: datetime) -> datetime | None:
    try:
        return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    except (OverflowError, ValueError):
        return None


def _date(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    """Number of a month's name; 0 if it is none."""
    return int(word_values("months").get(name.lower(), 0))


def _first(pattern: re.Pattern[str], chunk: str) -> tuple[int, datetime] | None:
    for match in pattern.finditer(chunk):
        found = _from_match(match)
        if found:
            return match.start(), _with_time(found, chunk[match.end() : match.end() + 40])
    return None


def _from_match(match: re.Match[str]) -> datetime | None:
    groups = match.groupdict()
    year, day = int(groups["year"]), int(groups["day"])
    if groups.get("name"):
        return _date(year, _month(groups["name"]), day)
    month = int(groups["month"])
    if groups.get("sep") in {"/", "-"} and month != day:
        if month <= 12 and day <= 12:
            return None
        if month > 12:
            day, month = month, day
    return _date(year, month, day)


def _with_time(day: datetime, rest: str) -> datetime:
    """The time that follows a date, moved to UTC if its zone is known; a time with no zone is taken as it is."""
    match = _TIME.match(rest)
    if not match:
        return day
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    zone = (match["zone"] or match["before"] or "").strip().lower()
    minutes = int(word_values("zones").get(zone, 0)) + _offset(match["offset"])
    try:
        return day.replace(hour=hour, minute=minute, second=second) - timedelta(minutes=minutes)
    except OverflowError:
        return day


def _offset(value: str | None) -> int:
    if not value:
        return 0
    digits = value[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    return (hours * 60 + minutes) * (-1 if value[0] == "-" else 1) if hours <= 14 else 0


def _stamps(text: str, parts: Sequence[Part], first: int, last: int) -> list[tuple[str, bool]]:
    """Lines of furniture up to the story's end and right behind it, with whether they stand above its end."""
    lines: list[tuple[str, bool]] = []
    for part in parts:
        if part.part not in {"boilerplate", "bio"} or part.story_no != 0:
            continue
        if part.start > last and lines and not lines[-1][1]:
            break
        for line in text[part.start : part.end].splitlines()[:40]:
            if any(c.isdigit() for c in line) and len(line.split()) <= _STAMP_WORDS:
                lines.append((line.strip(), part.start < last))
    return lines


def _stamp_date(line: str, wanted: re.Pattern[str] | None, above: bool) -> datetime | None:
    """The date of a stamp that says `wanted`; a bare stamp counts above the story's end only."""
    if wanted is not None:
        label = wanted.search(line)
        return find(line, label.end()) if label else None
    if not above or _UPDATED.search(line) or "©" in line or "http" in line:
        return None
    return find(line)


def _from_dateline(opening: str) -> datetime | None:
    match = _DATELINE.match(opening)
    return find(match["date"]) if match else None
