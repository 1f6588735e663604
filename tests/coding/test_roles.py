"""Who did what to whom: sentences written for these tests, coded by the whole coder."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from eventbase.coding.rules import RulesCoder
from eventbase.errors import OntologyError
from eventbase.ingest.parts import cut
from eventbase.ontology.role_words import parse_role_words, role_words
from eventbase.records import Article, Mention

Side = tuple[str | None, str | None]


@pytest.fixture(scope="module")
def coder() -> RulesCoder:
    return RulesCoder()


def mentions(coder: RulesCoder, text: str) -> list[Mention]:
    article = Article(article_id="t", text=text, published_at=datetime(2024, 3, 14, tzinfo=UTC), language="en")
    return coder.code(article, cut(text))


def sides(coder: RulesCoder, text: str, sub_type: str) -> tuple[Side, Side]:
    """(country, type) of both actors of the last event of the sub-type."""
    found = [m for m in mentions(coder, text) if m.sub_event_type == sub_type]
    assert found, [m.sub_event_type for m in mentions(coder, text)]
    last = found[-1]
    return (last.actor1_country, last.actor1_type), (last.actor2_country, last.actor2_type)


CASES = [
    # fights
    ("Heavy fighting broke out overnight between Ethiopian troops and Fano militiamen near Gondar.",
     "armed_clash", ("ETH", "military"), ("ETH", "militia")),
    ("Nine Malian soldiers were killed on Monday in clashes with jihadists near Mopti.",
     "armed_clash", ("MLI", "military"), ("MLI", "rebel")),
    # pronouns and descriptions
    ("Burkina Faso's army said on Monday that it had shelled militants near Djibo.",
     "shelling", ("BFA", "military"), ("BFA", "rebel")),
    ("Chad's army rejected a claim by Sudan's government that it had shelled El Geneina on Sunday.",
     "shelling", ("TCD", "military"), ("SDN", "civilian")),
    ("Rwandan soldiers and M23 fighters advanced near Sake. They captured the town of Minova on Sunday.",
     "territory_captured", ("RWA", "military"), (None, None)),
    ("President Emmanuel Macron said on Monday that his country would give Moldova 20 armoured vehicles.",
     "arms_transfer", ("FRA", "government"), ("MDA", "government")),
    # attackers
    ("Gunmen shot dead four farmers near Jos in Nigeria on Tuesday.",
     "attack_on_civilians", (None, "unknown"), ("NGA", "civilian")),
    ("BAMAKO (Agency) - Gunmen killed 12 villagers near Bankass in Mali on Sunday.",
     "attack_on_civilians", (None, "unknown"), ("MLI", "civilian")),
    ("Al-Shabaab gunmen stormed a hotel in central Somalia on Friday and killed six guests.",
     "attack_on_civilians", ("SOM", "rebel"), ("SOM", "civilian")),
    # targets
    ("A car bomb exploded outside the police station of Buenaventura, Colombia, on Monday.",
     "mine_ied", (None, None), ("COL", "police")),
    ("On Tuesday Russian missiles struck Kharkiv.",
     "missile_strike", ("RUS", "military"), ("UKR", "civilian")),
    ("Air defences shot down nine drones that Russia had launched at Odesa on Monday.",
     "weapon_intercepted", ("UKR", "military"), ("RUS", "military")),
    ("Iraqi soldiers recaptured the town of Tikrit from Islamic State on Thursday.",
     "territory_regained", ("IRQ", "military"), (None, "rebel")),
    ("Iraqi paratroopers took five Islamic State fighters prisoner near Hit on Monday.",
     "capture", ("IRQ", "military"), (None, "rebel")),
    # support and posture
    ("Kenya sent soldiers to Goma on Monday to fight the M23.",
     "troop_deployment", ("KEN", "military"), ("COD", "rebel")),
    ("Latvia began an exercise with 2,000 soldiers near Adazi on Monday.",
     "training_exercise", ("LVA", "military"), (None, None)),
    # unrest and flight
    ("Protesters threw petrol bombs at the Chinese embassy in Yangon on Friday.",
     "violent_demonstration", ("MMR", "civilian"), ("CHN", "government")),
    ("Dozens were hurt in clashes between protesters and police in Nairobi on Monday.",
     "violent_demonstration", ("KEN", "civilian"), ("KEN", "police")),
    ("President Vladimir Putin ordered a partial mobilisation of 300,000 reservists on Wednesday.",
     "mobilization", ("RUS", "government"), ("RUS", "military")),
    ("About 4,000 people fled the town of Sake in eastern Congo on Wednesday.",
     "evacuation", ("COD", "civilian"), (None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sub_type", "actor1", "actor2"), CASES, ids=[c[0][:40] for c in CASES])
def test_sides_of_one_event(coder: RulesCoder, text: str, sub_type: str, actor1: Side, actor2: Side) -> None:
    assert sides(coder, text, sub_type) == (actor1, actor2)


def test_sides_come_from_the_story_where_a_sentence_names_none(coder: RulesCoder) -> None:
    text = (
        "Army jets bombed a market in Sagaing, Myanmar, on Monday, killing four people. "
        "Air strikes on Monday also hit the village of Pale, a resident said."
    )
    assert sides(coder, text, "air_strike")[0] == ("MMR", "military")


def test_a_strike_at_another_time_keeps_its_unknown_hand(coder: RulesCoder) -> None:
    text = (
        "Rebels shelled the town of Kadugli in Sudan on Monday, killing four people. "
        "In 2012 shelling in Talodi killed a teacher."
    )
    shellings = [m for m in mentions(coder, text) if m.sub_event_type == "shelling"]
    assert shellings[0].actor1_type == "rebel"
    assert all(m.actor1_name is None for m in shellings if m.event_date and m.event_date.year == 2012)


def test_nameless_people_are_of_the_country_of_the_event(coder: RulesCoder) -> None:
    text = (
        "In Syria, shells killed two teachers in Idlib on Monday. In Syria, rebels shelled Hama on Monday. "
        "In Thailand, a roadside bomb killed two farmers in Pattani on Tuesday."
    )
    assert sides(coder, text, "mine_ied")[1] == ("THA", "civilian")


def test_goods_go_to_the_receiver_told_of_before(coder: RulesCoder) -> None:
    text = "On Monday Poland gave Moldova 20 armoured vehicles. Canada also delivered weapons on Tuesday."
    assert sides(coder, text, "arms_transfer") == (("CAN", "government"), ("MDA", "government"))


def test_word_lists_are_checked() -> None:
    assert "they" in role_words()["pronouns"]
    with pytest.raises(OntologyError, match=r"role_words\.yaml"):
        parse_role_words("pronouns: [they]")
