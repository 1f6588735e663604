"""A gazetteer file, opened read-only: look-ups by name and id.

Safe to use from several threads; a process that was forked opens its own connection.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from eventbase.config import Settings
from eventbase.errors import GazetteerError
from eventbase.gazetteer.files import builtin_file, user_file
from eventbase.gazetteer.fold import fold
from eventbase.gazetteer.overlay import Overlay, load_overlay
from eventbase.records import Place

DEGREES = 100_000
CACHE_SIZE = 65_536
MAPPED_BYTES = 1 << 28  # pages are shared by all processes that read the file
SOURCES = ("geonames", "katottg", "postal", "natural earth", "airports", "derived", "supplement")
PREFIXES = ("geonames", "katottg", "postal", "ne", "airport", "adm")
BASES = ("point", "postal", "seat", "centroid")
CRIMEA = ("UA-43", "UA-40")
SUPPLEMENT = len(SOURCES) - 1
_COLUMNS = (
    "p.id, p.code, p.source, p.name, p.feature, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, p.basis"
)
K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """One gazetteer entry. `admin1_id`, `admin2_id` point to entries; an area has itself there."""

    id: int
    place_id: str
    name: str
    feature: str
    country: str | None  # alpha-3
    admin1_id: int | None
    admin2_id: int | None
    latitude: float | None
    longitude: float | None
    population: int  # 0 where unknown; of areas: of the towns in them, for ranking only
    source: int
    basis: str

    @property
    def kind(self) -> str:
        return kind_of(self.feature)


@dataclass(frozen=True, slots=True)
class Match:
    """An entry under one of its names. `rank`: 0 main name, 1 its other form, 2 alternate name."""

    entry: Entry
    rank: int

    @property
    def main(self) -> bool:
        return self.rank == 0


@dataclass(frozen=True, slots=True)
class Kinds:
    """What a key can mean: GeoNames feature classes ("P", "A" …), whether as a main name, and of what population."""

    classes: frozenset[str]
    kinds: frozenset[str]
    main: bool
    population: int
    count: int


def kind_of(feature: str) -> str:
    """country, region, admin1, admin2, settlement, water, island, mountain or facility, by GeoNames feature code."""
    letter, _, code = feature.partition(".")
    if letter == "A":
        return "country" if code.startswith("PCL") else "admin1" if code.startswith("ADM1") else "admin2"
    if letter == "T":
        return "island" if code.startswith("ISL") else "mountain"
    return {"P": "settlement", "H": "water", "L": "region", "V": "region"}.get(letter, "facility")


class Gazetteer:
    """One file plus the hand-made supplement. Use `open_gazetteer`; a context manager."""

    def __init__(self, path: Path, *, crimea: str = "UKR", overlay: Overlay | None = None) -> None:
        self.path = path
        self.crimea = crimea
        self._pid = -1
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._connections: list[sqlite3.Connection] = []
        self._names: OrderedDict[str, tuple[Match, ...]] = OrderedDict()
        self._entries: OrderedDict[int, Entry | None] = OrderedDict()
        self._features = dict(self.query("SELECT id, code FROM features"))
        self._alpha3: dict[str, str] = {}
        self._country_ids: dict[str, int] = {}
        for alpha2, alpha3, place in self.query("SELECT alpha2, alpha3, place FROM countries"):
            self._alpha3[alpha2] = alpha3
            self._country_ids[alpha3] = place
        self._crimea_ids = {row[0] for row in self.query("SELECT id FROM areas WHERE iso_3166_2 IN (?, ?)", CRIMEA)}
        self._overlay = overlay if overlay is not None else load_overlay(self._area_by_name, self._people_of)
        self.version = self._version()

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._pid = -1

    def lookup(self, name: str) -> list[Match]:
        """All entries that bear the name, folded; main names first, then by population."""
        return list(self.matches(fold(name)))

    def matches(self, key: str) -> tuple[Match, ...]:
        """As `lookup`, for a name that is folded already. Cached."""
        found = self._names.get(key)
        if found is None:
            found = self._remember(self._names, key, self._read_matches(key))
        return found

    def is_name(self, name: str) -> bool:
        return bool(self.matches(fold(name)))

    def kinds(self, name: str) -> Kinds | None:
        """What the name can mean, in short; None if nothing. For those who scan text."""
        matches = self.matches(fold(name))
        if not matches:
            return None
        entries = [match.entry for match in matches]
        return Kinds(
            frozenset(entry.feature[0] for entry in entries),
            frozenset(entry.kind for entry in entries),
            any(match.main for match in matches),
            max(entry.population for entry in entries),
            len(entries),
        )

    def by_id(self, place_id: str) -> Entry | None:
        """The entry of a `place_id` such as geonames:703448, katottg:UA…, ne:UA-14, supplement:azovstal."""
        prefix, _, code = place_id.partition(":")
        if prefix == "supplement":
            return self._overlay.by_id.get(place_id)
        if prefix not in PREFIXES or not code:
            return None
        if prefix == "geonames":
            return self.entry(int(code)) if code.isdecimal() else None
        rows = self.query("SELECT id FROM places WHERE code = ? AND source = ?", (code, PREFIXES.index(prefix)))
        return self.entry(rows[0][0]) if rows else None

    def entry(self, number: int | None) -> Entry | None:
        """An entry by its internal number, such as `admin1_id`. Cached."""
        if number is None:
            return None
        if number in self._overlay.by_number:
            return self._overlay.by_number[number]
        try:
            return self._entries[number]
        except KeyError:
            rows = self.query(f"SELECT {_COLUMNS} FROM places p WHERE p.id = ?", (number,))
            return self._remember(self._entries, number, self._to_entry(rows[0]) if rows else None)

    def country(self, alpha3: str | None) -> Entry | None:
        return self.entry(self._country_ids.get(alpha3 or ""))

    def demonym(self, key: str) -> Entry | None:
        """The country whose people or adjective a folded word is; demonyms are no names, `matches` leaves them out."""
        return self.country(self._overlay.demonyms.get(key))

    def alpha3(self, alpha2: str | None) -> str | None:
        return self._alpha3.get(alpha2 or "")

    def iso_3166_2(self, number: int | None) -> str | None:
        rows = self.query("SELECT iso_3166_2 FROM areas WHERE id = ?", (number,)) if number else []
        return rows[0][0] if rows else None

    def extent(self, entry: Entry) -> tuple[float, float, float, float] | None:
        """(west, south, east, north) in degrees of an area."""
        if entry.source == SUPPLEMENT:
            return self._overlay.extents.get(entry.id)
        rows = self.query("SELECT west, south, east, north FROM areas WHERE id = ?", (entry.id,))
        if not rows or rows[0][0] is None:
            return None
        west, south, east, north = (value / DEGREES for value in rows[0])
        return west, south, east, north

    def alternates(self, entry: Entry) -> str | None:
        if entry.source == SUPPLEMENT:
            return self._overlay.alternates.get(entry.id)
        rows = self.query("SELECT names FROM alternates WHERE place = ?", (entry.id,))
        return rows[0][0] if rows else None

    def place(self, entry: Entry, **changes: object) -> Place:
        """The entry as a record; `changes` such as geo_precision="admin1" are set on it."""
        admin1, admin2 = self.entry(entry.admin1_id), self.entry(entry.admin2_id)
        box = self.extent(entry) if entry.feature[0] != "P" else None
        counted = entry.population and not (entry.feature.startswith("A.ADM") and entry.source != 0)
        values: dict[str, object] = {
            "place_id": entry.place_id,
            "name": entry.name,
            "alternate_names": self.alternates(entry),
            "feature": entry.feature,
            "admin1": admin1.name if admin1 else None,
            "admin2": admin2.name if admin2 else None,
            "country": entry.country,
            "latitude": entry.latitude,
            "longitude": entry.longitude,
            "population": entry.population if counted else None,
            "gazetteer": SOURCES[entry.source],
            "iso_3166_2": self.iso_3166_2(entry.admin1_id),
            "extent": " ".join(f"{degrees:.4g}" if abs(degrees) < 10 else f"{degrees:.2f}" for degrees in box)
            if box
            else None,
            "coordinate_basis": entry.basis,
        }
        return Place.model_validate(values | changes)

    def meta(self) -> dict[str, str]:
        return dict(self.query("SELECT key, value FROM meta"))

    def query(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        """Rows of a read-only statement. Raises GazetteerError for a broken file."""
        with self._lock:
            try:
                return self._connect().execute(statement, values).fetchall()
            except sqlite3.Error as error:
                raise GazetteerError(f"{self.path}: {error}; delete the file, it is built again") from error

    def _connect(self) -> sqlite3.Connection:
        if self._pid != os.getpid() or self._connection is None:
            uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False, cached_statements=64)
            self._connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
            self._connections.append(self._connection)
            self._pid = os.getpid()
        return self._connection

    def _read_matches(self, key: str) -> tuple[Match, ...]:
        rows = self.query(
            f"SELECT n.rank, {_COLUMNS} FROM names n JOIN places p ON p.id = n.place WHERE n.key = ?", (key,)
        )
        found = [Match(self._to_entry(row[1:]), row[0]) for row in rows]
        found += [Match(entry, rank) for entry, rank in self._overlay.names.get(key, ())]
        found.sort(key=lambda match: (match.rank, -match.entry.population, match.entry.place_id))
        return tuple(found)

    def _to_entry(self, row: Sequence[Any]) -> Entry:
        number, code, source, name, feature, country, admin1, admin2, lat, lon, population, basis = row
        alpha3 = self._alpha3.get(country)
        if self.crimea != "UKR" and admin1 in self._crimea_ids:
            alpha3 = self.crimea
        return Entry(
            number, f"{PREFIXES[source]}:{code or number}", name, self._features[feature], alpha3, admin1, admin2,
            None if lat is None else lat / DEGREES, None if lon is None else lon / DEGREES, population or 0,
            source, BASES[basis],
        )  # fmt: skip

    def _area_by_name(self, name: str, alpha3: str | None) -> int | None:
        """Number of the first-level area of a name, for the supplement's rows."""
        rows = self.query(
            "SELECT p.id, p.country FROM names n JOIN places p ON p.id = n.place JOIN areas a ON a.id = p.id"
            " WHERE n.key = ? AND p.admin1 = p.id ORDER BY n.rank, p.id", (fold(name),)
        )  # fmt: skip
        return next((row[0] for row in rows if alpha3 is None or self._alpha3.get(row[1]) == alpha3), None)

    def _people_of(self, name: str, latitude: float, longitude: float) -> int:
        """Inhabitants of the settlement of that name at a point, 0 if unknown, for the supplement's rows."""
        rows = self.query(
            "SELECT max(p.population) FROM names n JOIN places p ON p.id = n.place JOIN features f ON f.id = p.feature"
            " WHERE n.key = ? AND f.code LIKE 'P.%' AND abs(p.lat - ?) < 15000 AND abs(p.lon - ?) < 20000",
            (fold(name), round(latitude * DEGREES), round(longitude * DEGREES)),
        )
        return rows[0][0] or 0

    def _version(self) -> str:
        return hashlib.sha256(f"{self.meta().get('digest')} {self._overlay.digest} {self.crimea}".encode()).hexdigest()[
            :12
        ]

    def _remember(self, cache: OrderedDict[K, T], key: K, value: T) -> T:
        with self._lock:
            cache[key] = value
            if len(cache) > CACHE_SIZE:
                cache.popitem(last=False)
        return value


def open_gazetteer(settings: Settings | None = None, path: Path | None = None) -> Gazetteer:
    """The gazetteer of `path`, else of the settings, else the newest that the user built, else the built-in one."""
    own = settings.gazetteer.path if settings else None
    crimea = settings.gazetteer.crimea if settings else "UKR"
    chosen = path or own or user_file() or builtin_file()
    if not chosen.exists():
        raise GazetteerError(
            f"{chosen}: no such gazetteer; build one with `eventbase gazetteer build`, or unset the path"
        )
    return Gazetteer(chosen, crimea=crimea)
