"""Why two mentions are, or are not, one event."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from eventbase.errors import UsageError
from eventbase.linking.facts import facts
from eventbase.linking.rules import VETO, weights
from eventbase.linking.score import score_pairs
from eventbase.store.work import WorkStore


@dataclass(frozen=True, slots=True)
class Reason:
    """One group's share of the score."""

    group: str
    code: str
    points: float
    says: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A pair's score with its reasons. `links`: it reaches the threshold; `excluded`: the two are never one event."""

    mention_id_a: str
    mention_id_b: str
    score: float
    links: bool
    excluded: bool
    reasons: tuple[Reason, ...]

    def __str__(self) -> str:
        verdict = "never one event" if self.excluded else f"{self.score:.1f} of {weights().link_at:.1f} points"
        lines = [f"{self.mention_id_a} – {self.mention_id_b}: {verdict}"]
        for reason in self.reasons:
            lines.append(f"  {'veto' if reason.points <= VETO else format(reason.points, '+.1f'):>5}  {reason.says}")
        return "\n".join(lines)


def explain_pair(work: WorkStore, a: str, b: str) -> Explanation:
    """The score of two mentions with every reason. Raises UsageError for an id that is no mention."""
    mentions = work.mentions().filter(pl.col("mention_id").is_in([a, b]))
    if a == b:
        raise UsageError(f"{a}: a mention is not compared with itself; give two ids")
    missing = {a, b} - set(mentions["mention_id"])
    if missing:
        raise UsageError(f"{', '.join(sorted(missing))}: no such mention; see the table mentions for the ids")
    chosen = pl.col("mention_id").is_in([a, b])
    frame = facts(mentions, work.articles(), work.figures().filter(chosen), work.evidence().filter(chosen))
    return explain_facts(frame)[0]


def explain_facts(frame: pl.DataFrame) -> list[Explanation]:
    """Explanations of all pairs of a few rows of facts."""
    rows = frame.select("row")
    pairs = rows.rename({"row": "row_a"}).join(rows.rename({"row": "row_b"}), how="cross").filter(
        pl.col("row_a") < pl.col("row_b")
    )  # fmt: skip
    ids = frame["mention_id"].to_list()
    return [_explained(row, ids) for row in score_pairs(frame, pairs, codes=True).iter_rows(named=True)]


def _explained(row: dict[str, object], ids: list[str]) -> Explanation:
    table = weights()
    reasons = []
    for group, codes in table.rules.items():
        weight = codes[str(row[group])]
        if weight.says:
            reasons.append(Reason(group, str(row[group]), weight.points, weight.says))
    score = float(str(row["score"]))
    excluded = score <= VETO / 2
    return Explanation(
        ids[int(str(row["row_a"]))],
        ids[int(str(row["row_b"]))],
        score,
        score >= table.link_at,
        excluded,
        tuple(reasons),
    )
