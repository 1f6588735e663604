"""Which candidates of a sentence are places: by their scores, and by the weight that neighbours lend each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from eventbase.coding.toponyms.context import level
from eventbase.coding.toponyms.facts import Names
from eventbase.coding.toponyms.kind import decide_kind, relate_to_event
from eventbase.coding.toponyms.score import THRESHOLD, score
from eventbase.coding.toponyms.spans import Span
from eventbase.coding.toponyms.stretch import stretch
from eventbase.coding.toponyms.words import Words

SURE = 2.6  # a name that scores this somewhere in the article is a place elsewhere in it, too
FIRM = 2.0
BY_CONTAINER, BY_LIST = 1.5, 0.9
_INSIDE_GAPS = (" in ", " in the ", ", in ", " (")
_LIST_GAPS = (", ", " and ", ", and ", " or ", ", or ")


def sure_names(candidates: Sequence[Sequence[Span]], lists: Words, surnames: frozenset[str]) -> frozenset[str]:
    """Scores every span by itself; returns the folded names that are sure somewhere in the article."""
    sure = set()
    for spans in candidates:
        for span in spans:
            if span.kind != "actor":
                span.score = score(span, lists, surnames)
            if span.facts and span.score >= SURE:
                sure.add(span.facts.key)
    return frozenset(sure)


def accept(spans: Sequence[Span], names: Names, lists: Words, sure: frozenset[str]) -> list[Span]:
    """The scored spans that are places, with their type words, kind and relation; none overlapping another."""
    for span in spans:
        if span.facts and span.facts.key in sure and span.score < THRESHOLD and not span.person:
            span.score += BY_LIST
    if len(spans) > 1:
        for left, right in pairwise(spans):
            _lend(left, right, lists)
        _lend_by_head(spans, lists)
        _lend_by_plural(spans, lists)
    kept = [span for span in spans if span.score >= THRESHOLD]
    for span in kept:
        if span.kind != "actor":
            stretch(span, names, lists)
            relate_to_event(span, lists)
            decide_kind(span, lists)
            _name_country(span, lists)
    return _without_overlap([span for span in kept if span.kind != "body"])


def _name_country(span: Span, lists: Words) -> None:
    if span.facts and span.facts.nation and span.feature in (None, "country", "border", "area", "coast"):
        span.adjective = lists.adjectives.get(span.facts.nation)


def _lend(left: Span, right: Span, lists: Words) -> None:
    """An area behind it makes X likelier ("X, Texas", "X in Homs province"); so does a firm neighbour in a list."""
    gap = left.line.text[left.end : right.start]
    behind = gap in _INSIDE_GAPS or (gap == ", " and level(left) < 3)
    if behind and right.score >= THRESHOLD and _is_area(right, lists):
        left.score += BY_CONTAINER
    elif gap in _LIST_GAPS and not left.line.headline:
        if left.score >= FIRM and right.facts and right.score > 0:
            right.score += BY_LIST
        elif right.score >= FIRM and (left.score > 0.8 or (left.facts and left.score > 0)):
            left.score += BY_LIST


def _is_area(span: Span, lists: Words) -> bool:
    """True for "Homs province", "Bavaria", "Syria"."""
    following = lists.types_after.get(span.line.low(span.last + 1))
    return level(span) >= 3 or (following in ("admin1", "admin2") and span.line.adjacent(span.last))


def _lend_by_head(spans: Sequence[Span], lists: Words) -> None:
    """As in "the villages of A, B and C": an unknown name in a list under a plural head is a place."""
    headed = False
    for left, right in pairwise(spans):
        linked = left.line.text[left.end : right.start] in _LIST_GAPS
        low = left.line.low(left.first - (2 if left.line.low(left.first - 1) == "of" else 1))
        head = low in lists.types_before and low.endswith("s")
        headed = linked and left.score >= THRESHOLD and (headed or head)
        if headed and not right.facts and right.score > -1.5:
            right.score = THRESHOLD


def _lend_by_plural(spans: Sequence[Span], lists: Words) -> None:
    """As in "A, B and C districts": the plural type word holds for the names before it."""
    for left, right in zip(reversed(spans[:-1]), reversed(spans[1:]), strict=True):
        tail = right.line.low(right.last + 1)
        plural = tail.endswith("s") and tail in lists.types_after and right.line.adjacent(right.last)
        linked = left.line.text[left.end : right.start] in _LIST_GAPS
        if linked and plural and right.score >= THRESHOLD and left.score > -1.0:
            left.score = max(left.score, THRESHOLD)


def _without_overlap(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
