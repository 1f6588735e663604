"""The whole job: built twice, changed, refused, killed, explained."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import eventbase
from eventbase.cli.build import command as build_command
from eventbase.cli.code import command as code_command
from eventbase.config import Settings
from eventbase.errors import UsageError
from eventbase.ingest.read import InputDefaults
from eventbase.pipeline import build

OWN = Path(__file__).parent / "gold"
MAIN = "from eventbase.cli import main; main()"
PAGES = [
    {"id": "p1", "published_at": "2024-05-05", "source": "North Post",
     "text": "Rebels shelled Omdurman in Sudan on Friday, killing three people, the health ministry said."},
    {"id": "p2", "published_at": "2024-05-05", "source": "South Post",
     "text": "Three people died on Friday when rebels shelled Omdurman, Sudan's health ministry said."},
    {"id": "p3", "published_at": "2024-05-06", "source": "South Post",
     "text": "The choir of Omdurman sang on Sunday."},
]  # fmt: skip


def write(path: Path, pages: list[dict]) -> Path:
    path.write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
    return path


def settings(folder: Path) -> Settings:
    return Settings(db=folder / "e.duckdb", quiet=True)


def run(folder: Path, source: Path):
    return build(settings(folder), [source], InputDefaults())


def tables(db: Path) -> dict[str, list[tuple]]:
    """Rows of all published tables without the clock's column, and without the hash of the coder's sources."""
    with eventbase.connect(db) as connection:
        names = [
            r[0]
            for r in connection.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'").fetchall()
        ]
        found = {}
        for name in sorted(set(names) - {"runs", "schema_version"}):
            columns = {"articles": "* EXCLUDE (retrieved_at)", "mentions": "* EXCLUDE (coder_version)"}.get(name, "*")
            found[name] = connection.execute(f"SELECT {columns} FROM {name} ORDER BY ALL").fetchall()
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with a build of PAGES, and what its second build did."""
    folder = tmp_path_factory.mktemp("twice")
    source = write(folder / "in.jsonl", PAGES)
    first = run(folder, source)
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and "work" not in p.name}
    return folder, first, run(folder, source), before


def test_the_first_build_makes_everything(built):
    folder, first, _, _ = built
    assert first.exit_code == 0
    assert first.counts["ingest"]["new"] == 3
    assert first.counts["code"]["articles"] == 3
    assert first.published
    assert (folder / "export" / "manifest.json").exists() and (folder / "reports" / "index.html").exists()
    events = eventbase.events(folder / "e.duckdb")
    assert events["n_articles"].to_list() == [2], "two reports of one shelling are one event, the choir is none"


def test_the_second_build_codes_and_publishes_nothing(built):
    _, _, second, before = built
    assert second.counts["ingest"] == {"new": 0, "changed": 0, "same": 3, "refused": 0}
    assert second.counts["code"]["articles"] == 0
    assert not second.published
    assert {p: p.read_bytes() for p in before} == before


def test_a_changed_article_alone_is_coded_again(tmp_path):
    source = write(tmp_path / "in.jsonl", PAGES)
    run(tmp_path, source)
    changed = [dict(PAGES[0], text=PAGES[0]["text"].replace("three people", "five people")), *PAGES[1:]]
    again = run(tmp_path, write(source, changed))
    assert again.counts["ingest"]["changed"] == 1
    assert again.counts["code"]["articles"] == 1
    assert again.published
    with eventbase.connect(tmp_path / "e.duckdb") as connection:
        tolls = connection.execute(
            "SELECT article_id, best FROM figures JOIN mentions USING (mention_id) ORDER BY ALL"
        ).fetchall()
    assert tolls == [("p1", 5.0), ("p2", 3.0)]


