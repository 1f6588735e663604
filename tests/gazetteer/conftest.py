from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eventbase.gazetteer.builders import writer
from eventbase.gazetteer.builders.rows import FORM, MAIN, PlaceRow
from eventbase.gazetteer.files import builtin_file
from eventbase.gazetteer.resolve import OfflineGeocoder
from eventbase.gazetteer.store import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer(builtin_file()) as opened:
        yield opened


@pytest.fixture(scope="session")
def geocoder(gazetteer: Gazetteer) -> OfflineGeocoder:
    return OfflineGeocoder(gazetteer=gazetteer)


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder for gazetteers that a test builds."""
    monkeypatch.setenv("EVENTBASE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gazetteer of one country, one area and two settlements, one of them placed at its community's seat only."""
    country = PlaceRow(366755, "Sudan", "A.PCLI", "SD", 0, lat=15.0, lon=31.0, iso="SDN", area_code="SD")
    area = PlaceRow(10**9, "North Darfur State", "A.ADM1", "SD", 3, code="SD-DN", lat=16.0, lon=25.0)
    area.admin1, area.iso, area.area_code, area.box = area.id, "SD-DN", "SD.55", (22.0, 12.0, 28.0, 20.0)
    town = PlaceRow(379555, "El Fasher", "P.PPL", "SD", 0, lat=13.63, lon=25.35, population=250_000, admin1=area.id)
    coarse = PlaceRow(10**9 + 1, "Wad Provna", "P.PPL", "SD", 1, code="X1", lat=14.5, lon=25.9, admin1=area.id, basis=2)
    for place in (country, area, town, coarse):
        place.add(place.name, MAIN)
    area.add("North Darfur", FORM)
    path = tmp_path_factory.mktemp("small") / "small.sqlite"
    connection = writer.create(path)
    writer.insert_places(connection, [country, area, town, coarse])
    connection.execute("INSERT INTO countries VALUES ('SD', 'SDN', 366755)")
    writer.finish(connection, {"format": "1", "name": "small", "sources": "[]"})
    return path
