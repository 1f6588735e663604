"""What is new since the last report is found by comparing with the page in the folder."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from report_fixtures import settings_for

from eventbase.report.pack import expand
from eventbase.report.page import write_report
from eventbase.store.synthetic import write_synthetic


def state_of(page: Path) -> dict:
    packed = re.search(r'<script type="text/plain" id="state">([^<]*)</script>', page.read_text(encoding="utf-8"))
    return expand(packed.group(1))


def without(source: Path, target: Path, event_ids: list[str]) -> Path:
    """A database that lacks some events, as an earlier run would have published it."""
    target.write_bytes(source.read_bytes())
    with duckdb.connect(str(target)) as connection:
        connection.execute("DELETE FROM events WHERE event_id IN (SELECT unnest(?))", [event_ids])
        connection.execute("UPDATE schema_version SET content_hash = 'earlier'")
        connection.execute("DELETE FROM articles WHERE published_at > TIMESTAMP '2025-06-01'")
    return target


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[str]]:
    folder = tmp_path_factory.mktemp("baseline")
    write_synthetic(folder / "now.duckdb", 80)
    with duckdb.connect(str(folder / "now.duckdb"), read_only=True) as connection:
        ids = [row[0] for row in connection.execute("SELECT event_id FROM events ORDER BY 1 LIMIT 5").fetchall()]
    return without(folder / "now.duckdb", folder / "earlier.duckdb", ids), folder / "now.duckdb", ids


def write(db: Path, out: Path) -> Path:
    return write_report(db, out, settings=settings_for(db))


def test_the_first_report_compares_with_nothing(databases, tmp_path: Path):
    state = state_of(write(databases[1], tmp_path))
    assert state["new"] is None and state["since"] is None


def test_new_events_are_those_that_the_last_report_had_not(databases, tmp_path: Path):
    earlier, now, ids = databases
    write(earlier, tmp_path)
    state = state_of(write(now, tmp_path))
    assert state["new"] == ids
    assert state["since"] <= "2025-06-01"


def test_writing_the_same_data_again_keeps_the_comparison(databases, tmp_path: Path):
    earlier, now, ids = databases
    write(earlier, tmp_path)
    first = write(now, tmp_path).read_bytes()
    assert write(now, tmp_path).read_bytes() == first
    assert state_of(tmp_path / "index.html")["new"] == ids


def test_a_page_of_someone_else_counts_as_none(databases, tmp_path: Path):
    (tmp_path / "index.html").write_text('<script type="text/plain" id="state">AAAA</script>')
    assert state_of(write(databases[1], tmp_path))["new"] is None
