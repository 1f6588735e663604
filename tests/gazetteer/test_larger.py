import importlib.util
import json
import os
import zipfile
from pathlib import Path

import pytest

from eventbase.errors import GazetteerError
from eventbase.gazetteer.builders.dumps import kind_of_file, place_row
from eventbase.gazetteer.builders.larger import build_larger
from eventbase.gazetteer.files import gazetteer_dir
from eventbase.gazetteer.resolve import OfflineGeocoder
from eventbase.gazetteer.store import Gazetteer

HAMLET = 12_999_001
VILLAGE = 12_999_002


def row(number: int, name: str, **more: object) -> str:
    """A line of a country dump; by default a settlement of North Darfur."""
    given = {"alternates": "", "feature": "P\tPPL", "lat": 13.6, "lon": 25.3, "population": 0} | more
    cells = [
        number, name, name, given["alternates"], given["lat"], given["lon"], given["feature"], "SD", "", "55", "", "",
        "", given["population"], "", "400", "Africa/Khartoum", "2026-01-01",
    ]  # fmt: skip
    return "\t".join(str(cell) for cell in cells) + "\n"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "SD.zip"
    text = row(HAMLET, "Umm Testa", alternates="Um Testah,um testa,أم تستا") + row(
        VILLAGE, "Wad Provna", population=900
    )
    text += row(12_999_003, "Testa Church", feature="S\tCH") + row(12_999_004, "Jebel Testa", feature="T\tMT")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "not the data")
        archive.writestr("SD.txt", text)
    return path


def test_places_of_a_dump_are_found_and_the_rest_stays(dump: Path, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "sudan.sqlite"
    meta = build_larger([dump], out, name="sudan", base=small, quiet=True)
    assert meta["name"] == "sudan" and json.loads(meta["dumps"]) == ["SD.zip"]
    with Gazetteer(out) as gazetteer:
        geocoder = OfflineGeocoder(gazetteer=gazetteer)
        place = geocoder.geocode("Umm Testa", admin1="North Darfur", country="SDN")
        assert place is not None and (place.place_id, place.admin1) == (f"geonames:{HAMLET}", "North Darfur State")
        assert gazetteer.lookup("Um Testah")[0].entry.id == HAMLET
        assert gazetteer.lookup("Jebel Testa") and not gazetteer.lookup("Testa Church")
        assert geocoder.geocode("El Fasher") is not None
        village = gazetteer.lookup("Wad Provna")
        assert [m.entry.id for m in village] == [VILLAGE], "the coarser row of the same village is gone"
        assert gazetteer.meta()["digest"] != ""


def test_alternate_names_and_admin_files_are_added(dump: Path, small: Path, tmp_path: Path) -> None:
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text(
        f"1\t{HAMLET}\ten\tMother Testa\t1\t\t\t\t\t\n2\t{HAMLET}\tlink\thttp://example.org\t\t\t\t\t\t\n"
        f"3\t999999999\ten\tNobody\t\t\t\t\t\t\n",
        encoding="utf-8",
    )
    areas = tmp_path / "admin2Codes.txt"
    areas.write_text("SD.55.777\tTesta Locality\tTesta Locality\t12999010\n", encoding="utf-8")
    out = tmp_path / "more.sqlite"
    build_larger([names, dump, areas], out, name="more", base=small, quiet=True)
    with Gazetteer(out) as gazetteer:
        found = gazetteer.lookup("Mother Testa")
        assert [(m.entry.id, m.rank) for m in found] == [(HAMLET, 1)]
        assert not gazetteer.lookup("Nobody") or all(m.entry.id != 999999999 for m in gazetteer.lookup("Nobody"))
        area = gazetteer.lookup("Testa Locality")[0].entry
        assert area.kind == "admin2" and gazetteer.entry(area.admin1_id).name == "North Darfur State"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (row(1, "A") + "too\tfew\n", 2, "columns"),
        (row(1, "A") + row(2, "B").replace("13.6", "north"), 2, "north"),
        (row(1, "A", lat=95.0), 1, "globe"),
        ("a\tb\n", 1, "columns"),
    ],
)
def test_a_bad_dump_names_file_and_line_and_leaves_nothing(
    small: Path, tmp_path: Path, text: str, line: int, what: str
) -> None:
    path = tmp_path / "BAD.txt"
    path.write_text(text, encoding="utf-8")
    out = tmp_path / "out" / "bad.sqlite"
    with pytest.raises(GazetteerError, match=rf"BAD\.txt:{line}: .*{what}"):
        build_larger([path], out, name="bad", base=small, quiet=True)
    assert not out.exists()
    assert not out.parent.exists() or list(out.parent.iterdir()) == []


def test_a_broken_zip_and_a_missing_file_are_named(small: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("XX.txt", row(1, "A") * 5000)
    data = bytearray(whole.read_bytes())
    data[100:140] = b"\x00" * 40
    broken = tmp_path / "XX.zip"
    broken.write_bytes(data)
    with pytest.raises(GazetteerError, match=r"XX\.zip"):
        build_larger([broken], tmp_path / "x.sqlite", name="x", base=small, quiet=True)
    with pytest.raises(GazetteerError, match=r"none\.zip"):
        build_larger([tmp_path / "none.zip"], tmp_path / "x.sqlite", name="x", quiet=True)


def test_kinds_of_files_are_told_by_name_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "admin1CodesASCII.txt"
    path.write_text("SD.55\tNorth Darfur\tNorth Darfur\t408660\n", encoding="utf-8")
    assert kind_of_file(path) == "admin1"
    assert kind_of_file(tmp_path / "alternateNamesV2.txt") == "alternate_names"
    dump = tmp_path / "allCountries.txt"
    dump.write_text(row(1, "A"), encoding="utf-8")
    assert kind_of_file(dump) == "places"
    assert place_row(dump, 1, row(1, "A", population=12).rstrip("\n")).population == 12


REAL = Path(__file__).parents[2].parent / "shared/corpus/geo/geonames_UA.zip"


@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_file(), reason="the Ukrainian dump is not on this machine")
@pytest.mark.skipif(not os.environ.get("EVENTBASE_SLOW"), reason="takes a minute; set EVENTBASE_SLOW=1")
def test_populated_places_of_a_real_dump_resolve_to_themselves(own_data: Path) -> None:
    path = Path(__file__).parents[2] / "benchmarks/gazetteer.py"
    spec = importlib.util.spec_from_file_location("benchmark_gazetteer", path)
    assert spec is not None and spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    out = gazetteer_dir() / "ua.sqlite"
    build_larger([REAL], out, name="ua", quiet=True)
    assert benchmark.self_resolution(out, REAL)["share"] >= 0.95
