"""Simplifies polygons so that neighbours keep one border, and dissolves them into larger ones.

A border between two polygons is cut where a third begins; each piece is simplified once (Douglas-Peucker) and used by
both sides. Vertices are integers, degrees times `SCALE`; a vertex is packed into one integer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from eventbase.gazetteer.polygons import SCALE

Ring = tuple[int, ...]
_HALF, _SHIFT = 1 << 19, 20


def pack(lon: float, lat: float) -> int:
    return ((round(lon * SCALE) + _HALF) << _SHIFT) | (round(lat * SCALE) + _HALF)


def unpack(vertex: int) -> tuple[int, int]:
    return (vertex >> _SHIFT) - _HALF, (vertex & ((1 << _SHIFT) - 1)) - _HALF


def to_ring(points: Sequence[Sequence[float]]) -> Ring:
    """A closed GeoJSON ring as an open ring of packed vertices, without repeats."""
    packed = [pack(point[0], point[1]) for point in points]
    ring = [vertex for n, vertex in enumerate(packed) if vertex != packed[n - 1]]
    return tuple(ring)


def simplify(rings: Sequence[Ring], tolerance: float) -> list[Ring]:
    """Each ring simplified to `tolerance` degrees; '()' for those that vanish."""
    junctions = _junctions(rings)
    done: dict[tuple[int, ...], tuple[int, ...]] = {}
    limit = (tolerance * SCALE) ** 2
    return [_simplify_ring(ring, junctions, done, limit) for ring in rings]


def _junctions(rings: Iterable[Ring]) -> set[int]:
    """Vertices at which rings part: seen with different neighbours."""
    seen: dict[int, tuple[int, int]] = {}
    junctions = set()
    for ring in rings:
        for n, vertex in enumerate(ring):
            before, after = ring[n - 1], ring[(n + 1) % len(ring)]
            pair = (before, after) if before < after else (after, before)
            if seen.setdefault(vertex, pair) != pair:
                junctions.add(vertex)
    return junctions


def _simplify_ring(ring: Ring, junctions: set[int], done: dict[tuple[int, ...], tuple[int, ...]], limit: float) -> Ring:
    if len(ring) < 3:
        return ()
    cuts = [n for n, vertex in enumerate(ring) if vertex in junctions]
    if not cuts:
        start = ring.index(min(ring))
        cuts = sorted({start, _farthest(ring, start)})
    out: list[int] = []
    for here, there in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        arc = tuple(ring[n % len(ring)] for n in range(here, there + 1))
        out.extend(_arc(arc, done, limit)[:-1])
    return tuple(out) if len(out) > 2 else ()


def _farthest(ring: Ring, start: int) -> int:
    x, y = unpack(ring[start])
    return max(range(len(ring)), key=lambda n: (unpack(ring[n])[0] - x) ** 2 + (unpack(ring[n])[1] - y) ** 2)


def _arc(arc: tuple[int, ...], done: dict[tuple[int, ...], tuple[int, ...]], limit: float) -> tuple[int, ...]:
    backwards = arc[::-1]
    flip = backwards < arc
    key = backwards if flip else arc
    if key not in done:
        done[key] = _douglas_peucker(key, limit)
    return done[key][::-1] if flip else done[key]


def _douglas_peucker(arc: tuple[int, ...], limit: float) -> tuple[int, ...]:
    points = [unpack(vertex) for vertex in arc]
    keep = {0, len(arc) - 1}
    stack = [(0, len(arc) - 1)]
    while stack:
        first, last = stack.pop()
        worst, where = limit, -1
        for n in range(first + 1, last):
            distance = _distance2(points[n], points[first], points[last])
            if distance > worst:
                worst, where = distance, n
        if where > 0:
            keep.add(where)
            stack += [(first, where), (where, last)]
    return tuple(arc[n] for n in sorted(keep))


def _distance2(p: tuple[int, int], a: tuple[int, int], b: tuple[int, int]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if not length else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return (p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2


def dissolve(rings: Iterable[Ring]) -> list[Ring]:
    """The outline of several polygons: edges run in both directions cancel, the rest are chained into rings."""
    edges: dict[int, list[int]] = defaultdict(list)
    for ring in rings:
        for n, vertex in enumerate(ring):
            before = ring[n - 1]
            if before in edges.get(vertex, ()):
                edges[vertex].remove(before)
            else:
                edges[before].append(vertex)
    return _chain({vertex: targets for vertex, targets in edges.items() if targets})


def _chain(edges: dict[int, list[int]]) -> list[Ring]:
    rings = []
    for start in sorted(edges):
        while edges.get(start):
            ring, here = [start], edges[start].pop()
            while here != start and edges.get(here):
                ring.append(here)
                here = edges[here].pop()
            if here == start and len(ring) > 2:
                rings.append(tuple(ring))
    return rings


def area(ring: Ring) -> float:
    """Signed area in square degrees, positive anticlockwise."""
    points = [unpack(vertex) for vertex in ring]
    twice = sum(points[n - 1][0] * y - x * points[n - 1][1] for n, (x, y) in enumerate(points))
    return twice / 2 / SCALE**2


def clockwise(ring: Ring) -> Ring:
    return ring[::-1] if area(ring) > 0 else ring
