"""Writes the tables, codes, views and macros of a published database from a connection that holds the tables."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import duckdb

from eventbase.store.codes import CODE_TABLES, code_frame
from eventbase.store.frames import registered, value
from eventbase.store.tables import (
    Table,
    comment_statements,
    create_statement,
    published_tables,
    quoted,
    text_literal,
)

STORAGE_VERSION = "v1.2.0"  # DuckDB 1.4, 1.5 and 2.0 open it; what 2.0 writes by default only 2.0 does


def build_file(connection: duckdb.DuckDBPyConnection, path: Path, sources: Mapping[str, str] | None = None) -> None:
    """Writes a new published database at `path` from the tables (or views) that `connection` sees by SCHEMA.md's names.

    `sources` gives a query for a table whose rows come from elsewhere. Rows are sorted by key. `connection` has no
    transaction open. Raises duckdb.Error; the caller cleans up.
    """
    connection.execute(f"ATTACH {text_literal(str(path))} AS target (STORAGE_VERSION '{STORAGE_VERSION}')")
    try:
        connection.execute("BEGIN")
        for table in published_tables().values():
            _copy_table(connection, table, (sources or {}).get(table.name, f"FROM {quoted(table.name)}"))
        _write_codes(connection)
        _write_derived(connection)
        connection.execute("COMMIT")
        write_views(connection)
        connection.execute("CHECKPOINT target")
    finally:
        _detach(connection)


def _copy_table(connection: duckdb.DuckDBPyConnection, table: Table, source: str) -> None:
    name = quoted(table.name)
    columns = ", ".join(map(quoted, table.names))
    order = ", ".join(f"{quoted(column)} NULLS FIRST" for column in table.order)
    connection.execute(create_statement(table, prefix="target."))
    connection.execute(f"INSERT INTO target.{name} ({columns}) SELECT {columns} FROM ({source}) ORDER BY {order}")
    for statement in comment_statements(table, prefix="target."):
        connection.execute(statement)


def _write_codes(connection: duckdb.DuckDBPyConnection) -> None:
    """The schema `codes`: code lists that the views join, and that readers may."""
    connection.execute("CREATE SCHEMA target.codes")
    for name, table in CODE_TABLES.items():
        target = f"target.codes.{quoted(name)}"
        with registered(connection, code_rows=code_frame(name)):
            connection.execute(f"CREATE TABLE {target} AS SELECT * FROM code_rows")
        connection.execute(f"COMMENT ON TABLE {target} IS {text_literal(table.comment)}")
        for column, text in table.columns.items():
            connection.execute(f"COMMENT ON COLUMN {target}.{quoted(column)} IS {text_literal(text)}")


def _write_derived(connection: duckdb.DuckDBPyConnection) -> None:
    """The schema `derived`: tables worked out once from the others, so that the views that need them are quick."""
    connection.execute("CREATE SCHEMA target.derived")
    for _, statements in scripts("derived"):
        connection.execute(statements)


def write_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Creates the views and macros in the attached `target`, unqualified, so that they hold under any file name."""
    before = current_catalog(connection)
    connection.execute("USE target")
    try:
        for _, statements in scripts("views"):
            connection.execute(statements)
    finally:
        connection.execute(f"USE {quoted(before)}")


def current_catalog(connection: duckdb.DuckDBPyConnection) -> str:
    """Name of the database that unqualified names mean."""
    return str(value(connection, "SELECT current_database()"))


def scripts(folder: str) -> Iterator[tuple[str, str]]:
    """Name and text of each SQL file of a folder of this package, by name."""
    for entry in sorted((files("eventbase.store") / folder).iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".sql"):
            yield entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8")


def _detach(connection: duckdb.DuckDBPyConnection) -> None:
    with contextlib.suppress(duckdb.Error):  # no transaction is open: the normal case
        connection.execute("ROLLBACK")
    connection.execute("DETACH DATABASE IF EXISTS target")
