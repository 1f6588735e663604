"""Reading a published database."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from eventbase.errors import StoreError
from eventbase.store.files import explained, open_duckdb
from eventbase.store.frames import fetch, value
from eventbase.store.tables import SCHEMA_VERSION, published_tables, quoted

MEND = "publish it anew with `eventbase publish`, or name another with --db"


def connect(path: str | Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a published database.

    It keeps showing the state at its opening, also when a newer one is published meanwhile. Raises StoreError where
    the file is missing, damaged, not eventbase's, or of a newer version; LockedError where a process writes it.
    """
    path = Path(path)
    if not path.exists():
        raise StoreError(f"{path}: no such database; make it with `eventbase build`, or name another with --db")
    connection = open_duckdb(path, read_only=True, mend=MEND)
    try:
        _check_version(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    try:
        version = value(connection, "SELECT schema_version FROM schema_version")
    except duckdb.CatalogException as error:
        raise StoreError(f"{path}: a DuckDB file, but not one that eventbase published; {MEND}") from error
    except duckdb.Error as error:
        raise explained(error, path, MEND) from error
    if version is None or version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}: tables of version {version}, this eventbase reads up to {SCHEMA_VERSION}; update eventbase"
        )


def table(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    """A published table as a frame, sorted by key."""
    order = ", ".join(f"{quoted(column)} NULLS FIRST" for column in published_tables()[name].order)
    return fetch(connection, f"SELECT * FROM {quoted(name)} ORDER BY {order}")


def events(path: str | Path) -> pl.DataFrame:
    """The events of a published database, one row each, by event_id."""
    with connect(path) as connection:
        return table(connection, "events")
