"""What the page says about how the data were made: versions, hashes, code lists and counts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from eventbase.ontology.event_types import event_types
from eventbase.report.collect import Tables
from eventbase.report.passages import clean

LONGEST = 80


def method_facts(tables: Tables) -> dict[str, Any]:
    """Template values of the method section."""
    schema = tables.schema_version.row(0, named=True) if tables.schema_version.height else {}
    return {
        "schema": schema,
        "versions": versions(tables.runs.iter_rows(named=True)),
        "n_inputs": tables.inputs.height,
        "inputs_hash": inputs_hash(tables.inputs["raw_sha256"].to_list()),
        "issues": [_shown(row) for row in tables.issue_counts.iter_rows(named=True)],
        "totals": tables.totals.row(0, named=True),
        "types": list(event_types().values()),
        "accuracy": accuracy(),
    }


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row of codes as it may be shown; a plugin may write any text there."""
    return {key: clean(value[:LONGEST]) if isinstance(value, str) else value for key, value in row.items()}


def accuracy() -> list[tuple[str, str]]:
    """What was measured and its value, from `measured.json` (a copy of docs/measured.json), less what is not yet."""
    rows = json.loads((files("eventbase.report") / "measured.json").read_text(encoding="utf-8"))["rows"]
    return [(str(row["what"]), str(row["value"])) for row in rows if row.get("value") is not None]


def versions(runs: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """Component and its versions, those of several runs joined; unreadable entries are left out."""
    found: dict[str, set[str]] = {}
    for run in runs:
        found.setdefault("eventbase", set()).add(str(run["eventbase_version"]))
        for name, version in _flat(_parse(run["versions"])):
            found.setdefault(name, set()).add(version)
    return [(name, ", ".join(sorted(values))) for name, values in sorted(found.items())]


def _parse(text: str | None) -> dict[str, Any]:
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _flat(value: dict[str, Any], prefix: str = "") -> Iterable[tuple[str, str]]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{prefix}{key} ")
        elif inner is not None:
            yield f"{prefix}{key}", str(inner)


def inputs_hash(hashes: list[str]) -> str:
    """SHA-256 of the sorted hashes, a line each."""
    return hashlib.sha256("".join(f"{value}\n" for value in sorted(hashes)).encode()).hexdigest()
