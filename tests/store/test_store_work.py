"""The work file: what is stored, what is pending, and what it says when it cannot be opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from eventbase.errors import LockedError, StoreError
from eventbase.records import Issue, Place
from eventbase.store.intake import Counts
from eventbase.store.links import LinkTables
from eventbase.store.tables import published_tables
from eventbase.store.work import open_work


@pytest.fixture
def work(tmp_path: Path):
    with open_work(tmp_path / "x.work.duckdb") as store:
        store.begin_run("build", {}, [])
        yield store


def code_all(store, mention, version: str = "1") -> list[str]:
    coded = []
    for batch in store.pending_articles("rules", version):
        coded += [article.article_id for article, _ in batch]
        store.put_codings("rules", version, [(article.article_id, [mention()], []) for article, _ in batch])
    return coded


def place(number: int) -> Place:
    where = {"admin1": "Delta", "country": "UKR", "latitude": 48.0, "longitude": 37.0}
    return Place(place_id=f"geonames:{number}", name="Beta", geo_precision="settlement", **where)


def test_new_same_and_conflicting_articles(work, ingested):
    assert work.put_articles([ingested("a1"), ingested("a2")]) == Counts(new=2)
    again = work.put_articles([ingested("a1"), ingested("a2", text="Another text.")])
    assert again == Counts(same=1, refused=1)
    issue = work.issues().row(0, named=True)
    assert (issue["code"], issue["article_id"]) == ("conflicting_text", "a2")
    assert work.raw("a1") == ingested("a1").raw


def test_a_text_that_differs_in_a_later_run_is_a_change(work, ingested, mention):
    work.put_articles([ingested("a1"), ingested("a2")])
    code_all(work, mention)
    work.begin_run("build", {}, [])
    assert work.put_articles([ingested("a1", text="New words."), ingested("a2")]) == Counts(changed=1, same=1)
    assert work.mentions()["article_id"].to_list() == ["a2"]
    assert work.figures()["mention_id"].to_list() == work.mentions()["mention_id"].to_list()
    assert code_all(work, mention) == ["a1"]


def test_what_an_earlier_reading_knew_is_kept(work, ingested):
    work.put_articles([ingested("a1", title="A title")])
    work.begin_run("build", {}, [])
    assert work.put_articles([ingested("a1", title=None, published_at=None, published_basis="none")]) == Counts(same=1)
    assert work.articles().select("title", "published_basis").row(0) == ("A title", "metadata")


def test_only_what_is_new_or_of_an_older_coder_is_pending(work, ingested, mention):
    work.put_articles([ingested("a1"), ingested("a2")])
    assert code_all(work, mention) == ["a1", "a2"]
    assert code_all(work, mention) == []
    keys = work.mentions()["mention_id"].to_list()
    assert code_all(work, mention, version="2") == ["a1", "a2"]
    assert work.mentions()["coder_version"].unique().to_list() == ["2"]
    assert work.mentions()["mention_id"].to_list() == keys


def test_two_mentions_with_one_key_get_two(work, ingested, mention):
    work.put_articles([ingested("a1")])
    work.put_codings("rules", "1", [("a1", [mention(), mention()], [])])
    assert work.mentions()["mention_id"].n_unique() == 2
    assert work.figures()["figure_id"].n_unique() == 2


def test_places_are_set_on_mentions_and_locations(work, ingested, mention):
    work.put_articles([ingested("a1")])
    code_all(work, mention)
    missing = work.mentions_without_place()
    assert missing["location_name"].to_list() == ["Beta"]
    work.set_places([(missing["mention_id"][0], 0, place(1))])
    assert work.mentions()["place_id"].to_list() == ["geonames:1"]
    assert work.places()["place_id"].to_list() == ["geonames:1"]
    assert len(work.mentions_without_place()) == 0


def test_entries_of_places_that_a_coder_resolved_are_missed_until_given(work, ingested, mention):
    work.put_articles([ingested("a1")])
    work.put_codings("rules", "1", [("a1", [mention(place_id="geonames:1")], [])])
    assert work.missing_places() == ["geonames:1"]
    work.put_places([place(1)])
    assert work.missing_places() == []


def test_a_file_just_opened_can_be_read_at_once(tmp_path):
    open_work(tmp_path / "x.work.duckdb").close()
    with open_work(tmp_path / "x.work.duckdb") as store:
        assert len(store.places()) == 0


def test_an_issue_stands_once_and_can_be_forgotten(work):
    issue = Issue(stage="ingest", article_id=None, mention_id=None, code="invalid_json", detail="a.jsonl:3: no JSON")
    work.put_issues([issue, issue])
    work.put_issues([issue])
    assert len(work.issues()) == 1
    work.forget_issues("ingest", "a.jsonl")
    assert len(work.issues()) == 0


def link_tables(work) -> LinkTables:
    mentions = work.mentions()
    row = {"event_id": "e1", "event_type": "battle", "sub_event_type": "siege", "time_precision": "day",
           "date_basis": "none", "status": "occurred", "temporal_role": "new", "confidence": 0.5, "n_mentions": 1,
           "n_articles": 1, "n_sources": 1, "disputed": False, "summary": "S."}  # fmt: skip
    events = pl.DataFrame([row])
    return LinkTables(
        events=events,
        event_sources=pl.DataFrame({"event_id": ["e1"], "article_id": ["a1"], "independent": [True]}),
        event_figures=pl.DataFrame(schema=published_tables()["event_figures"].polars_schema),
        mention_events=mentions.select("mention_id", event_id=pl.lit("e1")),
        history=pl.DataFrame({"event_id": ["e1"], "change": ["created"], "other_event_id": [None]}),
    )


def test_links_replace_and_history_adds_once(work, ingested, mention):
    work.put_articles([ingested("a1")])
    code_all(work, mention)
    for _ in range(2):
        work.put_links(link_tables(work))
    assert work.mentions()["event_id"].to_list() == ["e1"]
    assert len(work.events()) == 1
    assert work.event_history().rows() == [("e1", "created", None, "r000001")]


def test_a_batch_that_fails_leaves_nothing(work, ingested, mention):
    work.put_articles([ingested("a1")])
    with pytest.raises(StoreError, match="nothing of this batch was stored"), work.transaction() as connection:
        connection.execute("DELETE FROM articles")
        connection.execute("INSERT INTO no_such_table VALUES (1)")
    assert len(work.articles()) == 1


def test_a_run_that_died_or_changed_nothing_gives_its_id_to_the_next(tmp_path):
    path = tmp_path / "x.work.duckdb"
    with open_work(path) as store:
        assert store.begin_run("build", {}, []) == "r000001"
    with open_work(path) as store:
        assert store.begin_run("build", {}, []) == "r000001"
        store.end_run("r000001", {"articles": 1})
        assert store.begin_run("build", {}, []) == "r000002"
        store.end_run("r000002", {}, "unchanged")
        assert store.begin_run("build", {}, []) == "r000002"
        statuses = dict(store.runs().select("run_id", "status").iter_rows())
    assert statuses == {"r000001": "done", "r000001.1": "interrupted", "r000002": "running", "r000002.1": "unchanged"}


HOLDER = """
import sys, time
from pathlib import Path
from eventbase.store.work import open_work
with open_work(Path(sys.argv[1])):
    print("open", flush=True)
    time.sleep(60)
