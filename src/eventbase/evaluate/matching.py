"""Pairs the coded events of a page with its gold events, one to one, best pairs first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventbase.evaluate.agree import actor_agrees, date_agrees, evidence_overlaps, place_agrees, type_agrees
from eventbase.evaluate.records import ScoredEvent

THRESHOLD = 40
EVIDENCE, TYPE, CLASS, PLACE, DATE, ACTOR = 35, 30, 12, 20, 10, 5
Pair = tuple[ScoredEvent, ScoredEvent]


@dataclass(frozen=True, slots=True)
class PageMatch:
    """One page: `pairs` (gold, coded), gold events that were missed, coded ones that are false alarms."""

    page_id: str
    pairs: tuple[Pair, ...]
    missed: tuple[ScoredEvent, ...]
    extra: tuple[ScoredEvent, ...]

    @property
    def required(self) -> list[Pair]:
        """The pairs that count: an optional gold event takes up one coded event and then counts neither way."""
        return [(gold, coded) for gold, coded in self.pairs if not gold.optional]

    @property
    def lost(self) -> list[ScoredEvent]:
        """The missed gold events that count."""
        return [gold for gold in self.missed if not gold.optional]


def similarity(gold: ScoredEvent, coded: ScoredEvent) -> int:
    """Points of a pair; 0 where it is impossible: neither words nor facts meet."""
    kind, same_class = type_agrees(gold, coded), gold.event_type == coded.event_type
    where, when = place_agrees(gold.place, coded.place), date_agrees(gold, coded)
    words = evidence_overlaps(gold, coded)
    by_words = words and (kind or same_class)
    by_facts = kind and where and when and gold.place is not None
    if not by_words and not by_facts:
        return 0
    of_type = TYPE if kind else CLASS * same_class
    return EVIDENCE * words + of_type + PLACE * where + DATE * when + ACTOR * actor_agrees(gold.actor1, coded.actor1)


def match(page_id: str, gold: Sequence[ScoredEvent], coded: Sequence[ScoredEvent]) -> PageMatch:
    """Greedy by points, required gold before optional, then in text order."""
    ranked = sorted((-similarity(g, c), g.optional, i, j) for i, g in enumerate(gold) for j, c in enumerate(coded))
    used_gold: set[int] = set()
    used_coded: set[int] = set()
    pairs: list[Pair] = []
    for points, _, i, j in ranked:
        if -points < THRESHOLD:
            break
        if i not in used_gold and j not in used_coded:
            used_gold.add(i)
            used_coded.add(j)
            pairs.append((gold[i], coded[j]))
    missed = tuple(g for i, g in enumerate(gold) if i not in used_gold)
    return PageMatch(page_id, tuple(pairs), missed, tuple(c for j, c in enumerate(coded) if j not in used_coded))
