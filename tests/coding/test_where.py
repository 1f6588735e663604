"""Where it happened: each rule of place finding on sentences of our own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from eventbase.coding.rules import RulesCoder
from eventbase.ingest.parts import cut
from eventbase.records import Article, Mention


@pytest.fixture(scope="module")
def coder() -> RulesCoder:
    return RulesCoder()


def code(coder: RulesCoder, text: str) -> list[Mention]:
    article = Article(article_id="a", text=text, published_at=datetime(2024, 5, 6, tzinfo=UTC), language="en")
    return coder.code(article, cut(text))


def place(coder: RulesCoder, text: str, sub_event_type: str) -> tuple[str | None, str | None]:
    """Name and precision of the last mention of that type."""
    found = [m for m in code(coder, text) if m.sub_event_type == sub_event_type]
    assert found, f"no {sub_event_type} in {text!r}"
    return found[-1].location_name, found[-1].geo_precision


@pytest.mark.parametrize(
    ("text", "sub_event_type", "name", "precision"),
    [
        (
            "Mortar bombs hit the airport of Bunia on Friday and killed two soldiers.",
            "shelling",
            "airport of Bunia",
            "exact",
        ),
        (
            "Gunmen stormed Kabul's Serena Hotel on Friday and killed nine guests.",
            "attack_on_civilians",
            "Kabul's Serena Hotel",
            "exact",
        ),
        (
            "A missile hit a warehouse in Poltava on Friday and killed two people.",
            "missile_strike",
            "Poltava",
            "settlement",
        ),
        (
            "Shells hit a bakery in the Danube port of Izmail on Friday and killed a man.",
            "shelling",
            "Izmail",
            "settlement",
        ),
        (
            "Rebels shelled army posts around the nearby town of Taiz on Friday, killing a man.",
            "shelling",
            "Taiz",
            "near",
        ),
        (
            "Jets bombed a depot in and outside the town of Taiz on Friday, killing a man.",
            "air_strike",
            "Taiz",
            "settlement",
        ),
        ("Gunmen killed six traders on the road to Djibo on Friday.", "attack_on_civilians", "Djibo", "near"),
        (
            "Militants shelled the Jabalia refugee camp on Friday, killing a man.",
            "shelling",
            "Jabalia refugee camp",
            "settlement",
        ),
        (
            "Artillery hit nine villages in Sumy Oblast on Friday, including Krasnopillia.",
            "shelling",
            "Sumy Oblast",
            "admin1",
        ),
    ],
)
def test_how_sharp_the_words_are(coder: RulesCoder, text: str, sub_event_type: str, name: str, precision: str) -> None:
    found_name, found_precision = place(coder, text, sub_event_type)
    assert found_precision == precision
    assert found_name is not None
    assert name in found_name or found_name in name


def test_a_dateline_is_no_place_where_the_text_names_another(coder: RulesCoder) -> None:
    text = "AMMAN, May 6 - An air strike destroyed a clinic in Sweida on Sunday and killed two nurses."
    assert place(coder, text, "air_strike")[0] == "Sweida"


def test_a_demand_has_no_place(coder: RulesCoder) -> None:
    text = "Kenya demanded on Sunday that Ethiopia pull its troops out of Mandera or face sanctions."
    assert all(m.location_name is None for m in code(coder, text) if m.sub_event_type == "demand_or_threat")


def test_talks_are_held_in_a_town_not_in_the_war_they_are_about(coder: RulesCoder) -> None:
    text = "The presidents of Kenya and Uganda held talks in Nairobi on Sunday on the war in Sudan."
    assert place(coder, text, "talks") == ("Nairobi", "settlement")
    about = "The presidents of Kenya and Uganda held talks on Sunday on the war between Sudan and Chad."
    assert place(coder, about, "talks")[0] is None


def test_a_country_that_acts_is_no_place(coder: RulesCoder) -> None:
    text = "U.S.-backed forces attacked militants near Baidoa on Sunday, killing ten."
    assert {m.location_name for m in code(coder, text)} == {"Baidoa"}


def test_troops_go_where_their_own_verb_sends_them(coder: RulesCoder) -> None:
    text = "France increased the number of troops in Niger and sent others to Chad."
    assert place(coder, text, "troop_buildup") == ("Niger", "country")


def test_a_weapon_that_is_shot_down_flew_to_the_named_place(coder: RulesCoder) -> None:
    text = "Air defences shot down all nine drones that Russia launched at Poltava Oblast on Sunday night."
    assert place(coder, text, "weapon_intercepted") == ("Poltava Oblast", "admin1")


@pytest.mark.parametrize(
    ("second", "sub_event_type", "name", "precision"),
    [
        ("On Sunday, jets bombed the town and killed two people.", "air_strike", "Er Rahad", "settlement"),
        ("On Sunday, rebels attacked soldiers near the town and killed two.", "armed_clash", "Er Rahad", "near"),
        ("Residents looted a warehouse of an aid group on Sunday.", "property_destruction", "Er Rahad", "settlement"),
        ("The rebels took the city on the Chadian border on Sunday.", "territory_captured", "Er Rahad", "settlement"),
    ],
)
def test_pointing_words_find_the_last_place_of_their_kind(
    coder: RulesCoder, second: str, sub_event_type: str, name: str, precision: str
) -> None:
    text = f"Sudan's army and the RSF fought in the town of Er Rahad on Saturday, killing nine soldiers. {second}"
    assert place(coder, text, sub_event_type) == (name, precision)


def test_a_border_is_that_of_the_other_country(coder: RulesCoder) -> None:
    text = "Eritrea has long quarrelled with Ethiopia. Eritrea massed 10,000 troops near the border on Sunday."
    found = [m for m in code(coder, text) if m.sub_event_type == "troop_buildup"]
    assert [(m.country, m.geo_precision) for m in found] == [("ETH", "region")]


def test_goods_with_no_recipient_named_go_to_the_country_of_the_story(coder: RulesCoder) -> None:
    text = (
        "Fighting went on in Mykolaiv and Kherson in Ukraine on Sunday; shells hit Odesa in Ukraine. "
        "Ukraine lost ten soldiers. The UK and other allies are now providing longer-range weapons."
    )
    found = [m for m in code(coder, text) if m.sub_event_type == "arms_transfer"]
    assert [(m.country, m.geo_precision) for m in found] == [("UKR", "country")]


def test_a_country_with_a_compass_word_in_its_name_is_a_country(coder: RulesCoder) -> None:
    text = "The war goes on and troops fight. China supplies North Korea with coal, food and medicine."
    assert place(coder, text, "humanitarian_aid") == ("North Korea", "country")


def test_an_unknown_quarter_gets_the_area_of_its_city(coder: RulesCoder) -> None:
    text = "Shells hit the Qarbazin neighbourhood of Aleppo in Syria on Sunday and killed a woman."
    found = [m for m in code(coder, text) if m.sub_event_type == "shelling"]
    assert [(m.location_name, m.geo_precision, m.country) for m in found] == [
        ("Qarbazin neighbourhood", "settlement", "SYR")
    ]
    assert found[0].admin1 == "Aleppo Governorate"
    assert found[0].latitude == pytest.approx(36.2, abs=0.2)


def test_written_coordinates_are_an_exact_place(coder: RulesCoder) -> None:
    text = "A drone hit an ammunition depot at 13.1842, 30.2167 in Sudan on Sunday, killing two soldiers."
    found = [m for m in code(coder, text) if m.sub_event_type == "drone_strike"]
    assert [(m.latitude, m.longitude, m.geo_precision) for m in found] == [(13.1842, 30.2167, "exact")]


def test_where_the_attackers_are_said_to_be_stands_in_for_a_place(coder: RulesCoder) -> None:
    text = "The army repelled an attack by militants in Helmand on Sunday and killed ten of them."
    assert any(m.location_name == "Helmand" for m in code(coder, text))
