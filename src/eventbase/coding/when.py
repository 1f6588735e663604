"""When it happened: the date expression of a candidate, and what stands in where a sentence gives none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.analysis import DateMention
from eventbase.coding.scene import Candidate
from eventbase.coding.dates import resolve_relative
from eventbase.coding.drafts import Draft
from eventbase.ontology.modality import modality_words
from eventbase.records import DateSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

USES = frozenset({"when", "since", "until"})
UNKNOWN = DateSpan()
NEWS_DAYS = 4
LEAD_SENTENCES = 3


def find_date(
    candidate: Candidate, dates: Sequence[DateMention], rivals: Sequence[Candidate], reference: DateSpan | None
) -> tuple[DateMention, DateSpan] | None:
    """The date expression of the sentence that belongs to the candidate; relative ones count from `reference`."""
    best: tuple[float, DateMention] | None = None
    for mention in dates:
        if mention.use not in USES:
            continue
        token = _token_at(candidate, mention)
        if token is None or _dates_speech(token, candidate):
            continue
        own = _distance(candidate, token)
        if any(_distance(rival, token) + 1 < own for rival in rivals if _apart(rival, candidate)):
            continue
        if best is None or own < best[0]:
            best = own, mention
    if best is None:
        return None
    mention = best[1]
    if mention.relative_to_event:
        return (
            (mention, resolve_relative(mention, reference))
            if reference is not None and reference.start is not None
            else None
        )
    return mention, mention.span


def _token_at(candidate: Candidate, mention: DateMention) -> Token | None:
    base = candidate.scene.sentence.start
    span = candidate.scene.doc.char_span(mention.start - base, mention.end - base, alignment_mode="expand")
    return span.root if span is not None else None


def _dates_speech(token: Token, candidate: Candidate) -> bool:
    """`said on Tuesday` dates the saying, unless the saying is the event."""
    for above in grammar.ancestors(token):
        if above.pos_ == "VERB":
            return (
                above.lower_ in modality_words()["speech"]
                and above.i not in {candidate.carrier.i, candidate.token.i}
                and above.dep_ in {"ROOT", "conj", "parataxis", "advcl"}
                and bool(grammar.children(above, "nsubj"))
                and _below_speech(candidate, above)
            )
    return False


def _below_speech(candidate: Candidate, speech: Token) -> bool:
    """Whether the event's clause is what is said and has words of its own between itself and the verb."""
    return any(above.i == speech.i for above in grammar.ancestors(candidate.token))


def _distance(candidate: Candidate, token: Token) -> float:
    return float(min(grammar.tree_distance(token, candidate.carrier), grammar.tree_distance(token, candidate.token)))


def _apart(rival: Candidate, candidate: Candidate) -> bool:
    return rival.rejected is None and rival.carrier.i != candidate.carrier.i


def settle_dates(drafts: Sequence[Draft], anchor: date | None, first_sentence: int) -> None:
    """Fills dates that no words give and decides what is background, story by story (CODEBOOK, event_date)."""
    lead = _lead_date(drafts, anchor)
    for draft in drafts:
        draft.role = "background" if _is_background(draft, anchor, lead, first_sentence) else "new"
        if draft.status == "planned" and draft.date is not None and anchor is not None and draft.date.end is not None and draft.date.end < anchor:
            draft.date, draft.own_date = None, False
        if draft.date is None:
            draft.date = _default(draft, anchor, lead)


def _lead_date(drafts: Sequence[Draft], anchor: date | None) -> DateSpan | None:
    """The day that the story's news happened: the first dated event near the story's own date."""
    for draft in drafts:
        span = draft.date
        if span is None or span.start is None or span.end is None or span.precision not in {"day"}:
            continue
        if anchor is None or abs((anchor - span.end).days) <= NEWS_DAYS + 3:
            return span
    return None


LONG_WAR = re.compile(r"\b(\w+)[- ]year(?:[- ]old|s)?[- ](?:of )?(?:civil )?(?:war|conflict|insurgency|uprising|crisis|revolt|fighting)\b")
SMALL_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)}


def total_since(draft: Draft, dates: Sequence[DateMention], anchor: date | None) -> tuple[DateSpan, tuple[int, int]] | None:
    """The span of a running total: from the earliest date of its sentence, or the length of the war, to the story's day."""
    starts = [d for d in dates if d.span.start is not None and d.use in {"when", "since", "label"} and (anchor is None or d.span.start < anchor)]
    if starts:
        first = min(starts, key=lambda d: (d.span.start, d.start))
        if first.span.precision in {"day", "week", "month", "season"} and first.use == "when" and first.span.end == anchor:
            return None  # "in the past week": a period of its own
        return DateSpan(start=first.span.start, end=anchor, precision="open", basis=first.span.basis), (first.start, first.end)
    match = LONG_WAR.search(draft.sentence.text)
    if match is None or anchor is None:
        return None
    years = SMALL_NUMBERS.get(match[1].lower()) or (int(match[1]) if match[1].isdigit() else None)
    if years is None or years > 100:
        return None
    at = draft.sentence.start
    return DateSpan(start=date(anchor.year - years, 1, 1), end=anchor, precision="open", basis="resolved"), (at + match.start(), at + match.end())


def _is_background(draft: Draft, anchor: date | None, lead: DateSpan | None, first_sentence: int) -> bool:
    if draft.total:
        return False
    early = draft.sentence.no - first_sentence < LEAD_SENTENCES
    span = draft.date
    if draft.status == "planned" and not (span and span.end and anchor and span.end < anchor):
        return False
    if span is not None and (span.start or span.end):
        end, news = span.end or anchor, (lead.start if lead and lead.start else anchor)
        if span.precision in {"week", "month", "season"} and span.end == anchor and draft.modality.tense in {"perfect", "perfect_progressive"}:
            return True
        if span.precision == "open":
            return draft.code != "casualty_report" and not early
        if anchor is None or end is None or news is None:
            return False
        return end < news - timedelta(days=0 if not early else NEWS_DAYS)
    if draft.modality.tense == "past_perfect" and draft.speaker is None:
        return True
    if early:
        return draft.bare and not draft.places and not draft.figures
    return draft.bare or draft.status == "ongoing" or draft.modality.tense in {"perfect", "perfect_progressive"}


def _default(draft: Draft, anchor: date | None, lead: DateSpan | None) -> DateSpan:
    if anchor is None or draft.sentence.part == "teaser":
        return UNKNOWN
    if draft.total:
        return DateSpan(start=None, end=anchor, precision="open", basis="reported")
    if draft.status == "planned":
        return DateSpan(start=anchor, end=None, precision="open", basis="reported")
    if draft.status == "ongoing":
        return DateSpan(start=None, end=anchor, precision="open", basis="reported")
    if draft.role == "background":
        if draft.modality.tense in {"perfect", "present"}:
            return DateSpan(start=None, end=anchor, precision="open", basis="reported")
        return UNKNOWN
    if draft.status in {"hypothetical", "denied"}:
        return UNKNOWN
    if lead is not None:
        return lead
    return DateSpan(start=anchor, end=anchor, precision="day", basis="reported")
