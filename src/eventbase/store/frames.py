"""Frames into and out of DuckDB by the Arrow C stream, which needs no pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import polars as pl

from eventbase.store.tables import Column, quoted


class ArrowStream:
    """Shows DuckDB only a frame's Arrow stream: given the frame itself, DuckDB imports pyarrow."""

    __slots__ = ("_frame",)

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


@contextmanager
def registered(connection: duckdb.DuckDBPyConnection, **frames: pl.DataFrame) -> Iterator[None]:
    """Frames as views of the connection, by name, for the length of the block."""
    for name, frame in frames.items():
        connection.register(name, ArrowStream(frame))
    try:
        yield
    finally:
        for name in frames:
            connection.unregister(name)


def insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Appends a frame's rows to a table; columns match by name."""
    if frame.is_empty():
        return
    with registered(connection, rows_to_insert=frame):
        columns = ", ".join(map(quoted, frame.columns))
        connection.execute(f"INSERT INTO {quoted(table)} ({columns}) SELECT {columns} FROM rows_to_insert")


def fetch(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] | None = None) -> pl.DataFrame:
    """A query's result as a frame."""
    return pl.DataFrame(connection.sql(sql, params=list(parameters) if parameters else None))


def value(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] | None = None) -> Any:
    """First column of a query's first row; None without a row."""
    rows = connection.execute(sql, list(parameters) if parameters else None).fetchall()
    return rows[0][0] if rows else None


def shaped(frame: pl.DataFrame, columns: Iterable[Column]) -> pl.DataFrame:
    """The frame with exactly these columns in their types; those that it lacks are null. Others are left out."""
    return frame.select(
        (pl.col(column.name) if column.name in frame.columns else pl.lit(None))
        .cast(column.polars_type)
        .alias(column.name)
        for column in columns
    )
