"""Numbered migrations of the work file: `migrations/NNNN_name.sql`, each run once, in order, in one transaction."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

from eventbase.errors import StoreError
from eventbase.store.frames import value

_LEDGER = "CREATE TABLE IF NOT EXISTS work_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)"


@cache
def migrations() -> tuple[tuple[int, str, str], ...]:
    """Number, name and SQL of each migration, in order."""
    found = []
    for entry in sorted((files("eventbase.store") / "migrations").iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".sql"):
            number, _, name = entry.name.removesuffix(".sql").partition("_")
            found.append((int(number), name, entry.read_text(encoding="utf-8")))
    return tuple(found)


def migrate(connection: duckdb.DuckDBPyConnection, path: Path, *, up_to: int | None = None) -> None:
    """Brings a work file to the newest version. Raises StoreError if it is from a newer eventbase."""
    connection.execute(_LEDGER)
    done = version_of(connection)
    newest = migrations()[-1][0]
    if done > newest:
        raise StoreError(
            f"{path}: work file of version {done}, this eventbase knows up to {newest}; "
            "update eventbase, or build anew with another --db"
        )
    for number, name, sql in migrations():
        if number > done and (up_to is None or number <= up_to):
            _apply(connection, number, name, sql)


def version_of(connection: duckdb.DuckDBPyConnection) -> int:
    """Number of the last migration applied; 0 for none."""
    return int(value(connection, "SELECT coalesce(max(number), 0) FROM work_migrations"))


def is_work_file(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the open database is a work file of eventbase."""
    return bool(value(connection, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'work_migrations'"))


def _apply(connection: duckdb.DuckDBPyConnection, number: int, name: str, sql: str) -> None:
    connection.execute("BEGIN")
    try:
        connection.execute(sql)
        connection.execute("INSERT INTO work_migrations VALUES (?, ?)", [number, name])
        connection.execute("COMMIT")
    except duckdb.Error:
        connection.execute("ROLLBACK")
        raise
