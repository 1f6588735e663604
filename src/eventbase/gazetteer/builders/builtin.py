"""Builds the gazetteer that ships with the package, from pinned packages. Driven by scripts/build_gazetteer.py."""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from eventbase.gazetteer.builders import admin, airports, postal, shapes, ukraine, world, writer
from eventbase.gazetteer.builders.rows import MAIN, Ids, PlaceRow
from eventbase.gazetteer.builders.sources import sources
from eventbase.gazetteer.builders.topology import Ring
from eventbase.gazetteer.fold import fold

BUILD_DATE = "2026-11-24"  # set with the pins, not by the clock: the same packages give the same bytes
FINE, COARSE = 0.03, 0.1  # degrees


def build(folder: Path, out: Path, say: Callable[[str], None]) -> None:
    """Reads the packages in `folder`, writes `out` and, for shipping, `out`.xz."""
    ids = Ids()
    countries, continents, towns = world.countries(folder), world.continents(folder), world.towns(folder)
    say(f"{len(towns):,} towns")
    areas = admin.admin1(folder, ids)
    features = admin.read_polygons(folder)
    members, rings = _polygons(features, areas, towns, ids)
    say(f"{len(features):,} polygons of {len(areas):,} first-level areas")
    second, by_town = admin.admin2(folder, ids, areas)
    for town in towns:
        code = by_town.get((town.country, town.name, town.lat, town.lon))
        town.admin2 = second[code].id if code else None
    extra = _settlements(folder, towns, areas, ids)
    say(f"{len(extra):,} further settlements")
    flying = airports.airports(folder, ids)
    _file_under_areas([*towns, *extra], areas)
    _measure_areas([*areas.values(), *second.values()], [*towns, *extra])
    _leave_names_to_areas(countries, areas.values())
    places = [*countries, *continents, *areas.values(), *second.values(), *towns, *extra, *flying]
    places = [place for place in places if place.lat is not None or place.feature == "A.PCLI"]
    _write(out, places, countries, features, members, rings)
    say(f"{len(places):,} places")
    _compress(out)


def _polygons(
    features: list[dict[str, Any]], areas: dict[str, PlaceRow], towns: list[PlaceRow], ids: Ids
) -> tuple[dict[int, list[int]], list[list[Ring]]]:
    """Simplifies, then files each polygon under the area of most towns in it, else under the code it carries."""
    rings = shapes.simplified(features, FINE)
    owner = [admin.country_of(feature["properties"]) for feature in features]
    codes = shapes.members_by_towns(rings, towns, lambda n: owner[n])
    for n, feature in enumerate(features):
        given = feature["properties"]["gn_a1_code"]
        if codes[n] not in areas:
            codes[n] = given if given in areas and given.split(".")[0] == owner[n] else None
    members = admin.attach_polygons(areas, features, codes, ids)
    for place_id, indexes in members.items():
        place = next(area for area in areas.values() if area.id == place_id)
        own = [ring for n in indexes for ring in rings[n]]
        if own:
            outline = shapes.outline(own)
            if outline:
                place.lat, place.lon = shapes.centroid(outline[0][0])
                place.box = shapes.box_of(polygon[0] for polygon in outline)
    return members, rings


def _settlements(folder: Path, towns: list[PlaceRow], areas: dict[str, PlaceRow], ids: Ids) -> list[PlaceRow]:
    posts = postal.read_postal(folder, areas)
    settlements, raions = ukraine.read_codifier(folder)
    villages = ukraine.settle(settlements, towns, posts.get("UA", []), ids, areas)
    return [*villages, *ukraine.raion_rows(settlements, raions, ids, areas), *postal.postal_rows(posts, towns, ids)]


def _file_under_areas(places: Iterable[PlaceRow], areas: dict[str, PlaceRow]) -> None:
    for place in places:
        area = areas.get(place.area_code or "")
        if area is not None:
            place.admin1 = area.id
        place.area_code = None


def _leave_names_to_areas(countries: Iterable[PlaceRow], areas: Iterable[PlaceRow]) -> None:
    """ "England" is an area and no other name of its country, where both are listed."""
    current = [area for area in areas if area.feature == "A.ADM1"]
    taken = {(area.country, fold(name)) for area in current for name, rank in area.names.items() if rank == MAIN}
    for country in countries:
        for name in list(country.names):
            if name != country.name and (country.country, fold(name)) in taken:
                del country.names[name]


def _measure_areas(areas: Sequence[PlaceRow], settlements: Sequence[PlaceRow]) -> None:
    """Population of an area: of its towns. Areas without a polygon are placed by their towns."""
    people: dict[int, int] = defaultdict(int)
    points: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for place in settlements:
        for number in {place.admin1, place.admin2} - {place.id}:
            if number is not None:
                people[number] += place.population or 0
                if place.lat is not None and place.lon is not None:
                    points[number].append((place.lat, place.lon))
    for area in areas:
        area.population = people[area.id] or None
        if area.lat is None and points[area.id]:
            admin.place_by_points(area, points[area.id])


def _write(
    out: Path,
    places: list[PlaceRow],
    countries: list[PlaceRow],
    features: list[dict[str, Any]],
    members: dict[int, list[int]],
    rings: list[list[Ring]],
) -> None:
    by_id = {place.id: place for place in places}
    fine = {
        i: (by_id[i].country, shapes.outline(r for n in ns for r in rings[n]))
        for i, ns in members.items()
        if i in by_id
    }
    coarse_rings = shapes.simplified(features, COARSE)
    by_country: dict[str, list[Ring]] = defaultdict(list)
    for feature, feature_rings in zip(features, coarse_rings, strict=True):
        by_country[admin.country_of(feature["properties"]) or ""] += feature_rings
    world_shapes = {
        country.id: (country.country, shapes.outline(by_country[country.country or ""]))
        for country in countries
        if by_country.get(country.country or "")
    }
    for country in countries:
        if country.id in world_shapes:
            outline = world_shapes[country.id][1]
            if outline:
                country.box = shapes.box_of(polygon[0] for polygon in outline)
                if country.lat is None:
                    country.lat, country.lon = shapes.centroid(outline[0][0])
    connection = writer.create(out)
    writer.insert_places(connection, places)
    connection.executemany(
        "INSERT INTO countries VALUES (?, ?, ?)", sorted((c.country, c.iso, c.id) for c in countries)
    )
    writer.insert_polygons(connection, 1, fine)
    writer.insert_polygons(connection, 0, world_shapes)
    writer.finish(connection, _meta(places))


def _meta(places: Sequence[PlaceRow]) -> dict[str, str]:
    used = [f"{source.package} {source.version} ({source.attribution}; {source.licence})" for source in sources()]
    return {
        "format": "1",
        "name": "built-in",
        "places": str(len(places)),
        "sources": json.dumps(used, ensure_ascii=False),
        "built": BUILD_DATE,
        "attribution": "Contains GeoNames data (CC BY 4.0) and Natural Earth data (public domain)",
    }


def _compress(out: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 26}]
    packed = lzma.compress(out.read_bytes(), format=lzma.FORMAT_XZ, check=lzma.CHECK_SHA256, filters=filters)
    out.with_suffix(out.suffix + ".xz").write_bytes(packed)
