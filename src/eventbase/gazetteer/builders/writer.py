"""Writes a gazetteer file: same rows in, same bytes out."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from eventbase.gazetteer.builders.rows import ALTERNATE, PlaceRow
from eventbase.gazetteer.builders.topology import Ring, unpack
from eventbase.gazetteer.fold import fold

DEGREES = 100_000


def create(path: Path) -> sqlite3.Connection:
    """An empty gazetteer that is written once: no journal, no sync."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    connection.executescript(sql("schema.sql"))
    return connection


def sql(name: str) -> str:
    return files("eventbase.gazetteer").joinpath(name).read_text(encoding="utf-8")


def insert_places(connection: sqlite3.Connection, places: Sequence[PlaceRow]) -> None:
    """Fills all tables of places, in the order of their ids: the same places give the same bytes."""
    features = {code: n for n, code in enumerate(sorted({place.feature for place in places}))}
    connection.executemany("INSERT INTO features VALUES (?, ?)", [(n, code) for code, n in features.items()])
    ordered = sorted(places, key=lambda place: place.id)
    connection.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((p.id, p.code, p.source, p.name, features[p.feature], p.country, p.admin1, p.admin2, scaled(p.lat),
          scaled(p.lon), p.population, p.basis) for p in ordered),
    )  # fmt: skip
    connection.executemany("INSERT INTO names VALUES (?, ?, ?)", sorted(_keys(ordered)))
    connection.executemany("INSERT INTO alternates VALUES (?, ?)", _alternates(ordered))
    connection.executemany(
        "INSERT INTO areas VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (p.id, None if p.feature == "A.PCLI" else p.iso, p.area_code, *map(scaled, p.box or (None,) * 4))
            for p in ordered
            if p.feature[0] in "AL"
        ),
    )


def scaled(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * DEGREES)


def _keys(places: Iterable[PlaceRow]) -> Iterable[tuple[str, int, int]]:
    for place in places:
        ranks: dict[str, int] = {}
        for name, rank in place.names.items():
            key = fold(name)
            if key and rank < ranks.get(key, 9):
                ranks[key] = rank
        for key, rank in ranks.items():
            yield key, place.id, rank


def _alternates(places: Iterable[PlaceRow]) -> Iterable[tuple[int, str]]:
    """One spelling a key, the main name's left out; forms before alternates."""
    for place in places:
        seen, out = {fold(place.name)}, []
        for name, _rank in sorted(place.names.items(), key=lambda item: (min(item[1], ALTERNATE), item[0])):
            key = fold(name)
            if key and key not in seen:
                seen.add(key)
                out.append(name.replace("|", " "))
        if out:
            yield place.id, "|".join(out)


def insert_polygons(
    connection: sqlite3.Connection, level: int, shapes: Mapping[int, tuple[str | None, list[list[Ring]]]]
) -> None:
    """`shapes`: place id -> (alpha-2, polygons)."""
    rows = [(place, level, country, encode(polygons)) for place, (country, polygons) in sorted(shapes.items())]
    connection.executemany("INSERT INTO polygons VALUES (?, ?, ?, ?)", rows)


def encode(polygons: Sequence[Sequence[Ring]]) -> bytes:
    """Rings as differences of integer degrees / 1000, JSON, deflated."""
    return zlib.compress(
        json.dumps([[_deltas(ring) for ring in p] for p in polygons], separators=(",", ":")).encode(), 9
    )


def _deltas(ring: Ring) -> list[int]:
    out, px, py = [], 0, 0
    for vertex in ring:
        x, y = unpack(vertex)
        out += [x - px, y - py]
        px, py = x, y
    return out


def digest(connection: sqlite3.Connection) -> str:
    """SHA-256 of all rows that decide what a name resolves to."""
    total = hashlib.sha256()
    for statement in ("SELECT * FROM places ORDER BY id", "SELECT * FROM names ORDER BY key, place"):
        for row in connection.execute(statement):
            total.update(repr(row).encode())
    return total.hexdigest()


def finish(connection: sqlite3.Connection, meta: Mapping[str, str]) -> None:
    """Writes meta (with the digest), indexes, and packs the file."""
    meta = {**meta, "digest": digest(connection)}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    connection.executescript(sql("indexes.sql"))
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
