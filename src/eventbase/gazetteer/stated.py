"""Stated areas: "Kursk Oblast", "RUS", "the Pokrovsk district" as hard filters on candidates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from eventbase.gazetteer.candidates import Candidate, candidates
from eventbase.gazetteer.fold import fold
from eventbase.gazetteer.polygons import admin1_at
from eventbase.gazetteer.store import Entry, Gazetteer

T = TypeVar("T")
BOX_MARGIN = 0.3  # degrees that a place may lie outside the box of a stated region


@dataclass(frozen=True, slots=True)
class Stated:
    """Countries (alpha-3), first- and second-level areas (numbers) and boxes that a place must lie in; empty: any."""

    countries: frozenset[str] = frozenset()
    admin1: frozenset[int] = frozenset()
    admin2: frozenset[int] = frozenset()
    boxes: tuple[tuple[float, float, float, float], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.countries or self.admin1 or self.admin2 or self.boxes)


@lru_cache(maxsize=8192)
def country_codes(gazetteer: Gazetteer, country: str) -> frozenset[str]:
    """Alpha-3 codes that a code, name or demonym means; empty if none."""
    text = country.strip()
    if len(text) == 3 and gazetteer.country(text.upper()):
        return frozenset((text.upper(),))
    if len(text) == 2 and (alpha3 := gazetteer.alpha3(text.upper())):
        return frozenset((alpha3,))
    found = [m.entry.country for m in gazetteer.matches(fold(text)) if m.entry.kind == "country"]
    demonym = gazetteer.demonym(fold(text))
    return frozenset(code for code in [*found, demonym.country if demonym else None] if code)


@lru_cache(maxsize=8192)
def stated_areas(gazetteer: Gazetteer, name: str, countries: frozenset[str] = frozenset()) -> Stated:
    """What a stated area can be: first-level areas of that name, else second-level ones, countries, regions."""
    found = [c for c in candidates(gazetteer, name) if not countries or c.entry.country in countries]
    first = [c.entry for c in found if c.entry.kind == "admin1"]
    if first:
        current = [entry for entry in first if entry.feature != "A.ADM1H"]
        return Stated(countries, admin1=frozenset(entry.id for entry in current or first))
    second = frozenset(c.entry.id for c in found if c.entry.kind == "admin2")
    if second:
        return Stated(countries, admin2=second)
    nations = frozenset(c.entry.country for c in found if c.entry.kind == "country" and c.entry.country)
    if nations:
        return Stated(nations)
    boxes = tuple(box for c in found if c.entry.kind == "region" and (box := gazetteer.extent(c.entry)))
    if boxes:
        return Stated(countries, boxes=boxes)
    towns = frozenset(
        c.entry.admin1_id for c in found if c.entry.kind == "settlement" and c.entry.admin1_id is not None
    )
    return Stated(countries, admin1=towns)


def within(gazetteer: Gazetteer, entry: Entry, stated: Stated) -> bool:
    """Whether an entry lies in the stated areas. Unknown areas of an entry are looked up on the map."""
    if stated.countries and entry.country not in stated.countries and entry.country is not None:
        return False
    if stated.admin1 and _admin1_of(gazetteer, entry) not in stated.admin1:
        return False
    if stated.admin2 and entry.admin2_id not in stated.admin2 and not _near_admin2(gazetteer, entry, stated.admin2):
        return False
    return not stated.boxes or any(_in_box(entry, box) for box in stated.boxes)


def _admin1_of(gazetteer: Gazetteer, entry: Entry) -> int | None:
    if entry.admin1_id is not None or entry.kind in ("country", "region", "water"):
        return entry.admin1_id
    if entry.latitude is None or entry.longitude is None:
        return None
    return admin1_at(gazetteer, entry.latitude, entry.longitude)


def _near_admin2(gazetteer: Gazetteer, entry: Entry, areas: Iterable[int]) -> bool:
    """Entries whose second-level area is unknown pass if they lie in the area's box."""
    if entry.admin2_id is not None:
        return False
    boxes = [gazetteer.extent(area) for number in areas if (area := gazetteer.entry(number))]
    return any(box is not None and _in_box(entry, box) for box in boxes)


def _in_box(entry: Entry, box: tuple[float, float, float, float]) -> bool:
    if entry.latitude is None or entry.longitude is None:
        return False
    west, south, east, north = box
    inside = south - BOX_MARGIN <= entry.latitude <= north + BOX_MARGIN
    return inside and west - BOX_MARGIN <= entry.longitude <= east + BOX_MARGIN


def keep(gazetteer: Gazetteer, found: Iterable[Candidate], stated: Stated) -> list[Candidate]:
    return [c for c in found if within(gazetteer, c.entry, stated)] if stated else list(found)


def both(one: Stated, other: Stated) -> Stated:
    """Both filters at once; where they share no area the nearer one, which is the first, holds."""
    return Stated(
        _meet(one.countries, other.countries), _meet(one.admin1, other.admin1), _meet(one.admin2, other.admin2),
        one.boxes or other.boxes,
    )  # fmt: skip


def _meet(one: frozenset[T], other: frozenset[T]) -> frozenset[T]:
    return (one & other or one) if one and other else one or other
