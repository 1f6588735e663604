"""A score in words: the lines for the terminal, and the object for --json."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from eventbase.evaluate.matching import PageMatch
from eventbase.evaluate.reliability import calibration_error, judged, reliability
from eventbase.evaluate.score import Counts, Measure, Score, figure_differences, wrong_fields

MEASURES = ("detection", "strict", "figures")


def score_lines(found: Score) -> Iterator[str]:
    """What the reference scorer prints."""
    yield f"{found.pages} pages, {found.gold_events} gold events"
    for name in MEASURES:
        measure: Measure = getattr(found, name)
        n = measure.counts
        yield (
            f"{name:10} P {n.precision:.3f}  R {n.recall:.3f}  F1 {n.f1:.3f} [{measure.low:.2f}–{measure.high:.2f}]"
            f"   (tp {n.tp} fp {n.fp} fn {n.fn})"
        )
    for name, (share, compared) in found.fields.items():
        yield f"  {name:15} {share:.3f}  (n={compared})"


def type_lines(found: Score) -> Iterator[str]:
    """Precision and recall by sub-type."""
    yield f"{'sub-type':36} {'gold':>5} {'coded':>5}   P     R"
    for name, n in found.by_type.items():
        gold, coded = n.tp + n.fn, n.tp + n.fp
        yield f"{name:36} {gold:5} {coded:5}  {_share(n.precision, coded)} {_share(n.recall, gold)}"


def _share(value: float, of: int) -> str:
    return f"{value:5.2f}" if of else "    –"


def reliability_lines(found: Score) -> Iterator[str]:
    """Ten bins of confidence against the share strictly right, and the expected calibration error."""
    rows = judged(found.matches)
    error = calibration_error(rows)
    if error is None:
        return
    yield f"confidence, {len(rows)} mentions: expected calibration error {error:.3f}"
    for bin_ in reliability(rows):
        if bin_.confidence is not None and bin_.right is not None:
            shares = f"confidence {bin_.confidence:.2f}  strictly right {bin_.right:.2f}"
            yield f"  {bin_.low:.1f}–{bin_.high:.1f}  n {bin_.n:4}  {shares}"


def error_lines(found: Score) -> Iterator[str]:
    """Every miss, false alarm and wrong field, page by page."""
    for page in found.matches:
        lines = list(_page_errors(page))
        if lines:
            yield page.page_id
            yield from lines


def _page_errors(page: PageMatch) -> Iterator[str]:
    for gold in page.lost:
        yield f"  MISS  {gold.short()}: {gold.quote[:110]!r}"
    for coded in page.extra:
        yield f"  EXTRA {coded.short()} {list(coded.spans[:1])}"
    for gold, coded in page.required:
        bad = wrong_fields(gold, coded)
        lost, surplus = figure_differences(gold, coded)
        if bad or lost or surplus:
            keys = f" figures lost {[f.key for f in lost]} extra {[f.key for f in surplus]}" if lost or surplus else ""
            words = f"gold [{gold.short()}] coded [{coded.short()}]{keys}"
            yield f"  WRONG {','.join(bad)} {words}: {gold.quote[:80]!r}"


def score_object(found: Score) -> dict[str, Any]:
    """The reference scorer's JSON, with `by_type` and `confidence` added."""
    rows = judged(found.matches)
    return {
        "pages": found.pages,
        "gold_events": found.gold_events,
        **{name: _measure_object(getattr(found, name)) for name in MEASURES},
        "fields": {name: share for name, (share, _) in found.fields.items()},
        "field_counts": {name: n for name, (_, n) in found.fields.items()},
        "by_type": {name: _counts_object(n) for name, n in found.by_type.items()},
        "confidence": {
            "n": len(rows),
            "expected_calibration_error": _rounded(calibration_error(rows)),
            "bins": [asdict(bin_) for bin_ in reliability(rows)],
        },
    }


def _counts_object(n: Counts) -> dict[str, Any]:
    return {"p": n.precision, "r": n.recall, "f1": n.f1, "tp": n.tp, "fp": n.fp, "fn": n.fn}


def _measure_object(measure: Measure) -> dict[str, Any]:
    return _counts_object(measure.counts) | {"low": measure.low, "high": measure.high}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
