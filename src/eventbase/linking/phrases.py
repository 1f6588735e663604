"""How an event of each type is worded in its summary: phrases.csv, checked when read."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from eventbase.errors import OntologyError
from eventbase.ontology.event_types import event_types

FILE = "phrases.csv"


@dataclass(frozen=True, slots=True)
class Phrase:
    """`to` is None where the second actor is named in brackets or left out."""

    noun: str
    plural: bool
    verb: str
    by: str
    to: str | None


@cache
def phrases() -> dict[str, Phrase]:
    """By sub_event_type. Raises OntologyError naming file and line for an unknown, repeated or missing type."""
    text = files("eventbase.linking").joinpath(FILE).read_text(encoding="utf-8")
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line[:1] != "#"]
    found: dict[str, Phrase] = {}
    for (number, _), row in zip(lines[1:], csv.DictReader(line for _, line in lines), strict=True):
        name = row["sub_event_type"]
        if name not in event_types() or name in found:
            raise OntologyError(f"{FILE}:{number}: {name!r} is no type of event_types.csv or stands twice")
        if row["number"] not in ("s", "p") or not row["noun"] or not row["verb"]:
            raise OntologyError(f"{FILE}:{number}: {name}: give noun and verb, and number 's' or 'p'")
        found[name] = Phrase(
            row["noun"], row["number"] == "p", row["verb"], row["by"], None if row["to"] == ":" else row["to"]
        )
    missing = sorted(set(event_types()) - set(found))
    if missing:
        raise OntologyError(f"{FILE}: no row for {', '.join(missing)}")
    return found
