"""The public functions of SCHEMA.md: names, arguments, what they give; models that cannot be changed."""

from __future__ import annotations

import inspect
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from pydantic import ValidationError

import eventbase
from eventbase.config import Settings
from eventbase.errors import StoreError
from eventbase.ingest.read import InputDefaults
from eventbase.pipeline import build

TEXT = (
    "Rebels shelled the market of Omdurman in Sudan on 3 May 2024, killing three people, the health ministry said.\n\n"
    "The next day the army launched two air strikes on El Fasher."
)


@pytest.fixture(scope="module")
def mentions():
    return eventbase.code_text(TEXT, published_at=date(2024, 5, 5))


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("api")
    (folder / "page.txt").write_text(TEXT, encoding="utf-8")
    settings = Settings(db=folder / "e.duckdb", quiet=True)
    build(settings, [folder / "page.txt"], InputDefaults(published_at=date(2024, 5, 5)))
    return settings.db


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("code_text", {"text": ..., "published_at": None}),
        ("geocode", {"name": ..., "admin1": None, "country": None, "context": ()}),
        ("resolve_date", {"anchor": ...}),
        ("parse_figures", {"text": ...}),
        ("connect", {"path": ...}),
        ("events", {"path": ...}),
    ],
)
def test_functions_have_the_arguments_of_the_contract(name, parameters):
    signature = inspect.signature(getattr(eventbase, name)).parameters
    assert set(parameters) <= set(signature)
    for argument, default in parameters.items():
        if default is not ...:
            assert signature[argument].default == default


def test_importing_the_package_loads_nothing_heavy():
    script = "import sys, eventbase; print([m for m in ('spacy', 'duckdb', 'polars', 'plotly') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = eventbase.nothing


def test_code_text_gives_geocoded_mentions_with_evidence(mentions):
    shelling = next(m for m in mentions if m.sub_event_type == "shelling")
    assert (shelling.event_date, shelling.event_date_end) == (date(2024, 5, 3), date(2024, 5, 3))
    assert (shelling.country, shelling.geo_precision) == ("SDN", "settlement")
    assert shelling.latitude == pytest.approx(15.65, abs=0.2)
    assert shelling.figures[0].measure == "killed" and shelling.figures[0].best == 3
    assert 0 <= shelling.confidence <= 1
    assert next((loc.location_no, loc.location_name) for loc in shelling.locations) == (0, "Omdurman")


def test_every_quote_is_a_slice_of_the_text(mentions):
    assert mentions
    for mention in mentions:
        for row in (*mention.evidence, *mention.figures):
            assert TEXT[row.start : row.end] == row.quote


def test_dates_need_an_anchor_unless_stated(mentions):
    strike = next(m for m in mentions if m.sub_event_type == "air_strike")
    assert strike.event_date == date(2024, 5, 4)
    alone = eventbase.code_text("Rebels shelled Omdurman on Monday.")
    assert [(m.event_date, m.date_basis) for m in alone] == [(None, "none")]


def test_code_text_takes_a_datetime_and_repeats_itself(mentions):
    assert eventbase.code_text(TEXT, published_at=datetime(2024, 5, 5, 12, 30)) == mentions


@pytest.mark.parametrize("text", ["", " \n\n ", "\ufeff", "The choir sang in the town hall.", "\0\0"])
def test_texts_without_an_event_give_none(text):
    assert eventbase.code_text(text) == []


def test_records_are_frozen(mentions):
    span = eventbase.resolve_date("last fall", anchor=date(2025, 2, 9))
    place = eventbase.geocode("Khartoum")
    for record, field in (
        (mentions[0], "status"), (mentions[0].figures[0], "best"), (mentions[0].evidence[0], "quote"),
        (span, "start"), (place, "name"),
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            setattr(record, field, None)


def test_the_public_names_are_those_models(mentions):
    assert isinstance(mentions[0], eventbase.Mention)
    assert isinstance(mentions[0].figures[0], eventbase.Figure)
    assert isinstance(mentions[0].evidence[0], eventbase.Evidence)
    assert isinstance(eventbase.geocode("Khartoum"), eventbase.Place)


def test_resolve_date_is_as_vague_as_the_words():
    span = eventbase.resolve_date("last fall", anchor=date(2025, 2, 9))
    assert isinstance(span, eventbase.DateSpan)
    assert (span.start, span.end) == (date(2024, 9, 1), date(2024, 11, 30))
    assert (span.precision, span.basis) == ("season", "resolved")
    assert eventbase.resolve_date("the weather", anchor=date(2025, 2, 9)) is None


@pytest.mark.parametrize(
    ("text", "bounds", "qualifier"),
    [
        ("up to 12,000 troops", (None, None, 12000), "at_most"),
        ("more than 50 militants were killed", (51, None, None), "at_least"),
        ("dozens of tanks", (24, None, 99), "vague"),
    ],
)
def test_parse_figures_reads_bounds(text, bounds, qualifier):
    (figure,) = eventbase.parse_figures(text)
    assert (figure.low, figure.best, figure.high) == bounds
    assert figure.qualifier == qualifier
    assert text[figure.start : figure.end] == figure.quote


def test_geocode_keeps_to_the_area_given():
    assert eventbase.geocode("Goma", country="COD").country == "COD"
    assert eventbase.geocode("Goma", country="FRA") is None
    assert eventbase.geocode("Xyzzyville") is None
    assert eventbase.geocode("") is None


def test_connect_is_read_only_and_events_is_a_frame(database):
    import duckdb

    with eventbase.connect(database) as connection, pytest.raises(duckdb.Error):
        connection.execute("DELETE FROM events")
    frame = eventbase.events(database)
    assert isinstance(frame, pl.DataFrame)
    assert set(frame["sub_event_type"]) == {"shelling", "air_strike"}
    assert frame.filter(pl.col("sub_event_type") == "shelling")["killed_best"].to_list() == [3]


def test_connect_says_what_to_do_about_a_missing_file(tmp_path):
    with pytest.raises(StoreError, match="make it with `eventbase build`"):
        eventbase.connect(tmp_path / "none.duckdb")
