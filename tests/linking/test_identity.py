"""Ids that outlive a run; merges and splits are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from eventbase.linking.identity import HISTORY, Identities, identify

EMPTY = pl.DataFrame(schema=HISTORY)


def named(
    groups: Sequence[Sequence[str]], before: Mapping[str, str] | None = None, history: pl.DataFrame = EMPTY
) -> Identities:
    rows = [(mention, number, order) for number, members in enumerate(groups) for order, mention in enumerate(members)]
    previous = pl.DataFrame(
        list((before or {}).items()), schema={"mention_id": pl.String, "event_id": pl.String}, orient="row"
    )
    schema = {"mention_id": pl.String, "group": pl.Int32, "order": pl.Int32}
    return identify(pl.DataFrame(rows, schema=schema, orient="row"), previous, history)


def ids(found: Identities) -> dict[str, str]:
    return dict(found.events.iter_rows())


def changes(found: Identities) -> set[tuple[str, str, str | None]]:
    return set(found.history.iter_rows())


def test_a_new_event_is_named_after_its_earliest_mention() -> None:
    found = named([["m-b", "m-a"]])
    assert ids(found) == {"m-a": "e-b", "m-b": "e-b"}
    assert changes(found) == {("e-b", "created", None)}


def test_an_event_keeps_its_id_when_an_earlier_source_is_added() -> None:
    history = pl.DataFrame([("e-b", "created", None)], schema=HISTORY, orient="row")
    found = named([["m-a", "m-b"]], {"m-b": "e-b"}, history)
    assert ids(found) == {"m-a": "e-b", "m-b": "e-b"}
    assert not changes(found)


def test_a_merge_keeps_the_id_of_the_larger_and_tells() -> None:
    found = named([["m-a", "m-b", "m-c"]], {"m-a": "e-a", "m-b": "e-b", "m-c": "e-b"})
    assert set(ids(found).values()) == {"e-b"}
    assert ("e-a", "merged_into", "e-b") in changes(found)


def test_a_split_gives_the_smaller_part_a_new_id_and_tells() -> None:
    found = named([["m-a"], ["m-b", "m-c"]], dict.fromkeys(("m-a", "m-b", "m-c"), "e-a"))
    assert ids(found) == {"m-a": "e-a-2", "m-b": "e-a", "m-c": "e-a"}
    assert ("e-a-2", "split_from", "e-a") in changes(found)


def test_no_two_events_share_an_id() -> None:
    found = named([["m-a"], ["m-b"], ["m-c"]], dict.fromkeys(("m-a", "m-b", "m-c"), "e-b"))
    assert len(set(ids(found).values())) == 3


def test_the_order_of_groups_changes_no_id() -> None:
    before = {"m-a": "e-1", "m-b": "e-1", "m-c": "e-2"}
    first = named([["m-a"], ["m-b", "m-c"]], before)
    second = named([["m-b", "m-c"], ["m-a"]], before)
    assert ids(first) == ids(second)
