"""The sentence on an event: grammatical, and no sharper or surer than its fields."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from eventbase.linking.names import actor, with_article
from eventbase.linking.phrases import phrases
from eventbase.linking.spans import when
from eventbase.linking.summary import count, summarise
from eventbase.ontology.event_types import event_types

EVENT: dict[str, Any] = {
    "sub_event_type": "missile_strike", "event_date": date(2025, 4, 4), "event_date_end": date(2025, 4, 4),
    "time_precision": "day", "date_basis": "stated", "actor1_name": "Russian", "actor1_type": "military",
    "actor2_name": "residents", "actor2_type": "civilian", "location_name": "Izium", "country": "UKR",
    "geo_precision": "settlement", "status": "occurred", "killed_low": 3, "killed_best": 3, "killed_high": 3,
    "wounded_low": 20, "wounded_best": None, "wounded_high": None,
}  # fmt: skip


def test_a_whole_sentence() -> None:
    assert summarise(EVENT) == (
        "A missile strike by Russian forces on residents was reported in Izium, Ukraine on 4 April 2025; "
        "three people were killed and at least 20 wounded."
    )


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"status": "planned", "sub_event_type": "withdrawal"}, "is planned"),
        ({"status": "denied"}, "was claimed and is denied"),
        ({"status": "alleged"}, "was allegedly reported"),
        ({"status": "alleged"}, "people were allegedly killed"),
        ({"status": "hypothetical"}, "is said to be possible"),
        ({"geo_precision": "near"}, "near Izium, Ukraine"),
        ({"killed_low": 1, "killed_best": 1, "killed_high": 1}, "one person was killed"),
        ({"killed_low": 1, "killed_best": None, "killed_high": None}, "at least one person was killed"),
        ({"sub_event_type": "talks", "actor1_name": "Chad", "actor2_name": "Sudan"},
         "Talks between Chad and Sudan were held"),
        ({"location_name": None, "country": None}, "was reported on 4 April 2025"),
    ],
)  # fmt: skip
def test_hedges(changes: dict[str, Any], part: str) -> None:
    assert part in summarise(EVENT | changes)


@pytest.mark.parametrize("status", ["occurred", "ongoing", "planned", "hypothetical", "denied", "alleged"])
@pytest.mark.parametrize("kind", sorted(event_types()))
def test_every_type_and_status_makes_one_sentence(kind: str, status: str) -> None:
    text = summarise(EVENT | {"sub_event_type": kind, "status": status})
    assert text[0].isupper() and text.endswith(".") and "  " not in text and "None" not in text
    assert text.count(".") == 1


@pytest.mark.parametrize(
    ("start", "end", "precision", "basis", "words"),
    [
        (date(2022, 3, 1), date(2022, 3, 31), "month", "stated", "in March 2022"),
        (date(2022, 3, 1), date(2022, 3, 10), "week", "stated", "between 1 and 10 March 2022"),
        (date(2024, 1, 1), date(2024, 12, 31), "year", "stated", "in 2024"),
        (date(2024, 9, 1), date(2024, 11, 30), "season", "resolved", "in the months from September to November 2024"),
        (
            date(2024, 12, 1),
            date(2025, 2, 28),
            "season",
            "resolved",
            "in the months from December 2024 to February 2025",
        ),
        (date(2024, 9, 3), date(2024, 9, 4), "day", "resolved", "overnight to 4 September 2024"),
        (date(2024, 9, 3), date(2024, 9, 3), "day", "reported", "on or shortly before 3 September 2024"),
        (date(2024, 8, 30), date(2024, 9, 3), "week", "stated", "between 30 August and 3 September 2024"),
        (date(2024, 8, 6), None, "open", "reported", "from 6 August 2024 on"),
        (None, date(2024, 8, 6), "open", "reported", "up to 6 August 2024"),
        (None, None, "unknown", "none", "on an unknown date"),
    ],
)
def test_spans_are_worded_as_wide_as_they_are(
    start: date | None, end: date | None, precision: str, basis: str, words: str
) -> None:
    assert when(start, end, precision, basis) == words


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [(3, 3, 3, "three"), (1200, 1200, 1200, "1,200"), (None, 300, None, "about 300"), (16, None, None, "at least 16"),
     (None, None, 85, "up to 85"), (200, None, 999, "between 200 and 999"), (None, None, None, None)],
)  # fmt: skip
def test_counts(low: int | None, best: int | None, high: int | None, words: str | None) -> None:
    assert count(low, best, high) == words


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [("Russian", "military", "Russian forces"), ("government", "government", "the government"),
     ("rebels", "rebel", "rebels"), ("at least 8", "civilian", None), ("One man", "civilian", "one man"),
     ("M23", "rebel", "M23"), (None, None, None)],
)  # fmt: skip
def test_actors(name: str | None, kind: str | None, words: str | None) -> None:
    assert actor(name, kind) == words


def test_places_take_the_article_that_english_wants() -> None:
    names = {"Goma": "Goma", "United States": "the United States", "Gaza Strip": "the Gaza Strip",
             "northern suburb": "the northern suburb"}  # fmt: skip
    assert {name: with_article(name) for name in names} == names


def test_every_type_has_its_phrase() -> None:
    assert set(phrases()) == set(event_types())
