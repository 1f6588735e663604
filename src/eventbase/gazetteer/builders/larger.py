"""Builds a larger gazetteer: the built-in one plus GeoNames dumps. Nothing is in use until all of it is done.

Memory is bounded: lines are read in batches, names are sorted by SQLite in files.
"""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TypeVar

from eventbase.errors import GazetteerError
from eventbase.gazetteer.builders.dumps import (
    DumpArea,
    DumpName,
    DumpPlace,
    area_row,
    kind_of_file,
    lines_of,
    name_row,
    place_row,
)
from eventbase.gazetteer.builders.romanize import russian
from eventbase.gazetteer.builders.rows import ALTERNATE, FIRST_FREE_ID, FORM, MAIN
from eventbase.gazetteer.builders.world import CYRILLIC_COUNTRIES, is_russian, usable
from eventbase.gazetteer.builders.writer import DEGREES, digest
from eventbase.gazetteer.files import builtin_file
from eventbase.gazetteer.fold import fold
from eventbase.progress import track

BATCH = 20_000
T = TypeVar("T")
Parse = Callable[[Path, int, str], T]


def build_larger(
    dumps: Sequence[Path], out: Path, *, name: str, base: Path | None = None, quiet: bool = False
) -> dict[str, str]:
    """Writes `out` from `base`, which is the built-in gazetteer, and the dumps; returns its meta.

    A bad dump raises GazetteerError with file and line, and leaves `out` as it was.
    """
    kinds = {path: kind_of_file(_existing(path)) for path in dumps}
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".building-") as folder:
        target = Path(folder) / "gazetteer.sqlite"
        shutil.copyfile(base or builtin_file(), target)
        target.chmod(0o600)
        builder = _Builder(target, Path(folder) / "staging.sqlite", quiet=quiet)
        try:
            for path in sorted(dumps, key=lambda path: _ORDER[kinds[path]]):
                builder.read(path, kinds[path])
            meta = builder.finish(name, [path.name for path in dumps])
        finally:
            builder.close()
        target.replace(out)
    return meta


_ORDER = {"admin1": 0, "admin2": 1, "places": 2, "alternate_names": 3}


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise GazetteerError(f"{path}: no such file; give paths of GeoNames dumps that you have downloaded")
    return path


