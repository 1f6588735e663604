"""When it happened: the date expression of a candidate, and what stands in where a sentence gives none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.analysis import DateMention
from eventbase.coding.date_plans import plan_date
from eventbase.coding.date_roles import is_background, promote_latest
from eventbase.coding.date_spans import span_of
from eventbase.coding.date_stamps import is_dateline
from eventbase.coding.dates import resolve_date, resolve_relative
from eventbase.coding.drafts import Draft
from eventbase.coding.modality import tense_of
from eventbase.coding.scene import Candidate
from eventbase.ontology.modality import modality_words
from eventbase.records import DateSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

USES = frozenset({"when", "since", "until"})
UNKNOWN = DateSpan()
LEAD_DAYS = 7
NAMING = frozenset({"nmod", "compound", "nummod", "amod", "poss"})
MEETINGS = frozenset({"talks"})
_NEXT_DAYS = re.compile(r"(?:the\s)?next\s(?:\w+\s)?(?:day|week)s$", re.IGNORECASE)


def find_date(
    candidate: Candidate, dates: Sequence[DateMention], rivals: Sequence[Candidate], reference: DateSpan | None
) -> tuple[DateMention, DateSpan] | None:
    """The date expression of the sentence that belongs to the candidate; relative ones count from `reference`."""
    best: tuple[float, DateMention, Token] | None = None
    for mention in dates:
        token = _token_at(candidate, mention)
        if token is None or not _may_date(mention, token, candidate):
            continue
        token = _opening(mention, token)
        own = _distance(candidate, token)
        if any(_distance(rival, token) + 1 < own for rival in rivals if _apart(rival, candidate)):
            continue
        if best is None or own < best[0]:
            best = own, mention, token
    if best is None:
        return _announced(candidate, dates)
    span = _span_for(candidate, best[1], best[2], reference)
    return None if span is None else (best[1], span)


def _announced(candidate: Candidate, dates: Sequence[DateMention]) -> tuple[DateMention, DateSpan] | None:
    """`will send troops, he said on Monday`: a plan without a day of its own is open from its announcement."""
    auxiliaries = {child.lower_ for child in candidate.carrier.children if child.dep_ == "aux"}
    if not auxiliaries & (modality_words()["future"] | {"would"}):
        return None
    for mention in dates:
        token = _token_at(candidate, mention)
        said = token is not None and (mention.use == "published" or _dates_speech(token, candidate))
        if said and mention.span.precision == "day" and mention.span.start is not None:
            return mention, DateSpan(start=mention.span.start, end=None, precision="open", basis=mention.span.basis)
    return None


def _may_date(mention: DateMention, token: Token, candidate: Candidate) -> bool:
    if mention.use == "label":
        return _named_by(candidate, token)
    if mention.use not in USES or _dates_speech(token, candidate) or _counts_from(candidate, mention):
        return False
    sentence = candidate.scene.sentence
    return not is_dateline(sentence.text, mention.start - sentence.start, mention.end - sentence.start)


def _counts_from(candidate: Candidate, mention: DateMention) -> bool:
    """`two days after the attack`: counted from the candidate, so the day of something else."""
    if not mention.relative_to_event or not mention.quote.lower().endswith((" after", " before")):
        return False
    sentence = candidate.scene.sentence
    start, end = mention.end - sentence.start, candidate.token.idx
    return start < end and "," not in sentence.text[start:end]


def _named_by(candidate: Candidate, token: Token) -> bool:
    """`the October 2 attack`: the date is part of the event's own name."""
    while token.dep_ in NAMING:
        token = token.head
        if token.i == candidate.token.i:
            return candidate.pos == "noun"
    return False


def _span_for(candidate: Candidate, mention: DateMention, token: Token, reference: DateSpan | None) -> DateSpan | None:
    known = reference if reference is not None and reference.start is not None else None
    if mention.relative_to_event:
        return resolve_relative(mention, known) if known is not None else None
    span = mention.span
    if mention.use == "since" and span.end is not None and _in_since_clause(candidate, token):
        return resolve_date(mention.quote, span.end) or span
    past = tense_of(candidate.carrier) in {"past", "past_perfect"}
    if past and known is not None and known.end and _NEXT_DAYS.fullmatch(mention.quote) and span.start and span.end:
        first = known.end + timedelta(days=1)
        return span_of((first, first + (span.end - span.start)))
    return span


def _in_since_clause(candidate: Candidate, token: Token) -> bool:
    """`since rebels seized it two years ago`, `since 2011, when troops fired`: a day or year, no stretch of time."""
    if any(above.i == token.i for above in grammar.ancestors(candidate.carrier)):
        return True
    verb = next((a for a in grammar.ancestors(token) if a.pos_ == "VERB"), None)
    if verb is None or verb.i not in {candidate.carrier.i, candidate.token.i}:
        return False
    return any(c.lower_ == "since" and c.dep_ == "mark" and c.i < token.i for c in verb.children)


