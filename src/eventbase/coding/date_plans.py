"""The date of a plan: the day it is for, or, where the words date its announcement, open from that day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.date_deictic import WEEKDAYS
from eventbase.coding.drafts import Draft
from eventbase.coding.scene import Candidate
from eventbase.ontology.modality import modality_words
from eventbase.records import DateSpan

if TYPE_CHECKING:
    from spacy.tokens import Token


def plan_date(draft: Draft, anchor: date | None) -> DateSpan | None:
    """The span of a dated plan; None where it lies before the story's day and so dates something else."""
    span = draft.date
    if span is None or span.start is None:
        return span
    verb, words = _dated_verb(draft)
    cue = draft.modality.cue
    told = cue is not None and cue.lower_ in modality_words()["order"] | modality_words()["pledge"]
    announced = cue is not None and verb is not None and (verb.i == cue.i or told)
    if announced and (anchor is None or span.start <= anchor):
        return DateSpan(start=span.start, end=None, precision="open", basis=span.basis)
    if anchor is None or span.end is None or span.end >= anchor:
        return span
    if span.precision == "day" and any(word in WEEKDAYS for word in words) and span.end >= anchor - timedelta(days=7):
        return _a_week_on(span)
    return None


def _a_week_on(span: DateSpan) -> DateSpan:
    assert span.start is not None and span.end is not None
    week = timedelta(days=7)
    return span.model_copy(update={"start": span.start + week, "end": span.end + week})


def _dated_verb(draft: Draft) -> tuple[Token | None, list[str]]:
    """The verb that the date's words hang on, and those words in lower case."""
    found = _dated_candidate(draft)
    if found is None or draft.date_span is None:
        return None, []
    base = found.scene.sentence.start
    span = found.scene.doc.char_span(draft.date_span[0] - base, draft.date_span[1] - base, alignment_mode="expand")
    if span is None:
        return None, []
    verb = next((a for a in grammar.ancestors(span.root) if a.pos_ in {"VERB", "AUX"}), None)
    return verb, [token.lower_ for token in span]


def _dated_candidate(draft: Draft) -> Candidate | None:
    if draft.date_span is None:
        return None
    start = draft.date_span[0]
    return next((c for c in draft.candidates if c.scene.sentence.start <= start < c.scene.sentence.end), None)
