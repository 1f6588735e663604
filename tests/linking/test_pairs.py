"""Linking measured on pairs that people judged; pairs.csv says how. Floors stand in floors.yaml."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from linking_samples import Tables

from eventbase.linking.facts import facts
from eventbase.linking.stage import link_facts

HERE = Path(__file__).parent
NEAR = 60  # characters between a label's place and the start of a sentence of the mention

Row = dict[str, str]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Judged:
    """Pairs whose two mentions were found: keys, whether they are one event, whether they were linked."""

    pairs: list[tuple[Key, Key, bool, bool]]
    wanted: int

    def __add__(self, other: Judged) -> Judged:
        return Judged(self.pairs + other.pairs, self.wanted + other.wanted)

    @property
    def found(self) -> float:
        return len(self.pairs) / self.wanted

    def pairwise_f1(self) -> float:
        both = sum(same and linked for _, _, same, linked in self.pairs)
        wrong = sum(same != linked for _, _, same, linked in self.pairs)
        return 2 * both / (2 * both + wrong)

    def b_cubed_f1(self) -> float:
        """Over the mentions, each with those that it is judged with; a mention is in its own group."""
        right: dict[Key, int] = {}
        gold: dict[Key, int] = {}
        made: dict[Key, int] = {}
        for a, b, same, linked in self.pairs:
            for key in (a, b):
                right[key] = right.get(key, 1) + (same and linked)
                gold[key] = gold.get(key, 1) + same
                made[key] = made.get(key, 1) + linked
        precision = sum(right[key] / made[key] for key in right) / len(right)
        recall = sum(right[key] / gold[key] for key in right) / len(right)
        return 2 * precision * recall / (precision + recall)


def labels(name: str) -> list[Row]:
    lines = (HERE / "pairs.csv").read_text(encoding="utf-8").splitlines()
    return [row for row in csv.DictReader(line for line in lines if line[:1] != "#") if row["set"] == name]


def judge(rows: Sequence[Row], tables: Tables) -> Judged:
    frame = facts(*(tables[name] for name in ("mentions", "articles", "figures", "evidence")))
    groups = link_facts(frame)[0]
    starts: dict[str, list[int]] = {}
    told = tables["evidence"].filter(tables["evidence"]["field"] == "event")
    for mention_id, start in told.select("mention_id", "start").iter_rows():
        starts.setdefault(mention_id, []).append(start)
    mentions: dict[str, list[dict[str, Any]]] = {}
    for mention in frame.select("row", "mention_id", "article_id", "event_type").iter_rows(named=True):
        mentions.setdefault(mention["article_id"], []).append(mention)
    pairs = []
    for row in rows:
        keys = [(row[f"article_{side}"], row[f"start_{side}"], row[f"types_{side}"]) for side in ("a", "b")]
        found = [_find(key, mentions, starts) for key in keys]
        if None not in found and found[0] != found[1]:
            linked = groups[found[0] or 0] == groups[found[1] or 0]
            pairs.append((keys[0], keys[1], row["judgement"] == "same", linked))
    return Judged(pairs, len(rows))


def _find(key: Key, mentions: dict[str, list[dict[str, Any]]], starts: dict[str, list[int]]) -> int | None:
    """The row of the mention that a label names: of its types, the one with a sentence nearest to the place."""
    article, start, types = key
    near = [
        (min(abs(place - int(start)) for place in starts[mention["mention_id"]]), mention["row"])
        for mention in mentions.get(article, [])
        if mention["event_type"] in types.split("|")
    ]
    best = min(near, default=None)
    return best[1] if best and best[0] <= NEAR else None


def check(name: str, judged: Judged) -> None:
    floors = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))[name]
    reached = {
        "pairwise_f1": judged.pairwise_f1(),
        "b_cubed_f1": judged.b_cubed_f1(),
        "found": judged.found,
    }
    print(name, {key: round(value, 3) for key, value in reached.items()}, len(judged.pairs), "pairs")
    assert all(reached[key] >= floors[key] for key in floors), (name, reached, floors)


def test_there_are_enough_labels_and_none_twice() -> None:
    rows = labels("raw") + labels("shared")
    keys = {frozenset({(row["article_a"], row["start_a"]), (row["article_b"], row["start_b"])}) for row in rows}
    assert len(rows) >= 300
    assert len(keys) >= 0.95 * len(rows)
    assert {row["judgement"] for row in rows} == {"same", "different"}


def test_floor_on_the_sample_input(coded_raw: Tables) -> None:
    check("raw", judge(labels("raw"), coded_raw))


@pytest.mark.slow
def test_floor_on_the_shared_corpus(coded_raw: Tables, coded_shared: Callable[[Sequence[str]], Tables]) -> None:
    rows = labels("shared")
    ids = sorted({row[f"article_{side}"] for row in rows for side in ("a", "b")})
    shared = judge(rows, coded_shared(ids))
    check("shared", shared)
    check("all", shared + judge(labels("raw"), coded_raw))
