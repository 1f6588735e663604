"""No measure of the coder may fall below its floor (tests/floors.yaml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from eventbase.config import Settings
from eventbase.evaluate.coded import code_gold
from eventbase.evaluate.floors import CEILING, breaches, measured, read_floors
from eventbase.evaluate.gold import gold_files, read_gold
from eventbase.evaluate.score import Score, score
from eventbase.ontology.event_types import event_types

OWN = Path(__file__).parent
FLOORS = OWN.parent / "floors.yaml"
DEV = OWN.parents[2] / "shared" / "gold" / "dev.jsonl"
SHORT = [path for path in gold_files([OWN]) if path.stem != "articles"]
GOLD = {"own": SHORT, "articles": [OWN / "articles.jsonl"], "dev": [DEV]}
SECTIONS = [
    pytest.param(
        name, marks=pytest.mark.skipif(not paths[0].exists(), reason=f"no gold beside the project: {paths[0].name}")
    )
    for name, paths in GOLD.items()
]
MOST_FALSE_ALARMS = 9  # on the texts that only look like an event; may only fall
MOST_SLACK = 0.15  # a floor that lies further below what is measured is to be raised


@cache
def scored(section: str) -> Score:
    """Codes a section's gold once."""
    return score(read_gold(GOLD[section]), code_gold(GOLD[section], Settings(quiet=True)))


@pytest.mark.parametrize("section", SECTIONS)
def test_no_measure_falls_below_its_floor(section):
    broken = [breach.line() for breach in breaches(scored(section), read_floors(FLOORS, section))]
    assert broken == []


@pytest.mark.parametrize("section", SECTIONS)
def test_every_measure_has_a_floor(section):
    assert set(read_floors(FLOORS, section)) == set(measured(scored(section)))


@pytest.mark.parametrize("section", SECTIONS)
def test_floors_follow_what_was_earned(section):
    values, floors = measured(scored(section)), read_floors(FLOORS, section)
    far = {
        name: (floors[name], values[name])
        for name in floors
        if name != CEILING and values[name] - floors[name] > MOST_SLACK
    }
    assert far == {}, "raise these floors: (floor, measured)"


def test_the_file_holds_the_sections_that_are_checked():
    assert set(yaml.safe_load(FLOORS.read_text(encoding="utf-8"))) == set(GOLD)


def test_texts_without_an_event_give_few():
    pages = [page for page in read_gold([OWN / "none.jsonl"]) if not page.events]
    coded = code_gold([OWN / "none.jsonl"], Settings(quiet=True))
    found = {page.page_id: [e.short() for e in coded[page.page_id]] for page in pages if coded[page.page_id]}
    assert sum(map(len, found.values())) <= MOST_FALSE_ALARMS, found


def test_codes_of_the_coder_are_codes_of_the_codebook():
    kinds = {
        event.sub_event_type for page in scored("own").matches for event in (*(c for _, c in page.pairs), *page.extra)
    }
    assert kinds <= set(event_types())
    assert len(kinds) >= 30
