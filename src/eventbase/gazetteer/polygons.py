"""Simplified outlines of first-level areas and countries (Natural Earth), as GeoJSON features, and point in polygon.

Shells run clockwise and holes the other way, as plotly's `geo` wants them. First-level areas are simplified to 0.03
degrees, countries to 0.1. Source: Natural Earth 10 m admin-1, public domain.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from eventbase.gazetteer.store import DEGREES, Gazetteer, open_gazetteer

SCALE = 1000
Polygon = list[list[tuple[int, int]]]


@cache
def _default() -> Gazetteer:
    return open_gazetteer()


def admin1_features(countries: Iterable[str] | None, gazetteer: Gazetteer | None = None) -> list[dict[str, Any]]:
    """One GeoJSON feature a first-level area of the countries (alpha-3; None for the world), ordered by place_id.

    Properties: `place_id`, `name` (as `Place.admin1` has it), `iso_3166_2`, `country` (alpha-3).
    """
    source = gazetteer or _default()
    wanted = None if countries is None else set(countries)
    features = []
    for place, rings in source.query("SELECT place, rings FROM polygons WHERE level = 1"):
        entry = source.entry(place)
        if entry is not None and (wanted is None or entry.country in wanted):
            properties = {
                "place_id": entry.place_id,
                "name": entry.name,
                "iso_3166_2": source.iso_3166_2(entry.id),
                "country": entry.country,
            }
            features.append(_feature(properties, decode(rings)))
    return sorted(features, key=lambda feature: feature["properties"]["place_id"])


def country_features(
    countries: Iterable[str] | None = None, gazetteer: Gazetteer | None = None
) -> list[dict[str, Any]]:
    """One GeoJSON feature a country (alpha-3; None for the world), ordered by code. Properties: `country`, `name`."""
    source = gazetteer or _default()
    wanted = None if countries is None else set(countries)
    features = []
    for place, rings in source.query("SELECT place, rings FROM polygons WHERE level = 0"):
        entry = source.entry(place)
        if entry is not None and (wanted is None or entry.country in wanted):
            properties = {"country": entry.country, "name": entry.name}
            features.append(_feature(properties, decode(rings)))
    return sorted(features, key=lambda feature: feature["properties"]["country"] or "")


def _feature(properties: dict[str, Any], polygons: list[Polygon]) -> dict[str, Any]:
    coordinates = [[[[x / SCALE, y / SCALE] for x, y in (*ring, ring[0])] for ring in polygon] for polygon in polygons]
    geometry = (
        {"type": "Polygon", "coordinates": coordinates[0]}
        if len(coordinates) == 1
        else {"type": "MultiPolygon", "coordinates": coordinates}
    )
    return {"type": "Feature", "id": next(iter(properties.values())), "properties": properties, "geometry": geometry}


def decode(rings: bytes) -> list[Polygon]:
    """Polygons of open rings of (x, y) in degrees times 1000: the inverse of `build.writer.encode`."""
    return [[_points(deltas) for deltas in polygon] for polygon in json.loads(zlib.decompress(rings))]


def _points(deltas: list[int]) -> list[tuple[int, int]]:
    points, x, y = [], 0, 0
    for n in range(0, len(deltas), 2):
        x, y = x + deltas[n], y + deltas[n + 1]
        points.append((x, y))
    return points


def admin1_at(gazetteer: Gazetteer, latitude: float, longitude: float) -> int | None:
    """Number of the first-level area around a point, the smallest if several; None at sea."""
    lat, lon = round(latitude * DEGREES), round(longitude * DEGREES)
    boxes = gazetteer.query(
        "SELECT g.place, g.rings FROM areas a JOIN polygons g ON g.place = a.id AND g.level = 1"
        " WHERE a.west <= ? AND a.east >= ? AND a.south <= ? AND a.north >= ?"
        " ORDER BY (a.east - a.west) * (a.north - a.south), a.id",
        (lon, lon, lat, lat),
    )
    number: int
    for number, rings in boxes:
        if any(_holds(polygon, longitude * SCALE, latitude * SCALE) for polygon in decode(rings)):
            return number
    return None


def _holds(polygon: Polygon, x: float, y: float) -> bool:
    return sum(contains(ring, x, y) for ring in polygon) % 2 == 1


def contains(ring: Sequence[tuple[int, int]], x: float, y: float) -> bool:
    """Whether a ring of (x, y) holds the point; plain ray casting."""
    inside = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside
