"""Figures for notebooks count what the database counts; missing tools are named."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from eventbase.errors import ServiceError
from eventbase.report import figures


@pytest.fixture(scope="module")
def events(database: Path) -> pl.DataFrame:
    with duckdb.connect(str(database), read_only=True) as connection:
        return pl.DataFrame(connection.sql("SELECT * FROM events ORDER BY event_id"))


def test_bars_are_the_counts_of_the_database(database: Path, events: pl.DataFrame):
    figure = figures.timeline(events, unit="month")
    drawn = {(trace.name, str(x)[:10]): y for trace in figure.data for x, y in zip(trace.x, trace.y, strict=True)}
    sql = """
        SELECT event_type, CAST(date_trunc('month', event_date) AS DATE), count(*) FROM events
        WHERE event_date_end IS NOT NULL
          AND (time_precision = 'day' OR date_trunc('month', event_date) = date_trunc('month', event_date_end))
        GROUP BY ALL"""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(sql).fetchall()
    words = {"remote_violence": "Remote violence", "battle": "Battle"}
    for kind, name in words.items():
        expected = {str(day): n for event_type, day, n in rows if event_type == kind}
        assert {day: n for (label, day), n in drawn.items() if label == name} == expected
    assert sum(drawn.values()) == sum(n for _, _, n in rows)


def test_the_title_says_what_no_bar_holds(events: pl.DataFrame):
    undated = events.filter(pl.col("event_date").is_null()).height
    assert f"{undated} without a date" in figures.timeline(events).layout.title.text


def test_the_map_draws_every_event_with_a_point_once(events: pl.DataFrame):
    figure = figures.event_map(events)
    drawn = sum(
        int(text.rsplit(": ", 1)[1]) for trace in figure.data if trace.type == "scattergeo" for text in trace.text
    )
    kinds = [*figures.POINTS, *figures.RINGS]
    assert drawn == events.filter(pl.col("geo_precision").is_in(kinds) & pl.col("latitude").is_not_null()).height
    assert f"{events['geo_precision'].null_count()} without" in figure.layout.title.text


def test_labels_are_text(events: pl.DataFrame):
    hostile = events.with_columns(location_name=pl.lit("<b onclick=x>&</b>"))
    texts = [text for trace in figures.event_map(hostile).data if trace.type == "scattergeo" for text in trace.text]
    assert texts and not any("<" in text for text in texts)


def test_figures_of_nothing_are_drawn_too(events: pl.DataFrame):
    none = events.head(0)
    assert len(figures.timeline(none).data) == 0
    assert figures.event_map(none).layout.title.text.startswith("0 events")


def test_without_kaleido_the_message_says_what_to_install(database: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ServiceError, match=r"eventbase\[figures\]"):
        figures.write_figures(database, tmp_path)


@pytest.mark.browser
@pytest.mark.slow
def test_pictures_are_written(database: Path, tmp_path: Path):
    pytest.importorskip("kaleido", reason="no kaleido: pip install 'eventbase[figures]'")
    paths = figures.write_figures(database, tmp_path)
    assert [path.name for path in paths] == ["timeline.svg", "timeline.png", "map.svg", "map.png"]
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "timeline.svg").read_text(encoding="utf-8").startswith("<svg")
