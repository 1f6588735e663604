"""The cookbook's queries run and answer, and docs/sql.md shows them; the query command shows results."""

from __future__ import annotations

import io
import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from eventbase.cli.query import command
from eventbase.errors import StoreError, UsageError
from eventbase.store.cookbook import recipes, with_queries
from eventbase.store.frames import fetch
from eventbase.store.read import connect

DOCS = Path(__file__).parents[2] / "docs" / "sql.md"
MAY_BE_EMPTY = {"rival-claims"}


def run(db: Path, *arguments: str):
    return CliRunner().invoke(command, [*arguments, "--db", str(db)], catch_exceptions=True)


def test_there_are_at_least_twenty_questions_with_names_of_their_own():
    assert len(recipes()) >= 20
    assert len({recipe.name for recipe in recipes()}) == len(recipes())
    assert all(recipe.question.endswith((".", "?", ")")) for recipe in recipes())


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.name)
def test_each_query_answers(synthetic_db, recipe):
    with connect(synthetic_db) as connection:
        frame = fetch(connection, recipe.sql)
    assert len(frame) > 0 or recipe.name in MAY_BE_EMPTY


def test_the_page_shows_the_queries_as_they_are():
    text = DOCS.read_text(encoding="utf-8")
    assert with_queries(text) == text, "run: python -m eventbase.store.cookbook"


def test_list_names_every_query(synthetic_db):
    result = run(synthetic_db, "--list")
    assert result.exit_code == 0
    assert all(recipe.name in result.stdout for recipe in recipes())


def test_formats(synthetic_db, tmp_path):
    sql = "SELECT 1 AS a, NULL AS b, DATE '2025-05-03' AS c"
    table = run(synthetic_db, sql)
    assert table.stdout.splitlines()[0].split() == ["a", "b", "c"]
    assert table.stdout.endswith("(1 row)\n")
    assert run(synthetic_db, sql, "--format", "csv").stdout == "a,b,c\n1,,2025-05-03\n"
    assert json.loads(run(synthetic_db, sql, "--format", "json").stdout) == [{"a": 1, "b": None, "c": "2025-05-03"}]
    parquet = run(synthetic_db, sql, "--format", "parquet").stdout_bytes
    assert pl.read_parquet(io.BytesIO(parquet)).height == 1
    assert run(synthetic_db, sql, "--out", str(tmp_path / "out.csv")).exit_code == 0
    assert (tmp_path / "out.csv").read_text() == "a,b,c\n1,,2025-05-03\n"


@pytest.mark.parametrize(("sql", "message"), [
    ("SELECT * FROM nowhere", "nowhere does not exist"),
    ("SELEC 1", "syntax error"),
    ("DROP TABLE events", "read-only"),
    ("SELECT 1; SELECT 2", "exactly one SQL statement"),
    ("SELECT * FROM read_csv('/etc/hosts')", "disabled"),
    ("deadlest", "did you mean 'deadliest'"),
])  # fmt: skip
def test_what_cannot_run_is_said_in_one_line(synthetic_db, sql, message):
    result = run(synthetic_db, sql)
    assert isinstance(result.exception, UsageError)
    assert message in str(result.exception)
    assert "\n" not in str(result.exception)


def test_a_missing_database_says_what_to_do(tmp_path):
    result = run(tmp_path / "none.duckdb", "SELECT 1")
    assert isinstance(result.exception, StoreError)
    assert "eventbase build" in str(result.exception)
