"""What coders and geocoders found, in the work file's tables."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import polars as pl

from eventbase.records import Article, Issue, Mention, Part, Place
from eventbase.store.frames import fetch, insert, registered
from eventbase.store.rows import child_frames, distinct_keys, with_keys
from eventbase.store.tables import quoted

UNPLACED = """
SELECT l.mention_id, l.location_no, l.location_name, m.article_id, m.coder, l.admin1, l.admin2, l.country,
  l.geo_precision, l.start, l."end"
FROM mention_locations l JOIN mentions m USING (mention_id)
WHERE l.place_id IS NULL
ORDER BY l.mention_id, l.location_no
"""
MISSING_PLACES = """
SELECT DISTINCT u.place_id
FROM (SELECT place_id FROM mentions UNION ALL SELECT place_id FROM mention_locations) u
ANTI JOIN places p ON p.place_id = u.place_id
WHERE u.place_id IS NOT NULL
ORDER BY u.place_id
"""
_PLACE_COLUMNS = ("place_id", "admin1", "admin2", "country", "latitude", "longitude", "geo_precision")


def delete_where(connection: duckdb.DuckDBPyConnection, table: str, column: str, keys: pl.Series) -> None:
    """Deletes the rows whose column is one of the keys."""
    with registered(connection, keys_to_delete=pl.DataFrame({"key": keys})):
        connection.execute(f"DELETE FROM {quoted(table)} WHERE {quoted(column)} IN (SELECT key FROM keys_to_delete)")


def delete_codings(connection: duckdb.DuckDBPyConnection, article_ids: pl.Series) -> None:
    """Removes all that was coded from these articles: mentions with their children, codings, issues."""
    with registered(connection, wanted=pl.DataFrame({"article_id": article_ids})):
        mentions = fetch(
            connection, "SELECT mention_id FROM mentions WHERE article_id IN (SELECT article_id FROM wanted)"
        )["mention_id"]
        connection.execute(
            "DELETE FROM issues WHERE stage <> 'ingest' AND article_id IN (SELECT article_id FROM wanted)"
        )
    for table in ("mentions", "mention_locations", "figures", "evidence"):
        delete_where(connection, table, "mention_id", mentions)
    delete_where(connection, "codings", "article_id", article_ids)


def pending_ids(connection: duckdb.DuckDBPyConnection, coder: str, version: str) -> list[str]:
    """Ids of the articles that this coder and version have not coded as they now stand, sorted."""
    rows = connection.execute(
        "SELECT s.article_id FROM article_states s LEFT JOIN codings c ON c.article_id = s.article_id "
        "AND c.state_sha256 = s.state_sha256 AND c.coder = ? AND c.coder_version = ? "
        "WHERE c.article_id IS NULL ORDER BY s.article_id",
        [coder, version],
    ).fetchall()
    return [str(row[0]) for row in rows]


def articles_of(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[tuple[Article, tuple[Part, ...]]]:
    """Articles with their parts, in the order of `ids`."""
    with registered(connection, wanted=pl.DataFrame({"article_id": list(ids)})):
        articles = fetch(connection, "SELECT * FROM articles WHERE article_id IN (SELECT article_id FROM wanted)")
        parts = fetch(
            connection,
            "SELECT * FROM parts WHERE article_id IN (SELECT article_id FROM wanted) ORDER BY article_id, part_no",
        )
    by_article: dict[str, list[Part]] = {}
    for row in parts.iter_rows(named=True):
        by_article.setdefault(row["article_id"], []).append(Part.model_validate(row))
    found = {row["article_id"]: Article.model_validate(row) for row in articles.iter_rows(named=True)}
    return [(found[key], tuple(by_article.get(key, ()))) for key in ids]


def store_codings(
    connection: duckdb.DuckDBPyConnection,
    coder: str,
    version: str,
    batch: Sequence[tuple[str, Sequence[Mention], Sequence[Issue]]],
) -> int:
    """Replaces what was coded from the batch's articles, within a transaction. Returns the number of mentions."""
    ids = pl.Series("article_id", [article_id for article_id, _, _ in batch], dtype=pl.String)
    delete_codings(connection, ids)
    mentions = distinct_keys(
        [with_keys(mention, article_id, coder, version) for article_id, found, _ in batch for mention in found]
    )
    for table, frame in child_frames(mentions).items():
        insert(connection, table, frame)
    with registered(connection, wanted=pl.DataFrame({"article_id": ids}).unique(maintain_order=True)):
        connection.execute(
            "INSERT INTO codings SELECT article_id, state_sha256, ?, ? FROM article_states "
            "WHERE article_id IN (SELECT article_id FROM wanted) ORDER BY article_id",
            [coder, version],
        )
    return len(mentions)


def set_places(connection: duckdb.DuckDBPyConnection, rows: Sequence[tuple[str, int, Place]]) -> None:
    """Sets the place columns of (mention_id, location_no), and of the mention where the number is 0."""
    if not rows:
        return
    columns: dict[str, list[object]] = {
        "mention_id": [mention_id for mention_id, _, _ in rows],
        "location_no": [number for _, number, _ in rows],
    }
    for name in _PLACE_COLUMNS:
        columns[name] = [getattr(place, name) for _, _, place in rows]
    types = {"location_no": pl.Int64, "latitude": pl.Float64, "longitude": pl.Float64}
    frame = pl.DataFrame(columns, schema={name: types.get(name, pl.String) for name in columns})
    assignments = ", ".join(f"{name} = p.{name}" for name in _PLACE_COLUMNS)
    with registered(connection, placed=frame):
        connection.execute(
            f"UPDATE mention_locations l SET {assignments} FROM placed p "
            "WHERE p.mention_id = l.mention_id AND p.location_no = l.location_no"
        )
        connection.execute(
            f"UPDATE mentions m SET {assignments} FROM placed p WHERE p.mention_id = m.mention_id AND p.location_no = 0"
        )
