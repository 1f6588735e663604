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
_SITES = ("L.INDS", "L.MILB", "L.PRT", "L.PRK", "L.OAS", "L.CMN", "L.NVB", "L.REFC")
SMALL_DEGREES = 0.5  # an island or lake no wider than this is a point on the map


def geo_precision(gazetteer: Gazetteer, entry: Entry, relation: str = "in") -> GeoPrecision:
    """`near` for a settlement or facility that the text only points to ("near X", "the X direction")."""
    level = _level(gazetteer, entry)
    if relation in ("near", "direction", "beside", "between", "area") and level in ("settlement", "exact"):
        return "near"
    return level


def _level(gazetteer: Gazetteer, entry: Entry) -> GeoPrecision:
    if entry.feature in _SITES:
        return "exact"
    if entry.kind in _BY_KIND:
        return _BY_KIND[entry.kind]
    if entry.feature in _WIDE_WATER:
        return "region"
    box = gazetteer.extent(entry)
    if box is None:
        return "exact"
    west, south, east, north = box
    return "exact" if max(east - west, north - south) <= SMALL_DEGREES else "region"
