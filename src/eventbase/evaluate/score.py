"""Figures of a coder against gold: detection, strict, figures with bootstrap intervals; fields; a table by sub-type.

detection   the matched pairs
strict      a pair counts where sub-type (or a listed alternative), date span and place all agree
figures     (measure, low, best, high) over matched pairs
fields      share of matched pairs in which the field agrees
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eventbase.evaluate.agree import (
    actor_agrees,
    date_agrees,
    date_equals,
    names_meet,
    place_agrees,
    strictly_right,
    type_agrees,
)
from eventbase.evaluate.matching import PageMatch, match
from eventbase.evaluate.records import GoldPage, ScoredActor, ScoredEvent, ScoredFigure

RESAMPLES, LOW, HIGH = 400, 9, 389  # a 95 % interval of the sorted resamples
Check = Callable[[ScoredEvent, ScoredEvent], bool]


def _name(actor: ScoredActor | None) -> str | None:
    return actor.name if actor is not None else None


FIELDS: dict[str, Check] = {
    "event_type": lambda g, c: g.event_type == c.event_type or type_agrees(g, c),
    "sub_event_type": type_agrees,
    "date": date_agrees,
    "date_exact": date_equals,
    "time_precision": lambda g, c: g.time_precision == c.time_precision,
    "date_basis": lambda g, c: g.date_basis == c.date_basis,
    "actor1": lambda g, c: actor_agrees(g.actor1, c.actor1),
    "actor2": lambda g, c: actor_agrees(g.actor2, c.actor2),
    "actor1_name": lambda g, c: names_meet(_name(g.actor1), _name(c.actor1)),
    "location": lambda g, c: place_agrees(g.place, c.place),
    "status": lambda g, c: g.status == c.status,
    "temporal_role": lambda g, c: g.temporal_role == c.temporal_role,
    "attribution": lambda g, c: names_meet(g.attribution, c.attribution),
    "part": lambda g, c: g.part == c.part,
    "geo_precision": lambda g, c: (
        g.place is not None and c.place is not None and g.place.geo_precision == c.place.geo_precision
    ),
}
SHOWN_FIELDS = ("sub_event_type", "date", "location", "actor1", "actor2", "status", "temporal_role", "attribution")


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives, false negatives, and what follows from them, to three places."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        return round(self._precision, 3)

    @property
    def recall(self) -> float:
        return round(self._recall, 3)

    @property
    def f1(self) -> float:
        p, r = self._precision, self._recall
        return round(2 * p * r / (p + r), 3) if p + r else 0.0

    @property
    def _precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def _recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page's counts; `fields` holds (agreeing, compared) pairs."""

    detection: Counts
    strict: Counts
    figures: Counts
    fields: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts over all pages with the bootstrap interval of F1 over pages."""

    counts: Counts
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """A coder against gold. `by_type`: counts of detection by sub-type, the gold's name for a pair."""

    pages: int
    gold_events: int
    detection: Measure
    strict: Measure
    figures: Measure
    fields: Mapping[str, tuple[float, int]]
    by_type: Mapping[str, Counts]
    matches: tuple[PageMatch, ...]


def match_pages(gold: Sequence[GoldPage], coded: Mapping[str, Sequence[ScoredEvent]]) -> tuple[PageMatch, ...]:
    """Each gold page with what was coded on it; a page that was not coded has missed all."""
    return tuple(match(page.page_id, page.events, coded.get(page.page_id, ())) for page in gold)


def score(gold: Sequence[GoldPage], coded: Mapping[str, Sequence[ScoredEvent]]) -> Score:
    """All measures of coded events against gold pages, with intervals from resampled pages."""
    matches = match_pages(gold, coded)
    pages = [score_page(found) for found in matches]
    samples = _resamples(pages)
    total = _total(pages, "detection")
    return Score(
        pages=len(pages),
        gold_events=total.tp + total.fn,
        detection=_measure(pages, samples, "detection"),
        strict=_measure(pages, samples, "strict"),
        figures=_measure(pages, samples, "figures"),
        fields=_fields(pages),
        by_type=_by_type(matches),
        matches=matches,
    )


