"""How mentions agree on an event's fields, and what becomes of their claims."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from linking_samples import facts_of, mention, tables_of

from eventbase.linking.identity import HISTORY
from eventbase.linking.merge import Inputs, merged
from eventbase.store.links import LinkTables

NONE = pl.DataFrame(schema={"mention_id": pl.String, "event_id": pl.String})
PLACES = pl.DataFrame({"place_id": ["t:ombada"], "name": ["Ombada"]})


def together(*rows: dict[str, Any], rule: str = "newest_specific") -> LinkTables:
    """All rows as one event."""
    tables = tables_of(rows)
    inputs = Inputs(tables["articles"], tables["figures"], PLACES, pl.DataFrame(schema=HISTORY), NONE)
    return merged(facts_of(rows), [0] * len(rows), inputs, rule=rule)


def event(*rows: dict[str, Any], rule: str = "newest_specific") -> dict[str, Any]:
    return together(*rows, rule=rule).events.row(0, named=True)


def told(number: int, **changes: Any) -> dict[str, Any]:
    """The mention of the n-th day after the event."""
    return mention(f"m{number}", published_at=datetime(2025, 5, 6 + number), **changes)


MONTH = {"event_date": date(2025, 5, 1), "event_date_end": date(2025, 5, 31), "time_precision": "month"}
STATE = {"place_id": "t:kh", "location_name": "Khartoum State", "geo_precision": "admin1", "latitude": 15.9,
         "longitude": 33.0}  # fmt: skip


def test_the_most_precise_compatible_date_wins() -> None:
    found = event(told(1, **MONTH), told(2))
    assert (found["event_date"], found["event_date_end"], found["time_precision"]) == (
        date(2025, 5, 6), date(2025, 5, 6), "day")  # fmt: skip


def test_the_date_of_most_independent_sources_wins() -> None:
    found = event(told(1, event_date=date(2025, 5, 5)), told(2), told(3))
    assert found["event_date"] == date(2025, 5, 6)


def test_a_tie_of_dates_goes_to_the_earliest_article() -> None:
    assert event(told(2, event_date=date(2025, 5, 5)), told(1))["event_date"] == date(2025, 5, 6)


def test_copies_have_one_vote() -> None:
    story = {"article_text": "Drones hit the depot of Ombada before dawn and set several tanks on fire, rescuers said."}
    wrong = {"event_date": date(2025, 5, 5)} | story
    tables = together(told(1), told(2, **wrong), told(3, **wrong))
    assert tables.events["n_sources"].to_list() == [2]
    assert tables.events["event_date"].to_list() == [date(2025, 5, 6)]
    assert tables.event_sources["independent"].to_list() == [True, True, False]


def test_the_finest_compatible_place_wins() -> None:
    found = event(told(1, **STATE), told(2))
    assert (found["place_id"], found["geo_precision"]) == ("t:ombada", "settlement")


def test_an_event_without_place_or_date_has_none() -> None:
    bare = dict.fromkeys(("location_name", "place_id", "admin1", "country", "latitude", "longitude", "geo_precision"))
    found = event(told(1, event_date=None, time_precision="unknown", date_basis="none", **bare))
    assert found["geo_precision"] is None
    assert (found["event_date"], found["time_precision"]) == (None, "unknown")


def test_types_and_actors_go_by_vote() -> None:
    army = {"actor1_name": "the army", "actor1_type": "military"}
    found = event(told(1, sub_event_type="combined_strike", **army), told(2), told(3))
    assert (found["sub_event_type"], found["actor1_name"], found["actor1_type"]) == ("drone_strike", "RSF", "rebel")


def test_an_actor_named_once_beats_none() -> None:
    nobody = dict.fromkeys(("actor1_name", "actor1_country", "actor1_type"))
    assert event(told(1, **nobody), told(2, **nobody), told(3))["actor1_name"] == "RSF"


def test_occurred_comes_before_planned() -> None:
    found = event(told(1, status="planned"), told(2))
    assert (found["status"], found["disputed"]) == ("occurred", False)


def test_a_denial_disputes_and_stays_a_claim() -> None:
    found = event(told(1), told(2, status="denied", attribution="the army"))
    assert (found["status"], found["disputed"], found["n_mentions"]) == ("occurred", True, 2)
    assert event(told(1, status="denied"))["status"] == "denied"


def test_doubt_disputes_only_beside_a_report() -> None:
    assert event(told(1, status="alleged"), told(2))["disputed"]
    assert not event(told(1, status="alleged"))["disputed"]


EARLY = told(1, figures=[("killed", 14, 14, 14, "14 people"), ("wounded", 50, 50, 50, "50 wounded")])
LATE = told(2, figures=[("killed", 18, 18, 18, "18 people")])
LEAST = told(3, figures=[("killed", 16, None, None, "at least 16 people")], **STATE)


def test_the_newest_figure_of_the_most_specific_source_is_the_default() -> None:
    found = event(EARLY, LATE, LEAST)
    assert (found["killed_low"], found["killed_best"], found["killed_high"]) == (18, 18, 18)
    assert found["wounded_best"] == 50


def test_conservative_takes_the_lowest_claim() -> None:
    assert event(EARLY, LATE, LEAST, rule="conservative")["killed_best"] == 14


def test_widest_spans_all_claims() -> None:
    found = event(EARLY, LATE, LEAST, rule="widest")
    assert (found["killed_low"], found["killed_best"], found["killed_high"]) == (14, 18, 18)


@pytest.mark.parametrize("rule", ["newest_specific", "conservative", "widest"])
def test_every_claim_stays_and_what_set_the_range_is_marked(rule: str) -> None:
    claims = together(EARLY, LATE, LEAST, rule=rule).event_figures
    assert claims.height == 4
    killed = claims.filter((pl.col("measure") == "killed") & pl.col("chosen"))
    assert killed.height == (2 if rule == "widest" else 1)


def test_a_part_never_overrides_its_total() -> None:
    parts = told(1, figures=[("killed", 9, 9, 9, "nine children"), ("killed", 18, 18, 18, "18 dead")])
    for rule in ("newest_specific", "conservative", "widest"):
        assert event(parts, rule=rule)["killed_low"] == 18


def test_what_comes_on_top_is_no_total() -> None:
    more = told(2, figures=[("killed", 2, 2, 2, "another two bodies"), ("killed", 33, 33, 33, "33")])
    assert event(EARLY, more)["killed_best"] == 33


def test_figures_of_two_mentions_are_never_added() -> None:
    first, second = (told(i, figures=[("killed", 3, 3, 3, "three people")]) for i in (1, 2))
    assert event(first, second)["killed_best"] == 3


def test_a_mere_ceiling_does_not_set_the_range() -> None:
    ceiling = told(4, figures=[("killed", None, None, 85, "up to 85 soldiers")])
    assert event(EARLY, ceiling)["killed_best"] == 14
    assert event(ceiling)["killed_high"] == 85


def test_the_toll_of_a_denied_version_does_not_set_the_range() -> None:
    denied = told(5, status="denied", figures=[("killed", 85, 85, 85, "85 soldiers")])
    assert event(EARLY, denied)["killed_best"] == 14


def test_counts_tell_articles_from_sources() -> None:
    found = event(told(1), told(2), mention("m3", article_id="a-m2", published_at=datetime(2025, 5, 8), start=50))
    assert (found["n_mentions"], found["n_articles"], found["n_sources"]) == (3, 2, 2)
    assert (found["first_reported"], found["last_reported"]) == (datetime(2025, 5, 7), datetime(2025, 5, 8))
