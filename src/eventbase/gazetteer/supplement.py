"""The hand-made rows beside the registry packages: seas, rivers, regions, plants, dams, bases, camps, small war towns.

Source: supplement.csv, one place a row. `load_supplement` checks it whole and names file and line of the first fault.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from importlib.resources import files

from eventbase.errors import OntologyError
from eventbase.records import Place

COLUMNS = ("place_id", "name", "alternate_names", "feature", "admin1", "admin2", "country",
           "latitude", "longitude", "extent", "source")  # fmt: skip
_PLACE_ID = re.compile(r"supplement:[a-z0-9]+(?:-[a-z0-9]+)*")
_FEATURE = re.compile(r"[AHLPRSTV]\.[A-Z0-9]{2,5}")
_COUNTRY = re.compile(r"[A-Z]{3}")


def load_supplement() -> list[Place]:
    """All rows of supplement.csv as places, in file order; OntologyError with file and line on the first bad row."""
    lines = (files("eventbase.gazetteer") / "supplement.csv").read_text(encoding="utf-8").splitlines()
    return parse_supplement(lines)


def parse_supplement(lines: Sequence[str], *, file: str = "supplement.csv") -> list[Place]:
    """Checks and reads the lines of a supplement, header first."""
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise OntologyError(f"{file}:1: columns must be {','.join(COLUMNS)}")
    found: dict[str, Place] = {}
    for number, row in enumerate(reader, start=2):
        for fault in _faults(row):
            raise OntologyError(f"{file}:{number}: {fault}")
        if row["place_id"] in found:
            raise OntologyError(f"{file}:{number}: {row['place_id']} stands twice; merge the rows or rename one")
        found[row["place_id"]] = _place(row)
    return list(found.values())


def _faults(row: dict[str, str]) -> Iterator[str]:
    if None in row.values() or None in row:
        yield f"a row has {len(COLUMNS)} fields"
        return
    if not _PLACE_ID.fullmatch(row["place_id"]):
        yield f"place_id {row['place_id']!r} is not supplement:slug in lower-case letters, digits and hyphens"
    if not row["name"].strip():
        yield "name is empty"
    if not _FEATURE.fullmatch(row["feature"]):
        yield f"feature {row['feature']!r} is not a GeoNames class and code such as H.SEA"
    if row["country"] and not _COUNTRY.fullmatch(row["country"]):
        yield f"country {row['country']!r} is not an ISO 3166-1 alpha-3 code"
    if not row["source"].strip():
        yield "source is empty: say where the coordinates come from"
    yield from _name_faults(row)
    yield from _coordinate_faults(row)


def _name_faults(row: dict[str, str]) -> Iterator[str]:
    names = [row["name"], *(row["alternate_names"].split("|") if row["alternate_names"] else [])]
    for name in names:
        if name != name.strip() or not name:
            yield f"spelling {name!r} is empty or has blanks around it"
    for name in {name for name in names if names.count(name) > 1}:
        yield f"spelling {name!r} stands twice"


def _coordinate_faults(row: dict[str, str]) -> Iterator[str]:
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        west, south, east, north = (float(x) for x in row["extent"].split()) if row["extent"] else (0.0,) * 4
    except ValueError:
        yield "latitude, longitude and extent ('west south east north') are decimal degrees"
        return
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        yield f"{latitude}, {longitude} is not on Earth"
    # An extent whose west is greater than its east crosses the 180th meridian.
    inside = west <= longitude <= east if west <= east else longitude >= west or longitude <= east
    if row["extent"] and not (south <= latitude <= north and inside):
        yield f"{latitude}, {longitude} lies outside the extent {row['extent']}"


def _place(row: dict[str, str]) -> Place:
    values: dict[str, str | None] = {column: row[column] or None for column in COLUMNS if column != "source"}
    basis = "centroid" if row["extent"] else "point"
    return Place.model_validate(values | {"gazetteer": "supplement", "coordinate_basis": basis})
