"""Articles as read into the work file: what is new, what changed, what stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import polars as pl

from eventbase.records import Article, Issue, Part
from eventbase.store.frames import fetch, insert, registered
from eventbase.store.results import delete_codings, delete_where
from eventbase.store.rows import Ingested, State, compress, frame_of, merged_article, state_of


@dataclass(frozen=True, slots=True)
class Counts:
    """Articles of a batch by what became of them."""

    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
            self.refused + other.refused,
        )


@dataclass
class _Sorted:
    """A batch sorted by what is to be done."""

    new: list[tuple[Ingested, Article, State]] = field(default_factory=list)
    changed: list[tuple[Ingested, Article, State]] = field(default_factory=list)
    same: int = 0
    refused: list[Issue] = field(default_factory=list)


def store_articles(
    connection: duckdb.DuckDBPyConnection, batch: Sequence[Ingested], seen: dict[str, str]
) -> tuple[Counts, list[Issue]]:
    """Stores a batch within a transaction. `seen` holds the text hash of each article_id of this run, and is added to.

    Returns counts, and an issue for each article refused because its id came with two texts.
    """
    known = _known(connection, [row.article.article_id for row in batch])
    todo = _sort(batch, known, seen)
    stored = [*todo.new, *todo.changed]
    if todo.changed:
        ids = pl.Series([article.article_id for _, article, _ in todo.changed], dtype=pl.String)
        delete_codings(connection, ids)
        for table in ("articles", "parts", "article_states", "issues"):
            delete_where(connection, table, "article_id", ids)
    if stored:
        insert(connection, "articles", frame_of("articles", [article for _, article, _ in stored]))
        insert(connection, "parts", _parts_frame(stored))
        insert(connection, "article_states", _states_frame(stored))
    return Counts(len(todo.new), len(todo.changed), todo.same, len(todo.refused)), todo.refused


def _known(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The articles of these ids that are there, without their text, with their fingerprints."""
    with registered(connection, wanted=pl.DataFrame({"article_id": list(ids)}, schema={"article_id": pl.String})):
        frame = fetch(
            connection,
            "SELECT a.* EXCLUDE (text), s.text_sha256, s.state_sha256 FROM articles a JOIN article_states s "
            "USING (article_id) WHERE a.article_id IN (SELECT article_id FROM wanted)",
        )
    return {row["article_id"]: row for row in frame.iter_rows(named=True)}


def _sort(batch: Sequence[Ingested], known: dict[str, dict[str, Any]], seen: dict[str, str]) -> _Sorted:
    todo = _Sorted()
    for row in batch:
        old = known.get(row.article.article_id)
        article = merged_article(row.article, old) if old else row.article
        state = state_of(article, row.parts)
        before = seen.get(article.article_id)
        if before is not None:
            if before == state.text_sha256:
                todo.same += 1
            else:
                todo.refused.append(_conflict(article))
            continue
        seen[article.article_id] = state.text_sha256
        if old is None:
            todo.new.append((row, article, state))
        elif old["state_sha256"] == state.state_sha256:
            todo.same += 1
        else:
            todo.changed.append((row, article, state))
    return todo


def _conflict(article: Article) -> Issue:
    return Issue(
        stage="ingest",
        article_id=article.article_id,
        mention_id=None,
        code="conflicting_text",
        detail=f"{article.raw_path or 'input'}: id {article.article_id!r} came twice in one run with different texts; "
        "the first is kept; give the second an id of its own",
    )


def _parts_frame(stored: Sequence[tuple[Ingested, Article, State]]) -> pl.DataFrame:
    parts: list[Part] = [part for row, _, _ in stored for part in row.parts]
    ids = [article.article_id for row, article, _ in stored for _ in row.parts]
    return frame_of("parts", parts, article_id=ids)


def _states_frame(stored: Sequence[tuple[Ingested, Article, State]]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "article_id": [article.article_id for _, article, _ in stored],
            "text_sha256": [state.text_sha256 for _, _, state in stored],
            "state_sha256": [state.state_sha256 for _, _, state in stored],
            "raw": [compress(row.raw) for row, _, _ in stored],
        }
    )
