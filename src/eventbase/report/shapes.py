"""Outlines that the map draws: provinces of the countries in the data, and the borders of all countries.

The gazetteer's country outlines are coarse. Where they would lie beside provinces, outlines are joined from the
provinces of the country instead, so that borders meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any

import polars as pl

from eventbase.gazetteer.polygons import admin1_features, country_features

DECIMALS = 2  # of a degree: about a kilometre, finer than a line is thick
AROUND = 4.0  # degrees around the events within which neighbours get fine outlines
WIDEST = 60.0  # degrees; data that spread wider are seen from too far for fine neighbours

Feature = dict[str, Any]
Ring = list[list[float]]


def shapes_for(events: pl.DataFrame) -> dict[str, Any]:
    """{"admin1": GeoJSON, "countries": GeoJSON}; properties are `name`, `country`, for countries with events `ours`."""
    ours = events["country"].drop_nulls().unique().sort().to_list()
    admin1 = [feature for code in ours for feature in _provinces(code)]
    fine = {*ours, *_neighbours(events)}
    countries = [_country(feature, fine=fine, ours=ours) for feature in _countries()]
    return {"admin1": _numbered(admin1), "countries": _numbered(countries)}


@cache
def _countries() -> tuple[Feature, ...]:
    return tuple(_slim(feature) for feature in country_features(None) if feature["geometry"]["coordinates"])


@cache
def _provinces(code: str) -> tuple[Feature, ...]:
    return tuple(_slim(feature) for feature in admin1_features([code]) if feature["geometry"]["coordinates"])


@cache
def _outline(code: str) -> dict[str, Any] | None:
    return join(_provinces(code))


def _country(feature: Feature, *, fine: set[str], ours: list[str]) -> Feature:
    """A country with the outline that suits the map, marked if it has events."""
    properties = feature["properties"]
    code = properties.get("country")
    geometry = (_outline(code) if code in fine else None) or feature["geometry"]
    return {**feature, "geometry": geometry, "properties": {**properties, "ours": 1} if code in ours else properties}


def _neighbours(events: pl.DataFrame) -> list[str]:
    """Countries near the events; none if the events are all over the world."""
    box = _box(events)
    if box is None or box[2] - box[0] > WIDEST:
        return []
    codes = [feature["properties"].get("country") for feature in _countries() if _touches(feature, box)]
    return [code for code in codes if code]


def _box(events: pl.DataFrame) -> tuple[float, float, float, float] | None:
    """West, south, east, north of the events, with AROUND degrees on each side."""
    points = events.select("longitude", "latitude").drop_nulls()
    if not points.height:
        return None
    (west, south), (east, north) = points.min().row(0), points.max().row(0)
    return west - AROUND, south - AROUND, east + AROUND, north + AROUND


def _touches(feature: Feature, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return any(west <= x <= east and south <= y <= north for ring in _all_rings(feature) for x, y in ring)


def _all_rings(feature: Feature) -> list[Ring]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for rings in polygons for ring in rings]


def join(features: Iterable[Feature]) -> dict[str, Any] | None:
    """One outline of areas that share borders: an edge that two areas walk in opposite directions lies inside.

    Shells run clockwise; what is left running the other way are holes, which are dropped. None if nothing is left.
    """
    edges: dict[tuple[float, float], list[tuple[float, float]]] = {}
    walked = {edge for feature in features for ring in _all_rings(feature) for edge in _edges(ring)}
    for start, end in sorted(walked):
        if (end, start) not in walked:
            edges.setdefault(start, []).append(end)
    rings = [ring for ring in _rings(edges) if len(ring) >= 4 and _area(ring) < 0]
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]} if rings else None


def _edges(ring: Ring) -> Iterable[tuple[tuple[float, float], tuple[float, float]]]:
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (x1, y1) != (x2, y2):
            yield (x1, y1), (x2, y2)


def _rings(edges: dict[tuple[float, float], list[tuple[float, float]]]) -> Iterable[Ring]:
    """Closed walks along the edges, each edge once."""
    for start in sorted(edges):
        while edges[start]:
            ring, at = [list(start)], edges[start].pop()
            while at != start and edges.get(at):
                ring.append(list(at))
                at = edges[at].pop()
            if at == start:
                yield [*ring, list(start)]


def _area(ring: Ring) -> float:
    """Twice the signed area, negative for a clockwise ring."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def _slim(feature: Feature) -> Feature:
    """A feature with only what the page needs, its coordinates rounded."""
    properties = feature.get("properties") or {}
    kept = {key: properties[key] for key in ("name", "country") if properties.get(key) is not None}
    geometry = feature["geometry"]
    coordinates = _round(geometry["coordinates"])
    return {"type": "Feature", "properties": kept, "geometry": {"type": geometry["type"], "coordinates": coordinates}}


def _numbered(features: list[Feature]) -> dict[str, Any]:
    numbered = [{**feature, "id": str(number)} for number, feature in enumerate(features)]
    return {"type": "FeatureCollection", "features": numbered}


def _round(value: Any) -> Any:
    """Coordinates with DECIMALS digits; points that fall on the one before are dropped from a ring."""
    if isinstance(value[0], (int, float)):
        return [round(value[0], DECIMALS), round(value[1], DECIMALS)]
    inner = [_round(part) for part in value]
    if not isinstance(inner[0][0], (int, float)):
        return inner
    kept = [point for i, point in enumerate(inner) if i == 0 or point != inner[i - 1]]
    return kept if len(kept) >= 4 else inner