def _opening(mention: DateMention, token: Token) -> Token:
    """The `since` of a stretch of time where one leads it in: what it hangs on has lasted, not what it names."""
    if mention.use != "since":
        return token
    return next((a for a in grammar.ancestors(token) if a.lower_ == "since" and a.dep_ == "prep"), token)


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
    for draft in drafts:
        if draft.status == "planned" and draft.date is not None:
            draft.date = plan_date(draft, anchor)
            draft.own_date = draft.date is not None
        elif draft.status == "occurred" and _lies_ahead(draft.date, anchor):
            draft.date, draft.own_date = None, False
    lead = _lead_date(drafts, anchor)
    for draft in drafts:
        draft.role = "background" if is_background(draft, anchor, lead, first_sentence) else "new"
    promote_latest(drafts, anchor)
    _tell_on(drafts)
    for draft in drafts:
        if draft.date is None:
            draft.date = _default(draft, anchor, lead)


def _lies_ahead(span: DateSpan | None, anchor: date | None) -> bool:
    """Whether a date worked out lies after the story's day: what occurred cannot have it."""
    if span is None or span.start is None or anchor is None:
        return False
    return span.basis == "resolved" and span.start > anchor


def _tell_on(drafts: Sequence[Draft]) -> None:
    """`In spring 2018 rebels took the town. Nearly 1,000 fled`: a tale told on keeps its date, before any news."""
    for before, draft in pairwise(drafts):
        if before.role == "new" or before.date is None or before.date.precision == "open":
            return
        next_to = draft.sentence.no - before.sentence.no <= 1
        if draft.date is None and next_to and not draft.own_place and draft.modality.tense == "past" and not draft.bare:
            draft.date, draft.role = before.date, "background"


def _lead_date(drafts: Sequence[Draft], anchor: date | None) -> DateSpan | None:
    """The day that the story's news happened: the first dated event near the story's own date."""
    for draft in drafts:
        span = draft.date
        if span is None or span.start is None or span.end is None or span.precision != "day":
            continue
        if draft.status == "planned" and anchor is not None and span.start > anchor:
            continue
        if anchor is None or abs((anchor - span.end).days) <= LEAD_DAYS:
            return span
    return None


LONG_WAR = re.compile(
    r"\b(\w+)[- ]year(?:[- ]old|s)?[- ](?:of )?(?:civil )?(?:war|conflict|insurgency|uprising|crisis|revolt|fighting)\b"
)
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SMALL_NUMBERS = {w: n for n, w in enumerate(NUMBERS, start=1)}


def total_since(
    draft: Draft, dates: Sequence[DateMention], anchor: date | None
) -> tuple[DateSpan, tuple[int, int]] | None:
    """The span of a running total: from its sentence's earliest date, or the length of the war, to the story's day."""
    if closed := _closed_period(draft, dates, anchor):
        return closed.span, (closed.start, closed.end)
    starts = [
        d
        for d in dates
        if d.span.start is not None
        and d.use in {"when", "since", "label"}
        and (anchor is None or d.span.start < anchor)
    ]
    if starts:
        first = min(starts, key=lambda d: (d.span.start, d.start))
        if (
            first.span.precision in {"day", "week", "month", "season"}
            and first.use == "when"
            and first.span.end == anchor
        ):
            return None  # "in the past week": a period of its own
        span = DateSpan(start=first.span.start, end=anchor, precision="open", basis=first.span.basis)
        return span, (first.start, first.end)
    return _length_of_war(draft, anchor)


def _closed_period(draft: Draft, dates: Sequence[DateMention], anchor: date | None) -> DateMention | None:
    """`In September 3,000 people were killed`: a month or season that is over counts by itself."""
    if any(d.use == "since" for d in dates) or draft.modality.tense in {"perfect", "present", "perfect_progressive"}:
        return None
    return next(
        (
            d
            for d in dates
            if d.use == "when"
            and d.span.precision in {"week", "month", "season"}
            and d.span.end is not None
            and anchor is not None
            and d.span.end < anchor
        ),
        None,
    )


def _length_of_war(draft: Draft, anchor: date | None) -> tuple[DateSpan, tuple[int, int]] | None:
    match = LONG_WAR.search(draft.sentence.text)
    if match is None or anchor is None:
        return None
    years = SMALL_NUMBERS.get(match[1].lower()) or (int(match[1]) if match[1].isdigit() else None)
    if years is None or years > 100:
        return None
    at = draft.sentence.start
    span = DateSpan(start=date(anchor.year - years, 1, 1), end=anchor, precision="open", basis="resolved")
    return span, (at + match.start(), at + match.end())


def _default(draft: Draft, anchor: date | None, lead: DateSpan | None) -> DateSpan:
    """What stands in where no words date the event."""
    if anchor is None:
        return UNKNOWN
    until_now = DateSpan(start=None, end=anchor, precision="open", basis="reported")
    today = DateSpan(start=anchor, end=anchor, precision="day", basis="reported")
    if draft.total:
        return until_now
    if draft.status == "planned":
        return DateSpan(start=anchor, end=None, precision="open", basis="reported")
    if draft.status == "ongoing":
        return today if draft.code in MEETINGS and draft.modality.tense == "progressive" else until_now
    if draft.role == "background":
        return until_now if draft.modality.tense in {"perfect", "present"} else UNKNOWN
    if draft.status in {"hypothetical", "denied"}:
        return UNKNOWN
    if draft.code == "troop_buildup" and draft.modality.tense in {"perfect", "present", "none"}:
        return until_now
    return lead if lead is not None else today
