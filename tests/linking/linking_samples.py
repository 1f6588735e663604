"""Hand-made mentions for the tests of linking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import polars as pl

from eventbase.linking.facts import facts
from eventbase.ontology.event_types import event_class
from eventbase.store.tables import work_tables
from eventbase.store.work import WorkStore

Tables = dict[str, pl.DataFrame]

STRIKE: dict[str, Any] = {
    "sub_event_type": "drone_strike", "event_date": date(2025, 5, 6), "time_precision": "day", "date_basis": "resolved",
    "location_name": "Ombada", "place_id": "t:ombada", "admin1": "Khartoum State", "country": "SDN",
    "latitude": 15.65, "longitude": 32.45, "geo_precision": "settlement", "actor1_name": "RSF",
    "actor1_country": "SDN", "actor1_type": "rebel", "actor2_name": "residents", "actor2_country": "SDN",
    "actor2_type": "civilian", "status": "occurred", "temporal_role": "new", "confidence": 0.5, "part": "body",
    "story_no": 0, "coder": "test", "coder_version": "1",
    "published_basis": "metadata", "text": "A drone hit the town.", "figures": (),
}  # fmt: skip


def mention(mention_id: str, **changes: Any) -> dict[str, Any]:
    """A drone strike on Ombada on 6 May 2025, told by an article of its own on the day after, with changes.

    `figures`: (measure, low, best, high, quote) rows; `text`: the words of its evidence.
    """
    row = STRIKE | {"mention_id": mention_id, "article_id": f"a-{mention_id}", "published_at": datetime(2025, 5, 7)}
    row |= {"source": f"outlet of {mention_id}"} | changes
    row.setdefault("article_text", " ".join(f"{mention_id}-word{number}" for number in range(40)))
    row.setdefault("event_date_end", row["event_date"])
    row["event_type"] = event_class(row["sub_event_type"])
    return row


def tables_of(rows: Sequence[dict[str, Any]]) -> Tables:
    """The frames that linking reads, of a few hand-made mentions."""
    articles = {row["article_id"]: row for row in rows}
    figures = [
        {"figure_id": f"f-{row['mention_id']}-{i}", "mention_id": row["mention_id"], "measure": figure[0],
         "low": figure[1], "best": figure[2], "high": figure[3], "quote": figure[4], "side": "civilian",
         "start": 40 * i, "end": 40 * i + 9,
         "qualifier": _qualifier(figure[1], figure[3])}
        for row in rows for i, figure in enumerate(row["figures"])
    ]  # fmt: skip
    evidence = [
        {"mention_id": row["mention_id"], "field": "event", "start": row.get("start", 0),
         "end": row.get("start", 0) + len(row["text"]), "quote": row["text"]}
        for row in rows
    ]  # fmt: skip
    texts = [row | {"text": row.get("article_text", row["text"])} for row in articles.values()]
    return {
        "mentions": _frame("mentions", rows),
        "articles": _frame("articles", texts),
        "figures": _frame("figures", figures),
        "evidence": _frame("evidence", evidence),
    }


def _qualifier(low: float | None, high: float | None) -> str:
    if low == high:
        return "exact"
    return "at_most" if low is None else "at_least" if high is None else "range"


def _frame(name: str, rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    schema = work_tables()[name].polars_schema
    return pl.DataFrame([{column: row.get(column) for column in schema} for row in rows], schema=schema)


def facts_of(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """The facts of a few hand-made mentions, in order of mention_id."""
    tables = tables_of(rows)
    return facts(tables["mentions"], tables["articles"], tables["figures"], tables["evidence"])


def store_mentions(work: WorkStore, rows: Sequence[dict[str, Any]]) -> None:
    """Puts hand-made mentions into a work file, past ingest and coding."""
    for name, frame in tables_of(rows).items():
        columns = ", ".join(f'"{column}"' for column in frame.columns)
        work.connection.register("test_rows", frame)
        work.connection.execute(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM test_rows")
        work.connection.unregister("test_rows")
