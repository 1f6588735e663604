"""Dates in text as closed spans of days with their precision, basis and use; never sharper than the words.

`find_dates` reads a sentence or a story; `resolve_date` one expression; `resolve_relative` counts "three days earlier"
from the event it refers to. A date without a year takes it from the sentence, else from the story's own day (`anchor`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from eventbase.coding.analysis import DateMention
from eventbase.coding.date_context import Use, future_near, use_of
from eventbase.coding.date_deictic import deictic_rules, relative_days
from eventbase.coding.date_landmarks import Context, Hit, Landmarks, landmarks_in
from eventbase.coding.date_ranges import merge_ranges
from eventbase.coding.date_rules import absolute_rules
from eventbase.coding.date_spans import precision_of, span_of
from eventbase.coding.numbers import lower
from eventbase.ontology.date_phrases import NamedEvent, date_phrases
from eventbase.records import DateSpan

__all__ = ["find_dates", "precision_of", "resolve_date", "resolve_relative"]

_BREAK = re.compile(r"[.!?\n]")
_BREAK_AFTER = re.compile(r"[a-z]{3}[.!?]$|[a-z\d][.!?]\"$|\d{4}\.$|\n$")
_YEAR = re.compile(r"(?<![\w.,$€/-])(?:19|20)\d\d(?![\w%]|[,.]\d)")
_NAMED_NOUN = re.compile(r"invasion|war")
_UNKNOWN = DateSpan(start=None, end=None, precision="unknown", basis="none")


def find_dates(text: str, *, anchor: date | None, base: int = 0) -> list[DateMention]:
    """Every date expression of `text`, in order, none overlapping; offsets count from `base`.

    Without an anchor, dates that need one have an unknown span. Spans of `since` run to the anchor and are open.
    """
    found: list[DateMention] = []
    for start, piece in _pieces(text):
        found += _find(piece, anchor=anchor, base=base + start)
    return found


def resolve_date(text: str, anchor: date | None = None) -> DateSpan | None:
    """The span of one expression ("last fall", "Feb. 9"), None if there is no date in it.

    Example: resolve_date("last fall", anchor=date(2025, 2, 9)) is 2024-09-01 to 2024-11-30, season, resolved.
    """
    mentions = find_dates(text, anchor=anchor)
    return mentions[0].span if mentions else None


def resolve_relative(mention: DateMention, reference: DateSpan) -> DateSpan:
    """The span of "three days earlier", "the next day" counted from `reference`; unknown where that is open."""
    if reference.start is None or reference.end is None:
        return _UNKNOWN
    days = relative_days(mention.quote, (reference.start, reference.end))
    if days is None:
        return _UNKNOWN
    same_length = days[1] - days[0] == reference.end - reference.start
    return span_of(days, precision=reference.precision if same_length else None)


def _pieces(text: str) -> list[tuple[int, str]]:
    """Sentences, roughly, with their offsets: years and words of the future do not reach across them."""
    pieces, start = [], 0
    for match in _BREAK.finditer(text):
        end = match.end() + (text[match.end() : match.end() + 1] == '"')
        last = end >= len(text) or not text[end].isspace()
        if match[0] != "\n" and (
            last or not _BREAK_AFTER.search(text[max(0, end - 5) : end]) or text[end - 5 : end] == "Sept."
        ):
            continue
        if end - start > 3:
            pieces.append((start, text[start:end]))
        start = end
    return [*pieces, (start, text[start:])]


def _find(text: str, *, anchor: date | None, base: int) -> list[DateMention]:
    lowered = lower(text)
    landmarks = landmarks_in(text, lowered)
    if not landmarks and _NAMED_NOUN.search(lowered) is None:
        return []
    context = Context(text, anchor, _year_near(text), partial(future_near, text))
    named = _named_events(text, lowered, anchor=anchor, base=base)
    taken = [(m.start - base, m.end - base) for m in named]
    hits = [hit for hit in _hits(lowered, context, landmarks) if not _overlaps(hit.start, hit.end, taken)]
    mentions = [_mention(hit, context, base) for hit in merge_ranges(text, hits)]
    return sorted(mentions + named, key=lambda m: m.start)


def _year_near(text: str) -> Callable[[int], int | None]:
    """The last year stated in the sentence before an offset, as long as it stands with a date's word."""
    years = [
        (m.start(), int(m[0]))
        for m in _YEAR.finditer(text)
        if re.search(r"(?:\bin|,|\bof|[a-z])\s$", text[max(0, m.start() - 4) : m.start()])
    ]
    starts = [start for start, _ in years]

    def near(offset: int) -> int | None:
        index = bisect_right(starts, offset)
        return years[index - 1][1] if index else None

    return near


