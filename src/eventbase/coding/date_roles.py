"""News or background: what a story reports, and what it retells (CODEBOOK, temporal_role)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from eventbase.coding.drafts import Draft
from eventbase.coding.scene import Candidate
from eventbase.records import DateSpan

NEWS_DAYS = 4  # before the story's news, in its first sentences
FRESH_DAYS = 2  # before the story's own day, wherever it stands
SINCE_DAYS = 10
LEAD_SENTENCES = 3
PROMOTED_DAYS = 400
PERFECT = frozenset({"perfect", "perfect_progressive"})
NOW = frozenset({"present", "progressive"})
BEFORE = frozenset({"earlier", "previously", "formerly"})
COUNTED = frozenset({"evacuation", "military_aid", "arms_transfer", "humanitarian_aid", "economic_aid"})


def is_background(draft: Draft, anchor: date | None, lead: DateSpan | None, first_sentence: int) -> bool:
    """Whether the story only retells the event; `lead`: the day of its news; `first_sentence`: its number."""
    if draft.total or draft.status == "planned":
        return False
    early = draft.sentence.no - first_sentence < LEAD_SENTENCES
    if draft.date is not None and (draft.date.start or draft.date.end):
        return _dated_before(draft, draft.date, anchor, lead, early)
    return _retold(draft, early)


def _dated_before(draft: Draft, span: DateSpan, anchor: date | None, lead: DateSpan | None, early: bool) -> bool:
    if span.precision in {"week", "month", "season"} and span.end == anchor and draft.modality.tense in PERFECT:
        current = draft.code == "casualty_report" or draft.speaker is not None
        return not (early or current or _counts(draft))
    if span.precision == "open":
        recent = span.start is not None and anchor is not None and anchor - span.start <= timedelta(days=SINCE_DAYS)
        return draft.code != "casualty_report" and not (early or recent or _counts(draft))
    end, news = span.end or anchor, (lead.start if lead and lead.start else anchor)
    if anchor is None or end is None or news is None:
        return False
    if draft.modality.tense == "past_perfect":
        return end < news
    if early:
        return end < news - timedelta(days=NEWS_DAYS)
    return end < anchor - timedelta(days=FRESH_DAYS)


def _counts(draft: Draft) -> bool:
    """`has given 40 tanks since January`: a current total."""
    return draft.code in COUNTED and bool(draft.figures) and draft.modality.tense in PERFECT


def _retold(draft: Draft, early: bool) -> bool:
    """Whether an event without a date is context, by its words alone."""
    if draft.status == "denied":
        return False
    if draft.modality.tense == "past_perfect" and draft.speaker is None:
        return True
    if any(_earlier(candidate) for candidate in draft.candidates[:1]):
        return True
    if early:
        return draft.bare and not (draft.places or draft.figures or (draft.actor1 and draft.actor2))
    if draft.status == "ongoing":
        return draft.bare or draft.modality.tense not in NOW
    if draft.bare:
        return not (draft.figures and draft.speaker is not None and draft.own_place)
    return draft.modality.tense in PERFECT and not _counts(draft)


def _earlier(candidate: Candidate) -> bool:
    """`Earlier, gunmen shot two people`, `had previously been held`; `earlier on Monday`, `earlier than` are dates."""
    words = candidate.scene.lowers
    if words[0] == "earlier" and len(words) > 1 and words[1] not in {"on", "in", "this", "today", "than"}:
        return True
    return any(
        child.lower_ in BEFORE
        and child.dep_ == "advmod"
        and not any(c.dep_ in {"prep", "npadvmod"} for c in child.children)
        for child in candidate.carrier.children
    )


def promote_latest(drafts: Sequence[Draft], anchor: date | None) -> None:
    """A story has news: where all of it lies before its day, the latest of it is the news, unless it is years old."""
    if not drafts or any(draft.role == "new" for draft in drafts):
        return
    dated = [
        d for d in drafts if d.date is not None and d.date.end is not None and d.date.precision not in {"open", "year"}
    ]
    if not dated:
        return
    latest = max(d.date.end for d in dated if d.date is not None and d.date.end is not None)
    if anchor is not None and anchor - latest > timedelta(days=PROMOTED_DAYS):
        return
    for draft in dated:
        if (
            draft.date is not None
            and draft.date.end is not None
            and latest - draft.date.end <= timedelta(days=NEWS_DAYS)
        ):
            draft.role = "new"
