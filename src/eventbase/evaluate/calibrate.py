"""Fits the coder's confidence to gold: `python -m eventbase.evaluate.calibrate GOLD…` writes coding/confidence.csv.

Each coded mention of the gold's pages that counts is one example: what its draft shows, and whether type, date and
place are all right. Pages, not mentions, are held out, so that no page tells about itself.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import click
import numpy as np

from eventbase.coding import confidence as model
from eventbase.coding.drafts import Draft
from eventbase.coding.rules import RulesCoder
from eventbase.coding.verify import verify
from eventbase.config import Settings
from eventbase.evaluate.agree import strictly_right
from eventbase.evaluate.coded import from_mention, gold_articles
from eventbase.evaluate.gold import read_gold
from eventbase.evaluate.logistic import Floats, fit, log_loss, predict
from eventbase.evaluate.matching import match
from eventbase.evaluate.records import ScoredEvent
from eventbase.evaluate.reliability import calibration_error, reliability

FOLDS = 10
ALIKE = 0.01  # nats of log loss that are no difference
PENALTIES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
RAREST = 8  # a feature that fewer examples show is left out
HEADER = """# Chance that a mention has type, date and place right: weights by a logistic model of its draft.
# Made by `python -m eventbase.evaluate.calibrate`; do not edit. Features: coding/confidence.py.
# Source: {source}
"""


@dataclass(frozen=True, slots=True)
class Example:
    page_id: str
    file: str
    values: dict[str, float]
    right: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """`weights` by feature; cross-validated: `error` in ten bins and `loss`, on the pages of the first gold file."""

    weights: dict[str, float]
    penalty: float
    error: float
    loss: float
    held_out: list[tuple[float, bool]]


@contextmanager
def _listening(found: list[dict[str, float]]) -> Iterator[None]:
    """While open, each draft that becomes a mention leaves its features in `found`, in the mentions' order."""

    def listen(draft: Draft) -> float:
        found.append(model.features(draft))
        return model.confidence(draft)

    with patch("eventbase.coding.mentions.confidence", listen):
        yield


def examples(paths: Sequence[Path], settings: Settings) -> list[Example]:
    """Codes the gold's pages; one example for each mention that counts, in page order."""
    gold = {page.page_id: page for page in read_gold(paths)}
    coder = RulesCoder(settings=settings)
    found: list[Example] = []
    for row in gold_articles(paths):
        values: list[dict[str, float]] = []
        with _listening(values):
            mentions = coder.code(row.article, row.parts)
        shown = {mention.mention_id: v for mention, v in zip(mentions, values, strict=True)}
        kept = sorted(verify(row.article, mentions)[0], key=lambda m: m.mention_id)
        page = gold[row.article.article_id]
        for event, right in judged_events(page.page_id, page.events, [from_mention(m) for m in kept]):
            found.append(Example(page.page_id, page.file, shown[event.mention_id or ""], right))
    return found


def judged_events(
    page_id: str, gold: Sequence[ScoredEvent], coded: Sequence[ScoredEvent]
) -> list[tuple[ScoredEvent, bool]]:
    """Each coded event that counts, and whether it is strictly right."""
    found = match(page_id, gold, coded)
    return [(c, strictly_right(g, c)) for g, c in found.required] + [(c, False) for c in found.extra]


def design(rows: Sequence[Example], names: Sequence[str]) -> Floats:
    """Examples by features."""
    return np.array([[row.values.get(name, 0.0) for name in names] for row in rows], dtype=np.float64)


def feature_names(rows: Sequence[Example]) -> list[str]:
    counts = Counter(name for row in rows for name in row.values)
    return sorted(name for name, n in counts.items() if n >= RAREST)


def folds(rows: Sequence[Example], number: int = FOLDS) -> Floats:
    """The fold of each example; pages in turn, so that each fold holds some of each file."""
    pages = {page: i % number for i, page in enumerate(dict.fromkeys(row.page_id for row in rows))}
    return np.array([pages[row.page_id] for row in rows], dtype=np.float64)


