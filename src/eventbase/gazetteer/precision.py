"""How sharply a name states a place: CODEBOOK's geo_precision from feature, extent and relation."""

from __future__ import annotations

from eventbase.gazetteer.store import Entry, Gazetteer
from eventbase.records import GeoPrecision

_BY_KIND: dict[str, GeoPrecision] = {
    "country": "country",
    "admin1": "admin1",
    "admin2": "admin2",
    "settlement": "settlement",
    "facility": "exact",
    "region": "region",
}
_WIDE_WATER = ("H.SEA", "H.OCN", "H.GULF", "H.STM", "H.STMS", "H.STRT", "H.BAY", "H.CHN")
_SITES = ("L.INDS", "L.MILB", "L.PRT", "L.PRK", "L.OAS", "L.CMN", "L.NVB", "L.REFC", "L.OILF", "L.GASF")
FILLS = 0.5  # share of the first-level area's box from which on a region is the whole area
SMALL_DEGREES = 0.5  # an island or lake no wider than this is a point on the map


def geo_precision(gazetteer: Gazetteer, entry: Entry, relation: str = "in") -> GeoPrecision:
    """`near` for a settlement that the text only points to ("near X", "the X direction"); a facility stays exact.

    Part of a country ("eastern Ukraine") and its border are a region.
    """
    level = _level(gazetteer, entry)
    if relation in ("area", "beside") and level == "country":
        return "region"
    if relation in ("near", "direction", "beside", "between", "area") and level == "settlement":
        return "near"
    if relation == "direction" and level == "exact":
        return "near"
    return level


def _level(gazetteer: Gazetteer, entry: Entry) -> GeoPrecision:
    if entry.feature in _SITES:
        return "exact"
    if entry.kind in ("region", "mountain") and (part := _part(gazetteer, entry)):
        return part
    if entry.kind in _BY_KIND:
        return _BY_KIND[entry.kind]
    if entry.feature in _WIDE_WATER:
        return "region"
    box = gazetteer.extent(entry)
    if box is None:
        return "exact"
    west, south, east, north = box
    return "exact" if max(east - west, north - south) <= SMALL_DEGREES else "region"


def _part(gazetteer: Gazetteer, entry: Entry) -> GeoPrecision | None:
    """A region that lies in one first-level area counts as a second-level one, or as the whole if it fills it."""
    area = gazetteer.entry(entry.admin1_id)
    inner = gazetteer.extent(entry)
    outer = gazetteer.extent(area) if area is not None and area.id != entry.id else None
    if inner is None or outer is None:
        return None
    return "admin1" if _size(inner) > FILLS * _size(outer) else "admin2"


def _size(box: tuple[float, float, float, float]) -> float:
    west, south, east, north = box
    return (east - west) * (north - south)
