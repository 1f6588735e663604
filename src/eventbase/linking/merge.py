"""The tables of linked events, from groups of mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from eventbase.linking.agree import agreed, with_order
from eventbase.linking.claims import claims, ranges
from eventbase.linking.copies import original_of
from eventbase.linking.identity import identify
from eventbase.linking.summary import summarise
from eventbase.records import Issue
from eventbase.store.links import LinkTables
from eventbase.store.tables import work_tables


@dataclass(frozen=True)
class Inputs:
    """Frames of the work file that events are made from."""

    articles: pl.DataFrame
    figures: pl.DataFrame
    places: pl.DataFrame
    history: pl.DataFrame
    previous: pl.DataFrame  # mention_id, event_id of the last run


def merged(
    facts: pl.DataFrame, groups: Sequence[int], inputs: Inputs, *, rule: str, issues: Sequence[Issue] = ()
) -> LinkTables:
    """All link tables. `groups` gives each row of `facts` the smallest row of its group; `rule` chooses figures."""
    grouped = facts.with_columns(event_id=pl.Series(groups, dtype=pl.Int32))
    ordered = with_order(grouped).rename({"event_id": "group"})
    named = identify(ordered.select("mention_id", "group", "order"), inputs.previous, inputs.history)
    members = ordered.join(named.events, on="mention_id").sort("event_id", "order")
    originals = original_of(members.filter(pl.len().over("event_id") > 1), inputs.articles)
    members = members.join(originals, on="article_id", how="left")
    claimed = claims(inputs.figures, members, rule)
    sources = _sources(members)
    events = _events(members, sources, ranges(claimed, rule), inputs.places)
    return LinkTables(
        events=events,
        event_sources=sources,
        event_figures=claimed.select(work_tables()["event_figures"].names),
        mention_events=named.events,
        history=named.history,
        issues=issues,
    )


def _sources(members: pl.DataFrame) -> pl.DataFrame:
    """An article is independent unless an earlier one of the event is of the same original."""
    once = members.unique(["event_id", "article_id"], keep="first", maintain_order=True)
    first = pl.int_range(pl.len()).over("event_id", "original_id") == 0
    return (
        once.with_columns(independent=first).select(work_tables()["event_sources"].names).sort("event_id", "article_id")
    )


def _events(members: pl.DataFrame, sources: pl.DataFrame, ranged: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    counts = members.group_by("event_id").agg(
        n_mentions=pl.len(),
        n_articles=pl.col("article_id").n_unique(),
        first_reported=pl.col("published_at").min(),
        last_reported=pl.col("published_at").max(),
    )
    independent = sources.group_by("event_id").agg(n_sources=pl.col("independent").sum())
    events = agreed(members)
    for part in (counts, independent, ranged):
        events = events.join(part, on="event_id", how="left")
    events = events.sort("event_id")
    return events.with_columns(summary=_summaries(events, places)).select(work_tables()["events"].names)


def _summaries(events: pl.DataFrame, places: pl.DataFrame) -> pl.Series:
    names = dict(places.select("place_id", "name").iter_rows())
    texts = [summarise(row, names.get(row["place_id"])) for row in events.iter_rows(named=True)]
    return pl.Series("summary", texts, dtype=pl.String)
