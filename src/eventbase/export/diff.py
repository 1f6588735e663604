"""`eventbase diff`: what changed from one database, release or export to another."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from eventbase.errors import StoreError
from eventbase.store.read import connect, table
from eventbase.store.tables import published_tables

Versioned = tuple[pl.DataFrame, pl.DataFrame]  # events, event_history
MONTH_COLUMNS = ("events_before", "events_after", "killed_before", "killed_after")


@dataclass(frozen=True)
class Changes:
    """From A to B. All frames are sorted by event_id.

    `added`, `withdrawn`: event_id, event_date, country, summary. `merged`: event_id, into. `split`: event_id, out_of.
    `changed`: event_id, field, before, after (as text). `months`: month (null: undated), events and killed before and
    after, for events that count (occurred or ongoing, undisputed, no totals of losses).
    """

    added: pl.DataFrame
    withdrawn: pl.DataFrame
    merged: pl.DataFrame
    split: pl.DataFrame
    changed: pl.DataFrame
    months: pl.DataFrame

    def counts(self) -> dict[str, int]:
        """How many events of each kind."""
        return {
            "added": len(self.added),
            "changed": self.changed["event_id"].n_unique(),
            "merged": len(self.merged),
            "split": len(self.split),
            "withdrawn": len(self.withdrawn),
        }

    def as_dict(self) -> dict[str, Any]:
        """All of it, for JSON."""
        names = ("added", "changed", "merged", "split", "withdrawn", "months")
        return {"counts": self.counts()} | {name: getattr(self, name).to_dicts() for name in names}


def diff(a: Path, b: Path) -> Changes:
    """What changed from `a` to `b`: databases (.duckdb), or folders of a release or an export."""
    return compare(load_events(a), load_events(b))


def load_events(path: Path) -> Versioned:
    """Events and their history of a database or a folder. Raises StoreError where there are none."""
    if path.is_dir():
        return _from_folder(path, "events"), _from_folder(path, "event_history")
    with connect(path) as connection:
        return table(connection, "events"), table(connection, "event_history")


def _from_folder(folder: Path, name: str) -> pl.DataFrame:
    for found in (folder / "parquet" / f"{name}.parquet", folder / f"{name}.parquet"):
        if found.is_file():
            return pl.read_parquet(found)
    raise StoreError(f"{folder}: holds no {name}.parquet; name a release, an export with Parquet, or a .duckdb file")


def compare(before: Versioned, after: Versioned) -> Changes:
    """What changed between two states of the events."""
    old, new = before[0], after[0]
    history = after[1].join(before[1], on=before[1].columns, how="anti", nulls_equal=True)
    gone = old.join(new, on="event_id", how="anti")
    come = new.join(old, on="event_id", how="anti")
    merged = _moved(gone, history, "merged_into").rename({"other_event_id": "into"})
    split = _moved(come, history, "split_from").rename({"other_event_id": "out_of"})
    return Changes(
        added=_briefly(come.join(split, on="event_id", how="anti")),
        withdrawn=_briefly(gone.join(merged, on="event_id", how="anti")),
        merged=merged,
        split=split,
        changed=_field_changes(old, new),
        months=_months(old, new),
    )


def _briefly(events: pl.DataFrame) -> pl.DataFrame:
    return events.select("event_id", "event_date", "country", "summary").sort("event_id")


def _moved(events: pl.DataFrame, history: pl.DataFrame, change: str) -> pl.DataFrame:
    """Event and the other one, for events that the history says were merged or split."""
    rows = history.filter(pl.col("change") == change).unique("event_id", keep="last", maintain_order=True)
    return events.select("event_id").join(rows.select("event_id", "other_event_id"), on="event_id").sort("event_id")


def _field_changes(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """One row a field of an event that is in both and differs."""
    both = old.join(new, on="event_id", suffix="_new")
    rows = [
        both.filter(pl.col(name).ne_missing(pl.col(f"{name}_new"))).select(
            "event_id",
            field=pl.lit(name),
            before=pl.col(name).cast(pl.String),
            after=pl.col(f"{name}_new").cast(pl.String),
        )
        for name in published_tables()["events"].names
        if name != "event_id"
    ]
    return pl.concat(rows).sort("event_id", "field")


def _months(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    joined = _by_month(old).join(
        _by_month(new), on="month", how="full", coalesce=True, nulls_equal=True, suffix="_after"
    )
    filled = joined.select(
        "month",
        pl.col("events").fill_null(0).alias("events_before"),
        pl.col("events_after").fill_null(0),
        pl.col("killed").fill_null(0).alias("killed_before"),
        pl.col("killed_after").fill_null(0),
    )
    return filled.sort("month", nulls_last=True)


def _by_month(events: pl.DataFrame) -> pl.DataFrame:
    counted = events.filter(
        pl.col("status").is_in(["occurred", "ongoing"]) & ~pl.col("disputed") & (pl.col("event_type") != "losses")
    )
    return counted.group_by(pl.col("event_date").dt.strftime("%Y-%m").alias("month")).agg(
        events=pl.len().cast(pl.Int64), killed=pl.coalesce("killed_best", "killed_low").sum()
    )


def to_text(changes: Changes, limit: int = 20) -> str:
    """A summary for the terminal: counts, the first rows of each kind, months that changed."""
    lines = [", ".join(f"{count} {kind}" for kind, count in changes.counts().items())]
    for kind in ("added", "withdrawn", "merged", "split", "changed"):
        frame: pl.DataFrame = getattr(changes, kind)
        for row in frame.head(limit).iter_rows():
            lines.append(f"{kind:10}" + "  ".join("–" if cell is None else str(cell) for cell in row))
        if len(frame) > limit:
            lines.append(f"{kind:10}… {len(frame) - limit} more: --json or --html shows all")
    lines.append("month      events before → after   killed before → after")
    for month, events_a, events_b, killed_a, killed_b in _changed_months(changes).iter_rows():
        lines.append(f"{month or 'undated':9}  {events_a:13} → {events_b:<7} {killed_a:13} → {killed_b}")
    return "\n".join(lines) + "\n"


def _changed_months(changes: Changes) -> pl.DataFrame:
    differ = (pl.col("events_before") != pl.col("events_after")) | (pl.col("killed_before") != pl.col("killed_after"))
    return changes.months.filter(differ)


def to_html(changes: Changes) -> str:
    """One page without scripts or outside files."""
    style = (
        "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
        "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2rem .5rem;text-align:left}"
    )
    parts = ["<!doctype html><html lang=en><meta charset=utf-8><title>What changed</title>", f"<style>{style}</style>"]
    counts = ", ".join(f"{count} {kind}" for kind, count in changes.counts().items())
    parts.append(f"<h1>What changed</h1><p>{counts}.</p>")
    for name in ("months", "added", "changed", "merged", "split", "withdrawn"):
        frame: pl.DataFrame = getattr(changes, name)
        parts.append(f"<h2>{name}</h2>" + (_table(frame) if len(frame) else "<p>None.</p>"))
    return "".join(parts) + "\n"


def _table(frame: pl.DataFrame) -> str:
    head = "".join(f"<th scope=col>{html.escape(name)}</th>" for name in frame.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{'–' if cell is None else html.escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in frame.iter_rows()
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
