"""`eventbase query`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventbase.cli.common import settings_options
from eventbase.config import Settings
from eventbase.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

WIDTH = 60  # characters of a cell in a table on the terminal


@click.command("query")
@click.argument("sql", required=False)
@click.option(
    "--format", "style", type=click.Choice(["table", "csv", "json", "parquet"]), help="[table; csv with --out]"
)
@click.option("--list", "show_list", is_flag=True, help="Show the cookbook: questions and the names of their queries.")
@click.option("--out", type=click.Path(path_type=Path), help="Write there instead of stdout.")
@settings_options
def command(settings: Settings, sql: str | None, style: str | None, show_list: bool, out: Path | None) -> None:
    """Runs SQL, or a query of the cookbook by its name, on the published database, read-only.

    \b
    Examples:
      eventbase query --list
      eventbase query deadliest
      eventbase query "SELECT * FROM events_near(48.28, 37.18, 25)" --format csv
      eventbase query "SELECT * FROM events" --format parquet --out events.parquet
    """
    if show_list:
        _print_list()
        return
    if not sql:
        raise UsageError("query: give SQL or the name of a query; `eventbase query --list` shows the names")
    if style == "parquet" and out is None and sys.stdout.isatty():
        raise UsageError("query: Parquet is no text; add --out FILE or send stdout to a file")
    frame = _run(settings.db, sql)
    _write(frame, style or ("csv" if out else "table"), out)


def _print_list() -> None:
    from eventbase.store.cookbook import recipes

    width = max(len(recipe.name) for recipe in recipes())
    for recipe in recipes():
        click.echo(f"{recipe.name:{width}}  {recipe.question}")


def _run(db: Path, sql: str) -> pl.DataFrame:
    """The result of one statement, or of the cookbook's query of that name. Raises UsageError with DuckDB's reason."""
    import duckdb

    from eventbase.store.cookbook import recipes
    from eventbase.store.files import first_line
    from eventbase.store.frames import fetch
    from eventbase.store.read import connect

    if re.fullmatch(r"[a-z][a-z-]*", sql.strip()):
        sql = _recipe(sql.strip(), {recipe.name: recipe.sql for recipe in recipes()})
    with connect(db) as connection:
        connection.execute("SET enable_external_access = false")
        try:
            if len(connection.extract_statements(sql)) != 1:
                raise UsageError("query: give exactly one SQL statement")
            return fetch(connection, sql)
        except duckdb.Error as error:
            raise UsageError(f"query: {first_line(str(error))}; see docs/sql.md for tables and views") from error


def _recipe(name: str, known: dict[str, str]) -> str:
    if name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise UsageError(f"query: no query named {name!r}; {hint}`eventbase query --list` shows the names")
    return known[name]


def _write(frame: pl.DataFrame, style: str, out: Path | None) -> None:
    if style == "parquet":
        frame.write_parquet(out or sys.stdout.buffer)
        return
    text = {"csv": _csv, "json": _json, "table": _table}[style](frame)
    if out:
        out.write_text(text, encoding="utf-8", newline="\n")
    else:
        click.echo(text, nl=False)


def _csv(frame: pl.DataFrame) -> str:
    return frame.write_csv(datetime_format="%Y-%m-%dT%H:%M:%S")


def _json(frame: pl.DataFrame) -> str:
    import json

    return json.dumps(frame.to_dicts(), ensure_ascii=False, indent=2, default=str) + "\n"


def _table(frame: pl.DataFrame) -> str:
    """Aligned columns, long cells cut, NULL as a blank, and the number of rows."""
    cells = [[_cell(value) for value in row] for row in frame.iter_rows()]
    numeric = [dtype.is_numeric() for dtype in frame.dtypes]
    widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(frame.columns)]

    def line(values: list[str]) -> str:
        padded = (v.rjust(w) if n else v.ljust(w) for v, w, n in zip(values, widths, numeric, strict=True))
        return "  ".join(padded).rstrip()

    lines = [line(frame.columns), line(["─" * width for width in widths]), *map(line, cells)]
    return "\n".join([*lines, f"({len(frame)} row{'' if len(frame) == 1 else 's'})"]) + "\n"


def _cell(value: object) -> str:
    text = "" if value is None else str(value).replace("\n", " ")
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
