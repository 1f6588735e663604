"""Turns Natural Earth features into simplified, dissolved polygons, and says which area each feature belongs to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from eventbase.gazetteer.builders.rows import Box, PlaceRow
from eventbase.gazetteer.builders.topology import (
    Ring,
    area,
    clockwise,
    dissolve,
    simplify,
    to_ring,
    unpack,
)
from eventbase.gazetteer.polygons import SCALE, contains

MAJORITY = 0.6
MIN_AREA = 0.004  # square degrees; smaller islands and slivers are dropped where a larger ring is left


def directed_rings(feature: dict[str, Any]) -> list[Ring]:
    """All rings of a feature: shells clockwise, holes the other way, as dissolving needs them."""
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    out = []
    for polygon in polygons:
        for n, points in enumerate(polygon):
            ring = clockwise(to_ring(points))
            out.append(ring if n == 0 else ring[::-1])
    return out


def simplified(features: Sequence[dict[str, Any]], tolerance: float) -> list[list[Ring]]:
    """Each feature's rings (holes included, turned the other way), simplified together."""
    per_feature = [directed_rings(feature) for feature in features]
    flat = [ring for rings in per_feature for ring in rings]
    simple = iter(simplify(flat, tolerance))
    return [[ring for ring in (next(simple) for _ in rings) if ring] for rings in per_feature]


def members_by_towns(
    rings: Sequence[Sequence[Ring]], towns: Iterable[PlaceRow], country: Callable[[int], str | None]
) -> list[str | None]:
    """For each feature the area code ("UA.05") that most of its towns carry, None without a majority of its country."""
    grid = _grid(rings)
    votes: list[Counter[str]] = [Counter() for _ in rings]
    shapes = [[[unpack(vertex) for vertex in ring] for ring in feature] for feature in rings]
    for town in towns:
        if town.lat is None or town.lon is None or not town.area_code:
            continue
        x, y = town.lon * SCALE, town.lat * SCALE
        for n in grid.get((int(town.lon // 1), int(town.lat // 1)), ()):
            if sum(contains(ring, x, y) for ring in shapes[n]) % 2:
                votes[n][town.area_code] += 1
                break
    out: list[str | None] = []
    for n, vote in enumerate(votes):
        best = vote.most_common(1)
        code = best[0][0] if best and best[0][1] >= MAJORITY * vote.total() else None
        out.append(code if code and code.split(".")[0] == country(n) else None)
    return out


def _grid(rings: Sequence[Sequence[Ring]]) -> dict[tuple[int, int], list[int]]:
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)
    for n, feature in enumerate(rings):
        cells: set[tuple[int, int]] = set()
        for ring in feature:
            west, south, east, north = box_of([ring])
            for x in range(int(west // 1), int(east // 1) + 1):
                cells.update((x, y) for y in range(int(south // 1), int(north // 1) + 1))
        for cell in sorted(cells):
            grid[cell].append(n)
    return grid


def box_of(rings: Iterable[Ring]) -> Box:
    points = [unpack(vertex) for ring in rings for vertex in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) / SCALE, min(ys) / SCALE, max(xs) / SCALE, max(ys) / SCALE


def outline(rings: Iterable[Ring]) -> list[list[Ring]]:
    """Polygons of several features as one: the shell (clockwise) first, then its holes; largest first, no specks."""
    merged = sorted(dissolve(rings), key=lambda ring: (-abs(area(ring)), ring))
    shells = [ring for ring in merged if area(ring) < 0]
    polygons = [[ring] for n, ring in enumerate(shells) if n == 0 or abs(area(ring)) >= MIN_AREA]
    for hole in merged:
        if area(hole) >= MIN_AREA:
            x, y = unpack(hole[0])
            owner = next((p for p in reversed(polygons) if contains([unpack(v) for v in p[0]], x + 0.5, y + 0.5)), None)
            if owner:
                owner.append(hole)
    return polygons


def centroid(ring: Ring) -> tuple[float, float]:
    """(lat, lon) of a ring's centre of area."""
    points = [unpack(vertex) for vertex in ring]
    sx = sy = twice = 0.0
    for n, (x, y) in enumerate(points):
        px, py = points[n - 1]
        cross = px * y - x * py
        twice += cross
        sx += (px + x) * cross
        sy += (py + y) * cross
    if not twice:
        return points[0][1] / SCALE, points[0][0] / SCALE
    return round(sy / (3 * twice) / SCALE, 4), round(sx / (3 * twice) / SCALE, 4)