def test_an_article_more_gives_the_same_as_all_at_once(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    run(tmp_path / "a", write(tmp_path / "a" / "first.jsonl", PAGES[:1]))
    run(tmp_path / "a", write(tmp_path / "in.jsonl", PAGES))
    run(tmp_path / "b", tmp_path / "in.jsonl")
    mentions = [tables(tmp_path / name / "e.duckdb")["mentions"] for name in "ab"]
    strip = [[tuple(v for v in row[:-1]) for row in rows] for rows in mentions]
    assert strip[0] == strip[1]


def test_two_builds_of_one_input_are_equal(tmp_path):
    found = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        run(tmp_path / name, write(tmp_path / "in.jsonl", PAGES))
        export = tmp_path / name / "export"
        files = {p.relative_to(export): p.read_bytes() for p in export.rglob("*") if p.is_file()}
        found.append((tables(tmp_path / name / "e.duckdb"), files))
    assert found[0][0] == found[1][0]
    differing = [str(p) for p in found[0][1] if found[0][1][p] != found[1][1].get(p)]
    assert differing == []


def test_bad_input_is_refused_and_the_rest_goes_on(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text(
        json.dumps(PAGES[0]) + "\n{broken\n" + json.dumps({"id": "x", "text": 5}) + "\n", encoding="utf-8"
    )
    done = CliRunner().invoke(build_command, [str(source), "--db", str(tmp_path / "e.duckdb"), "--json", "--quiet"])
    assert done.exit_code == 4, done.output
    value = json.loads(done.output)
    assert {"invalid_json", "invalid_row"} <= {issue["code"] for issue in value["issues"]}
    assert all("in.jsonl:" in issue["detail"] for issue in value["issues"])
    with eventbase.connect(tmp_path / "e.duckdb") as connection:
        assert connection.execute("SELECT count(*) FROM mentions").fetchall() == [(1,)]
        assert connection.execute("SELECT count(*) FROM issues WHERE stage = 'ingest'").fetchall()[0][0] >= 2


def test_a_missing_path_is_wrong_use_and_makes_no_database(tmp_path):
    with pytest.raises(UsageError, match="no such file"):
        run(tmp_path, tmp_path / "none")
    assert not (tmp_path / "e.duckdb").exists()


def test_text_in_another_language_is_kept_not_coded(tmp_path):
    page = {
        "id": "de",
        "language": "de",
        "text": "Rebellen beschossen am Freitag die Stadt Omdurman, drei Menschen starben.",
    }
    done = run(tmp_path, write(tmp_path / "in.jsonl", [page]))
    assert done.exit_code == 0
    assert [i.code for i in done.issues] == ["not_coded_language"]
    with eventbase.connect(tmp_path / "e.duckdb") as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
        assert connection.execute("SELECT count(*) FROM mentions").fetchall() == [(0,)]


def test_explain_tells_sentence_by_sentence_and_stores_nothing(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(PAGES[0]["text"] + "\n\nThe choir sang.", encoding="utf-8")
    with CliRunner().isolated_filesystem(tmp_path):
        done = CliRunner().invoke(code_command, ["--explain", str(page), "--published-at", "2024-05-05"])
        assert list(Path().iterdir()) == []
    assert done.exit_code == 0, done.output
    assert "rule shell: accepted" in done.output
    assert "shelling (occurred, new, confidence 0." in done.output
    assert "three people" in done.output
    again = CliRunner().invoke(code_command, ["--explain", str(page), "--published-at", "2024-05-05", "--json"])
    assert json.loads(again.output)["mentions"][0]["event_date"] == "2024-05-03"


# ---- stopped at any moment --------------------------------------------------------------------------------------
def start(folder: Path) -> subprocess.Popen:
    command = [
        sys.executable,
        "-c",
        MAIN,
        "build",
        str(OWN / "places.jsonl"),
        "--db",
        str(folder / "e.duckdb"),
        "--quiet",
    ]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Tables of a build that nothing stops, and its seconds."""
    folder = tmp_path_factory.mktemp("whole")
    began = time.monotonic()
    process = start(folder)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    return tables(folder / "e.duckdb"), time.monotonic() - began


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize(("how", "times"), [(signal.SIGKILL, 3), (signal.SIGINT, 2)])
def test_a_build_stopped_at_random_moments_is_finished_by_the_next(how, times, tmp_path, undisturbed):
    wanted, seconds = undisturbed
    moments = random.Random(int(how))
    for _ in range(times):
        process = start(tmp_path)
        time.sleep(moments.uniform(0.2, 0.95) * seconds)
        process.send_signal(how)
        _, errors = process.communicate()
        assert process.returncode in {0, 130, -int(how)}, errors
        if (tmp_path / "e.duckdb").exists():
            assert tables(tmp_path / "e.duckdb") == wanted, "a published file is a whole one"
    last = start(tmp_path)
    _, errors = last.communicate()
    assert last.returncode == 0, errors
    assert tables(tmp_path / "e.duckdb") == wanted
    assert [p.name for p in tmp_path.iterdir() if ".new-" in p.name] == []
