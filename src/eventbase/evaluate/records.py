"""What is compared: an event as gold or as coded, reduced to the fields that are scored; all frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ScoredActor:
    name: str | None
    country: str | None
    type: str | None


@dataclass(frozen=True, slots=True)
class ScoredPlace:
    """`latitude`, `longitude` in degrees; None where an area has no middle."""

    name: str
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    geo_precision: str | None


@dataclass(frozen=True, slots=True)
class ScoredFigure:
    """A figure as it is compared."""

    measure: str
    low: float | None
    best: float | None
    high: float | None
    qualifier: str | None = None
    side: str | None = None
    quote: str | None = None

    @property
    def key(self) -> tuple[str, float | None, float | None, float | None]:
        """What must agree."""
        low, best, high = (None if n is None else round(float(n), 2) for n in (self.low, self.best, self.high))
        return self.measure, low, best, high


@dataclass(frozen=True, slots=True)
class ScoredEvent:
    """One event of a page. `spans` are half-open offsets of its evidence; `alternatives` further accepted sub-types.

    `optional` gold counts neither way. `confidence` and `mention_id` are set on coded events only.
    """

    event_type: str
    sub_event_type: str
    spans: tuple[tuple[int, int], ...]
    start: date | None
    end: date | None
    time_precision: str | None
    date_basis: str | None
    actor1: ScoredActor | None
    actor2: ScoredActor | None
    place: ScoredPlace | None
    figures: tuple[ScoredFigure, ...]
    status: str | None
    temporal_role: str | None
    attribution: str | None
    part: str | None
    alternatives: frozenset[str] = frozenset()
    optional: bool = False
    quote: str = ""
    confidence: float | None = None
    mention_id: str | None = None

    @property
    def accepted_types(self) -> frozenset[str]:
        return self.alternatives | {self.sub_event_type}

    def short(self) -> str:
        """Type, span and place in one line, as the lists of errors show it."""
        return f"{self.sub_event_type} {self.start}..{self.end} {self.place.name if self.place else None}"


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page with the events that a careful human codes; `file` names where it stands."""

    page_id: str
    text: str
    title: str | None
    published_at: str | None
    url: str | None
    events: tuple[ScoredEvent, ...]
    file: str = ""
