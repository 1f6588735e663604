"""Every figure of an event with who claims it, and by which rule one of them sets the event's range.

Rules (`link.figures`), each over the totals of mentions, never over parts of them, and never adding mentions up:
newest_specific: the newest figure of the most specific source (finest place and day, neither a vague word
nor a mere ceiling);
conservative: the claim with the lowest number; widest: the lowest lower and the highest upper bound of all claims, with
the number of newest_specific between them.
"""

from __future__ import annotations

import polars as pl

from eventbase.linking.agree import TIME_ORDER
from eventbase.linking.totals import with_totals
from eventbase.store.event_records import RANGE_MEASURES

BOUNDS = ("low", "best", "high")
DOUBTED = ("denied", "hypothetical", "planned")


def claims(figures: pl.DataFrame, members: pl.DataFrame, rule: str) -> pl.DataFrame:
    """`event_figures`, plus the columns that `ranges` reads. `members`: facts with event_id and order."""
    said = members.select(
        "mention_id", "event_id", "order", "attribution", "source", "article_id", "published_at", "level",
        "time_precision", "status",
    )  # fmt: skip
    rows = with_totals(figures).join(said, on="mention_id").with_columns(unspecific=_unspecific())
    competing = rows.filter(pl.col("is_total") & pl.col("measure").is_in(RANGE_MEASURES))
    newest = _first_id(competing, _newest())
    if rule == "newest_specific":
        chosen = newest
    elif rule == "conservative":
        chosen = _first_id(competing, [pl.col("unspecific") >= 100, _floor(), pl.col("order")])
    else:
        lowest = _first_id(competing, [_floor(), pl.col("order")])
        chosen = pl.concat([newest, lowest, _first_id(competing, [-_ceiling(), pl.col("order")])]).unique()
    marks = [pl.col("figure_id").is_in(ids.implode()) for ids in (chosen, newest)]
    return rows.with_columns(chosen=marks[0], is_newest=marks[1]).sort("event_id", "figure_id")


def _floor() -> pl.Expr:
    return pl.coalesce("low", "best", "high")


def _ceiling() -> pl.Expr:
    return pl.coalesce("high", "best", "low")


def _unspecific() -> pl.Expr:
    """0 the most specific. Denied, planned and possible things count nothing where someone reports the thing done."""
    place = pl.when(pl.col("level") == 0).then(0).when(pl.col("level") == 1).then(1).otherwise(2)
    time = pl.col("time_precision").replace_strict(TIME_ORDER, return_dtype=pl.Int32).clip(upper_bound=2)
    vague = pl.when(pl.col("qualifier").is_in(["vague", "at_most"])).then(10).otherwise(0)
    doubted = pl.when(pl.col("status").is_in(DOUBTED)).then(100).otherwise(0)
    return place + time + vague + doubted


def _newest() -> list[pl.Expr]:
    age = -pl.col("published_at").to_physical()
    return [pl.col("unspecific"), age.fill_null(2**62), pl.col("order")]


def _first_id(rows: pl.DataFrame, by: list[pl.Expr]) -> pl.Series:
    names = [f"by{i}" for i in range(len(by))]
    keyed = rows.with_columns(expr.alias(name) for name, expr in zip(names, by, strict=True))
    ranked = keyed.sort("event_id", "measure", *names, "article_id", "figure_id")
    return ranked.unique(["event_id", "measure"], keep="first", maintain_order=True)["figure_id"]


def ranges(claimed: pl.DataFrame, rule: str) -> pl.DataFrame:
    """event_id and killed_low … troops_high, whole numbers, from the chosen claims."""
    chosen = claimed.filter("chosen")
    if rule == "widest":
        bounds = {
            "low": pl.coalesce("low", "best").min(),
            "best": pl.col("best").filter("is_newest").first(),
            "high": pl.coalesce("high", "best", "low").max(),
        }
    else:
        bounds = {bound: pl.col(bound).first() for bound in BOUNDS}
    table = chosen.group_by("event_id", "measure").agg(**bounds)
    found = claimed.select("event_id").unique()
    for measure in RANGE_MEASURES:
        one = table.filter(pl.col("measure") == measure).select(
            "event_id", *(pl.col(bound).round(0).cast(pl.Int64).alias(f"{measure}_{bound}") for bound in BOUNDS)
        )
        found = found.join(one, on="event_id", how="left")
    return found.sort("event_id")
