"""Who says so: sentences written for these tests, coded by the whole coder, and the floor by itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from eventbase.coding.attribution import Floor, Speaker, better_speaker
from eventbase.coding.rules import RulesCoder
from eventbase.ingest.parts import cut
from eventbase.records import Article


@pytest.fixture(scope="module")
def coder() -> RulesCoder:
    return RulesCoder()


def sources(coder: RulesCoder, text: str) -> list[str | None]:
    article = Article(article_id="t", text=text, published_at=datetime(2024, 3, 14, tzinfo=UTC), language="en")
    return [m.attribution for m in coder.code(article, cut(text))]


CASES = [
    ("Shelling killed two nurses in El Fasher on Monday, a shopkeeper said.", "a shopkeeper"),
    ("On Monday, the ministry said, rebels shelled the town of Goma.", "the ministry"),
    ("Shelling killed two nurses in El Fasher on Monday, according to the French chancellery.",
     "the French chancellery"),
    ("A reporter quoted villagers as saying that soldiers killed six farmers near Kaya on Sunday.", "villagers"),
    ("The governor, Amina Dao, said that rebels shelled the town of Goma on Monday.", "Amina Dao"),
    ("The Centre for Peace Research said that shelling killed 40 people in Goma on Monday.",
     "The Centre for Peace Research"),
    ("President Paul Biya promised on Monday that Cameroon would give Chad 20 armoured vehicles.",
     "President Paul Biya"),
    ("Rebels shelled the town of Goma on Monday, killing two nurses.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source"), CASES, ids=[c[0][:40] for c in CASES])
def test_source_of_one_event(coder: RulesCoder, text: str, source: str | None) -> None:
    assert sources(coder, text) == [source]


def test_nobody_is_no_source(coder: RulesCoder) -> None:
    text = "Rockets killed ten people in Maiduguri on Tuesday. No group claimed the attack."
    assert "No group" not in sources(coder, text)


def test_the_source_goes_back_to_the_source(coder: RulesCoder) -> None:
    text = (
        "A military source told the agency that rebels shelled Goma on Monday. "
        "The source added that soldiers killed six rebels near Sake on Tuesday."
    )
    assert sources(coder, text) == ["A military source", "A military source"]


def test_a_monitor_is_the_one_that_the_story_names(coder: RulesCoder) -> None:
    text = (
        "Air strikes killed nine people in the Syrian town of Idlib on Monday, a monitor said. "
        "Four of the dead were children, the Syrian Observatory for Human Rights said."
    )
    assert all("Observatory" in (source or "") for source in sources(coder, text))


def test_only_a_monitor_keeps_the_floor(coder: RulesCoder) -> None:
    kept = (
        "The Syrian Observatory for Human Rights said shelling killed two people in Hama on Monday. "
        "In Idlib, air strikes killed nine people on Monday."
    )
    free = kept.replace("The Syrian Observatory for Human Rights", "The health ministry")
    assert "Observatory" in (sources(coder, kept)[-1] or "")
    assert sources(coder, free)[-1] is None


def speaker(name: str, **more: bool) -> Speaker:
    return Speaker(name, 0, len(name), described=frozenset(name.lower().split()), **more)


def test_of_two_sources_the_named_one_wins_over_a_generic_one() -> None:
    named, generic = speaker("Amina Dao"), speaker("an official", generic=True)
    monitor = speaker("a monitor", generic=True, monitor=True)
    assert better_speaker(generic, named) is named
    assert better_speaker(named, speaker("Jan Ek")) is named
    assert better_speaker(monitor, named) is monitor
    assert better_speaker(None, named) is named


def test_the_floor_resolves_pronouns_and_definite_sources() -> None:
    floor = Floor()
    floor.give(speaker("the mayor Amina Dao"), 1)
    floor.give(speaker("a military source", generic=True), 2)
    assert floor.resolve(speaker("The source", generic=True, points=True)).name == "a military source"
    assert floor.resolve(speaker("the mayor", generic=True, points=True)).name == "the mayor Amina Dao"
    assert floor.resolve(speaker("she", generic=True, points=True)).name == "a military source"
    assert floor.resolve(speaker("an official", generic=True)).name == "an official"
    assert floor.kept(3) is None