def score_page(found: PageMatch) -> PageScore:
    """The counts of one page, from which all measures are summed."""
    required = found.required
    strict = sum(strictly_right(g, c) for g, c in required)
    n, extra, lost = len(required), len(found.extra), len(found.lost)
    fields: dict[str, tuple[int, int]] = {}
    for name, agrees in FIELDS.items():
        compared = [agrees(g, c) for g, c in required if name != "geo_precision" or g.place is not None]
        if compared:
            fields[name] = (sum(compared), len(compared))
    return PageScore(
        detection=Counts(n, extra, lost),
        strict=Counts(strict, n - strict + extra, n - strict + lost),
        figures=sum((figure_counts(g, c) for g, c in required), Counts()),
        fields=fields,
    )


def figure_counts(gold: ScoredEvent, coded: ScoredEvent) -> Counts:
    missing, surplus = figure_differences(gold, coded)
    return Counts(len(gold.figures) - len(missing), len(surplus), len(missing))


def figure_differences(gold: ScoredEvent, coded: ScoredEvent) -> tuple[list[ScoredFigure], list[ScoredFigure]]:
    """Gold figures that were not coded, and coded ones that are not gold."""
    want, have = Counter(f.key for f in gold.figures), Counter(f.key for f in coded.figures)
    return _beyond(gold.figures, have), _beyond(coded.figures, want)


def _beyond(
    figures: Sequence[ScoredFigure], other: Counter[tuple[str, float | None, float | None, float | None]]
) -> list[ScoredFigure]:
    left, found = Counter(other), []
    for figure in figures:
        if left[figure.key] > 0:
            left[figure.key] -= 1
        else:
            found.append(figure)
    return found


def wrong_fields(gold: ScoredEvent, coded: ScoredEvent) -> list[str]:
    """The fields of a pair, among those worth showing, that do not agree."""
    return [name for name in SHOWN_FIELDS if not FIELDS[name](gold, coded)]


def _resamples(pages: Sequence[PageScore]) -> list[list[PageScore]]:
    """Pages drawn with replacement; the seed is fixed, so the same scores give the same intervals."""
    draw = random.Random(1)
    return [[draw.choice(pages) for _ in pages] for _ in range(RESAMPLES)]


def _total(pages: Sequence[PageScore], name: str) -> Counts:
    return sum((getattr(page, name) for page in pages), Counts())


def _measure(pages: Sequence[PageScore], samples: Sequence[Sequence[PageScore]], name: str) -> Measure:
    spread = sorted(_total(sample, name).f1 for sample in samples)
    return Measure(_total(pages, name), spread[LOW], spread[HIGH])


def _fields(pages: Sequence[PageScore]) -> dict[str, tuple[float, int]]:
    """Share agreeing and number compared, in the order of FIELDS."""
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for page in pages:
        for name, (agreeing, compared) in page.fields.items():
            sums[name] = (sums[name][0] + agreeing, sums[name][1] + compared)
    return {name: (round(sums[name][0] / sums[name][1], 3), sums[name][1]) for name in FIELDS if name in sums}


def _by_type(matches: Sequence[PageMatch]) -> dict[str, Counts]:
    """A pair counts where the sub-type agrees; one of another type is missed in the gold's row and extra in its own."""
    found: dict[str, Counts] = defaultdict(Counts)
    for page in matches:
        for gold, coded in page.required:
            if type_agrees(gold, coded):
                found[gold.sub_event_type] += Counts(tp=1)
            else:
                found[gold.sub_event_type] += Counts(fn=1)
                found[coded.sub_event_type] += Counts(fp=1)
        for gold in page.lost:
            found[gold.sub_event_type] += Counts(fn=1)
        for coded in page.extra:
            found[coded.sub_event_type] += Counts(fp=1)
    return dict(sorted(found.items()))
