"""Place names in the sentences of one article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from eventbase.coding.analysis import Sentence, Toponym
from eventbase.coding.toponyms.context import level, relate
from eventbase.coding.toponyms.coordinates import find_coordinates
from eventbase.coding.toponyms.demonym import locating_demonyms, owners_by_demonym
from eventbase.coding.toponyms.facts import Names
from eventbase.coding.toponyms.lines import Line, read_line
from eventbase.coding.toponyms.people import people
from eventbase.coding.toponyms.score import THRESHOLD, score
from eventbase.coding.toponyms.shape import shape
from eventbase.coding.toponyms.spans import Span, find_spans
from eventbase.coding.toponyms.words import Words, words

SURE = 2.6


def find_toponyms(
    text: str, sentences: Sequence[Sentence], *, gazetteer: Names, exclude: Sequence[tuple[int, int]] = ()
) -> list[Toponym]:
    """The place names of an article in the order of the text; `place` is left to resolving.

    `start` and `end` span the words as in the text ("northern Aleppo countryside"), `name` is what to look up ("Aleppo").

    `text` is the normalised text that the sentences were cut from; offsets of the result count into it. Names inside
    `exclude` (spans of known actors) are left out. Pure: same input and gazetteer, same result.
    """
    lists = words()
    lines = [line for sentence in sentences if (line := read_line(sentence)) is not None]
    surnames = people(lines, gazetteer, lists)
    barred = sorted(exclude)
    candidates = [[s for s in find_spans(line, gazetteer, lists) if not _barred(s, barred)] for line in lines]
    sure = _score_all(candidates, lists, surnames)
    found: list[Toponym] = []
    next_list = 0
    for line, spans in zip(lines, candidates, strict=True):
        kept = _accept(spans, gazetteer, lists, surnames, sure)
        next_list = relate(kept, next_list)
        owners_by_demonym(line, kept, lists)
        extra = locating_demonyms(line, kept, lists) + find_coordinates(line.sentence)
        found.extend(sorted([*(_toponym(span) for span in kept), *extra], key=lambda t: (t.start, t.end)))
    return found


def _barred(span: Span, exclude: Sequence[tuple[int, int]]) -> bool:
    """True if the span overlaps one of the sorted `exclude` spans."""
    if not exclude:
        return False
    start, end = span.line.sentence.start + span.start, span.line.sentence.start + span.end
    at = bisect_left(exclude, (end, 0))
    return any(left < end and start < right for left, right in exclude[max(0, at - 3) : at + 1])


def _score_all(candidates: Sequence[Sequence[Span]], lists: Words, surnames: frozenset[str]) -> frozenset[str]:
    """Scores every span by itself; returns the folded names that are sure somewhere in the article."""
    nothing: frozenset[str] = frozenset()
    sure = set()
    for spans in candidates:
        for span in spans:
            if span.kind != "actor":
                span.score = score(span, lists, surnames, nothing)
            if span.facts and span.score >= SURE:
                sure.add(span.facts.key)
    return frozenset(sure)


def _accept(
    spans: Sequence[Span], gazetteer: Names, lists: Words, surnames: frozenset[str], sure: frozenset[str]
) -> list[Span]:
    """The spans that are places, shaped; neighbours in a list or before a container lend each other weight."""
    for span in spans:
        if span.facts and span.kind != "actor" and span.facts.key in sure and span.score < THRESHOLD:
            span.score = score(span, lists, surnames, sure)
    for left, right in zip(spans, spans[1:], strict=False):
        _lend(left, right, lists)
    _lend_unknown(spans, lists)
    kept = [span for span in spans if span.score >= THRESHOLD]
    for span in kept:
        shape(span, gazetteer, lists)
    return _without_overlap([span for span in kept if span.kind != "body"])


def _lend(left: Span, right: Span, lists: Words) -> None:
    gap = left.line.text[left.end : right.start]
    if gap == ", " and right.score >= THRESHOLD and _is_area(right, lists) and level(left) < 3:
        left.score += 1.5
    elif gap in (" in ", " in the ", ", in ", " (") and right.score >= THRESHOLD and _is_area(right, lists):
        left.score += 1.5
    elif gap in (", ", " and ", ", and ", " or ") and left.line.headline is False:
        if left.score >= 2.0 and right.facts and right.score > 0:
            right.score += 0.9
        elif right.score >= 2.0 and left.facts and left.score > 0:
            left.score += 0.9


def _is_area(span: Span, lists: Words) -> bool:
    """True for "Homs province", "Bavaria", "Syria"."""
    following = lists.types_after.get(span.line.low(span.last + 1))
    return level(span) >= 3 or (following in ("admin1", "admin2") and span.line.adjacent(span.last))


def _lend_unknown(spans: Sequence[Span], lists: Words) -> None:
    """"the villages of A, B and C": an unknown name in a list under a head, or in a row of two places, is a place too."""
    headed = False
    for left, right in zip(spans, spans[1:], strict=False):
        gap = left.line.text[left.end : right.start]
        linked = gap in (", ", " and ", ", and ", " or ", ", or ")
        at = left.first - (2 if left.line.low(left.first - 1) == "of" else 1)
        head = left.line.low(at) in lists.types_before and left.line.low(at).endswith("s")
        headed = linked and left.score >= THRESHOLD and (headed or head)
        if headed and not right.facts and right.score > -1.5:
            right.score = THRESHOLD
    for left, right in zip(reversed(spans[:-1]), reversed(spans[1:]), strict=False):
        gap = left.line.text[left.end : right.start]
        tail = right.line.low(right.last + 1)
        plural = tail.endswith("s") and tail in lists.types_after and right.line.adjacent(right.last)
        if gap in (", ", " and ", ", and ") and plural and right.score >= THRESHOLD and left.score > -1.0:
            left.score = max(left.score, THRESHOLD)


def _without_overlap(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if kept and span.start < kept[-1].end:
            continue
        kept.append(span)
    return kept


def _toponym(span: Span) -> Toponym:
    sentence = span.line.sentence
    return Toponym(
        name=span.lookup,
        start=sentence.start + span.start,
        end=sentence.start + span.end,
        sentence_no=sentence.no,
        paragraph_no=sentence.paragraph_no,
        kind="actor" if span.kind == "actor" else "place",
        feature=span.feature or ("country" if span.facts and span.facts.country else None),
        within=tuple(span.within),
        relation=span.relation,  # type: ignore[arg-type]
        list_no=span.list_no,
    )
