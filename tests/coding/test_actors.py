"""Who is named or described: noun phrases, sentences, dates, and what pronouns stand for."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbase.coding.actors import ActorIndex, actor_index, resolve_anaphora
from eventbase.coding.analysis import Actor
from eventbase.ontology.actors import actor_nouns

PHRASES = list(csv.DictReader((Path(__file__).parent / "actor_phrases.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def index() -> ActorIndex:
    return actor_index()


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: f"{row['phrase']}-{row['role']}-{row['when']}")
def test_a_phrase_has_this_country_and_type(index, row):
    when = date.fromisoformat(row["when"]) if row["when"] else None
    actor = index.describe_actor(row["phrase"], start=0, role=row["role"], when=when, country_hint=row["hint"] or None)
    found = (actor.country or "", actor.type) if actor else ("", "")
    assert found == (row["country"], row["type"])


@pytest.mark.parametrize("name", list(actor_nouns().classes))
def test_every_noun_class_matches_and_rejects_its_examples(index, name):
    group = actor_nouns().classes[name]
    for example in group.match:
        phrase, role, kind, country = (part.strip() for part in example.split("|"))
        actor = index.describe_actor(phrase, start=0, role=role, country_hint="SYR")
        assert actor and (actor.type, actor.country or "-") == (kind, country), example
    for phrase in group.reject:
        for role in ("attacker", "target"):
            actor = index.describe_actor(phrase, start=0, role=role, country_hint="SYR")
            assert actor is None or actor.type != group.type, phrase


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("up to 12,000 North Korean troops", "North Korean troops"),
        ("at least three civilians", "civilians"),
        ("dozens of M23 rebels", "M23 rebels"),
        ("Russian cruise missiles", "Russian"),
        ("a group of armed herders", "armed herders"),
        ("soldiers guarding the bridge", "soldiers"),
        ("the Sudanese army and allied militias", "Sudanese army and allied militias"),
        ("rockets fired by Hezbollah", "Hezbollah"),
        ("President Salva Kiir's guards", "President Salva Kiir's guards"),
    ],
)
def test_the_name_is_a_slice_without_numbers_and_determiners(index, phrase, name):
    text = f"On Monday {phrase}"
    actor = index.describe_actor(phrase, start=10, role="attacker", country_hint="SDN")
    assert actor and actor.name == name
    assert text[actor.start : actor.end] == name


@pytest.mark.parametrize(
    ("event", "role", "phrase", "kind"),
    [
        ("talks", "joint", "Rwanda", "government"),
        ("armed_clash", "joint", "Rwanda", "military"),
        ("shelling", "target", "Rwanda", "civilian"),
        ("weapon_intercepted", "target", "Rwanda", "military"),
        ("mobilization", "attacker", "the junta", "government"),
        ("air_strike", "attacker", "the junta", "military"),
        ("protest_with_intervention", "attacker", "security forces", "police"),
        ("armed_clash", "attacker", "security forces", "military"),
    ],
)
def test_the_event_sharpens_what_a_role_means(index, event, role, phrase, kind):
    actor = index.describe_actor(phrase, start=0, role=role, country_hint="RWA", sub_event_type=event)
    assert actor and actor.type == kind


@pytest.mark.parametrize(
    ("name", "when", "country", "kind"),
    [
        ("Taliban", date(2021, 8, 14), "AFG", "rebel"),
        ("Taliban", date(2021, 8, 15), "AFG", "government"),
        ("Rapid Support Forces", date(2023, 4, 14), "SDN", "paramilitary"),
        ("Rapid Support Forces", date(2023, 4, 15), "SDN", "rebel"),
        ("Azov Battalion", date(2014, 8, 1), "UKR", "militia"),
        ("Azov Battalion", date(2022, 3, 1), "UKR", "military"),
        ("Mark Rutte", date(2023, 1, 1), "NLD", "government"),
        ("Mark Rutte", date(2025, 1, 1), None, "igo"),
    ],
)
def test_the_day_decides_what_a_name_is(index, name, when, country, kind):
    actor = index.describe_actor(name, start=0, role="government", when=when)
    assert actor and (actor.country, actor.type) == (country, kind)


@pytest.mark.parametrize(
    ("country", "kind", "actor_id"),
    [("SYR", "rebel", "sdf"), ("JPN", "military", "sdf-japan"), ("PHL", "rebel", "sdf")],
)
def test_the_country_parts_namesakes(index, country, kind, actor_id):
    actor = index.describe_actor("the SDF", start=0, role="attacker", country_hint=country)
    assert actor and (actor.type, actor.actor_id) == (kind, actor_id)


def test_an_abbreviation_with_a_context_counts_nowhere_else(index):
    assert index.describe_actor("the AA", start=0, role="attacker", country_hint="MMR").actor_id == "aa"
    assert index.describe_actor("the AA", start=0, role="attacker", country_hint="GBR").actor_id is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Sudanese army soldiers fought RSF gunmen near the dam, killing two women, residents said.",
            ["Sudanese army soldiers", "RSF gunmen", "women", "residents"],
        ),
        ("Myanmar junta jets bombed a school held by the Arakan Army.", ["Myanmar junta jets", "Arakan Army"]),
        ("Rwanda denied that its troops back the M23.", ["Rwanda", "troops", "M23"]),
        ("The Malian capital stayed calm.", []),
        ("Is it raining? Let us wait.", []),
        ("US-backed fighters met Governor Musa Adamu on Friday.", ["US-backed fighters", "Governor Musa Adamu"]),
        ("Israeli strikes hit the port; Hezbollah fired back.", ["Israeli", "Hezbollah"]),
        ("KENYAN POLICE SHOOT PROTESTERS", ["KENYAN POLICE", "PROTESTERS"]),
    ],
)
def test_the_actors_of_a_sentence(index, sentence, expected):
    assert [actor.name for actor in index.find_actors(sentence, countries={"MMR", "COD"})] == expected


@given(st.text(alphabet="aBcé ’'-.,Σ12IS Hamas", max_size=60))
def test_names_are_slices_at_the_offsets_given(text):
    for actor in actor_index().find_actors(text, base=7):
        assert text[actor.start - 7 : actor.end - 7] == actor.name != ""


def _actor(name, country, kind):
    return Actor(name, country, kind, 0, len(name))


CAST = [
    _actor("Mali", "MLI", "government"),
    _actor("JNIM", None, "rebel"),
    _actor("villagers", "MLI", "civilian"),
    _actor("Malian army", "MLI", "military"),
]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("the group", "JNIM"),
        ("militants", "JNIM"),
        ("the army", "Malian army"),
        ("the government", "Malian army"),
        ("its fighters", "Malian army"),
        ("residents", "villagers"),
        ("they", "Malian army"),
        ("it", "Malian army"),
        ("the gang", None),
        ("Syrian rebels", None),
    ],
)
def test_a_description_stands_for_the_last_actor_that_fits(phrase, name):
    found = resolve_anaphora(phrase, CAST)
    assert (found.name if found else None) == name


def test_the_soldiers_of_a_government_are_its_military():
    found = resolve_anaphora("its soldiers", [_actor("Mali", "MLI", "government")])
    assert found and (found.country, found.type) == ("MLI", "military")


def test_the_version_is_that_of_the_data(index):
    assert index.version == ActorIndex().version
    assert len(index.version) == 12
