"""The event types of `event_types.csv` with their crosswalk to ACLED and PLOVER."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from eventbase.errors import OntologyError


@dataclass(frozen=True, slots=True)
class EventType:
    """A row of event_types.csv: a sub-type with its counterparts in ACLED and PLOVER."""

    event_type: str
    sub_event_type: str
    definition: str
    acled_event_type: str | None
    acled_sub_event_type: str | None
    plover_type: str | None
    plover_mode: str | None


@cache
def event_types() -> dict[str, EventType]:
    """All event types by `sub_event_type`. Source: event_types.csv; raises OntologyError on a repeated code."""
    found: dict[str, EventType] = {}
    lines = (files("eventbase.ontology") / "event_types.csv").read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(csv.DictReader(lines), start=2):
        code = row["sub_event_type"]
        if code in found:
            raise OntologyError(f"event_types.csv:{number}: {code!r} stands twice; remove one of the rows")
        found[code] = EventType(**{k: v or None for k, v in row.items()})  # type: ignore[arg-type]
    return found


def event_class(sub_event_type: str) -> str:
    """The class (`event_type`) that a sub-type belongs to; KeyError for an unknown code."""
    return event_types()[sub_event_type].event_type
