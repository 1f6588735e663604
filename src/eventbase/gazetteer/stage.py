"""The stage `geocode`: place names that a coder left without a gazetteer entry."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from eventbase.config import Settings
from eventbase.gazetteer.store import open_gazetteer
from eventbase.plugins import load_plugin
from eventbase.progress import track
from eventbase.protocols import Geocoder
from eventbase.records import Place
from eventbase.store.work import WorkStore

OURS = frozenset({"offline", "online"})  # these take the settings
RESOLVED_BY_CODER = frozenset({"rules"})


def geocode(work: WorkStore, settings: Settings) -> dict[str, int]:
    """Resolves names by the configured geocoder.

    Offline, names that the default coder left open stay open: it resolves in the light of the whole text, and a second
    look at the bare name would be a guess. Another geocoder (`online`) is asked for these, too.
    """
    looked_up = RESOLVED_BY_CODER if settings.gazetteer.geocoder == "offline" else frozenset()
    rows = [row for row in work.mentions_without_place().to_dicts() if row["coder"] not in looked_up]
    counts = {"names": len(rows), "resolved": 0}
    put_missing_places(work, settings)
    if not rows:
        return counts
    geocoder = make_geocoder(settings)
    context = _names_by_article(rows)
    found: list[tuple[str, int, Place]] = []
    for row in track(rows, "geocode", total=len(rows), quiet=settings.quiet):
        others = [name for name in context[row["article_id"]] if name != row["location_name"]]
        place = geocoder.geocode(row["location_name"], admin1=row["admin1"], country=row["country"], context=others)
        if place is not None:
            found.append((row["mention_id"], row["location_no"], place))
    work.set_places(found, getattr(geocoder, "issues", ()))
    return counts | {"resolved": len(found)}


def put_missing_places(work: WorkStore, settings: Settings) -> None:
    """Stores the gazetteer's entries for the places that mentions point to."""
    missing = work.missing_places()
    if not missing:
        return
    with open_gazetteer(settings) as gazetteer:
        entries = [gazetteer.by_id(place_id) for place_id in missing]
        work.put_places([gazetteer.place(entry) for entry in entries if entry is not None])


def make_geocoder(settings: Settings) -> Geocoder:
    """The geocoder that the settings name."""
    cls = load_plugin("geocoder", settings.gazetteer.geocoder)
    geocoder: Geocoder = cls(settings) if settings.gazetteer.geocoder in OURS else cls()
    return geocoder


def _names_by_article(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["location_name"] not in found[row["article_id"]]:
            found[row["article_id"]].append(row["location_name"])
    return found
