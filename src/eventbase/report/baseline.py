"""What is new since the last report: the page that stands in the folder is compared with the one to be written.

A page names its content's hash and the events that were new in it. Writing the same content again keeps that list, so
that the same database gives the same bytes however often the report is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from eventbase.report.pack import expand


@dataclass(frozen=True, slots=True)
class Baseline:
    """Events that the last report did not have; `since` is the day of its newest article. Both None at first."""

    new_ids: frozenset[str] | None
    since: str | None

    def rows(self, event_ids: pl.Series) -> list[int] | None:
        """Row numbers of the new events."""
        if self.new_ids is None:
            return None
        return [row for row, event_id in enumerate(event_ids.to_list()) if event_id in self.new_ids]


def state_of(baseline: Baseline, *, content: str, last_day: str | None) -> dict[str, Any]:
    """What the page carries for the next report to compare with, besides the ids in its data."""
    new = None if baseline.new_ids is None else sorted(baseline.new_ids)
    return {"content": content, "last_day": last_day, "since": baseline.since, "new": new}


def read_baseline(page: Path, *, content: str, event_ids: pl.Series) -> Baseline:
    """Compares with the page that is there. A page without readable state counts as none."""
    html = page.read_text(encoding="utf-8", errors="replace") if page.exists() else ""
    state = _packed(html, "state")
    if state is None:
        return Baseline(None, None)
    if state.get("content") == content:
        new = state.get("new")
        return Baseline(None if new is None else frozenset(new), state.get("since"))
    return Baseline(frozenset(event_ids.to_list()) - _event_ids(html), state.get("last_day"))


def _event_ids(html: str) -> frozenset[str]:
    core = _packed(html, "core") or {}
    column = core.get("events", {}).get("cols", {}).get("event_id") or []
    return frozenset(column["d"] if isinstance(column, dict) else column)


def _packed(html: str, name: str) -> dict[str, Any] | None:
    found = re.search(rf'<script type="text/plain" id="{name}">([A-Za-z0-9+/=]+)</script>', html)
    if found is None:
        return None
    try:
        value = expand(found.group(1))
    except (ValueError, OSError, EOFError):
        return None
    return value if isinstance(value, dict) else None
