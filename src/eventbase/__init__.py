"""eventbase turns news articles about wars into a conflict-event dataset that people can trust.

The functions and records of this module are stable (SCHEMA.md); everything else may move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from eventbase.api import code_text, connect, event_map, events, geocode, parse_figures, resolve_date, timeline
    from eventbase.records import DateSpan, Evidence, Figure, Mention, Place

__all__ = [
    "DateSpan", "Evidence", "Figure", "Mention", "Place", "__version__", "code_text", "connect", "event_map", "events",
    "geocode", "parse_figures", "resolve_date", "timeline",
]  # fmt: skip

_RECORDS = frozenset({"DateSpan", "Evidence", "Figure", "Mention", "Place"})


def __getattr__(name: str) -> Any:
    """Loads what is asked for only then, so that `import eventbase` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'eventbase' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("eventbase.records" if name in _RECORDS else "eventbase.api"), name)
