"""Reads GeoNames files line by line: country dumps, allCountries, alternateNamesV2, admin code files, zipped or not."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from eventbase.errors import GazetteerError

Kind = Literal["places", "alternate_names", "admin1", "admin2"]
PLACE_COLUMNS = 19
_HELP = "fetch the file again, or leave it out"


@dataclass(frozen=True, slots=True)
class DumpPlace:
    """One row of a country dump."""

    id: int
    name: str
    ascii_name: str
    alternate_names: str
    lat: float
    lon: float
    feature: str
    country: str
    admin1: str
    admin2: str
    population: int


@dataclass(frozen=True, slots=True)
class DumpName:
    """One row of alternateNamesV2."""

    place: int
    language: str
    name: str
    historic: bool


@dataclass(frozen=True, slots=True)
class DumpArea:
    """One row of admin1CodesASCII or admin2Codes."""

    code: str
    name: str
    id: int


def kind_of_file(path: Path) -> Kind:
    """What a GeoNames file holds, by its name and the number of its columns; GazetteerError if it is none."""
    name = path.name.lower()
    if name.startswith("alternatenames"):
        return "alternate_names"
    if name.startswith(("admin1codes", "admin2codes")):
        return "admin1" if name.startswith("admin1") else "admin2"
    with lines_of(path) as lines:
        first = next(lines, None)
    columns = len(first[1].split("\t")) if first else 0
    if columns != PLACE_COLUMNS:
        raise GazetteerError(f"{path}:1: {columns} columns, a GeoNames dump has {PLACE_COLUMNS}; {_HELP}")
    return "places"


@contextmanager
def lines_of(path: Path) -> Iterator[Iterator[tuple[int, str]]]:
    """Numbered lines of a text file, or of the one data file in a zip. GazetteerError for what cannot be read."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive, archive.open(_member(path, archive)) as file:
                yield _numbered(path, file)
        else:
            with path.open("rb") as file:
                yield _numbered(path, file)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise GazetteerError(f"{path}: {error}; {_HELP}") from error


def _member(path: Path, archive: zipfile.ZipFile) -> str:
    names = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
    preferred = [name for name in names if Path(name).stem.lower() == path.stem.lower()]
    if not names:
        raise GazetteerError(f"{path}: holds no .txt file; {_HELP}")
    return (preferred or sorted(names, key=lambda name: -archive.getinfo(name).file_size))[0]


def _numbered(path: Path, file: IO[bytes]) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        for number, line in enumerate(io.TextIOWrapper(file, encoding="utf-8", newline="\n"), start=1):
            if line.strip() and not line.startswith("#"):
                yield number, line.rstrip("\r\n")
    except (UnicodeDecodeError, zipfile.BadZipFile, zlib.error) as error:
        raise GazetteerError(f"{path}:{number + 1}: {error}; {_HELP}") from error


def place_row(path: Path, number: int, line: str) -> DumpPlace:
    """Parses a dump line; GazetteerError names file and line."""
    cells = line.split("\t")
    if len(cells) != PLACE_COLUMNS:
        raise GazetteerError(f"{path}:{number}: {len(cells)} columns instead of {PLACE_COLUMNS}; {_HELP}")
    try:
        lat, lon = float(cells[4]), float(cells[5])
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise ValueError(f"coordinates {lat} {lon} are not on the globe")
        feature = f"{cells[6]}.{cells[7]}" if cells[7] else cells[6]
        return DumpPlace(
            int(cells[0]), cells[1], cells[2], cells[3], lat, lon, feature, cells[8], cells[10], cells[11],
            int(cells[14] or 0),
        )  # fmt: skip
    except ValueError as error:
        raise GazetteerError(f"{path}:{number}: {error}; {_HELP}") from error


def name_row(path: Path, number: int, line: str) -> DumpName:
    cells = line.split("\t")
    if len(cells) < 8 or not cells[1].isdecimal():
        raise GazetteerError(f"{path}:{number}: no row of alternateNamesV2; {_HELP}")
    return DumpName(int(cells[1]), cells[2], cells[3], cells[7] == "1")


def area_row(path: Path, number: int, line: str) -> DumpArea:
    cells = line.split("\t")
    if len(cells) != 4 or not cells[3].isdecimal():
        raise GazetteerError(f"{path}:{number}: no row of an admin code file (code, name, ascii name, id); {_HELP}")
    return DumpArea(cells[0], cells[1], int(cells[3]))