def held_out(x: Floats, y: Floats, fold: Floats, penalty: float, weights: Floats) -> Floats:
    """Each example's chance by a model that has not seen its page."""
    chance = np.zeros(len(y))
    for number in sorted(set(fold)):
        test = fold == number
        chance[test] = predict(x[test], fit(x[~test], y[~test], penalty, weights[~test]))
    return chance


def calibrate(rows: Sequence[Example], main_file: str, other_weight: float = 0.5) -> Fit:
    """The model with the penalty that predicts held-out pages of `main_file` best.

    Pages of other files count `other_weight` each: they are shorter and plainer than whole articles.
    """
    names = feature_names(rows)
    x, y, fold = design(rows, names), np.array([float(row.right) for row in rows]), folds(rows)
    main = np.array([row.file == main_file for row in rows])
    weights = np.where(main, 1.0, other_weight)
    tried = [(penalty, held_out(x, y, fold, penalty, weights)) for penalty in PENALTIES]
    losses = {penalty: log_loss(y[main], chance[main]) for penalty, chance in tried}
    # Of penalties that predict about as well, the one whose chances are the most honest.
    errors = {p: calibration_error(list(zip(chance[main], y[main] > 0, strict=True))) or 0.0 for p, chance in tried}
    alike = [p for p in losses if losses[p] <= min(losses.values()) + ALIKE]
    penalty = min(alike, key=lambda p: (errors[p], losses[p], -p))
    beta = fit(x, y, penalty, weights)
    chance = dict(tried)[penalty]
    pairs = [(round(float(c), 3), bool(right)) for c, right in zip(chance[main], y[main], strict=True)]
    table = {model.BIAS: float(beta[0])} | {n: float(b) for n, b in zip(names, beta[1:], strict=True)}
    return Fit(table, penalty, calibration_error(pairs) or 0.0, losses[penalty], pairs)


def table_text(found: Fit, source: str) -> str:
    """The file's content; weights to four places, so that the same gold gives the same bytes."""
    out = io.StringIO()
    out.write(HEADER.format(source=source))
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["feature", "weight"])
    for name, weight in found.weights.items():
        writer.writerow([name, f"{weight:.4f}"])
    return out.getvalue()


def report(found: Fit, rows: Sequence[Example], main_file: str) -> Iterator[str]:
    """Lines for the terminal: what was fitted on, and the reliability of held-out pages."""
    right = sum(row.right for row in rows)
    yield f"{len(rows)} mentions ({right} strictly right), {len(found.weights) - 1} features, penalty {found.penalty:g}"
    yield f"held out, {len(found.held_out)} mentions of {main_file}: error {found.error:.3f}, log loss {found.loss:.3f}"
    for bin_ in reliability(found.held_out):
        if bin_.confidence is not None and bin_.right is not None:
            shares = f"confidence {bin_.confidence:.2f}  right {bin_.right:.2f}"
            yield f"  {bin_.low:.1f}-{bin_.high:.1f}  n {bin_.n:4}  {shares}"


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="[src/eventbase/coding/confidence.csv]")
@click.option("--dry-run", is_flag=True, help="Write nothing.")
def main(gold: tuple[Path, ...], out: Path | None, dry_run: bool) -> None:
    """Fits confidence to GOLD files or folders; the first one is what the error is measured on.

    \b
    Example:
      python -m eventbase.evaluate.calibrate ../shared/gold/dev.jsonl tests/gold
    """
    rows = examples(gold, Settings(quiet=True))
    main_file = rows[0].file
    found = calibrate(rows, main_file)
    click.echo("\n".join(report(found, rows, main_file)))
    if not dry_run:
        pages = len({row.page_id for row in rows})
        source = f"{len(rows)} coded mentions on {pages} gold pages ({', '.join(sorted({row.file for row in rows}))})"
        target = out or Path(model.__file__).with_name(model.TABLE)
        target.write_text(table_text(found, source), encoding="utf-8", newline="\n")
        click.echo(f"wrote {target}")


if __name__ == "__main__":
    main()
