"""The codebook, generated from the models and the ontology: every column, every code, every event type."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import polars as pl

from eventbase.ontology.event_types import event_types
from eventbase.store.tables import Column, Table, published_tables

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;"
    "vertical-align:top}code{font-family:ui-monospace,monospace}"
)
TYPE_NAMES = ("event_type", "sub_event_type", "definition", "acled_event_type", "acled_sub_event_type", "plover_type",
              "plover_mode")  # fmt: skip


def column_rows() -> pl.DataFrame:
    """One row a column of a published table: table, column, type, required, codes, description."""
    return pl.DataFrame(
        [
            (table.name, column.name, column.sql_type, not column.nullable, " | ".join(column.codes), column.comment)
            for table in published_tables().values()
            for column in table.columns
        ],
        schema=["table", "column", "type", "required", "codes", "description"],
        orient="row",
    )


def type_rows() -> pl.DataFrame:
    """One row an event type with its definition and crosswalk."""
    rows = [tuple(getattr(kind, name) for name in TYPE_NAMES) for kind in event_types().values()]
    return pl.DataFrame(rows, schema=dict.fromkeys(TYPE_NAMES, pl.String), orient="row")


@cache
def codebook_hash() -> str:
    """SHA-256 of the codebook's CSV files: which columns and codes a file was written by."""
    text = column_rows().write_csv() + type_rows().write_csv()
    return hashlib.sha256(text.encode()).hexdigest()


def codebook_markdown() -> str:
    """The codebook as Markdown."""
    lines = ["# Codebook", "", "Unknown is NULL (an empty cell in CSV). Offsets count Unicode characters from 0.", ""]
    for table in published_tables().values():
        lines += [f"## {table.name}", "", table.comment + ".", *_key_line(table), ""]
        lines += ["| column | type | what |", "|---|---|---|"]
        lines += [f"| `{column.name}` | {column.sql_type} | {_what(column)} |" for column in table.columns]
        lines.append("")
    lines += ["## Event types", "", "| type | class | what | ACLED | PLOVER |", "|---|---|---|---|---|"]
    lines += [
        f"| `{kind.sub_event_type}` | `{kind.event_type}` | {kind.definition} | {kind.acled_sub_event_type or '–'} "
        f"| {' '.join(filter(None, (kind.plover_type, kind.plover_mode))) or '–'} |"
        for kind in event_types().values()
    ]
    return "\n".join(lines) + "\n"


def _key_line(table: Table) -> list[str]:
    return [f"Key: {', '.join(f'`{name}`' for name in table.key)}."] if table.key else []


def _what(column: Column) -> str:
    codes = f" Codes: {', '.join(f'`{code}`' for code in column.codes)}." if column.codes else ""
    return column.comment.replace("|", "\\|") + "." + codes


def codebook_html() -> str:
    """The codebook as one page without scripts or outside files."""
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>Codebook</title>",
        f"<style>{_STYLE}</style><h1>Codebook</h1>",
        "<p>Unknown is NULL (an empty cell in CSV). Offsets count Unicode characters from 0.</p>",
    ]
    for table in published_tables().values():
        rows = [(f"<code>{column.name}</code>", column.sql_type, _what_html(column)) for column in table.columns]
        parts.append(f"<h2 id={table.name}>{table.name}</h2><p>{html.escape(table.comment)}.</p>")
        parts.append(_html_table(("column", "type", "what"), rows))
    types = [tuple(html.escape(getattr(kind, name) or "–") for name in TYPE_NAMES) for kind in event_types().values()]
    parts.append("<h2 id=event_types>Event types</h2>" + _html_table(TYPE_NAMES, types))
    return "".join(parts) + "\n"


def _what_html(column: Column) -> str:
    codes = f" Codes: {', '.join(f'<code>{code}</code>' for code in column.codes)}." if column.codes else ""
    return html.escape(column.comment) + "." + codes


def _html_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th scope=col>{name}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def schema_page() -> str:
    """docs/schema.md: the codebook, with a note on what it is made from."""
    return f"<!-- made from the models: python -m eventbase.export.codebook -->\n{codebook_markdown()}"


if __name__ == "__main__":
    (Path(__file__).parents[3] / "docs" / "schema.md").write_text(schema_page(), encoding="utf-8")
