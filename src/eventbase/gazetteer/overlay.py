"""What is laid over a gazetteer file when it is opened: the hand-made supplement and the demonyms of countries."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from eventbase.gazetteer.fold import fold
from eventbase.gazetteer.supplement import load_supplement
from eventbase.records import Place

if TYPE_CHECKING:
    from eventbase.gazetteer.store import Entry

Box = tuple[float, float, float, float]
AreaFinder = Callable[[str, str | None], int | None]
PeopleFinder = Callable[[str, float, float], int]


@dataclass(slots=True)
class Overlay:
    """Supplement entries by folded name, place_id and number (negative), and demonym -> alpha-3."""

    names: dict[str, list[tuple[Entry, int]]] = field(default_factory=lambda: defaultdict(list))
    by_id: dict[str, Entry] = field(default_factory=dict)
    by_number: dict[int, Entry] = field(default_factory=dict)
    extents: dict[int, Box] = field(default_factory=dict)
    alternates: dict[int, str] = field(default_factory=dict)
    demonyms: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""


def load_overlay(area_by_name: AreaFinder, people_of: PeopleFinder) -> Overlay:
    """Reads supplement.csv and demonyms.csv; first-level areas are found by name, inhabitants by name and point."""
    overlay = Overlay(demonyms=demonyms(), digest=_digest())
    known: dict[tuple[str, str | None], int | None] = {}
    for n, place in enumerate(load_supplement(), start=1):
        where = (place.admin1 or "", place.country)
        if place.admin1 and where not in known:
            known[where] = area_by_name(*where)
        _add(overlay, -n, place, known.get(where), _people(place, people_of))
    overlay.names = dict(overlay.names)
    return overlay


def _people(place: Place, people_of: PeopleFinder) -> int:
    if not (place.feature or "").startswith("P") or place.latitude is None or place.longitude is None:
        return 0
    for name in (place.name, *(place.alternate_names or "").split("|")):
        if people := people_of(name, place.latitude, place.longitude):
            return people
    return 0


def _add(overlay: Overlay, number: int, place: Place, admin1: int | None, people: int) -> None:
    from eventbase.gazetteer.store import SUPPLEMENT, Entry

    feature = place.feature or "L.RGN"
    if feature.startswith("A.ADM1") or (place.admin1 and fold(place.admin1) == fold(place.name)):
        admin1 = admin1 or number
    entry = Entry(
        number, place.place_id, place.name, feature, place.country, admin1, None, place.latitude, place.longitude,
        place.population or people, SUPPLEMENT, place.coordinate_basis or ("centroid" if place.extent else "point"),
    )  # fmt: skip
    overlay.by_id[place.place_id] = overlay.by_number[number] = entry
    if place.extent:
        west, south, east, north = (float(part) for part in place.extent.split())
        overlay.extents[number] = west, south, east, north
    if place.alternate_names:
        overlay.alternates[number] = place.alternate_names
    spellings = [(place.name, 0), *((name, 1) for name in (place.alternate_names or "").split("|"))]
    seen = set()
    for name, rank in spellings:
        key = fold(name)
        if key and key not in seen:
            seen.add(key)
            overlay.names[key].append((entry, rank))


@cache
def demonyms() -> dict[str, str]:
    """Folded demonym -> alpha-3, of those that belong to one country."""
    with files("eventbase.ontology").joinpath("demonyms.csv").open(encoding="utf-8") as file:
        return {fold(row["demonym"]): row["country"] for row in csv.DictReader(file) if row["country"]}


@cache
def _digest() -> str:
    digest = hashlib.sha256()
    for package, name in (("eventbase.gazetteer", "supplement.csv"), ("eventbase.ontology", "demonyms.csv")):
        digest.update(files(package).joinpath(name).read_bytes())
    return digest.hexdigest()
