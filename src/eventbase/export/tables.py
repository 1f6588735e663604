"""`eventbase export`: the tables of a published database as files for researchers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import polars as pl

from eventbase.errors import UsageError
from eventbase.export.facts import Facts, facts_of
from eventbase.export.files import MANIFEST, staged, write_manifest
from eventbase.export.parquet import write_csv, write_geojson, write_geoparquet, write_parquet
from eventbase.store.frames import fetch
from eventbase.store.read import connect
from eventbase.store.tables import Table, published_tables, quoted

FORMATS = ("parquet", "csv", "geojson")
LEFT_OUT = {"articles": ("text",)}  # the publishers' words, beyond quotes
# Clock readings stay in the database: the same input gives the same bytes.
EMPTIED = {"articles": ("retrieved_at",), "runs": ("started_at", "duration_s")}


def export(db: Path, out: Path, formats: Sequence[str] = FORMATS, *, bom: bool = False) -> list[Path]:
    """Writes every table (articles without their text) into `out`, and `manifest.json` with the SHA-256 of each file.

    Returns the files. The same database content gives the same bytes; columns that hold clock readings are there but
    empty. Raises UsageError for an unknown format, StoreError where the database or the folder cannot be used.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise UsageError(f"--format {unknown[0]}: unknown; choose from {', '.join(FORMATS)}")
    with connect(db) as connection, staged(out) as folder:
        facts = facts_of(connection)
        rows: dict[str, int] = {}
        for table, frame in frames(connection):
            rows |= write_table(frame, folder, table.name, formats=formats, facts=facts, bom=bom)
        write_manifest(folder, facts.summary(), rows)
        names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return [out / name for name in names]


def is_current(db: Path, out: Path) -> bool:
    """Whether `out` holds an export of the database's present content: a run may die before its export."""
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    with connect(db) as connection:
        return bool(manifest.get("content_hash") == facts_of(connection).content_hash)


def exported_tables() -> dict[str, Table]:
    """The tables as they are exported, by name."""
    return {name: table.without(*LEFT_OUT.get(name, ())) for name, table in published_tables().items()}


def frames(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Table, pl.DataFrame]]:
    """Each table with its rows as they are exported, one at a time, sorted by key."""
    for table in exported_tables().values():
        emptied = EMPTIED.get(table.name, ())
        columns = ", ".join(
            f"NULL::{column.sql_type} AS {quoted(column.name)}" if column.name in emptied else quoted(column.name)
            for column in table.columns
        )
        order = ", ".join(f"{quoted(name)} NULLS FIRST" for name in table.order)
        yield table, fetch(connection, f"SELECT {columns} FROM {quoted(table.name)} ORDER BY {order}")


def write_table(
    frame: pl.DataFrame, folder: Path, name: str, *, formats: Sequence[str], facts: Facts, bom: bool = False
) -> dict[str, int]:
    """Writes one table in the formats asked for; returns the rows of each file."""
    written: dict[str, int] = {}
    if "parquet" in formats:
        write_parquet(frame, folder / f"{name}.parquet", facts.metadata(name))
        written[f"{name}.parquet"] = len(frame)
        if name == "events":
            write_geoparquet(frame, folder / "events.geo.parquet", facts.metadata(name))
            written["events.geo.parquet"] = len(frame)
    if "csv" in formats:
        write_csv(frame, folder / f"{name}.csv", bom=bom)
        written[f"{name}.csv"] = len(frame)
    if "geojson" in formats and name == "events":
        write_geojson(frame, folder / "events.geojson")
        written["events.geojson"] = len(frame)
    return written