class _Builder:
    """One run: a copy of the built-in gazetteer, opened for writing, and a staging file."""

    def __init__(self, target: Path, staging: Path, *, quiet: bool) -> None:
        self.quiet = quiet
        self.counts = {"places": 0, "names": 0}
        self.same: dict[int, int] = {}  # ids of the dump's areas -> ids of the built-in gazetteer
        self.db = sqlite3.connect(target)
        self.db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;")
        self.db.execute("ATTACH ? AS staging", (str(staging),))
        self.db.executescript(_sql("larger.sql"))
        self.features = {code: number for number, code in self.db.execute("SELECT id, code FROM features")}
        self.countries = {row[0] for row in self.db.execute("SELECT alpha2 FROM countries")}
        self.areas = dict(self.db.execute("SELECT code, id FROM areas WHERE code IS NOT NULL"))
        self.classes = _feature_list()
        self.free = max(FIRST_FREE_ID, self.db.execute("SELECT max(id) FROM places").fetchone()[0]) + 1

    def close(self) -> None:
        self.db.close()

    def read(self, path: Path, kind: str) -> None:
        if kind == "places":
            for places in self._batches(path, place_row):
                self._add_places([place for place in places if self._wanted(place)])
        elif kind == "alternate_names":
            for names in self._batches(path, name_row):
                self._add_names(names)
        else:
            for areas in self._batches(path, area_row):
                self._add_areas(areas, kind)

    def _batches(self, path: Path, parse: Parse[T]) -> Iterator[list[T]]:
        with lines_of(path) as lines:
            rows = (parse(path, number, line) for number, line in track(lines, path.name, quiet=self.quiet))
            while batch := list(islice(rows, BATCH)):
                yield batch

    def _wanted(self, place: DumpPlace) -> bool:
        return place.country in self.countries and (place.feature in self.classes or place.feature[:1] in self.classes)

    def _add_places(self, places: Sequence[DumpPlace]) -> None:
        self._learn_areas(places)
        own = [place for place in places if place.id not in self.same]
        known = self._known([place.id for place in own])
        self.db.executemany(
            "INSERT INTO places VALUES (?, NULL, 0, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (self._row(place) for place in own if place.id not in known),
        )
        self.db.executemany(
            "UPDATE places SET feature = ?, admin2 = coalesce(admin2, ?), lat = ?, lon = ?, population = ?"
            " WHERE id = ?",
            (self._update(place) for place in own if place.id in known and place.feature[0] == "P"),
        )
        self._insert_names(key for place in own for key in _keys(place))
        self._insert_names(
            (key, self.same[place.id], max(rank, FORM))
            for place in places
            if place.id in self.same
            for key, _, rank in _keys(place)
        )
        spellings = ((place.id, text) for place in own if (text := _spellings(place)))
        self.db.executemany("INSERT OR IGNORE INTO staging.spellings VALUES (?, ?)", spellings)
        self.db.executemany("INSERT OR IGNORE INTO staging.covered VALUES (?)", {(place.country,) for place in places})
        self.counts["places"] += len(own) - len(known)

    def _known(self, ids: Sequence[int]) -> set[int]:
        marks = ",".join("?" * len(ids))
        return {row[0] for row in self.db.execute(f"SELECT id FROM places WHERE id IN ({marks})", ids)}

    def _learn_areas(self, places: Iterable[DumpPlace]) -> None:
        """Areas of the dump that the built-in gazetteer has already keep its ids; the others are new."""
        for place in places:
            first, second = f"{place.country}.{place.admin1}", f"{place.country}.{place.admin1}.{place.admin2}"
            if place.feature == "A.ADM1" and first in self.areas:
                self.same[place.id] = self.areas[first]
            elif place.feature == "A.ADM2" and place.admin2 and first in self.areas:
                known = self.areas.get(second) or self._same_area(place, self.areas[first])
                if known is not None and known != place.id:
                    self.same[place.id] = known
                self.areas[second] = known or place.id

    def _same_area(self, place: DumpPlace, parent: int) -> int | None:
        adm2 = self.features.get("A.ADM2")
        rows = self.db.execute(
            "SELECT p.id FROM names n JOIN places p ON p.id = n.place"
            " WHERE n.key IN (?, ?) AND p.feature = ? AND p.admin1 = ? ORDER BY n.rank, p.id LIMIT 1",
            (fold(place.name), fold(place.ascii_name), adm2, parent),
        ).fetchall()
        return rows[0][0] if rows else None

    def _row(self, place: DumpPlace) -> tuple[object, ...]:
        admin1, admin2 = self._areas_of(place)
        return (
            place.id, place.name, self._feature(place.feature), place.country, admin1, admin2,
            round(place.lat * DEGREES), round(place.lon * DEGREES), place.population or None,
        )  # fmt: skip

    def _update(self, place: DumpPlace) -> tuple[object, ...]:
        lat, lon = round(place.lat * DEGREES), round(place.lon * DEGREES)
        return self._feature(place.feature), self._areas_of(place)[1], lat, lon, place.population or None, place.id

    def _areas_of(self, place: DumpPlace) -> tuple[int | None, int | None]:
        admin1 = self.areas.get(f"{place.country}.{place.admin1}")
        return admin1, self.areas.get(f"{place.country}.{place.admin1}.{place.admin2}")

    def _feature(self, code: str) -> int:
        if code not in self.features:
            self.features[code] = len(self.features)
            self.db.execute("INSERT INTO features VALUES (?, ?)", (self.features[code], code))
        number: int = self.features[code]
        return number

    def _add_names(self, names: Sequence[DumpName]) -> None:
        known = self._known(sorted({name.place for name in names}))
        self._insert_names(
            (fold(name.name), name.place, FORM if name.language == "en" and not name.historic else ALTERNATE)
            for name in names
            if name.place in known and (len(name.language) <= 3 or "-" in name.language) and usable(name.name, "")
        )

    def _add_areas(self, areas: Sequence[DumpArea], kind: str) -> None:
        feature = self._feature("A.ADM1" if kind == "admin1" else "A.ADM2")
        for area in areas:
            if area.code in self.areas or area.code.split(".")[0] not in self.countries:
                continue
            parent = self.areas.get(area.code.rsplit(".", 1)[0]) if kind == "admin2" else area.id
            if self._known([area.id]):
                continue
            self.areas[area.code] = area.id
            values = (
                area.id,
                area.name,
                feature,
                area.code.split(".")[0],
                parent,
                area.id if kind == "admin2" else None,
            )
            self.db.execute("INSERT INTO places VALUES (?, NULL, 0, ?, ?, ?, ?, ?, NULL, NULL, NULL, 3)", values)
            self.db.execute("INSERT INTO areas (id, code) VALUES (?, ?)", (area.id, area.code))
            self._insert_names([(fold(area.name), area.id, MAIN)])

    def _insert_names(self, keys: Iterable[tuple[str, int, int]]) -> None:
        cursor = self.db.executemany("INSERT INTO staging.names VALUES (?, ?, ?)", keys)
        self.counts["names"] += max(cursor.rowcount, 0)

    def finish(self, name: str, dumps: Sequence[str]) -> dict[str, str]:
        self.db.commit()
        self.db.executescript(_sql("larger_merge.sql"))
        self.db.commit()
        meta = dict(self.db.execute("SELECT key, value FROM meta"))
        meta |= {
            "name": name,
            "dumps": json.dumps(list(dumps)),
            "places": str(self.db.execute("SELECT count(*) FROM places").fetchone()[0]),
            "digest": digest(self.db),
        }
        self.db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(meta.items()))
        self.db.commit()
        self.db.execute("DETACH staging")
        self.db.execute("VACUUM")
        return meta


def _keys(place: DumpPlace) -> Iterator[tuple[str, int, int]]:
    for spelling, rank in [(place.name, MAIN), (place.ascii_name, FORM), *_alternates(place)]:
        key = fold(spelling)
        if key:
            yield key, place.id, rank


def _alternates(place: DumpPlace) -> Iterator[tuple[str, int]]:
    for spelling in place.alternate_names.split(","):
        if spelling and usable(spelling, place.country):
            yield spelling, ALTERNATE
            if place.country in CYRILLIC_COUNTRIES and is_russian(spelling):
                yield russian(spelling), FORM


def _spellings(place: DumpPlace) -> str:
    own = fold(place.name)
    kept = {fold(s): s for s, _ in _alternates(place) if fold(s) != own}
    return "|".join(spelling.replace("|", " ") for spelling in kept.values())


def _feature_list() -> frozenset[str]:
    with files("eventbase.gazetteer").joinpath("dump_features.csv").open(encoding="utf-8") as file:
        return frozenset(row["feature"] for row in csv.DictReader(file) if row["use"] == "yes")


def _sql(name: str) -> str:
    return files("eventbase.gazetteer.builders").joinpath(name).read_text(encoding="utf-8")
