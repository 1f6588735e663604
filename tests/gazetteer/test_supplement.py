"""The hand-made supplement: its rows, and its checker's messages."""

from __future__ import annotations

import pytest

from eventbase.errors import OntologyError
from eventbase.gazetteer.fold import fold
from eventbase.gazetteer.supplement import COLUMNS, load_supplement, parse_supplement

HEADER = ",".join(COLUMNS)
ROW = "supplement:red-hill,Red Hill,Hill 7|Red Height,T.HLL,,,UKR,48.1,37.9,,survey map"


def test_it_has_all_kinds_of_places() -> None:
    wanted = "H.SEA H.STM H.RSV T.ISL L.RGN S.NUC S.DAM S.BDG S.AIRB L.PRT S.OILR S.CMPRF P.PPL"
    assert set(wanted.split()) <= {place.feature for place in load_supplement()}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Donbass", "UKR"), ("Sahel", None), ("Kordofan", "SDN"), ("Golan Heights", "SYR"), ("Arakan", "MMR"),
        ("Artsakh", "AZE"), ("Snake Island", "UKR"), ("Netzarim Corridor", "PSE"), ("Liptako-Gourma", None),
        ("Saki air base", "UKR"), ("Kakhovka dam", "UKR"), ("Zamzam camp", "SDN"), ("Rubaya", "COD"),
        ("Bab el-Mandeb", None), ("al-Tanf", "SYR"), ("Sambisa Forest", "NGA"), ("Luhansk People's Republic", "UKR"),
    ],
)  # fmt: skip
def test_names_in_all_spellings(name: str, country: str | None) -> None:
    key = fold(name)
    spellings = {p.place_id: [p.name, *(p.alternate_names or "").split("|")] for p in load_supplement()}
    found = [place for place in load_supplement() if key in map(fold, spellings[place.place_id])]
    assert [place.country for place in found] == [country]


def test_areas_have_extents_and_points_have_none() -> None:
    places = load_supplement()
    assert all(place.extent for place in places if place.feature in {"H.SEA", "H.OCN", "L.CONT"})
    assert {place.coordinate_basis for place in places if place.extent is None} == {"point"}


def test_a_row_is_read_whole() -> None:
    (place,) = parse_supplement([HEADER, ROW])
    assert (place.place_id, place.alternate_names, place.latitude) == ("supplement:red-hill", "Hill 7|Red Height", 48.1)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW.replace("supplement:red-hill", "red hill"), "supplement.csv:2: place_id"),
        (ROW.replace("T.HLL", "hill"), "supplement.csv:2: feature"),
        (ROW.replace("UKR", "UA"), "supplement.csv:2: country"),
        (ROW.replace("48.1", "148.1"), "supplement.csv:2: 148.1, 37.9 is not on Earth"),
        (ROW.replace("37.9,,", "37.9,10 40 20 50,"), "supplement.csv:2: 48.1, 37.9 lies outside"),
        (ROW.replace("Hill 7", "Red Hill"), "supplement.csv:2: spelling 'Red Hill' stands twice"),
        (ROW.replace("survey map", ""), "supplement.csv:2: source is empty"),
        (ROW + ",more", "supplement.csv:2: a row has 11 fields"),
    ],
)
def test_faults_name_file_and_line(row: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message.replace("(", r"\(")):
        parse_supplement([HEADER, row])


def test_a_place_id_stands_once() -> None:
    with pytest.raises(OntologyError, match=r"supplement\.csv:3: supplement:red-hill stands twice"):
        parse_supplement([HEADER, ROW, ROW])


def test_an_extent_may_cross_the_date_line() -> None:
    (place,) = parse_supplement([HEADER, ROW.replace("48.1,37.9,,", "0,-160,120 -60 -70 60,")])
    assert place.extent == "120 -60 -70 60"