def _hits(lowered: str, context: Context, landmarks: Landmarks) -> list[Hit]:
    found: list[tuple[int, int, Hit]] = []
    for order, rule in enumerate(absolute_rules() + deictic_rules()):
        for match in rule.matches(context.text, lowered, landmarks):
            hit = rule.read(match, context)
            if hit is not None:
                found.append((hit.start - hit.end, order, hit))
    chosen: list[Hit] = []
    for _, _, hit in sorted(found, key=lambda row: row[:2]):
        if not _overlaps(hit.start, hit.end, [(h.start, h.end) for h in chosen]):
            chosen.append(hit)
    return sorted(chosen, key=lambda h: h.start)


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in taken)


def _mention(hit: Hit, context: Context, base: int) -> DateMention:
    use = use_of(context.text, hit, context.anchor)
    return DateMention(
        start=base + hit.start,
        end=base + hit.end,
        quote=context.text[hit.start : hit.end],
        span=_span(hit, use, context),
        use=use,
        relative_to_event=hit.kind == "relative",
    )


def _span(hit: Hit, use: Use, context: Context) -> DateSpan:
    if hit.days is None:
        return _UNKNOWN
    days = _night(hit, context) if hit.kind == "day" else hit
    assert days.days is not None
    span = span_of(days.days, basis="stated" if hit.stated else "resolved", precision=days.precision)
    if use == "since":
        return _since(span, context.anchor)
    if use == "until":
        return span
    return span


def _since(span: DateSpan, anchor: date | None) -> DateSpan:
    end = anchor if anchor is None or span.start is None or anchor >= span.start else None
    return span.model_copy(update={"end": end, "precision": "open"})


def _night(hit: Hit, context: Context) -> Hit:
    """ "on the night of Oct. 7-8", "overnight on Oct. 7-8": two dates that count as one day."""
    before = context.text[max(0, hit.start - 40) : hit.start].lower()
    if (
        hit.days
        and (hit.days[1] - hit.days[0]).days == 1
        and re.search(r"\b(?:night|overnight)\b(?:\s\w+){0,3}\s$", before)
    ):
        return replace(hit, precision="day")
    return hit


def _named_events(text: str, lowered: str, *, anchor: date | None, base: int) -> list[DateMention]:
    """Happenings with a fixed first day: a start for "since", else a label of the war."""
    found: list[DateMention] = []
    for event in date_phrases().named_events:
        if not any(word in lowered for word in event.words) or (anchor is not None and anchor < event.start):
            continue
        for match in event.pattern.finditer(text):
            if not _overlaps(match.start(), match.end(), [(m.start - base, m.end - base) for m in found]):
                found.append(_named(match, event, anchor, base))
    return found


def _named(match: re.Match[str], event: NamedEvent, anchor: date | None, base: int) -> DateMention:
    since = re.search(r"\bsince\s(?:the\s)?$", match.string[max(0, match.start() - 12) : match.start()], re.IGNORECASE)
    span = DateSpan(start=event.start, end=event.start, precision="day", basis="resolved")
    return DateMention(
        start=base + match.start(),
        end=base + match.end(),
        quote=match[0],
        span=_since(span, anchor) if since else span,
        use="since" if since else "label",
    )
