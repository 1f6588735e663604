"""Which figure of a mention is its count of a measure, and which are only parts of it or asides."""

from __future__ import annotations

import polars as pl

from eventbase.linking.rules import words

SENTENCE = 160  # characters: a larger number this near the first one, of the same side, belongs to the same statement
KEY = ("mention_id", "measure")


def amount() -> pl.Expr:
    """A figure's size, for comparing: the number itself, else its bound."""
    return pl.coalesce("best", "low", "high")


def with_totals(figures: pl.DataFrame) -> pl.DataFrame:
    """Adds `amount` and `is_total`: true for one figure of each mention and measure, the count that it gives.

    That is the first one that is not vague, unless a larger one stands in the same statement ("nine children among 18
    dead"): the smaller is a part then. Larger numbers further on are asides: an earlier
    attack, a rival's claim. What is added to an earlier count of the dead ("another two bodies") is no count.
    """
    ranked = figures.with_columns(
        amount=amount().fill_null(-1.0),
        is_vague=pl.col("qualifier") == "vague",
        is_more=(pl.col("measure") == "killed") & pl.col("quote").str.contains(words().more),
    ).sort(*KEY, "is_more", "is_vague", "start", "figure_id")
    near = (pl.col("start") - pl.col("start").first().over(KEY)).abs() <= SENTENCE
    near &= pl.col("side") == pl.col("side").first().over(KEY)
    alike = (pl.col("is_vague") == pl.col("is_vague").first().over(KEY)) & ~pl.col("is_more")
    largest = pl.when(near & alike).then(pl.col("amount")).max().over(KEY)
    ranked = ranked.with_columns(is_candidate=near & alike & (pl.col("amount") == largest))
    first = pl.col("is_candidate").cum_sum().over(KEY) == 1
    return ranked.with_columns(is_total=pl.col("is_candidate") & first).drop("is_candidate", "is_vague", "is_more")
