"""Tables, comments and views are generated from the models and in step with the contract."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from eventbase.store.build import scripts
from eventbase.store.migrate import migrate
from eventbase.store.tables import create_statement, published_tables, work_tables

CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "SCHEMA.md"


LISTED = ("articles", "parts", "mentions", "mention_locations", "figures", "evidence", "event_sources", "event_figures",
          "event_history", "places", "issues")  # fmt: skip
NO_COLUMN = {"mention_id", "id", "event", "text"}  # words in backquotes that mean something else


def contract_words(table: str) -> list[str]:
    """The words in backquotes of SCHEMA.md's paragraph on a table, each once, in order."""
    if not CONTRACT.exists():
        pytest.skip("../shared/contract/SCHEMA.md is not there")
    text = CONTRACT.read_text(encoding="utf-8")
    paragraph = text[text.index(f"**{table}** —") + len(table) + 4 :]
    paragraph = re.split(r"\n\n|\*\*", paragraph)[0]
    words = [word.strip('"') for word in re.findall(r"`([^`]+)`", paragraph)]
    return [word for no, word in enumerate(words) if word not in words[:no]]


@pytest.mark.parametrize("name", LISTED)
def test_columns_are_those_of_the_contract_in_its_order(name):
    table = published_tables()[name]
    words = contract_words(name)
    codes = {code for column in table.columns for code in column.codes}
    assert [word for word in words if word in table.names] == list(table.names)
    others = {word for word in words if re.fullmatch("[a-z_0-9]+", word)} - set(table.names) - codes
    assert others <= NO_COLUMN


def test_events_have_the_mentions_columns_and_the_ranges():
    events, mentions = published_tables()["events"].names, published_tables()["mentions"].names
    own_to_mentions = {"mention_id", "article_id", "story_no", "part", "coder", "coder_version"}
    assert set(mentions) - own_to_mentions <= set(events)
    for measure in ("killed", "wounded", "captured", "casualties", "troops"):
        assert {f"{measure}_low", f"{measure}_best", f"{measure}_high"} <= set(events)


def test_every_table_and_column_has_a_comment_in_the_file(synthetic_db):
    with duckdb.connect(str(synthetic_db), read_only=True) as connection:
        bare = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL UNION ALL "
            "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL UNION ALL "
            "SELECT function_name FROM duckdb_functions() WHERE NOT internal AND comment IS NULL UNION ALL "
            "SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL "
            "AND schema_name = 'main' AND table_name NOT LIKE 'v\\_%' ESCAPE '\\'"
        ).fetchall()
    assert bare == []


def test_migrations_make_the_tables_of_the_models():
    connection = duckdb.connect()
    migrate(connection, Path("memory"))
    for name, table in work_tables().items():
        if name != "schema_version":
            rows = connection.execute(
                "SELECT column_name, data_type, is_nullable FROM duckdb_columns() WHERE table_name = ? "
                "ORDER BY column_index", [name],
            ).fetchall()  # fmt: skip
            types = {"TEXT": "VARCHAR"}
            ours = [(c.name, types.get(c.sql_type, c.sql_type), c.nullable) for c in table.columns]
            assert rows == ours, name


def test_a_code_outside_its_list_is_refused():
    connection = duckdb.connect()
    connection.execute(create_statement(published_tables()["parts"]))
    connection.execute("INSERT INTO parts VALUES ('a', 0, 'body', 0, 0, 5)")
    with pytest.raises(duckdb.ConstraintException):
        connection.execute("INSERT INTO parts VALUES ('a', 1, 'sidebar', 0, 0, 5)")
    with pytest.raises(duckdb.ConstraintException):
        connection.execute("INSERT INTO parts VALUES ('a', 0, 'body', 0, 0, 5)")


def test_each_view_file_says_first_what_one_row_is():
    for folder in ("views", "derived"):
        for name, text in scripts(folder):
            assert re.match(r"-- .*[Oo]ne row an? ", text), name
