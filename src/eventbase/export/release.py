"""`eventbase release`: a citable, immutable release in one folder."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from eventbase.errors import StoreError, UsageError
from eventbase.export import package
from eventbase.export.codebook import codebook_html, codebook_markdown, column_rows, type_rows
from eventbase.export.croissant import croissant
from eventbase.export.facts import LICENCE, Facts, facts_of
from eventbase.export.files import created, files_in, sha256_of, write_json, write_manifest
from eventbase.export.parquet import write_csv, write_geojson, write_geoparquet, write_parquet
from eventbase.export.safe import safe_tables
from eventbase.export.stata import write_stata
from eventbase.export.tables import frames
from eventbase.store.read import connect

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]*")


@dataclass(frozen=True)
class ReleaseOptions:
    """What a release may be told. `date` is ISO 8601; nothing in a release comes from the clock."""

    title: str = "Conflict events coded by eventbase"
    authors: list[str] = field(default_factory=lambda: ["eventbase contributors"])
    licence: str = LICENCE
    date: str | None = None
    by_year: bool = False
    safe: bool = False
    stata: bool = False
    croissant: bool = False
    previous: Path | None = None
    accuracy: Mapping[str, Any] | None = None


def release(db: Path, version: str, out: Path, options: ReleaseOptions) -> Path:
    """Writes release `version` of a published database into the new folder `out`, in one step.

    The same content, version and options give the same bytes. Raises StoreError where `out` holds anything: a version
    is never overwritten; UsageError for a version that is no file name.
    """
    if not _VERSION.fullmatch(version):
        raise UsageError(f"release {version!r}: a version is letters, digits, dots and dashes, e.g. 1.0.0 or 2025-11")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StoreError(f"{out}: is not empty; a release is never overwritten: name a new folder with --out")
    with created(out) as staging:
        with connect(db) as connection:
            _write(connection, staging, version, options)
        _freeze(staging)
    return out


def _write(connection: duckdb.DuckDBPyConnection, folder: Path, version: str, options: ReleaseOptions) -> None:
    facts = facts_of(connection).with_version(version, "safe" if options.safe else "full", options.licence)
    tables = {table.name: frame for table, frame in frames(connection)}
    if options.safe:
        tables = safe_tables(tables)
    rows = _write_tables(tables, folder, facts, by_year=options.by_year)
    _write_documents(folder, facts, options, rows)
    write_json(folder / "method.json", package.method(connection, facts, options.accuracy))
    if options.previous:
        _write_changes(options.previous, tables, folder)
    if options.stata:
        write_stata(tables["events"], folder / "events.dta")
    if options.croissant:
        write_json(folder / "croissant.json", croissant(folder, facts, options.title, options.date))
    write_json(folder / "datapackage.json", package.data_package(folder, facts, options.title))
    write_manifest(folder, facts.summary(), rows)
    sums = [f"{sha256_of(folder / name)}  {name}" for name in files_in(folder)]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8", newline="\n")


def _write_tables(tables: dict[str, pl.DataFrame], folder: Path, facts: Facts, *, by_year: bool) -> dict[str, int]:
    """Parquet and CSV of every table, GeoParquet and GeoJSON of events; rows by file."""
    (folder / "parquet").mkdir()
    (folder / "csv").mkdir()
    rows: dict[str, int] = {}
    for name, frame in tables.items():
        write_parquet(frame, folder / "parquet" / f"{name}.parquet", facts.metadata(name))
        write_csv(frame, folder / "csv" / f"{name}.csv")
        rows |= {f"parquet/{name}.parquet": len(frame), f"csv/{name}.csv": len(frame)}
    events = tables["events"]
    write_geoparquet(events, folder / "events.geo.parquet", facts.metadata("events"))
    write_geojson(events, folder / "events.geojson")
    rows |= {"events.geo.parquet": len(events), "events.geojson": len(events)}
    return rows | (_write_years(events, folder, facts) if by_year else {})


def _write_years(events: pl.DataFrame, folder: Path, facts: Facts) -> dict[str, int]:
    """Events in a folder a year, hive style; undated ones under the name that hive gives NULL."""
    rows: dict[str, int] = {}
    years = events.with_columns(_year=pl.col("event_date").dt.year())
    for year in sorted(years["_year"].unique(), key=lambda year: (year is None, year)):
        part = years.filter(pl.col("_year").eq_missing(pl.lit(year))).drop("_year")
        name = f"events_by_year/year={'__HIVE_DEFAULT_PARTITION__' if year is None else year}/events.parquet"
        (folder / name).parent.mkdir(parents=True)
        write_parquet(part, folder / name, facts.metadata("events"))
        rows[name] = len(part)
    return rows


def _write_documents(folder: Path, facts: Facts, options: ReleaseOptions, rows: Mapping[str, int]) -> None:
    texts = {
        "README.md": package.readme(facts, options.title, rows),
        "CITATION.cff": package.citation(facts, options.title, options.authors, options.date),
        "LICENCE.txt": package.licence_text(facts),
        "codebook.html": codebook_html(),
        "codebook.md": codebook_markdown(),
        "codebook.csv": column_rows().write_csv(),
        "event_types.csv": type_rows().write_csv(),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _write_changes(previous: Path, tables: dict[str, pl.DataFrame], folder: Path) -> None:
    """What changed since the previous release: changes.json and changes.html."""
    from eventbase.export.diff import compare, load_events, to_html

    changes = compare(load_events(previous), (tables["events"], tables["event_history"]))
    write_json(folder / "changes.json", json.loads(json.dumps(changes.as_dict(), default=str)))
    (folder / "changes.html").write_text(to_html(changes), encoding="utf-8", newline="\n")


def _freeze(folder: Path) -> None:
    """Takes the right to write from all files."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o444)
