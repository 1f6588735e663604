"""Dates that belong to a story, not to an event: datelines ("ADEN, Aug 5 - ...") and the stamps of feed items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from eventbase.coding.analysis import DateMention
from eventbase.coding.dates import find_dates

DATELINE_LENGTH = 80
STAMP_REACH = 160
_CITY = re.compile(r"^\W*[A-Z][A-Z .'’-]{2,}(?:[,/]\s?[\w .'’-]+)?[,:]?\s*(?:\([\w /]{2,30}\)\s*)?$")
_DASH = re.compile(r"^\s*(?:\([\w /]{2,30}\)|[\w ]{0,20})\s*[-–—]{1,2}\s")
_BYLINE = re.compile(r"^\s*by\b", re.IGNORECASE)


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the date at [start, end) of a sentence stands in its dateline."""
    if end > DATELINE_LENGTH:
        return False
    return _CITY.match(text[:start]) is not None and _DASH.match(text[end:]) is not None


def stamp_of(text: str, dates: Sequence[DateMention]) -> date | None:
    """A story's own date, where its text is stamped with one in full or its dateline gives one; `text` begins at 0."""
    for mention in dates:
        if mention.span.end is None or mention.span.basis != "stated":
            continue
        line = text.rfind("\n", 0, mention.start) + 1
        if mention.use == "published" or is_dateline(text[line:], mention.start - line, mention.end - line):
            return mention.span.end
    return None


def feed_stamp(before: str, after: str) -> date | None:
    """The date of a feed's item, from the words around it: under a byline it belongs to the item above, else below.

    `before`: the words between the item and the one above; `after`: those between it and the next.
    """
    if _BYLINE.match(after) and (below := _full_days(after[:STAMP_REACH])):
        return below[0]
    if not _BYLINE.match(before) and (above := _full_days(before[-STAMP_REACH:])):
        return above[-1]
    return None


def _full_days(text: str) -> list[date]:
    spans = (mention.span for mention in find_dates(text, anchor=None))
    return [span.end for span in spans if span.end is not None and span.start == span.end and span.basis == "stated"]
