"""`eventbase verify`: re-checks a release or an export: hashes, keys, codes, evidence offsets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from eventbase.errors import StoreError
from eventbase.export.codebook import codebook_hash
from eventbase.export.files import MANIFEST, files_in, sha256_of
from eventbase.export.package import REFERENCES
from eventbase.export.tables import exported_tables
from eventbase.store.frames import fetch
from eventbase.store.read import connect
from eventbase.store.tables import Table

UNLISTED = (MANIFEST, "SHA256SUMS")


@dataclass(frozen=True, slots=True)
class Problem:
    """A check that failed: which check, in which file, and what is wrong."""

    check: str
    file: str
    detail: str


def verify(folder: Path, db: Path | None = None) -> list[Problem]:
    """All problems of a release or an export; none if it is as it was written.

    With the database that it was made from, each quote is looked up in its article's text as well. Raises StoreError
    where the folder has no readable manifest.
    """
    manifest = _manifest(folder)
    problems = list(_check_files(folder, manifest))
    tables = _tables(folder)
    for name, frame in tables.items():
        problems += _check_table(exported_tables()[name], frame)
    problems += _check_references(tables)
    problems += _check_counts(folder, manifest, tables)
    if manifest.get("profile") != "safe":
        problems += _check_quotes(tables)
        problems += _check_texts(tables, db, manifest) if db else []
    return problems


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {"files": [], **manifest}
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(f"{folder}: no readable {MANIFEST}; name the folder of a release or an export") from error


def _check_files(folder: Path, manifest: dict[str, Any]) -> Iterator[Problem]:
    """Every listed file is there, unaltered; a release holds no others."""
    known = {entry["path"]: entry for entry in manifest["files"]}
    for name, entry in known.items():
        path = folder / name
        if not path.is_file():
            yield Problem("files", name, "is missing")
        elif path.stat().st_size != entry["bytes"] or sha256_of(path) != entry["sha256"]:
            yield Problem("hash", name, "was altered: its SHA-256 is not the manifest's")
    if manifest.get("version"):
        for name in files_in(folder):
            if name not in known and name not in UNLISTED:
                yield Problem("files", name, "is not part of the release")
    if manifest.get("codebook_sha256") not in (None, codebook_hash()):
        yield Problem("codebook", MANIFEST, "was written by another codebook than this eventbase's; codes may differ")


def _tables(folder: Path) -> dict[str, pl.DataFrame]:
    """The tables whose Parquet files can be read."""
    found = {}
    for name in exported_tables():
        for path in (folder / "parquet" / f"{name}.parquet", folder / f"{name}.parquet"):
            if path.is_file():
                try:
                    found[name] = pl.read_parquet(path)
                except (pl.exceptions.PolarsError, OSError):
                    continue  # the hash check names the file
    return found


def _check_table(table: Table, frame: pl.DataFrame) -> Iterator[Problem]:
    """Columns, keys and codes are as the codebook says."""
    file = f"{table.name}.parquet"
    if tuple(frame.columns) != table.names:
        yield Problem("columns", file, f"has {', '.join(frame.columns)}; should have {', '.join(table.names)}")
        return
    if table.key:
        doubled = len(frame) - frame.select(table.key).n_unique()
        missing = sum(frame[name].null_count() for name in table.key)
        if doubled or missing:
            yield Problem("keys", file, f"{doubled} keys repeat, {missing} are empty")
    for column in table.columns:
        if column.codes:
            wrong = frame[column.name].drop_nulls().filter(~frame[column.name].drop_nulls().is_in(list(column.codes)))
            if len(wrong):
                yield Problem("codes", file, f"{column.name}: {wrong[0]!r} is no code of this column")


def _check_references(tables: dict[str, pl.DataFrame]) -> Iterator[Problem]:
    """What a row refers to is there."""
    for name, columns in REFERENCES.items():
        for column, other in columns.items():
            if name in tables and other in tables and column in tables[name].columns:
                key = exported_tables()[other].key[0]
                used = tables[name].select(pl.col(column).alias(key)).drop_nulls().unique()
                lost = used.join(tables[other].select(key), on=key, how="anti")
                if len(lost):
                    example = lost[key].sort()[0]
                    yield Problem(
                        "keys", f"{name}.parquet", f"{column} {example!r} is not in {other} ({len(lost)} such)"
                    )


def _check_counts(folder: Path, manifest: dict[str, Any], tables: dict[str, pl.DataFrame]) -> Iterator[Problem]:
    for entry in manifest["files"]:
        path = Path(entry["path"])
        if path.parent.name in ("", "parquet", "csv") and path.stem in tables and "rows" in entry:
            found = len(tables[path.stem])
            if entry["rows"] != found:
                yield Problem("counts", entry["path"], f"should have {entry['rows']} rows, has {found}")


def _check_quotes(tables: dict[str, pl.DataFrame]) -> Iterator[Problem]:
    """A quote is as long as its offsets say."""
    for name in ("evidence", "figures"):
        if name in tables:
            wrong = tables[name].filter(
                pl.col("quote").str.len_chars().cast(pl.Int64) != pl.col("end") - pl.col("start")
            )
            if len(wrong):
                example = wrong.row(0, named=True)
                yield Problem(
                    "evidence", f"{name}.parquet", f"{len(wrong)} quotes do not fit their offsets, e.g. of mention "
                    f"{example['mention_id']} at {example['start']}",
                )  # fmt: skip


def _check_texts(tables: dict[str, pl.DataFrame], db: Path, manifest: dict[str, Any]) -> Iterator[Problem]:
    """Each quote stands in its article's text at its offsets, by the database."""
    with connect(db) as connection:
        texts = fetch(connection, "SELECT article_id, text FROM articles")
    if "mentions" not in tables:
        return
    articles = tables["mentions"].select("mention_id", "article_id").join(texts, on="article_id", how="left")
    for name in ("evidence", "figures"):
        if name in tables:
            rows = tables[name].join(articles, on="mention_id", how="left")
            said = pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
            wrong = rows.filter(said.ne_missing(pl.col("quote")))
            if len(wrong):
                yield Problem("evidence", f"{name}.parquet", f"{len(wrong)} quotes are not in the texts of {db}")
