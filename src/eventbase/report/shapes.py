"""Outlines that the map draws: provinces of the countries in the data, and the borders of all countries.

The gazetteer's country outlines are coarse. Where they would lie beside provinces, outlines are joined from the
provinces of the country instead, so that borders meet.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    ours = sorted(events["country"].drop_nulls().unique().to_list())
    admin1 = [_slim(feature) for feature in admin1_features(ours)] if ours else []
    countries = [_slim(feature) for feature in country_features(None)]
    fine = {**_by_country(admin1), **_neighbours(events, countries, set(ours))}
    for feature in countries:
        code = feature["properties"].get("country")
        if code in fine:
            feature["geometry"] = join(fine[code]) or feature["geometry"]
        if code in ours:
            feature["properties"]["ours"] = 1
    return {"admin1": _numbered(admin1), "countries": _numbered(countries)}


def _neighbours(events: pl.DataFrame, countries: list[Feature], ours: set[str]) -> dict[str, list[Feature]]:
    """Provinces of the countries near the events; none if the events are all over the world."""
    box = _box(events)
    if box is None or box[2] - box[0] > WIDEST:
        return {}
    near = [
        feature["properties"]["country"]
        for feature in countries
        if feature["properties"].get("country") not in ours and _touches(feature, box)
    ]
    return _by_country([_slim(feature) for feature in admin1_features([code for code in near if code])])


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


def _by_country(features: Iterable[Feature]) -> dict[str, list[Feature]]:
    found: dict[str, list[Feature]] = {}
    for feature in features:
        found.setdefault(feature["properties"].get("country") or "", []).append(feature)
    return found


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
