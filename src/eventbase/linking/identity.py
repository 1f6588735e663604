"""Event ids that outlive a run, and the record of merges and splits.

A new event takes its id from its earliest mention; an event that shares mentions with one of the last run keeps that
one's id. Where several claim an id, the one that shares most mentions has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

HISTORY = {"event_id": pl.String, "change": pl.String, "other_event_id": pl.String}


@dataclass(frozen=True)
class Identities:
    """`events`: mention_id, event_id. `history`: what is new in event_history."""

    events: pl.DataFrame
    history: pl.DataFrame


def new_id(mention_id: str) -> str:
    """The id that an event takes from its earliest mention."""
    return "e" + mention_id.removeprefix("m")


def identify(groups: pl.DataFrame, previous: pl.DataFrame, history: pl.DataFrame) -> Identities:
    """Names the groups. `groups`: mention_id, group, order (within the group); `previous`: mention_id, event_id."""
    shared = groups.join(previous.drop_nulls(), on="mention_id").group_by("group", "event_id")
    overlap = shared.agg(shared=pl.len(), first=pl.col("mention_id").min()).sort(
        "shared", "event_id", "first", descending=[True, False, False]
    )
    kept = _assign(overlap)
    names = kept | _fresh(groups, kept)
    schema: dict[str, pl.DataType | type[pl.DataType]] = {"group": groups.schema["group"], "event_id": pl.String}
    table = pl.DataFrame({"group": list(names), "event_id": list(names.values())}, schema=schema)
    events = groups.join(table, on="group").select("mention_id", "event_id").sort("mention_id")
    return Identities(events, _changes(overlap, names, history))


def _assign(overlap: pl.DataFrame) -> dict[int, str]:
    """Groups that keep an id of the last run: most shared mentions first."""
    kept: dict[int, str] = {}
    taken: set[str] = set()
    for group, event_id in overlap.select("group", "event_id").iter_rows():
        if group not in kept and event_id not in taken:
            kept[group] = event_id
            taken.add(event_id)
    return kept


def _fresh(groups: pl.DataFrame, kept: Mapping[int, str]) -> dict[int, str]:
    """Ids of the other groups: of the earliest mention whose id is free."""
    used = set(kept.values())
    members: dict[int, list[str]] = {}
    for group, mention_id in groups.sort("group", "order").select("group", "mention_id").iter_rows():
        if group not in kept:
            members.setdefault(group, []).append(mention_id)
    found = {}
    for group, mentions in members.items():
        found[group] = _free(mentions, used)
        used.add(found[group])
    return found


def _free(mentions: Sequence[str], used: set[str]) -> str:
    for mention_id in mentions:
        if new_id(mention_id) not in used:
            return new_id(mention_id)
    number = 2
    while f"{new_id(mentions[0])}-{number}" in used:
        number += 1
    return f"{new_id(mentions[0])}-{number}"


def _changes(overlap: pl.DataFrame, names: Mapping[int, str], history: pl.DataFrame) -> pl.DataFrame:
    current = set(names.values())
    rows: list[tuple[str, str, str | None]] = []
    seen: set[str] = set()
    for group, old in overlap.select("group", "event_id").iter_rows():
        new = names[group]
        if old not in current and old not in seen:
            rows.append((old, "merged_into", new))
        elif old in current and new != old:
            rows.append((new, "split_from", old))
        seen.add(old)
    created = set(history.filter(pl.col("change") == "created")["event_id"])
    rows += [(event_id, "created", None) for event_id in sorted(current - created)]
    return pl.DataFrame(sorted(rows, key=str), schema=HISTORY, orient="row")
