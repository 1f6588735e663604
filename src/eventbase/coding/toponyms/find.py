"""Place names in the sentences of one article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from eventbase.coding.analysis import Sentence, Toponym
from eventbase.coding.toponyms.accept import accept, sure_names
from eventbase.coding.toponyms.context import relate
from eventbase.coding.toponyms.coordinates import find_coordinates
from eventbase.coding.toponyms.demonym import locating_demonyms, owners_by_demonym
from eventbase.coding.toponyms.facts import Names
from eventbase.coding.toponyms.lines import read_line
from eventbase.coding.toponyms.people import people
from eventbase.coding.toponyms.spans import Span, find_spans
from eventbase.coding.toponyms.words import words


def find_toponyms(
    text: str, sentences: Sequence[Sentence], *, gazetteer: Names, exclude: Sequence[tuple[int, int]] = ()
) -> list[Toponym]:
    """The place names of an article in the order of the text; `place` is left to resolving.

    `start` and `end` span the words as in the text ("northern Aleppo countryside"), `name` is what to look up
    ("Aleppo"). `text` is the normalised text that the sentences were cut from; offsets of the result count into it.
    Names inside `exclude` (spans of known actors) are left out. Pure: same input and gazetteer, same result.
    """
    lists = words()
    lines = [line for sentence in sentences if (line := read_line(sentence, lists)) is not None]
    surnames = people(lines, gazetteer, lists)
    barred = sorted(exclude)
    candidates = [[s for s in find_spans(line, gazetteer, lists) if not _is_barred(s, barred)] for line in lines]
    sure = sure_names(candidates, lists, surnames)
    found: list[Toponym] = []
    next_list = 0
    for line, spans in zip(lines, candidates, strict=True):
        kept = accept(spans, gazetteer, lists, sure)
        next_list = relate(kept, next_list)
        owners_by_demonym(line, kept, lists)
        extra = [*locating_demonyms(line, kept, lists), *find_coordinates(line.sentence)]
        found.extend(sorted([*map(_toponym, kept), *extra], key=lambda toponym: (toponym.start, toponym.end)))
    return found


def _is_barred(span: Span, exclude: Sequence[tuple[int, int]]) -> bool:
    """True if the span overlaps one of the sorted `exclude` spans."""
    if not exclude:
        return False
    start, end = span.line.sentence.start + span.start, span.line.sentence.start + span.end
    at = bisect_left(exclude, (end, 0))
    return any(left < end and start < right for left, right in exclude[max(0, at - 3) : at + 1])


def _toponym(span: Span) -> Toponym:
    sentence = span.line.sentence
    return Toponym(
        name=span.lookup,
        start=sentence.start + span.start,
        end=sentence.start + span.end,
        sentence_no=sentence.no,
        paragraph_no=sentence.paragraph_no,
        kind="actor" if span.kind == "actor" else "place",
        feature=span.feature or ("country" if span.facts and span.facts.nation else None),
        within=tuple(span.within),
        relation=span.relation,
        list_no=span.list_no,
    )
