"""Airports with an IATA code, and every air base."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from eventbase.gazetteer.builders.rows import AIRPORTS, FORM, MAIN, Ids, PlaceRow
from eventbase.gazetteer.builders.sources import open_member

_MILITARY = re.compile(r"\b(air ?base|air force|afb|raf|military|naval air|army airfield)\b", re.IGNORECASE)


def airports(folder: Path, ids: Ids) -> list[PlaceRow]:
    """Airports with an IATA code, and air bases."""
    rows = []
    with open_member(folder, "airportsdata", "airportsdata/airports.csv") as file:
        for entry in csv.DictReader(io.TextIOWrapper(file, encoding="utf-8")):
            military = bool(_MILITARY.search(entry["name"]))
            if entry["name"] and len(entry["country"]) == 2 and (military or entry["iata"]):
                rows.append(_airport(entry, military, ids))
    return rows


def _airport(entry: dict[str, str], military: bool, ids: Ids) -> PlaceRow:
    place = PlaceRow(ids.new(), entry["name"], "S.AIRB" if military else "S.AIRP", entry["country"], AIRPORTS)
    place.code = entry["icao"]
    place.lat, place.lon = round(float(entry["lat"]), 5), round(float(entry["lon"]), 5)
    place.add(place.name, MAIN)
    short = re.sub(r"\b(International|Regional|Domestic|Municipal) (?=Airport)", "", place.name)
    place.add(short, FORM)
    return place
