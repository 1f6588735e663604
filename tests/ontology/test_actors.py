"""The actor dictionary keeps its rules, and its checker says where one is broken."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from eventbase.errors import OntologyError
from eventbase.ontology import actors as ontology


def test_the_dictionary_is_as_large_as_promised():
    counts = ontology.check_actors()
    people = [a for a in ontology.actors().values() if a.kind == "person"]
    assert counts["actors"] - len(people) >= 400
    assert len(people) >= 150
    assert counts["countries"] >= 245


def test_states_have_their_codes():
    countries = ontology.countries()
    assert (countries["SDN"].alpha2, countries["SDN"].numeric, countries["SDN"].gw) == ("SD", "729", 625)
    assert countries["DEU"].gw == 260
    states = [c for c in countries.values() if c.kind == "state"]
    assert all(c.capitals and c.names for c in states)
    assert [c.alpha3 for c in states if c.gw is None] == ["PSE", "VAT"]
    for field in ("alpha2", "numeric", "gw"):
        values = [getattr(c, field) for c in countries.values() if getattr(c, field) is not None]
        assert len(values) == len(set(values)), field


def test_every_person_is_bounded_and_sourced():
    for actor in ontology.actors().values():
        assert actor.source and "http" not in actor.source
        if actor.kind == "person":
            assert actor.valid_from != ontology.EARLIEST, actor.actor_id


def test_non_state_groups_that_belong_to_nobody_have_no_country():
    actors = ontology.actors()
    assert all(actors[i].country is None for i in ("is", "nato", "alqaeda", "jnim", "slc", "un"))
    assert Counter(a.type for a in actors.values())["rebel"] >= 100


def _row(**changes):
    row = {
        "actor_id": "new", "name": "New Front", "type": "rebel", "country": "SDN", "kind": "group", "valid_from": "",
        "valid_to": "", "source": "a reference",
    }  # fmt: skip
    return row | changes


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"type": "army"}, "type 'army'"),
        ({"country": "SUD"}, "country 'SUD'"),
        ({"kind": "thing"}, "kind 'thing'"),
        ({"source": ""}, "source must not be empty"),
        ({"valid_from": "2024-01-01", "valid_to": "2023-01-01"}, "valid_to is not after valid_from"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(changes, complaint):
    with pytest.raises(OntologyError, match=rf"actors\.csv:88: .*{complaint}"):
        ontology._check_actor(_row(**changes), "actors.csv:88", {})


def test_a_bad_date_says_how_to_write_it():
    with pytest.raises(OntologyError, match=r"actors\.csv:9: '2024' is no date; write YYYY-MM-DD"):
        ontology._day("2024", date(1, 1, 1), "actors.csv:9")


def test_one_alias_of_two_actors_must_be_bounded():
    rows = [
        ("actor_aliases.csv:71", ontology.AliasRow("RSF", "rsf-rebel", ())),
        ("actor_aliases.csv:88", ontology.AliasRow("RSF", "saf", ())),
    ]
    with pytest.raises(
        OntologyError, match=r"actor_aliases\.csv:88: alias 'RSF' overlaps actor_aliases\.csv:71; bound"
    ):
        ontology._check_overlaps(rows)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("taliban", ()), ("taliban-gov", ())),  # parted by their dates
        (("sdf", ()), ("sdf-japan", ("JPN",))),  # parted by the country of the text
    ],
)
def test_dates_or_contexts_part_one_alias(one, two):
    rows = [(f"actor_aliases.csv:{n}", ontology.AliasRow("X", *part)) for n, part in enumerate((one, two))]
    ontology._check_overlaps(rows)
    assert ontology._overlap(rows[0][1], rows[0][1])


def test_word_lists_hold_no_class_twice():
    owners = Counter(word for group in ontology.actor_nouns().classes.values() for word in group.words)
    assert [word for word, times in owners.items() if times > 1] == []
