"""Names that the gazetteer does not hold: how sharp the text is, and what area the text puts them in.

They keep their words; without a gazetteer entry they get no point of their own (never sharper than known), but a
quarter is where its city is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventbase.coding.analysis import Toponym
from eventbase.coding.toponyms.coordinates import parse_coordinates
from eventbase.gazetteer.fold import fold
from eventbase.records import GeoPrecision, Place

PRECISION: dict[str, GeoPrecision] = {
    "quarter": "settlement",
    "village": "settlement",
    "town": "settlement",
    "city": "settlement",
    "settlement": "settlement",
    "area": "settlement",
    "road": "exact",
    "airport": "exact",
    "base": "exact",
    "bridge": "exact",
    "hospital": "exact",
    "camp": "exact",
    "facility": "exact",
    "plant": "exact",
    "port": "exact",
    "street": "exact",
    "building": "exact",
    "dam": "exact",
    "river": "region",
    "sea": "region",
    "lake": "region",
    "region": "region",
    "border": "region",
    "front": "near",
    "admin1": "admin1",
    "admin2": "admin2",
    "country": "country",
}
AREAS = frozenset({"admin1", "admin2", "country", "region"})
FINE = frozenset({"settlement", "near", "exact"})
PARTS = frozenset(
    {
        "eastern",
        "western",
        "northern",
        "southern",
        "central",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
    }
)
QUARTERS = frozenset({"quarter", "street", "building", "hospital"})
MILITARY = frozenset({"military", "army", "training", "air", "base", "naval", "militant", "rebel"})
NAMED_AFTER = frozenset({"suburb", "port", "town", "city", "village", "settlement", "enclave", "island", "hamlet"})
LOOK_BACK = 3


def settle_unknown(toponyms: Sequence[Toponym], country: str | None) -> list[Toponym]:
    """The toponyms, with a place of their own words where the gazetteer has none or only an area around them."""
    found: list[Toponym] = []
    for number, toponym in enumerate(toponyms):
        after = toponyms[number + 1 :]
        if after and _only_describes(toponym, after[0]):
            continue
        found.append(_settled(toponym, found, after, country) if toponym.kind == "place" else toponym)
    return found


def _only_describes(toponym: Toponym, following: Toponym) -> bool:
    """`the Damascus suburb of X`, `the Danube port of X`: says what X is, X is the place."""
    named_after = toponym.name.lower().rpartition(" ")[2] in NAMED_AFTER
    return named_after and following.name in toponym.within and following.start - toponym.end == len(" of ")


def _settled(toponym: Toponym, before: Sequence[Toponym], after: Sequence[Toponym], country: str | None) -> Toponym:
    if toponym.feature == "coordinates":
        return _at_coordinates(toponym, country)
    wanted = _wanted(toponym)
    if toponym.relation in {"near", "direction"} and wanted == "settlement":
        wanted = "near"
    place = toponym.place
    if place is not None and place.geo_precision == "exact" and toponym.feature == "camp" and wanted == "settlement":
        return replace(toponym, place=place.model_copy(update={"geo_precision": wanted}))
    if place is not None and place.geo_precision == "country" and _is_part(toponym):
        return replace(toponym, place=place.model_copy(update={"geo_precision": "region"}))
    if place is not None and not (toponym.feature is not None and wanted in FINE and place.geo_precision in AREAS):
        return toponym
    around = _around(toponym, before, after) or place
    point = around if around is not None and around.geo_precision in FINE and toponym.feature in QUARTERS else None
    own = Place(
        place_id="",
        name=toponym.name,
        geo_precision=wanted,
        admin1=around.admin1 if around else None,
        country=around.country if around else country,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
    )
    return replace(toponym, place=own)


def _at_coordinates(toponym: Toponym, country: str | None) -> Toponym:
    """A point written out is exact, in the country that the article is about."""
    point = parse_coordinates(toponym.name)
    if point is None:
        return toponym
    place = Place(
        place_id="", name=toponym.name, geo_precision="exact", country=country, latitude=point[0], longitude=point[1]
    )
    return replace(toponym, place=place)


def _wanted(toponym: Toponym) -> GeoPrecision:
    """How sharp the words are; people live in a camp, unless it is said to be an army's."""
    if (
        toponym.feature == "camp"
        and toponym.name.lower().endswith("camp")
        and not MILITARY & set(toponym.name.lower().split())
    ):
        return "settlement"
    return PRECISION.get(toponym.feature or "", "settlement")


def _is_part(toponym: Toponym) -> bool:
    """`eastern Ukraine`, `the Syrian border`: a part of a country is a region; `North Korea` is a country."""
    words = toponym.name.lower().replace("-", " ").split()
    if toponym.feature in {"border", "region"} or words[-1] in {"border", "borders", "frontier", "coast", "front"}:
        return True
    whole = toponym.place is not None and fold(toponym.place.name) == fold(toponym.name)
    return len(words) > 1 and words[0].removesuffix("most") in PARTS and not whole


def _around(toponym: Toponym, before: Sequence[Toponym], after: Sequence[Toponym]) -> Place | None:
    """The area or city that the text states around the name, or the last city named just before."""
    for name in toponym.within:
        for other in (*reversed(before), *after):
            if other.name == name and other.place is not None and other.place.place_id:
                return other.place
    if toponym.feature not in QUARTERS:
        return None
    for other in reversed(before):
        if toponym.sentence_no - other.sentence_no > LOOK_BACK:
            return None
        if (
            other.place is not None
            and other.place.place_id
            and other.place.geo_precision == "settlement"
            and other.feature != "quarter"
        ):
            return other.place
    return None
