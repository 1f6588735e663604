"""Export: every table, flat, self-describing, the same bytes for the same content, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from eventbase.cli.export import command
from eventbase.errors import StoreError, UsageError
from eventbase.export.codebook import codebook_hash, column_rows, schema_page
from eventbase.export.files import sha256_of
from eventbase.export.parquet import point_wkb
from eventbase.export.tables import export, exported_tables, is_current
from eventbase.store.read import connect, events


@pytest.fixture(scope="module")
def folder(synthetic_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("export") / "export"
    export(synthetic_db, out)
    return out


def test_every_table_is_there_as_parquet_and_csv(folder):
    for name, table in exported_tables().items():
        frame = pl.read_parquet(folder / f"{name}.parquet")
        assert tuple(frame.columns) == table.names
        assert len(pd.read_csv(folder / f"{name}.csv")) == len(frame)
    assert "text" not in exported_tables()["articles"].names


def test_a_round_trip_keeps_the_events(synthetic_db, folder):
    assert pl.read_parquet(folder / "events.parquet").equals(events(synthetic_db))
    with duckdb.connect() as connection:
        back = connection.execute(f"SELECT * FROM read_csv('{folder / 'events.csv'}', header = true)").fetchall()
    with connect(synthetic_db) as connection:
        assert sorted(back) == sorted(connection.execute("SELECT * FROM events").fetchall())


def test_parquet_is_flat_and_says_what_it_is(folder):
    for path in folder.glob("*.parquet"):
        assert not any(pa.types.is_nested(field.type) for field in pq.read_schema(path)), path
        facts = pq.read_metadata(path).metadata
        assert facts[b"eventbase.codebook_sha256"].decode() == codebook_hash()
        assert facts[b"eventbase.licence"] and facts[b"eventbase.content_hash"]
        assert facts[b"eventbase.banner"] == b"made-up events, not for citation"
        assert len(pd.read_parquet(path)) == pq.read_metadata(path).num_rows


def test_the_same_content_gives_the_same_bytes(synthetic_db, folder, tmp_path):
    export(synthetic_db, tmp_path / "again")
    for path in folder.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_manifest_proves_every_file(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    assert {entry["path"] for entry in manifest["files"]} == {p.name for p in folder.iterdir()} - {"manifest.json"}
    assert all(entry["sha256"] == sha256_of(folder / entry["path"]) for entry in manifest["files"])
    assert next(entry["rows"] for entry in manifest["files"] if entry["path"] == "events.csv") == 1500


def test_no_clock_reading_gets_into_files(folder):
    assert pl.read_parquet(folder / "articles.parquet")["retrieved_at"].null_count() > 0
    assert pl.read_parquet(folder / "runs.parquet")["started_at"].null_count() == 1


def test_geojson_has_a_feature_an_event(folder):
    features = json.loads((folder / "events.geojson").read_text())["features"]
    frame = pl.read_parquet(folder / "events.parquet")
    assert [feature["id"] for feature in features] == frame["event_id"].to_list()
    for feature, row in list(zip(features, frame.iter_rows(named=True), strict=True))[:200]:
        point = feature["geometry"] and feature["geometry"]["coordinates"]
        assert point == (None if row["latitude"] is None else [row["longitude"], row["latitude"]])
        assert feature["properties"]["summary"] == row["summary"]


def test_geoparquet_holds_points(folder):
    path = folder / "events.geo.parquet"
    geo = json.loads(pq.read_metadata(path).metadata[b"geo"])
    assert geo["primary_column"] == "geometry" and geo["columns"]["geometry"]["encoding"] == "WKB"
    frame = pl.read_parquet(path)
    assert frame["geometry"].null_count() == frame["latitude"].null_count() > 0


def test_wkb_is_little_endian_point_with_x_first():
    packed = point_wkb(pl.Series([37.5, None]), pl.Series([48.5, 1.0]))
    assert packed.to_list() == [bytes.fromhex("0101000000" + "0000000000c04240" + "0000000000404840"), None]


def test_only_own_files_are_replaced(synthetic_db, tmp_path):
    out = tmp_path / "export"
    export(synthetic_db, out)
    (out / "notes.txt").write_text("mine")
    export(synthetic_db, out, ("csv",))
    assert (out / "notes.txt").read_text() == "mine"
    assert not list(out.glob("*.parquet"))
    assert not list(tmp_path.glob(".export*"))


def test_a_failed_export_leaves_the_old_files(synthetic_db, tmp_path, monkeypatch):
    out = tmp_path / "export"
    export(synthetic_db, out, ("csv",))
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("eventbase.export.tables.write_parquet", full)
    with pytest.raises(StoreError, match="no space left on device; mend that"):
        export(synthetic_db, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_whether_an_export_is_current(synthetic_db, publish_events, folder, tmp_path):
    assert is_current(synthetic_db, folder)
    assert not is_current(publish_events([{}]), folder)
    assert not is_current(synthetic_db, tmp_path / "nothing")


def test_excel_gets_its_mark_and_an_unknown_format_is_refused(synthetic_db, tmp_path):
    export(synthetic_db, tmp_path / "x", ("csv",), bom=True)
    assert (tmp_path / "x" / "events.csv").read_bytes().startswith(b"\xef\xbb\xbfevent_id")
    with pytest.raises(UsageError, match="choose from parquet, csv, geojson"):
        export(synthetic_db, tmp_path / "y", ("xlsx",))


def test_the_command_lists_its_files_as_json(synthetic_db, tmp_path):
    arguments = ["--db", str(synthetic_db), "--out", str(tmp_path / "x"), "--format", "geojson", "--json"]
    result = CliRunner().invoke(command, arguments)
    assert [Path(name).name for name in json.loads(result.stdout)["files"]] == ["events.geojson", "manifest.json"]


def test_the_codebook_tells_every_column(synthetic_db):
    rows = column_rows()
    assert set(rows.filter(pl.col("table") == "events")["column"]) == set(exported_tables()["events"].names)
    assert rows["description"].str.len_chars().min() > 5


def test_the_schema_page_is_made_from_the_models():
    page = Path(__file__).parents[2] / "docs" / "schema.md"
    assert page.read_text(encoding="utf-8") == schema_page(), "run: python -m eventbase.export.codebook"
