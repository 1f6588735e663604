"""Releases: complete, valid, immutable, the same bytes; verify finds what was altered; diff tells what changed."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import yaml
from click.testing import CliRunner
from frictionless import Package

from eventbase.cli.diff import command as diff_command
from eventbase.cli.verify import command as verify_command
from eventbase.errors import CheckFailed, StoreError, UsageError
from eventbase.export.diff import diff, to_html, to_text
from eventbase.export.files import files_in
from eventbase.export.release import ReleaseOptions, release
from eventbase.export.verify import verify
from eventbase.store.synthetic import write_synthetic


@pytest.fixture(scope="module")
def small_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "eventbase.duckdb"
    write_synthetic(path, 150)
    return path


@pytest.fixture(scope="module")
def released(small_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("releases") / "1.0.0"
    options = ReleaseOptions(authors=["A. Nother"], date="2025-12-01", by_year=True, croissant=True)
    return release(small_db, "1.0.0", out, options)


def copied(folder: Path, to: Path) -> Path:
    """A copy of a release that may be written."""
    for name in files_in(folder):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_bytes((folder / name).read_bytes())
    return to


def test_a_release_is_complete(released):
    names = set(files_in(released))
    assert {"datapackage.json", "codebook.html", "codebook.md", "codebook.csv", "CITATION.cff", "LICENCE.txt",
            "README.md", "method.json", "manifest.json", "SHA256SUMS", "events.geo.parquet", "events.geojson",
            "croissant.json", "parquet/events.parquet", "csv/events.csv",
            "events_by_year/year=2024/events.parquet"} <= names  # fmt: skip
    citation = yaml.safe_load((released / "CITATION.cff").read_text())
    assert (citation["version"], citation["authors"], citation["type"]) == ("1.0.0", [{"name": "A. Nother"}], "dataset")
    assert "GeoNames" in (released / "LICENCE.txt").read_text()
    assert json.loads((released / "method.json").read_text())["coders"][0]["coder"] == "synthetic"


def test_frictionless_accepts_it(released):
    report = Package(str(released / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])[:3]
    tables = [task for task in report.tasks if task.type == "table"]
    assert len(tables) == 14


def test_hashes_are_those_that_sha256sum_finds(released):
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=released, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_same_input_gives_the_same_bytes(small_db, released, tmp_path):
    options = ReleaseOptions(authors=["A. Nother"], date="2025-12-01", by_year=True, croissant=True)
    again = release(small_db, "1.0.0", tmp_path / "elsewhere", options)
    assert files_in(again) == files_in(released)
    for name in files_in(released):
        assert (again / name).read_bytes() == (released / name).read_bytes(), name


def test_a_version_is_never_overwritten(small_db, released):
    before = (released / "SHA256SUMS").read_bytes()
    with pytest.raises(StoreError, match="never overwritten: name a new folder"):
        release(small_db, "1.0.0", released, ReleaseOptions())
    assert (released / "SHA256SUMS").read_bytes() == before
    assert not (released / "csv" / "events.csv").stat().st_mode & 0o222


def test_a_release_that_fails_leaves_no_folder(small_db, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("eventbase.export.release.write_geojson", full)
    with pytest.raises(StoreError, match="No space left"):
        release(small_db, "1.0.0", tmp_path / "r", ReleaseOptions())
    assert list(tmp_path.iterdir()) == []


def test_a_version_must_be_a_name(small_db, tmp_path):
    with pytest.raises(UsageError, match="letters, digits, dots and dashes"):
        release(small_db, "../1", tmp_path / "r", ReleaseOptions())


def test_years_hold_all_events(released):
    parts = [
        pl.read_parquet(path, hive_partitioning=False) for path in released.glob("events_by_year/*/events.parquet")
    ]
    assert sum(map(len, parts)) == 150
    assert pl.read_parquet(released / "events_by_year" / "year=2024" / "events.parquet")["event_date"].dt.year().unique(
    ).to_list() == [2024]  # fmt: skip


def test_a_whole_release_verifies(released, small_db):
    assert verify(released) == []
    assert verify(released, small_db) == []


def altered_csv(folder: Path) -> None:
    path = folder / "csv" / "events.csv"
    path.write_text(path.read_text().replace("occurred", "denied", 1))


def rewritten(table: str, change):
    def spoil(folder: Path) -> None:
        path = folder / "parquet" / f"{table}.parquet"
        change(pl.read_parquet(path)).write_parquet(path)

    return spoil


SPOILED = {
    "hash": (altered_csv, "was altered"),
    "missing": (lambda folder: (folder / "codebook.csv").unlink(), "is missing"),
    "extra": (lambda folder: (folder / "more.csv").write_text("x"), "is not part of the release"),
    "keys": (rewritten("events", lambda f: pl.concat([f, f.head(1)])), "1 keys repeat"),
    "references": (rewritten("events", lambda f: f.tail(len(f) - 1)), "is not in events"),
    "codes": (rewritten("events", lambda f: f.with_columns(status=pl.lit("maybe"))), "'maybe' is no code"),
    "offsets": (rewritten("evidence", lambda f: f.with_columns(pl.col("end") + 1)), "do not fit their offsets"),
    "columns": (rewritten("events", lambda f: f.drop("summary")), "should have event_id"),
    "rows": (rewritten("issues", lambda f: f.clear()), "should have 1 rows, has 0"),
}


@pytest.mark.parametrize("kind", SPOILED)
def test_verify_finds_what_was_altered(released, tmp_path, kind):
    spoil, message = SPOILED[kind]
    folder = copied(released, tmp_path / "copy")
    spoil(folder)
    problems = verify(folder)
    assert any(message in problem.detail for problem in problems), problems


def test_a_quote_that_is_not_in_the_text_is_found(released, small_db, tmp_path):
    folder = copied(released, tmp_path / "copy")
    rewritten("evidence", lambda f: f.with_columns(quote=pl.col("quote").str.to_uppercase()))(folder)
    assert any("are not in the texts" in problem.detail for problem in verify(folder, small_db))


def test_the_verify_command_ends_with_1_on_problems(released, tmp_path):
    folder = copied(released, tmp_path / "copy")
    assert CliRunner().invoke(verify_command, [str(folder)]).exit_code == 0
    altered_csv(folder)
    result = CliRunner().invoke(verify_command, [str(folder), "--json"])
    assert isinstance(result.exception, CheckFailed) and result.exception.exit_code == 1
    assert json.loads(result.stdout)["problems"][0]["file"] == "csv/events.csv"
    with pytest.raises(StoreError, match="name the folder of a release"):
        verify(tmp_path)


@pytest.fixture
def changed(publish_events) -> tuple[Path, Path]:
    """Two states: one event changed, one added, one withdrawn, one merged, one split."""
    before = publish_events(
        [{"event_id": "stays", "killed_low": 3, "killed_best": 3}, {"event_id": "goes"}, {"event_id": "joins"}],
        name="before.duckdb",
    )
    history = [
        {"event_id": "joins", "change": "merged_into", "other_event_id": "stays", "run_id": "r000002"},
        {"event_id": "parts", "change": "split_from", "other_event_id": "stays", "run_id": "r000002"},
    ]
    after = publish_events(
        [{"event_id": "stays", "killed_low": 5, "killed_best": 5}, {"event_id": "comes", "event_date": date(2025, 6, 1),
          "event_date_end": date(2025, 6, 1)}, {"event_id": "parts"}],
        name="after.duckdb", event_history=history,
    )  # fmt: skip
    return before, after


def test_diff_tells_added_changed_merged_split_and_withdrawn(changed):
    changes = diff(*changed)
    assert changes.counts() == {"added": 1, "changed": 1, "merged": 1, "split": 1, "withdrawn": 1}
    assert changes.added["event_id"].to_list() == ["comes"]
    assert changes.withdrawn["event_id"].to_list() == ["goes"]
    assert changes.merged.rows() == [("joins", "stays")]
    assert changes.split.rows() == [("parts", "stays")]
    assert changes.changed.rows() == [("stays", "killed_best", "3", "5"), ("stays", "killed_low", "3", "5")]
    assert changes.months.rows() == [("2025-05", 3, 2, 3, 5), ("2025-06", 0, 1, 0, 0)]


def test_diff_as_table_json_and_html(changed, tmp_path):
    text = to_text(diff(*changed))
    assert "1 added, 1 changed, 1 merged, 1 split, 1 withdrawn" in text and "2025-05" in text
    page = to_html(diff(*changed))
    assert "<td>joins</td>" in page and "<script" not in page
    result = CliRunner().invoke(diff_command, [*map(str, changed), "--json"])
    assert json.loads(result.stdout)["counts"]["merged"] == 1


def test_diff_reads_releases_and_says_when_it_cannot(released, small_db, tmp_path):
    assert set(diff(released, small_db).counts().values()) == {0}
    with pytest.raises(StoreError, match=r"holds no events.parquet"):
        diff(released, tmp_path)


def test_a_release_tells_what_changed_since_the_last(changed, tmp_path):
    first = release(changed[0], "1.0.0", tmp_path / "one", ReleaseOptions())
    second = release(changed[1], "1.1.0", tmp_path / "two", ReleaseOptions(previous=first))
    assert json.loads((second / "changes.json").read_text())["counts"]["withdrawn"] == 1
    assert (second / "changes.html").read_text().startswith("<!doctype html>")


def test_the_safe_profile_withholds_names_and_blurs_places(publish_events, tmp_path):
    exact = {"geo_precision": "exact", "location_name": "School No. 7", "latitude": 48.5123, "longitude": 37.5678}
    path = publish_events([
        {"actor2_name": "Olha Prykladna", "summary": "Alpha shelled Olha Prykladna.", "attribution": "Ivan Vzirets"},
        {"attribution": "the Defence Ministry", "summary": "Kept."},
        exact,
        exact | {"actor2_type": "military", "summary": "Base hit."},
    ], [{"event_id": "e0", "quote": "killing Olha Prykladna"}])  # fmt: skip
    folder = release(path, "1.0.0-safe", tmp_path / "safe", ReleaseOptions(safe=True))
    events = pl.read_parquet(folder / "parquet" / "events.parquet").rows_by_key("event_id", named=True, unique=True)
    assert (events["e0"]["actor2_name"], events["e0"]["attribution"]) == ("a civilian", None)
    assert (events["e1"]["actor2_name"], events["e1"]["attribution"]) == ("residents", "the Defence Ministry")
    assert events["e1"]["summary"] == "Kept."
    blurred = events["e2"]
    assert (blurred["latitude"], blurred["longitude"], blurred["geo_precision"]) == (48.5, 37.6, "admin1")
    assert (blurred["location_name"], blurred["place_id"]) == ("Delta Oblast", None)
    assert events["e3"]["latitude"] == 48.5123
    everything = b"".join((folder / name).read_bytes() for name in files_in(folder) if not name.endswith(".parquet"))
    assert b"Prykladna" not in everything and b"Vzirets" not in everything
    assert json.loads((folder / "manifest.json").read_text())["profile"] == "safe"
    assert "withheld" in (folder / "README.md").read_text()
    assert {problem.check for problem in verify(folder)} <= {"keys"}  # the made-up claim has no figure of its own


def test_stata_needs_its_extra_or_writes_the_events(small_db, tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat", reason="the extra `stata` is not installed")
    folder = release(small_db, "1", tmp_path / "r", ReleaseOptions(stata=True))
    frame, facts = pyreadstat.read_dta(str(folder / "events.dta"))
    assert len(frame) == 150 and facts.column_names[0] == "event_id"
