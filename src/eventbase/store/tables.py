"""The tables: DDL, column comments and polars schemas, generated from the models (their single source).

`TABLES` are those of the published database in SCHEMA.md's order; `WORK_TABLES` the same with the columns that only
later stages need (a place's extent, where a location stands in the text).
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

import polars as pl

from eventbase.records import Article, Issue, Mention, Part, Place, Record
from eventbase.store.event_records import (
    Event,
    EventFigure,
    EventHistory,
    EventSource,
    EvidenceRow,
    FigureRow,
    LocationRow,
    Run,
    SchemaVersion,
)

SCHEMA_VERSION = 1

_SQL_TYPES: dict[type, str] = {
    str: "TEXT", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", date: "DATE", datetime: "TIMESTAMP",
}  # fmt: skip
_POLARS_TYPES: dict[type, Any] = {
    str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean, date: pl.Date, datetime: pl.Datetime("us"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `python` is its plain type, `codes` the values allowed where they are a closed list."""

    name: str
    python: type
    nullable: bool
    codes: tuple[str, ...]
    comment: str

    @property
    def sql_type(self) -> str:
        return _SQL_TYPES[self.python]

    @property
    def polars_type(self) -> Any:
        return _POLARS_TYPES[self.python]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `key` is the primary key, `order` the columns that sort its rows (the key, if any)."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def polars_schema(self) -> dict[str, Any]:
        return {column.name: column.polars_type for column in self.columns}

    def without(self, *names: str) -> Table:
        """The same table less some columns."""
        kept = tuple(column for column in self.columns if column.name not in names)
        return Table(self.name, self.comment, kept, self.key, self.order, self.checks)


_SPAN = ('start >= 0 AND start < "end"',)
_RANGE = ("low IS NULL OR high IS NULL OR low <= high",)
_POINT = ("latitude BETWEEN -90 AND 90", "longitude BETWEEN -180 AND 180")
_DATES = ("event_date IS NULL OR event_date_end IS NULL OR event_date <= event_date_end",)

# name, comment, model, key, further order, checks
_SPECS: tuple[tuple[str, str, type[Record], tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    ("articles", "One row an article: a page, feed item or message, as its reader saw it", Article,
     ("article_id",), (), ()),
    ("parts", "One row a stretch of a page", Part, ("article_id", "part_no"), (), ('start >= 0 AND start <= "end"',)),
    ("mentions", "One row a mention: what one article says about one event", Mention,
     ("mention_id",), (), (*_POINT, *_DATES, "confidence BETWEEN 0 AND 1")),
    ("mention_locations", "One row a place of a mention", LocationRow, ("mention_id", "location_no"), (), _POINT),
    ("figures", "One row a number about an event, as one article gives it", FigureRow,
     ("figure_id",), (), (*_SPAN, *_RANGE)),
    ("evidence", 'One row a quote: substr(articles.text, start + 1, "end" - start) = quote', EvidenceRow,
     (), ("mention_id", "start", "end", "field", "quote"), _SPAN),
    ("events", "One row an event: what all mentions of the same happening say together", Event,
     ("event_id",), (), (*_POINT, *_DATES, "confidence BETWEEN 0 AND 1")),
    ("event_sources", "One row an article that reports an event", EventSource, ("event_id", "article_id"), (), ()),
    ("event_figures", "One row a claim: a figure of an event, who makes it, where", EventFigure,
     ("event_id", "figure_id"), (), _RANGE),
    ("event_history", "One row a change of an event's identity", EventHistory,
     (), ("run_id", "event_id", "change", "other_event_id"), ()),
    ("places", "One row a gazetteer entry in use", Place, ("place_id",), (), _POINT),
    ("issues", "One row a thing refused or doubtful", Issue,
     (), ("stage", "code", "article_id", "mention_id", "detail"), ()),
    ("runs", "One row a run that changed something", Run, ("run_id",), (), ()),
    ("schema_version", "One row: what this file is", SchemaVersion, ("schema_version",), (), ()),
)  # fmt: skip

_WORK_ONLY = {
    "mention_locations": ("admin2", "start", "end"),
    "places": ("iso_3166_2", "extent", "coordinate_basis", "geo_precision"),
}


@cache
def work_tables() -> dict[str, Table]:
    """All tables with the columns that only the work file holds, by name, in SCHEMA.md's order."""
    return {
        name: Table(name, comment, columns_of(model), key, key or order, checks)
        for name, comment, model, key, order, checks in _SPECS
    }


@cache
def published_tables() -> dict[str, Table]:
    """The tables of the published database by name, in SCHEMA.md's order."""
    return {name: table.without(*_WORK_ONLY.get(name, ())) for name, table in work_tables().items()}


def columns_of(model: type[Record]) -> tuple[Column, ...]:
    """The columns of a model's plain fields, in order; fields that hold tuples (child rows) have none."""
    found = []
    for name, field in model.model_fields.items():
        if get_origin(field.annotation) is tuple:
            continue
        python, nullable, codes = _resolve(field.annotation)
        found.append(Column(name, python, nullable, codes, field.description or ""))
    return tuple(found)


def _resolve(annotation: Any) -> tuple[type, bool, tuple[str, ...]]:
    """Plain type, whether None is allowed, and the closed list of values, from a field's annotation."""
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [part for part in get_args(annotation) if part is not type(None)]
        python, _, codes = _resolve(inner[0])
        return python, True, codes
    if get_origin(annotation) is Literal:
        return str, False, tuple(get_args(annotation))
    return annotation, False, ()


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return f'"{name}"'


def text_literal(value: str) -> str:
    """A value as an SQL text literal."""
    return "'" + value.replace("'", "''") + "'"


def create_statement(table: Table, *, prefix: str = "", keys: bool = True) -> str:
    """CREATE TABLE with not-null, codes, checks and (if `keys`) the primary key."""
    lines = [_column_ddl(column) for column in table.columns]
    lines += [f"CHECK ({check})" for check in table.checks]
    if keys and table.key:
        lines.append(f"PRIMARY KEY ({', '.join(map(quoted, table.key))})")
    return f"CREATE TABLE {prefix}{quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _column_ddl(column: Column) -> str:
    ddl = f"{quoted(column.name)} {column.sql_type}"
    if not column.nullable:
        ddl += " NOT NULL"
    if column.codes:
        ddl += f" CHECK ({quoted(column.name)} IN ({', '.join(map(text_literal, column.codes))}))"
    return ddl


def comment_statements(table: Table, *, prefix: str = "") -> list[str]:
    """COMMENT ON for the table and each of its columns."""
    name = f"{prefix}{quoted(table.name)}"
    return [f"COMMENT ON TABLE {name} IS {text_literal(table.comment)}"] + [
        f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {text_literal(column.comment)}" for column in table.columns
    ]
