"""Helpers that several areas share: articles, mentions, and databases with events made to order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import polars as pl
import pytest

from eventbase import __version__
from eventbase.records import Article, Evidence, Figure, Mention, Part
from eventbase.store.build import build_file
from eventbase.store.frames import ArrowStream, shaped
from eventbase.store.synthetic import write_synthetic
from eventbase.store.tables import SCHEMA_VERSION, published_tables

TEXT = "Alpha troops shelled Beta on 3 May 2025, killing three residents."


@pytest.fixture(scope="session")
def synthetic_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published database of 1,500 made-up events; read-only by agreement."""
    path = tmp_path_factory.mktemp("synthetic") / "eventbase.duckdb"
    write_synthetic(path, 1500)
    return path


@pytest.fixture
def ingested() -> Callable[..., Any]:
    """Makes what a reader hands over: `ingested("a1", text=…)`."""

    def make(article_id: str, text: str = TEXT, **fields: Any) -> SimpleNamespace:
        fields = {"published_at": datetime(2025, 5, 4), "published_basis": "metadata", "source": "Border Wire"} | fields
        article = Article(article_id=article_id, text=text, **fields)
        part = Part(article_id=article_id, part_no=0, part="body", story_no=0, start=0, end=len(text))
        return SimpleNamespace(article=article, parts=(part,), raw=text.encode())

    return make


@pytest.fixture
def mention() -> Callable[..., Mention]:
    """Makes a mention of TEXT with a figure, a quote and an unresolved place."""

    def make(**fields: Any) -> Mention:
        start = TEXT.index("killing")
        figure = Figure(measure="killed", low=3, best=3, high=3, side="civilian", start=start, end=start + 13,
                        quote=TEXT[start : start + 13])  # fmt: skip
        values = {
            "event_type": "remote_violence", "sub_event_type": "shelling", "location_name": "Beta",
            "event_date": date(2025, 5, 3), "event_date_end": date(2025, 5, 3), "time_precision": "day",
            "date_basis": "stated", "figures": (figure,),
            "evidence": (Evidence(field="event", start=0, end=len(TEXT), quote=TEXT),),
        }  # fmt: skip
        return Mention(**(values | fields))

    return make


EVENT: dict[str, Any] = {
    "event_type": "remote_violence", "sub_event_type": "shelling", "event_date": date(2025, 5, 3),
    "event_date_end": date(2025, 5, 3), "time_precision": "day", "date_basis": "stated", "actor1_name": "Alpha troops",
    "actor1_country": "RUS", "actor1_type": "military", "actor2_name": "residents", "actor2_country": "UKR",
    "actor2_type": "civilian", "location_name": "Beta", "place_id": "geonames:1", "admin1": "Delta Oblast",
    "country": "UKR", "latitude": 48.5, "longitude": 37.5, "geo_precision": "settlement", "status": "occurred",
    "temporal_role": "new", "confidence": 0.8, "n_mentions": 1, "n_articles": 1, "n_sources": 1,
    "first_reported": datetime(2025, 5, 4), "last_reported": datetime(2025, 5, 4), "disputed": False,
    "summary": "Alpha troops shelled Beta.",
}  # fmt: skip


@pytest.fixture
def publish_events(tmp_path: Path) -> Callable[..., Path]:
    """Writes a database with these events (each a dict over a default) and figures of events."""

    def make(
        events: list[dict[str, Any]], figures: list[dict[str, Any]] = (), name: str = "made.duckdb", **tables: Any
    ) -> Path:  # fmt: skip
        rows = [EVENT | {"event_id": f"e{no}"} | event for no, event in enumerate(events)]
        claims = [
            {"figure_id": f"f{no}", "measure": "killed", "side": "unknown", "qualifier": "exact", "article_id": "a0",
             "quote": "three killed", "chosen": True} | figure
            for no, figure in enumerate(figures)
        ]  # fmt: skip
        content = {
            "events": rows,
            "event_figures": claims,
            "articles": [{"article_id": "a0", "published_basis": "none", "text": TEXT, "title": "T", "source": "S"}],
            "event_sources": [
                {"event_id": row["event_id"], "article_id": "a0", "source": "S", "independent": True} for row in rows
            ],
            "schema_version": [
                {"schema_version": SCHEMA_VERSION, "eventbase_version": __version__, "content_hash": name}
            ],
        } | tables
        return _write(tmp_path / name, content)

    return make


def _write(path: Path, content: dict[str, list[dict[str, Any]]]) -> Path:
    connection = duckdb.connect()
    for name, table in published_tables().items():
        rows = content.get(name, [])
        schema = {key: kind for key, kind in table.polars_schema.items() if any(key in row for row in rows)}
        frame = pl.DataFrame(rows, schema=schema or table.polars_schema)
        connection.register(name, ArrowStream(shaped(frame, table.columns)))
    path.unlink(missing_ok=True)
    build_file(connection, path)
    connection.close()
    return path
