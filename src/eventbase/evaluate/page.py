"""One self-contained HTML page: each text with its gold and coded events side by side, differing fields marked.

No script, no request, no clock: the same score gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, PackageLoader

from eventbase.evaluate.matching import PageMatch
from eventbase.evaluate.records import GoldPage, ScoredActor, ScoredEvent, ScoredFigure, ScoredPlace
from eventbase.evaluate.reliability import calibration_error, judged, reliability
from eventbase.evaluate.score import Score, figure_differences, wrong_fields

TEMPLATE = "page.html.j2"


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a card: a field's name and both values."""

    name: str
    gold: str
    coded: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A pair, a miss or a false alarm. `verdict`: right, wrong, missed, extra, optional."""

    verdict: str
    title: str
    fields: tuple[Field, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text that the same events cover. `css`: gold, coded, both or empty."""

    text: str
    css: str


@dataclass(frozen=True, slots=True)
class PageView:
    page: GoldPage
    stretches: tuple[Stretch, ...]
    rows: tuple[Row, ...]
    faults: int


def write_page(path: Path, gold: Sequence[GoldPage], found: Score) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(gold, found), encoding="utf-8", newline="\n")


def render(gold: Sequence[GoldPage], found: Score) -> str:
    """The page; `gold` in the score's order."""
    environment = Environment(
        loader=PackageLoader("eventbase.evaluate", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    rows = judged(found.matches)
    return environment.get_template(TEMPLATE).render(
        score=found,
        measures={name: getattr(found, name) for name in ("detection", "strict", "figures")},
        bins=[bin_ for bin_ in reliability(rows) if bin_.n],
        error=calibration_error(rows),
        pages=[view(page, matched) for page, matched in zip(gold, found.matches, strict=True)],
    )


def view(page: GoldPage, found: PageMatch) -> PageView:
    """A page with its text marked and its events compared, for the template."""
    rows = sorted(_rows(page, found), key=lambda row: row[0])
    shown = tuple(row for _, row in rows)
    coded = [c for _, c in found.pairs] + list(found.extra)
    faults = sum(row.verdict in {"wrong", "missed", "extra"} for row in shown)
    return PageView(page, tuple(stretches(page.text, page.events, coded)), shown, faults)


def _rows(page: GoldPage, found: PageMatch) -> Iterator[tuple[int, Row]]:
    """With the offset that each row sorts by."""
    for gold, coded in found.pairs:
        fields = compared(gold, coded)
        verdict = "optional" if gold.optional else "wrong" if any(f.wrong for f in fields) else "right"
        yield _first(gold), Row(verdict, gold.sub_event_type, fields, gold.quote)
    for gold in found.missed:
        verdict = "optional" if gold.optional else "missed"
        yield _first(gold), Row(verdict, gold.sub_event_type, values(gold, "gold"), gold.quote)
    for coded in found.extra:
        start, end = coded.spans[0] if coded.spans else (0, 0)
        yield start, Row("extra", coded.sub_event_type, values(coded, "coded"), page.text[start:end])


def _first(event: ScoredEvent) -> int:
    return min((start for start, _ in event.spans), default=0)


def compared(gold: ScoredEvent, coded: ScoredEvent) -> tuple[Field, ...]:
    bad = set(wrong_fields(gold, coded)) | ({"figures"} if any(figure_differences(gold, coded)) else set())
    left, right = _values(gold), _values(coded)
    return tuple(Field(name, left[name], right[name], name in bad) for name in left)


def values(event: ScoredEvent, side: str) -> tuple[Field, ...]:
    """An event that stands alone, in the gold or the coded column."""
    return tuple(
        Field(name, value if side == "gold" else "", value if side == "coded" else "", False)
        for name, value in _values(event).items()
    )


def _values(event: ScoredEvent) -> dict[str, str]:
    """The shown fields in words; an empty string where unknown."""
    kinds = " / ".join([event.sub_event_type, *sorted(event.alternatives)])
    return {
        "sub_event_type": kinds,
        "date": f"{_span(event)} ({event.time_precision}, {event.date_basis})",
        "location": _place(event.place),
        "actor1": _actor(event.actor1),
        "actor2": _actor(event.actor2),
        "figures": "; ".join(_figure(figure) for figure in event.figures),
        "status": event.status or "",
        "temporal_role": event.temporal_role or "",
        "attribution": event.attribution or "",
        "confidence": "" if event.confidence is None else f"{event.confidence:.2f}",
    }


def _span(event: ScoredEvent) -> str:
    if event.start == event.end:
        return str(event.start or "unknown")
    return f"{event.start or '…'} to {event.end or '…'}"


def _actor(actor: ScoredActor | None) -> str:
    return "" if actor is None else f"{actor.name} ({', '.join(v for v in (actor.country, actor.type) if v)})"


def _place(place: ScoredPlace | None) -> str:
    if place is None:
        return ""
    return f"{place.name} ({', '.join(v for v in (place.geo_precision, place.admin1, place.country) if v)})"


def _figure(figure: ScoredFigure) -> str:
    bounds = "/".join("–" if n is None else f"{n:g}" for n in (figure.low, figure.best, figure.high))
    return f"{figure.measure} {bounds} {figure.side or ''}".strip()


def stretches(text: str, gold: Sequence[ScoredEvent], coded: Sequence[ScoredEvent]) -> Iterator[Stretch]:
    """The text cut where an event's evidence begins or ends."""
    gold_spans = [span for event in gold for span in event.spans]
    coded_spans = [span for event in coded for span in event.spans]
    cuts = sorted({0, len(text), *(offset for span in gold_spans + coded_spans for offset in span)})
    for start, end in pairwise(cuts):
        in_gold, in_coded = _covers(gold_spans, start), _covers(coded_spans, start)
        css = "both" if in_gold and in_coded else "gold" if in_gold else "coded" if in_coded else ""
        yield Stretch(text[start:end], css)


def _covers(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    return any(start <= offset < end for start, end in spans)
