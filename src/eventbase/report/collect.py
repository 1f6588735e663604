"""Reads what the page shows from the published database: one frame a query in `queries/`, rows in fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from importlib.resources import files
from pathlib import Path

import duckdb
import polars as pl

from eventbase.errors import StoreError
from eventbase.report.passages import Span, cut_passages


@dataclass(frozen=True, slots=True)
class Tables:
    """The page's tables. Children carry `event_id` or `mention_id`; `passages` are cut from the articles' texts."""

    events: pl.DataFrame
    articles: pl.DataFrame
    activity: pl.DataFrame
    event_sources: pl.DataFrame
    claims: pl.DataFrame
    mentions: pl.DataFrame
    passages: pl.DataFrame
    locations: pl.DataFrame
    doubts: pl.DataFrame
    places: pl.DataFrame
    issue_counts: pl.DataFrame
    runs: pl.DataFrame
    inputs: pl.DataFrame
    totals: pl.DataFrame
    schema_version: pl.DataFrame


QUERIES = tuple(field.name for field in fields(Tables) if field.name != "passages")


def read_tables(db: Path) -> Tables:
    """All tables of the page. Raises StoreError if `db` is not a published database."""
    if not db.exists():
        raise StoreError(f"{db}: no such database; run `eventbase build` first or name another with --db")
    try:
        with duckdb.connect(str(db), read_only=True) as connection:
            frames = {name: run_query(connection, name) for name in QUERIES}
            spans, texts = run_query(connection, "spans"), run_query(connection, "texts")
    except duckdb.Error as error:
        raise StoreError(f"{db}: not a database that eventbase published ({error}); build it again") from error
    return Tables(**frames, passages=passages_frame(spans, texts))


def run_query(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    """The rows of `queries/NAME.sql`."""
    sql = (files("eventbase.report") / "queries" / f"{name}.sql").read_text(encoding="utf-8")
    return pl.DataFrame(connection.sql(sql))


def passages_frame(spans: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """mention_id, text, spans: the sentences of every mention, in the text's order."""
    by_article = dict(zip(texts["article_id"].to_list(), texts["text"].to_list(), strict=True))
    rows = [
        (mention_id, passage.text, passage.spans)
        for mention_id, article_id, found in _grouped(spans)
        for passage in cut_passages(by_article.get(article_id) or "", found)
    ]
    schema = {"mention_id": pl.String, "text": pl.String, "spans": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _grouped(spans: pl.DataFrame) -> Iterator[tuple[str, str, list[Span]]]:
    """Mention, article and spans; `spans` is sorted by mention."""
    last: tuple[str, str] | None = None
    found: list[Span] = []
    for mention_id, article_id, field, start, end in spans.iter_rows():
        if (mention_id, article_id) != last:
            if last is not None:
                yield *last, found
            last, found = (mention_id, article_id), []
        found.append(Span(start, end, field))
    if last is not None:
        yield *last, found


def subset(tables: Tables, event_ids: pl.Series) -> Tables:
    """The same tables with only these events and what belongs to them; totals, runs and places stay."""
    events = tables.events.filter(pl.col("event_id").is_in(event_ids.implode()))
    mentions = _of(tables.mentions, "event_id", events)
    sources = _of(tables.event_sources, "event_id", events)
    return replace(
        tables,
        events=events,
        mentions=mentions,
        event_sources=sources,
        articles=_of(tables.articles, "article_id", pl.concat([sources.select("article_id"),
                                                               mentions.select("article_id")])),
        claims=_of(tables.claims, "event_id", events),
        passages=_of(tables.passages, "mention_id", mentions),
        locations=_of(tables.locations, "mention_id", mentions),
        doubts=_of(tables.doubts, "mention_id", mentions),
        places=_of(tables.places, "place_id", events),
    )  # fmt: skip


def _of(children: pl.DataFrame, key: str, parents: pl.DataFrame) -> pl.DataFrame:
    """The children whose parent is there, in their order."""
    return children.join(parents.select(key).unique(), on=key, how="semi", maintain_order="left")
