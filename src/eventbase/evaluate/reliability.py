"""Whether confidence means what it says: of mentions with 0.8, about 80 % should be strictly right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eventbase.evaluate.agree import strictly_right
from eventbase.evaluate.matching import PageMatch

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Mentions with a confidence from `low` on: how many, their mean confidence, the share strictly right."""

    low: float
    high: float
    n: int
    confidence: float | None
    right: float | None


def judged(matches: Iterable[PageMatch]) -> list[tuple[float, bool]]:
    """(confidence, strictly right) of each mention that counts; a false alarm is wrong, an optional one left out."""
    found: list[tuple[float, bool]] = []
    for page in matches:
        rows = [(c.confidence, strictly_right(g, c)) for g, c in page.required] + [
            (c.confidence, False) for c in page.extra
        ]
        found += [(confidence, right) for confidence, right in rows if confidence is not None]
    return found


def reliability(rows: Sequence[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """Equal bins of confidence, from 0 to 1; 1.0 is in the last."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in rows:
        groups[min(int(confidence * bins), bins - 1)].append((confidence, right))
    return [_bin(number / bins, (number + 1) / bins, group) for number, group in enumerate(groups)]


def _bin(low: float, high: float, rows: Sequence[tuple[float, bool]]) -> Bin:
    n = len(rows)
    if not n:
        return Bin(low, high, 0, None, None)
    return Bin(low, high, n, sum(c for c, _ in rows) / n, sum(right for _, right in rows) / n)


def calibration_error(rows: Sequence[tuple[float, bool]], bins: int = BINS) -> float | None:
    """Expected calibration error: the bins' gaps between confidence and share right, weighted by their mentions."""
    if not rows:
        return None
    table = reliability(rows, bins)
    gaps = (b.n * abs(b.confidence - b.right) for b in table if b.confidence is not None and b.right is not None)
    return sum(gaps) / len(rows)
