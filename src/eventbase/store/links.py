"""What linking hands over, and how it gets into the work file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import polars as pl

from eventbase.records import Issue
from eventbase.store.frames import fetch, insert, registered, shaped
from eventbase.store.tables import work_tables


@dataclass(frozen=True)
class LinkTables:
    """The result of linking, whole: all events, not only those that changed.

    `mention_events`: mention_id, event_id. `history`: event_id, change, other_event_id and optionally run_id (else that
    of the run under way), only what is new. `issues`: those of stage `link`; None leaves the ones there.
    """

    events: pl.DataFrame
    event_sources: pl.DataFrame
    event_figures: pl.DataFrame
    mention_events: pl.DataFrame
    history: pl.DataFrame
    issues: Sequence[Issue] | None = None


def store_links(connection: duckdb.DuckDBPyConnection, tables: LinkTables, run_id: str | None) -> None:
    """Replaces the linked tables within a transaction."""
    for name in ("events", "event_sources", "event_figures"):
        frame: pl.DataFrame = getattr(tables, name)
        connection.execute(f"DELETE FROM {name}")
        insert(connection, name, shaped(frame, work_tables()[name].columns))
    with registered(connection, linked=tables.mention_events.select("mention_id", "event_id")):
        connection.execute(
            "UPDATE mentions SET event_id = linked.event_id FROM linked WHERE linked.mention_id = mentions.mention_id "
            "AND mentions.event_id IS DISTINCT FROM linked.event_id"
        )
        connection.execute(
            "UPDATE mentions SET event_id = NULL "
            "WHERE event_id IS NOT NULL AND mention_id NOT IN (SELECT mention_id FROM linked)"
        )
    _add_history(connection, tables.history, run_id)


def _add_history(connection: duckdb.DuckDBPyConnection, history: pl.DataFrame, run_id: str | None) -> None:
    if history.is_empty():
        return
    if "run_id" not in history.columns:
        history = history.with_columns(run_id=pl.lit(run_id or "r000000"))
    rows = shaped(history, work_tables()["event_history"].columns).unique(maintain_order=True)
    known = fetch(connection, "SELECT event_id, change, other_event_id, run_id FROM event_history")
    insert(connection, "event_history", rows.join(known, on=known.columns, how="anti", nulls_equal=True))
