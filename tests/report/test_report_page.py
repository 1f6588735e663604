"""The page as a file: self-contained, the same bytes for the same data, nothing executable from the data."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from report_fixtures import settings_for

from eventbase.errors import StoreError, UsageError
from eventbase.report.links import web_link
from eventbase.report.page import write_report
from eventbase.report.split import slug
from eventbase.store.synthetic import write_synthetic

SPLITS = {
    "country": "SELECT count(DISTINCT country) FROM events",
    "month": "SELECT count(DISTINCT strftime(event_date, '%Y-%m')) FROM events "
    "WHERE strftime(event_date, '%Y-%m') = strftime(event_date_end, '%Y-%m')",
    "actor": "SELECT count(DISTINCT name) FROM (SELECT actor1_name AS name FROM events UNION "
    "SELECT actor2_name FROM events)",
}


class Links(HTMLParser):
    """Everything in a page that could load or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("src", "href", "action", "srcset", "data", "formaction") or name.startswith("on"):
                self.found.append((tag, name, value or ""))


def links_of(html: str) -> list[tuple[str, str, str]]:
    parser = Links()
    parser.feed(html)
    return parser.found


def test_nothing_is_loaded_and_nothing_runs_from_attributes(report: Path):
    found = links_of(report.read_text(encoding="utf-8"))
    assert found
    assert all(tag == "a" and name == "href" and value.startswith("#") for tag, name, value in found)


def test_the_policy_names_the_page_s_own_scripts_only(report: Path):
    html = report.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html).group(1).replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy and "http" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    [script] = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy


def test_the_same_database_gives_the_same_bytes(database: Path, tmp_path: Path):
    pages = [write_report(database, tmp_path / name, settings=settings_for(database)) for name in ("a", "b", "a")]
    first, second, again = (page.read_bytes() for page in pages)
    assert first == second == again


def test_rows_in_another_order_give_the_same_bytes(database: Path, report: Path, tmp_path: Path):
    """The order of rows in the file is no part of the data."""
    shuffled = tmp_path / "eventbase.duckdb"
    shuffled.write_bytes(database.read_bytes())
    with duckdb.connect(str(shuffled)) as connection:
        for table in ("events", "evidence", "event_sources", "articles"):
            connection.execute(f"CREATE TEMP TABLE t AS SELECT * FROM {table} ORDER BY hash({table}::TEXT)")
            connection.execute(f"DELETE FROM {table}")
            connection.execute(f"INSERT INTO {table} SELECT * FROM t")
            connection.execute("DROP TABLE t")
    page = write_report(shuffled, tmp_path / "reports", settings=settings_for(shuffled))
    assert page.read_bytes() == report.read_bytes()


def test_readers_without_script_get_the_latest_events(database: Path, report: Path):
    html = report.read_text(encoding="utf-8")
    fallback = html[html.index('id="fallback"') :]
    with duckdb.connect(str(database), read_only=True) as connection:
        latest = "SELECT event_date FROM events WHERE event_date IS NOT NULL ORDER BY 1 DESC LIMIT 200"
        days = [str(day) for (day,) in connection.execute(latest).fetchall()]
    assert re.findall(r'<td class="date">([^<]+)</td>', fallback) == days


def test_the_demo_s_page_is_small(report: Path):
    assert report.stat().st_size < 3_000_000


def test_no_clock_reading_gets_into_the_page(database: Path, report: Path, tmp_path: Path):
    later = tmp_path / "eventbase.duckdb"
    later.write_bytes(database.read_bytes())
    with duckdb.connect(str(later)) as connection:
        connection.execute("UPDATE runs SET started_at = TIMESTAMP '2031-01-01', duration_s = 99")
        connection.execute("UPDATE articles SET retrieved_at = TIMESTAMP '2031-01-01'")
    page = write_report(later, tmp_path / "reports", settings=settings_for(later))
    assert page.read_bytes() == report.read_bytes()


@pytest.mark.parametrize("split", SPLITS)
def test_split_writes_a_page_for_each_part_and_links_them(database: Path, tmp_path: Path, split: str):
    small = tmp_path / "small.duckdb"
    write_synthetic(small, 60)
    index = write_report(small, tmp_path / "out", settings=settings_for(small), split=split)
    with duckdb.connect(str(small), read_only=True) as connection:
        [(expected,)] = connection.execute(SPLITS[split]).fetchall()
    pages = sorted((tmp_path / "out" / split).iterdir())
    assert len(pages) == expected > 1
    linked = [value for _, _, value in links_of(index.read_text(encoding="utf-8")) if not value.startswith("#")]
    assert sorted(linked) == [f"{split}/{page.name}" for page in pages]
    assert "../index.html" in [value for _, _, value in links_of(pages[0].read_text(encoding="utf-8"))]


def test_conflicts_are_pairs_of_sides_whoever_acts(tmp_path: Path):
    small = tmp_path / "small.duckdb"
    write_synthetic(small, 200)
    write_report(small, tmp_path / "out", settings=settings_for(small), split="conflict")
    titles = [
        re.search(r"<title>(.*?)</title>", page.read_text(encoding="utf-8")).group(1)
        for page in (tmp_path / "out" / "conflict").iterdir()
    ]
    pairs = [title.removeprefix("Conflict events: ").split(" – ") for title in titles]
    assert ["RUS", "UKR"] in pairs
    assert all(pair == sorted(pair) and len(set(pair)) == 2 for pair in pairs)


def test_an_unknown_split_is_wrong_use(database: Path, tmp_path: Path):
    with pytest.raises(UsageError, match="one of country, conflict, actor, month"):
        write_report(database, tmp_path, settings=settings_for(database), split="colour")


def test_file_names_are_safe_and_different_names_get_different_files():
    names = [
        "UKR",
        "../../etc/passwd",
        "a/b",
        "a b",
        "A B",
        "Мотострілець",
        "",
        "con",
        "x" * 300,
        "RSF",
        "rsf",
        "\u202etxt",
    ]
    slugs = [slug(name) for name in names]
    assert all(re.fullmatch(r"[A-Za-z0-9-]{1,80}", name) for name in slugs)
    assert len({name.lower() for name in slugs}) == len(names)


def test_only_web_addresses_become_links():
    assert web_link("https://example.org/a?b=c") == "https://example.org/a?b=c"
    refused = [
        None, "", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://", "//example.org",
        " https://example.org", "https://exa\nmple.org", "vbscript:x", "http:/x", "https://[::1", "ftp://example.org",
    ]  # fmt: skip
    assert [web_link(url) for url in refused] == [None] * len(refused)


def test_a_file_that_is_no_database_is_named(tmp_path: Path):
    with pytest.raises(StoreError, match="no such database"):
        write_report(tmp_path / "none.duckdb", tmp_path, settings=settings_for(tmp_path / "none.duckdb"))
    (tmp_path / "text.duckdb").write_text("not a database at all")
    with pytest.raises(StoreError, match="build it again"):
        write_report(tmp_path / "text.duckdb", tmp_path, settings=settings_for(tmp_path / "text.duckdb"))
