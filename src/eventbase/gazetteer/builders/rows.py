"""What the build collects: places with their names, before they are written."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from importlib.resources import files

GEONAMES, KATOTTG, POSTAL, NATURAL_EARTH, AIRPORTS, DERIVED = range(6)
POINT, BY_POSTAL, BY_SEAT, CENTROID = range(4)
MAIN, FORM, ALTERNATE = range(3)
FIRST_FREE_ID = 1_000_000_000  # above every geonameid

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class PlaceRow:
    """One place; `names` maps a spelling to its rank (MAIN, FORM, ALTERNATE), best rank wins."""

    id: int
    name: str
    feature: str
    country: str | None
    source: int
    code: str | None = None  # without the prefix of its source, see store.PREFIXES
    admin1: int | None = None
    admin2: int | None = None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    basis: int = POINT
    names: dict[str, int] = field(default_factory=dict)
    iso: str | None = None
    area_code: str | None = None
    box: Box | None = None

    def add(self, name: str, rank: int) -> None:
        if name and rank < self.names.get(name, 9):
            self.names[name] = rank


class Ids:
    """Numbers for places that have no geonameid, in the order asked for."""

    def __init__(self) -> None:
        self._next = FIRST_FREE_ID

    def new(self) -> int:
        self._next += 1
        return self._next - 1


def table(name: str) -> list[dict[str, str]]:
    """Rows of a CSV file of the gazetteer package."""
    with files("eventbase.gazetteer").joinpath(name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
