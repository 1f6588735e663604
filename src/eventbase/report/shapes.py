"""Outlines that the map draws: provinces of the countries in the data, and the borders of all countries."""

from __future__ import annotations

from typing import Any

import polars as pl

DECIMALS = 2  # of a degree: about a kilometre, finer than a line is thick


def shapes_for(events: pl.DataFrame) -> dict[str, Any]:
    """{"admin1": GeoJSON, "countries": GeoJSON}; features are cut down to id, name and country."""
    from eventbase.gazetteer.polygons import admin1_features, country_features

    codes = sorted(events["country"].drop_nulls().unique().to_list())
    return {"admin1": _slim(admin1_features(codes)), "countries": _slim(country_features(None))}


def _slim(found: list[dict[str, Any]]) -> dict[str, Any]:
    features = [_feature(feature, number) for number, feature in enumerate(found)]
    return {"type": "FeatureCollection", "features": features}


def _feature(feature: dict[str, Any], number: int) -> dict[str, Any]:
    properties = feature.get("properties") or {}
    kept = {key: properties[key] for key in ("name", "country") if properties.get(key) is not None}
    geometry = feature["geometry"]
    return {
        "type": "Feature",
        "id": str(number),
        "properties": kept,
        "geometry": {"type": geometry["type"], "coordinates": _round(geometry["coordinates"])},
    }


def _round(value: Any) -> Any:
    """Coordinates with DECIMALS digits; points that fall on the one before are dropped from a ring."""
    if isinstance(value[0], (int, float)):
        return [round(value[0], DECIMALS), round(value[1], DECIMALS)]
    inner = [_round(part) for part in value]
    if not isinstance(inner[0][0], (int, float)):
        return inner
    kept = [point for i, point in enumerate(inner) if i == 0 or point != inner[i - 1]]
    return kept if len(kept) >= 4 else inner
