"""The project's own gold keeps the format and covers the codebook."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest

from eventbase.records import (
    ActorType,
    DateBasis,
    GeoPrecision,
    Measure,
    Qualifier,
    Side,
    Status,
    TemporalRole,
    TimePrecision,
)

HERE = Path(__file__).parent
SHARED_GOLD = HERE.parents[2] / "shared" / "gold" / "dev.jsonl"
Row = dict[str, Any]

PAGE_KEYS = {"id", "url", "title", "published_at", "text", "why", "events"}
EVENT_KEYS = {
    "part", "quote", "more_quotes", "event_type", "sub_event_type", "alt_sub_event_types", "date", "date_end",
    "time_precision", "date_basis", "actor1", "actor2", "location", "other_locations", "figures", "status",
    "temporal_role", "attribution", "optional",
}  # fmt: skip
FIGURE_KEYS = {"measure", "low", "best", "high", "qualifier", "side", "quote"}
LOCATION_KEYS = {"name", "admin1", "country", "lat", "lon", "geo_precision"}
RUNNING = ("since", "Since", "in that time", "range from")


def read_pages() -> list[Row]:
    paths = sorted(HERE.glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def read_types() -> dict[str, str]:
    text = (files("eventbase.ontology") / "event_types.csv").read_text(encoding="utf-8")
    return {row["sub_event_type"]: row["event_type"] for row in csv.DictReader(text.splitlines())}


PAGES = read_pages()
TYPES = read_types()
EVENTS = [pytest.param(page, event, id=f"{page['id']}.{n}") for page in PAGES for n, event in enumerate(page["events"])]


def expected_precision(start: date | None, end: date | None) -> set[str]:
    """The codes that a span allows; two days may be one night, a long-running span is open."""
    if start is None and end is None:
        return {"unknown"}
    if start is None or end is None:
        return {"open"}
    days = (end - start).days + 1
    bounds = [(1, "day"), (9, "week"), (45, "month"), (200, "season"), (400, "year")]
    code = next((name for limit, name in bounds if days <= limit), "open")
    return {code, "day"} if days == 2 else {code}


def as_date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def test_pages_have_the_format() -> None:
    assert len(PAGES) >= 70
    assert max(Counter(page["id"] for page in PAGES).values()) == 1
    for page in PAGES:
        assert set(page) == PAGE_KEYS, page["id"]
        assert page["text"] == page["text"].strip(), page["id"]
        assert len(page["why"]) > 15, page["id"]
        assert page["published_at"] is None or as_date(page["published_at"]), page["id"]


@pytest.mark.parametrize(("page", "event"), EVENTS)
def test_words_stand_in_the_text(page: Row, event: Row) -> None:
    quotes = [event["quote"], *event["more_quotes"], *(figure["quote"] for figure in event["figures"])]
    places = [event["location"]["name"]] if event["location"] else []
    attribution = [event["attribution"]] if event["attribution"] else []
    missing = [words for words in quotes + places + event["other_locations"] + attribution if words not in page["text"]]
    assert missing == []
    assert all(0 < len(quote) <= 600 for quote in quotes)


@pytest.mark.parametrize(("page", "event"), EVENTS)
def test_codes_exist(page: Row, event: Row) -> None:
    assert set(event) == EVENT_KEYS
    assert event["part"] in {"body", "teaser"}
    assert TYPES[event["sub_event_type"]] == event["event_type"]
    assert set(event["alt_sub_event_types"]) <= set(TYPES) - {event["sub_event_type"]}
    assert event["status"] in get_args(Status)
    assert event["temporal_role"] in get_args(TemporalRole)
    for actor in filter(None, (event["actor1"], event["actor2"])):
        assert set(actor) == {"name", "country", "type"}
        assert actor["name"]
        assert actor["type"] in get_args(ActorType)
        assert actor["country"] is None or (len(actor["country"]) == 3 and actor["country"].isupper())


@pytest.mark.parametrize(("page", "event"), EVENTS)
def test_date_follows_from_the_span(page: Row, event: Row) -> None:
    start, end = as_date(event["date"]), as_date(event["date_end"])
    allowed = expected_precision(start, end)
    if any(word in event["quote"] for word in RUNNING):
        allowed |= {"open"}
    assert event["time_precision"] in get_args(TimePrecision)
    assert event["time_precision"] in allowed
    assert start is None or end is None or start <= end
    assert event["date_basis"] in get_args(DateBasis)
    assert (event["date_basis"] == "none") == (start is None and end is None)
    if end is None and start is not None:
        assert event["status"] == "planned", "an open end belongs to a plan or a pledge"
    published = as_date(page["published_at"])
    if published and end and event["status"] in {"occurred", "ongoing", "alleged", "denied"}:
        assert end <= published, "what has happened cannot lie after the report"


@pytest.mark.parametrize(("page", "event"), EVENTS)
def test_place_is_complete(page: Row, event: Row) -> None:
    place = event["location"]
    if place is None:
        assert event["other_locations"] == []
        return
    assert set(place) == LOCATION_KEYS
    assert place["geo_precision"] in get_args(GeoPrecision)
    assert -90 <= place["lat"] <= 90
    assert -180 <= place["lon"] <= 180
    if place["geo_precision"] in {"country", "region"}:
        assert place["admin1"] is None
    elif place["country"] is not None:
        assert place["admin1"]


@pytest.mark.parametrize(("page", "event"), EVENTS)
def test_figures_keep_their_bounds(page: Row, event: Row) -> None:
    for figure in event["figures"]:
        assert set(figure) == FIGURE_KEYS
        assert figure["measure"] in get_args(Measure)
        assert figure["qualifier"] in get_args(Qualifier)
        assert figure["side"] in get_args(Side)
        low, best, high = figure["low"], figure["best"], figure["high"]
        known = [value for value in (low, best, high) if value is not None]
        assert known, "a figure has at least one bound"
        assert known == sorted(known)
        shape = tuple(value is not None for value in (low, best, high))
        shapes = {
            "exact": {(True, True, True)},
            "about": {(False, True, False), (False, True, True), (True, True, True)},
            "at_most": {(False, False, True)},
            "at_least": {(True, False, False)},
            "range": {(True, False, True)},
            "vague": {(True, False, True)},
        }
        assert shape in shapes[figure["qualifier"]]
        if figure["qualifier"] == "exact":
            assert low == best == high


def test_every_rule_has_a_text() -> None:
    events = [event for page in PAGES for event in page["events"]]
    figures = [figure for event in events for figure in event["figures"]]
    assert {event["sub_event_type"] for event in events} == set(TYPES)
    assert {event["status"] for event in events} == set(get_args(Status))
    assert {event["temporal_role"] for event in events} == set(get_args(TemporalRole))
    assert {event["time_precision"] for event in events} == set(get_args(TimePrecision))
    assert {event["date_basis"] for event in events} == set(get_args(DateBasis))
    assert {figure["qualifier"] for figure in figures} == set(get_args(Qualifier))
    assert {figure["measure"] for figure in figures} == set(get_args(Measure))
    assert {figure["side"] for figure in figures} == set(get_args(Side))
    precisions = {event["location"]["geo_precision"] for event in events if event["location"]}
    assert precisions >= set(get_args(GeoPrecision)) - {"unknown"}
    types = {actor["type"] for event in events for actor in (event["actor1"], event["actor2"]) if actor}
    assert types == set(get_args(ActorType))
    assert {event["part"] for event in events} == {"body", "teaser"}
    assert sum(not page["events"] for page in PAGES) >= 10


def test_type_examples_are_balanced() -> None:
    with (HERE / "types_training.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["label"]) for row in csv.DictReader(file)]
    counts = Counter(label for _, label in rows)
    assert set(counts) == {*TYPES, "none"}
    assert min(counts.values()) >= 12
    assert counts["none"] >= 120
    assert len({text for text, _ in rows}) == len(rows) >= 400
    assert all(text == text.strip() and 15 < len(text) < 200 for text, _ in rows)


def test_texts_are_the_project_s_own() -> None:
    if not SHARED_GOLD.exists():
        pytest.skip(f"no development gold beside the project to compare with ({SHARED_GOLD.name})")
    other = SHARED_GOLD.read_text(encoding="utf-8")
    copied = [
        page["id"]
        for page in PAGES
        for start in range(0, max(1, len(page["text"]) - 50), 25)
        if json.dumps(page["text"][start : start + 50], ensure_ascii=False)[1:-1] in other and len(page["text"]) > 50
    ]
    assert copied == []
