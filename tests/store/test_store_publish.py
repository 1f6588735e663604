"""Publishing: one atomic step, nothing where nothing changed, nothing lost whatever happens."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from eventbase.errors import StoreError
from eventbase.store.content import content_hash
from eventbase.store.publish import publish
from eventbase.store.read import connect, events
from eventbase.store.tables import published_tables, quoted
from eventbase.store.work import open_work


@pytest.fixture
def work(tmp_path: Path, ingested, mention):
    with open_work(tmp_path / "eventbase.work.duckdb") as store:
        run_id = store.begin_run("build", {}, [])
        add_article(store, ingested("a1"), mention())
        store.end_run(run_id, {})
        yield store


def add_article(store, row, mention) -> None:
    store.put_articles([row])
    store.put_codings("rules", "1", [(row.article.article_id, [mention], [])])


def content(path: Path) -> dict[str, list[tuple]]:
    """All rows of a published database but clock readings."""
    with connect(path) as connection:
        return {
            name: connection.execute(
                f"SELECT {', '.join(quoted(c) for c in table.names if c != 'retrieved_at')} FROM {quoted(name)}"
            ).fetchall()
            for name, table in published_tables().items()
            if name != "runs"
        }


def test_what_is_unchanged_is_not_published(work, tmp_path, ingested, mention):
    target = tmp_path / "eventbase.duckdb"
    assert publish(work, target) is True
    stamp = (target.stat().st_mtime_ns, target.stat().st_ino)
    assert publish(work, target) is False
    assert (target.stat().st_mtime_ns, target.stat().st_ino) == stamp
    add_article(work, ingested("a2"), mention())
    assert publish(work, target) is True
    assert publish(work, target, metadata={"banner": "sample texts"}) is True
    with connect(target) as connection:
        assert connection.execute("SELECT banner FROM schema_version").fetchall() == [("sample texts",)]


def test_only_runs_that_ended_and_places_in_use_are_published(work, tmp_path):
    from eventbase.records import Place

    work.put_places([Place(place_id="geonames:9", name="Nowhere")])
    work.begin_run("build", {}, [])
    publish(work, tmp_path / "eventbase.duckdb")
    with connect(tmp_path / "eventbase.duckdb") as connection:
        assert connection.execute("SELECT run_id, status FROM runs").fetchall() == [("r000001", "done")]
        assert connection.execute("SELECT count(*) FROM places").fetchall() == [(0,)]


def test_two_builds_in_different_folders_are_equal(tmp_path, ingested, mention):
    for folder, order in (("one", ["a1", "a2"]), ("two", ["a2", "a1"])):
        (tmp_path / folder).mkdir()
        with open_work(tmp_path / folder / "w.duckdb") as store:
            run_id = store.begin_run("build", {}, [])
            for article_id in order:
                add_article(store, ingested(article_id), mention())
            store.end_run(run_id, {})
            publish(store, tmp_path / folder / "eventbase.duckdb")
    assert content(tmp_path / "one" / "eventbase.duckdb") == content(tmp_path / "two" / "eventbase.duckdb")


def test_readers_keep_the_state_that_they_opened(work, tmp_path, ingested, mention):
    target = tmp_path / "eventbase.duckdb"
    publish(work, target)
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout.readline() == "1\n"
    add_article(work, ingested("a2"), mention())
    assert publish(work, target) is True
    out, _ = reader.communicate("again\n")
    assert out == "1\n"
    with connect(target) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchall() == [(2,)]


READER = """
import duckdb, sys
c = duckdb.connect(sys.argv[1], read_only=True)
count = lambda: print(c.execute("SELECT count(*) FROM articles").fetchall()[0][0], flush=True)
count(); sys.stdin.readline(); count()
"""


def test_a_file_of_someone_else_is_left_alone(work, tmp_path):
    target = tmp_path / "mine.duckdb"
    with duckdb.connect(str(target)) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")
    before = target.read_bytes()
    with pytest.raises(StoreError, match="not written by eventbase, so it is left alone"):
        publish(work, target)
    assert target.read_bytes() == before


def test_our_own_damaged_file_is_written_anew(work, tmp_path):
    target = tmp_path / "eventbase.duckdb"
    publish(work, target)
    os.truncate(target, 4000)
    assert publish(work, target) is True
    with connect(target) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]


def test_leftovers_of_dead_runs_go(work, tmp_path):
    target = tmp_path / "eventbase.duckdb"
    for name in (".eventbase.duckdb.new-1", ".eventbase.duckdb.new-1.wal", "eventbase.duckdb.wal"):
        (tmp_path / name).write_bytes(b"half a file")
    publish(work, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["eventbase.duckdb", "eventbase.work.duckdb",
                                                                "eventbase.work.duckdb.wal"]  # fmt: skip


def test_a_full_disk_leaves_the_old_file_and_says_so(work, tmp_path, ingested, mention, monkeypatch):
    target = tmp_path / "eventbase.duckdb"
    publish(work, target)
    before = target.read_bytes()
    add_article(work, ingested("a2"), mention())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("eventbase.store.publish.flush", full)
    with pytest.raises(StoreError, match="no space left on the disk; free some"):
        publish(work, target)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".eventbase.duckdb.new-*"))


def test_a_folder_that_cannot_be_written_is_named(work, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="a file stands where a folder is needed"):
        publish(work, tmp_path / "file" / "eventbase.duckdb")


def test_the_file_opens_in_older_versions_of_duckdb(work, tmp_path):
    """Its storage version is that of DuckDB 1.2; benchmarks/readers.py opens it with 1.4, 1.5 and 2.0 themselves."""
    publish(work, tmp_path / "eventbase.duckdb")
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{tmp_path / 'eventbase.duckdb'}' AS db (READ_ONLY)")
        tags = connection.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'db'").fetchall()[0][0]
    assert tags["storage_version"].startswith("v1.2.0")


def test_the_hash_sees_content_and_nothing_else(synthetic_db):
    with connect(synthetic_db) as connection:
        first = content_hash(connection, {"banner": None}, {})
        assert first == content_hash(connection, {"banner": None}, {"events": "FROM events ORDER BY event_id DESC"})
        assert first != content_hash(
            connection, {"banner": None}, {"events": "FROM events WHERE event_id <> 'ev-00000001'"}
        )
        assert first != content_hash(connection, {"banner": "x"}, {})
        assert first == content_hash(
            connection, {"banner": None}, {"articles": "SELECT * REPLACE (NULL AS retrieved_at) FROM articles"}
        )


@pytest.mark.parametrize("kind", ["missing", "foreign", "damaged", "newer"])
def test_reading_says_what_to_do(work, tmp_path, kind):
    path = tmp_path / "eventbase.duckdb"
    message = {"missing": "make it with `eventbase build`", "foreign": "not one that eventbase published",
               "damaged": "publish it anew", "newer": "update eventbase"}[kind]  # fmt: skip
    if kind == "foreign":
        duckdb.connect(str(path)).close()
    elif kind == "damaged":
        publish(work, path)
        os.truncate(path, 9000)
    elif kind == "newer":
        publish(work, path)
        with duckdb.connect(str(path)) as connection:
            connection.execute("UPDATE schema_version SET schema_version = 99")
    with pytest.raises(StoreError, match=message):
        connect(path)


def test_events_come_as_a_frame(synthetic_db):
    frame = events(synthetic_db)
    assert frame.columns == list(published_tables()["events"].names)
    assert frame["event_id"].is_sorted()
    assert len(frame) == 1500


WRITER = """
import sys
from pathlib import Path
import polars as pl
from eventbase.store.publish import publish
from eventbase.store.work import open_work
folder = Path(sys.argv[1])
with open_work(folder / "eventbase.work.duckdb") as store:
    print("go", flush=True)
    for banner in ("one", "two", "three", "four", "five"):
        publish(store, folder / "eventbase.duckdb", metadata={"banner": banner})
"""


def test_sigkill_at_any_moment_leaves_a_whole_file(work, tmp_path, ingested, mention):
    for number in range(200):
        if number % 100 == 0:
            work.put_articles([ingested(f"b{number + k}") for k in range(100)])
    publish(work, tmp_path / "eventbase.duckdb", metadata={"banner": "zero"})
    expected = content(tmp_path / "eventbase.duckdb")
    work.close()
    moments = random.Random(5)
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        writer.stdout.readline()
        time.sleep(moments.uniform(0.0, 0.5))
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
        now = content(tmp_path / "eventbase.duckdb")
        assert {k: v for k, v in now.items() if k != "schema_version"} == {
            k: v for k, v in expected.items() if k != "schema_version"
        }
    with open_work(tmp_path / "eventbase.work.duckdb") as store:
        assert publish(store, tmp_path / "eventbase.duckdb", metadata={"banner": "last"}) is True
        assert len(store.articles()) == 201
    assert not list(tmp_path.glob(".*new-*"))
