"""Copies of a wire story are found; different stories on one event are not copies."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from eventbase.linking.copies import original_of, runs

WIRE = (
    "A convoy carrying food for the displaced was attacked on the road to the border town before dawn, an aid agency "
    "said. Two drivers died and six lorries burned out. The agency asked both sides to let the other vehicles pass, "
    "and said that it would stop all deliveries in the state until it had guarantees. Nobody claimed the attack."
)
CUT = WIRE.split(" Nobody")[0] + " It was the third attack on a convoy this year, according to the agency's count."
OWN = (
    "Two lorry drivers are dead after gunmen fired on an aid convoy near the frontier. Residents who came to help told "
    "our reporter that the fire could be seen for hours; six vehicles and their loads of grain were lost in it."
)


def originals(*texts: str) -> list[str]:
    ids = [f"a{number}" for number in range(len(texts))]
    articles = pl.DataFrame(
        {
            "article_id": ids,
            "published_at": [datetime(2025, 1, 1 + number) for number in range(len(ids))],
            "text": texts,
        }
    )
    members = pl.DataFrame({"event_id": ["e1"] * len(ids), "article_id": ids})
    return original_of(members, articles).sort("article_id")["original_id"].to_list()


def test_a_shortened_and_extended_copy_is_a_copy() -> None:
    assert originals(WIRE, CUT) == ["a0", "a0"]


def test_another_story_on_the_same_event_is_none() -> None:
    assert originals(WIRE, OWN) == ["a0", "a1"]


def test_a_copy_of_a_copy_counts_as_the_first() -> None:
    assert originals(WIRE, CUT, CUT + " More follows.", OWN) == ["a0", "a0", "a0", "a3"]


def test_articles_of_different_events_are_not_compared() -> None:
    articles = pl.DataFrame({"article_id": ["a", "b"], "published_at": [None, None], "text": [WIRE, WIRE]},
                            schema_overrides={"published_at": pl.Datetime("us")})  # fmt: skip
    members = pl.DataFrame({"event_id": ["e1", "e2"], "article_id": ["a", "b"]})
    assert original_of(members, articles)["original_id"].to_list() == ["a", "b"]


def test_short_and_empty_texts_have_a_run() -> None:
    assert runs("") == [""]
    assert runs("Three short words") == ["three short words"]