"""


def test_a_lock_names_the_process_that_holds_it(tmp_path):
    path = tmp_path / "x.work.duckdb"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(LockedError) as caught:
            open_work(path)
    finally:
        holder.kill()
        holder.communicate()
    assert f"process {holder.pid}" in str(caught.value)
    assert "open_work" in str(caught.value)
    assert caught.value.exit_code == 5
    open_work(path).close()


def newer(path: Path) -> None:
    open_work(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("INSERT INTO work_migrations VALUES (9999, 'of_tomorrow')")


def foreign(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")


def truncated(path: Path) -> None:
    open_work(path).close()
    os.truncate(path, 5000)


BAD_FILES = {
    "newer": (newer, "update eventbase"),
    "foreign": (foreign, "not a work file of eventbase; move it away"),
    "truncated": (truncated, "move it away and build again"),
    "no_database": (lambda path: path.write_text("hello"), "move it away and build again"),
    "empty": (lambda path: path.write_text(""), "move it away and build again"),
    "folder": (lambda path: path.mkdir(), "is a folder; name a file"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_cannot_be_used_is_named_and_left_alone(tmp_path, kind):
    spoil, message = BAD_FILES[kind]
    path = tmp_path / "x.work.duckdb"
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=message) as caught:
        open_work(path)
    assert str(path) in str(caught.value)
    assert before is None or path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="name another database with --db"):
        open_work(tmp_path / "file" / "x.work.duckdb")


def test_migrations_run_once_and_in_order(tmp_path):
    path = tmp_path / "x.work.duckdb"
    for _ in range(2):
        with open_work(path) as store:
            numbers = [row[0] for row in store.connection.execute("SELECT number FROM work_migrations").fetchall()]
    assert numbers == sorted(set(numbers)) == list(range(1, len(numbers) + 1))
