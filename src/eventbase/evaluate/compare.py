"""Two coders, or two versions of one, on the same gold: what was gained, what was lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from eventbase.evaluate.matching import PageMatch
from eventbase.evaluate.records import ScoredEvent
from eventbase.evaluate.score import SHOWN_FIELDS, Score, figure_differences, wrong_fields


@dataclass(frozen=True, slots=True)
class Change:
    """One difference on a page. `better`: for the new coder; `what`: found, missed, false alarm, or a field's name."""

    page_id: str
    better: bool
    what: str
    event: ScoredEvent

    def line(self) -> str:
        words = f": {self.event.quote[:80]!r}" if self.event.quote else f" {list(self.event.spans[:1])}"
        return f"  {'+' if self.better else '-'} {self.page_id}  {self.what:16} {self.event.short()}{words}"


def changes(old: Score, new: Score) -> list[Change]:
    """All differences, page by page. The two scores must be over the same gold, in the same order."""
    found: list[Change] = []
    for before, after in zip(old.matches, new.matches, strict=True):
        found += _gold_changes(before, after)
        found += [Change(after.page_id, False, "false alarm", e) for e in _only(after.extra, before.extra)]
        found += [Change(after.page_id, True, "no false alarm", e) for e in _only(before.extra, after.extra)]
    return found


def _gold_changes(before: PageMatch, after: PageMatch) -> Iterator[Change]:
    """Gold events found or missed, and fields that became right or wrong."""
    was = {id(gold): coded for gold, coded in before.required}
    now = {id(gold): coded for gold, coded in after.required}
    for gold in [*(g for g, _ in before.required), *before.lost]:
        old, new = was.get(id(gold)), now.get(id(gold))
        if old is None and new is not None:
            yield Change(after.page_id, True, "found", gold)
        elif old is not None and new is None:
            yield Change(after.page_id, False, "missed", gold)
        elif old is not None and new is not None:
            yield from _field_changes(after.page_id, gold, old, new)


def _field_changes(page_id: str, gold: ScoredEvent, old: ScoredEvent, new: ScoredEvent) -> Iterator[Change]:
    was, now = set(_wrong(gold, old)), set(_wrong(gold, new))
    for name in (*SHOWN_FIELDS, "figures"):
        if (name in was) != (name in now):
            yield Change(page_id, name in was, name, gold)


def _wrong(gold: ScoredEvent, coded: ScoredEvent) -> list[str]:
    return wrong_fields(gold, coded) + (["figures"] if any(figure_differences(gold, coded)) else [])


def _only(these: Sequence[ScoredEvent], others: Sequence[ScoredEvent]) -> list[ScoredEvent]:
    """Events of `these` that `others` has none alike: same type, and evidence that begins at the same character."""
    known = {(e.sub_event_type, e.spans[:1]) for e in others}
    return [e for e in these if (e.sub_event_type, e.spans[:1]) not in known]


def change_lines(found: Sequence[Change]) -> Iterator[str]:
    """What was gained, then what was lost."""
    gained, lost = [c for c in found if c.better], [c for c in found if not c.better]
    yield f"gained {len(gained)}"
    yield from (change.line() for change in gained)
    yield f"lost {len(lost)}"
    yield from (change.line() for change in lost)


def change_object(change: Change) -> dict[str, Any]:
    """A change as JSON."""
    return {
        "page": change.page_id,
        "better": change.better,
        "what": change.what,
        "event": change.event.short(),
        "quote": change.event.quote,
    }
