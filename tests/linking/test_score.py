"""Scores of pairs: what links, what is never one event, and that every point has its reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from linking_samples import facts_of, mention

from eventbase.errors import UsageError
from eventbase.linking.explain import Explanation, explain_facts, explain_pair
from eventbase.linking.rules import weights
from eventbase.linking.score import conditions
from eventbase.store.work import WorkStore


def explained(first: dict[str, Any], second: dict[str, Any]) -> Explanation:
    return explain_facts(facts_of([first, second]))[0]


def codes(explanation: Explanation) -> dict[str, str]:
    return {reason.group: reason.code for reason in explanation.reasons}


def test_same_town_day_and_type_link() -> None:
    found = explained(mention("m1"), mention("m2"))
    assert found.links
    assert codes(found)["place"] == "same_point"
    assert codes(found)["date"] == "same_span"


def test_points_of_the_reasons_add_up_to_the_score() -> None:
    found = explained(mention("m1", figures=[("killed", 12, 12, 12, "12 people")]), mention("m2"))
    assert sum(reason.points for reason in found.reasons) == pytest.approx(found.score)
    assert "both are at the same place" in str(found)


@pytest.mark.parametrize(
    ("changes", "group", "code"),
    [
        ({"event_date": date(2025, 5, 9)}, "date", "apart"),
        ({"place_id": "t:nyala", "location_name": "Nyala", "latitude": 12.05, "longitude": 24.88,
          "admin1": "South Darfur State"}, "place", "other_point"),
        ({"country": "TCD"}, "place", "other_country"),
        ({"sub_event_type": "talks"}, "type", "other_type"),
    ],
)  # fmt: skip
def test_what_excludes_each_other_is_never_one_event(changes: dict[str, Any], group: str, code: str) -> None:
    found = explained(mention("m1"), mention("m2", **changes))
    assert found.excluded
    assert codes(found)[group] == code


def test_different_targets_on_one_day_in_one_town_stay_two() -> None:
    hospital = mention(
        "m1", actor2_name="the maternity hospital", text="A drone hit the maternity hospital of the town."
    )
    refinery = mention("m2", actor2_name="the refinery", text="A drone set fire to the refinery.")
    found = explained(hospital, refinery)
    assert codes(found)["target"] == "other_named"
    assert not found.links


def test_a_third_day_of_fire_looks_back_at_its_event() -> None:
    later = mention("m2", event_date=date(2025, 5, 8), published_at=datetime(2025, 5, 8, 12),
                    text="The depot burned for a third day after the drone attack.")  # fmt: skip
    found = explained(mention("m1", text="A drone set the fuel depot on fire."), later)
    assert codes(found)["date"] == "told_later"
    assert found.links


def test_a_strike_two_days_later_without_looking_back_is_another() -> None:
    later = mention("m2", event_date=date(2025, 5, 8), published_at=datetime(2025, 5, 8, 12))
    assert explained(mention("m1"), later).excluded


AREA = {"place_id": "t:khartoum-state", "location_name": "Khartoum State", "geo_precision": "admin1",
        "latitude": 15.9, "longitude": 33.0}  # fmt: skip


def test_a_province_matches_the_village_in_it_when_the_toll_agrees() -> None:
    toll = [("killed", 14, 14, 14, "14 people")]
    assert explained(mention("m1", figures=toll), mention("m2", figures=toll, **AREA)).links


def test_a_province_alone_does_not_make_two_strikes_one() -> None:
    village = mention("m1", figures=[("killed", 2, 2, 2, "two people")], actor1_name=None, actor1_country=None)
    province = mention(
        "m2", figures=[("killed", 31, 31, 31, "31 people")], actor1_name=None, actor1_country=None, **AREA
    )
    assert not explained(village, province).links


MONTH = {"event_date": date(2025, 5, 1), "event_date_end": date(2025, 5, 31), "time_precision": "month"}


def test_a_month_matches_the_day_in_it_when_the_toll_agrees() -> None:
    toll = [("killed", 23, 23, 23, "23 people")]
    found = explained(mention("m1", figures=toll), mention("m2", figures=toll, **MONTH))
    assert codes(found)["date"] == "in_month"
    assert found.links


def test_a_month_alone_does_not_make_two_strikes_one() -> None:
    first = mention("m1", figures=[("killed", 2, 2, 2, "two people")])
    assert not explained(first, mention("m2", figures=[("killed", 40, 40, 40, "40 people")], **MONTH)).links


def test_type_alone_never_links() -> None:
    bare: dict[str, Any] = dict.fromkeys(
        ("event_date", "location_name", "place_id", "admin1", "country", "latitude", "longitude", "geo_precision",
         "actor1_name", "actor1_country", "actor1_type", "actor2_name", "actor2_country", "actor2_type"))  # fmt: skip
    bare |= {"time_precision": "unknown", "date_basis": "none", "sub_event_type": "arms_transfer"}
    found = explained(mention("m1", **bare), mention("m2", **bare))
    assert not found.links
    assert codes(found)["vagueness"] == "no_actor"


def test_the_order_of_a_pair_changes_nothing() -> None:
    first = mention("m1", figures=[("killed", 6, 6, 6, "six people")])
    second = mention("m2", published_at=datetime(2025, 5, 9), figures=[("killed", 28, 28, 28, "28 people")], **AREA)
    swapped = explained(second | {"mention_id": "m1"}, first | {"mention_id": "m2"})
    assert explained(first, second).score == pytest.approx(swapped.score)


def test_one_story_that_strikes_again_tells_of_two() -> None:
    first = mention("m1", article_id="a1")
    second = mention("m2", article_id="a1", text="Hours later, drones hit the town again.", start=200)
    assert codes(explained(first, second))["article"] == "told_apart"


def test_every_code_has_points_and_every_points_row_a_condition() -> None:
    declared = {group: set(rows) for group, rows in weights().rules.items()}
    assert {group: {code for code, _ in rows} for group, rows in conditions().items()} == declared


def test_explain_pair_refuses_unknown_ids(work: WorkStore) -> None:
    with pytest.raises(UsageError, match="m9"):
        explain_pair(work, "m1", "m9")
