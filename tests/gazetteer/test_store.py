import os
import threading
from pathlib import Path

import pytest

from eventbase.config import GazetteerSettings, Settings
from eventbase.errors import GazetteerError
from eventbase.gazetteer.store import Gazetteer, kind_of, open_gazetteer


def test_main_names_come_before_alternate_ones(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Pokrovsk")
    assert found[0].main
    assert [match.rank for match in found] == sorted(match.rank for match in found)
    engels = next(match for match in found if match.entry.name == "Engels")
    assert not engels.main


def test_an_entry_is_found_again_by_its_place_id(gazetteer: Gazetteer) -> None:
    for name in ("Sudzha", "Donetsk Oblast", "Yemen", "Chuhuiv Raion", "Black Sea", "El Geneina"):
        entry = gazetteer.lookup(name)[0].entry
        assert gazetteer.by_id(entry.place_id) == entry


@pytest.mark.parametrize("place_id", ["geonames:0", "geonames:x", "nonsense", "ne:", "supplement:no-such-place", ""])
def test_unknown_ids_give_none(gazetteer: Gazetteer, place_id: str) -> None:
    assert gazetteer.by_id(place_id) is None


def test_areas_carry_their_own_name_code_and_extent(gazetteer: Gazetteer) -> None:
    place = gazetteer.place(gazetteer.lookup("Kursk Oblast")[0].entry)
    assert (place.admin1, place.iso_3166_2, place.country, place.place_id) == (
        "Kursk Oblast",
        "RU-KRS",
        "RUS",
        "ne:RU-KRS",
    )
    west, south, east, north = (float(degrees) for degrees in (place.extent or "").split())
    assert west < place.longitude < east and south < place.latitude < north  # type: ignore[operator]
    assert place.population is None, "a sum of towns is no population"


def test_a_settlement_carries_its_areas(gazetteer: Gazetteer) -> None:
    place = gazetteer.place(gazetteer.by_id("geonames:704422"))  # type: ignore[arg-type]
    assert (place.name, place.admin2, place.admin1, place.country) == (
        "Pokrovsk", "Pokrovsk Raion", "Donetsk Oblast", "UKR",
    )  # fmt: skip
    assert "Krasnoarmiisk" in (place.alternate_names or "").replace("Krasnoarmijs'k", "Krasnoarmiisk")
    assert place.coordinate_basis == "point"


def test_villages_say_how_exact_their_point_is(gazetteer: Gazetteer) -> None:
    bases = {row[0]: row[1] for row in gazetteer.query(
        "SELECT basis, count(*) FROM places WHERE country = 'UA' AND source = 1 GROUP BY basis")}  # fmt: skip
    assert bases[1] > 8000 and bases[2] > 8000


def test_every_ukrainian_settlement_of_the_codifier_is_there(gazetteer: Gazetteer) -> None:
    count = gazetteer.query(
        "SELECT count(*) FROM places p JOIN features f ON f.id = p.feature WHERE p.country = 'UA' AND f.code = 'P.PPL'"
    )[0][0]
    assert count >= 29_500


def test_crimea_is_filed_by_iso_code_and_that_can_be_changed(gazetteer: Gazetteer) -> None:
    yalta = gazetteer.by_id("geonames:688533")
    assert yalta is not None and yalta.country == "UKR"
    assert gazetteer.iso_3166_2(yalta.admin1_id) == "UA-43"
    settings = Settings(gazetteer=GazetteerSettings(path=gazetteer.path, crimea="RUS"))
    with open_gazetteer(settings) as other:
        there = other.by_id("geonames:688533")
        assert there is not None and there.country == "RUS"
        assert other.version != gazetteer.version


def test_kinds_tells_scanners_what_a_name_can_be(gazetteer: Gazetteer) -> None:
    kinds = gazetteer.kinds("Kharkiv")
    assert kinds is not None and kinds.main and {"settlement", "admin1"} <= kinds.kinds and kinds.population > 10**6
    assert gazetteer.kinds("Qwertzuiop") is None
    assert gazetteer.is_name("kharkiv") and not gazetteer.is_name("Qwertzuiop")


def test_demonyms_are_not_names(gazetteer: Gazetteer) -> None:
    assert not gazetteer.is_name("Ukrainian")
    country = gazetteer.demonym("ukrainian")
    assert country is not None and country.name == "Ukraine"


@pytest.mark.parametrize(
    ("feature", "kind"),
    [("P.PPLA", "settlement"), ("A.ADM1", "admin1"), ("A.ADM3", "admin2"), ("A.PCLI", "country"), ("H.SEA", "water"),
     ("T.ISL", "island"), ("T.MT", "mountain"), ("S.AIRB", "facility"), ("L.RGN", "region")],
)  # fmt: skip
def test_feature_codes_have_kinds(feature: str, kind: str) -> None:
    assert kind_of(feature) == kind


def test_threads_share_one_gazetteer(gazetteer: Gazetteer) -> None:
    names = ["Idlib", "Goma", "Sittwe", "Marib", "Zalingei"] * 20
    expected = [gazetteer.lookup(name)[0].entry.place_id for name in names]
    results: dict[int, list[str]] = {}
    shared = Gazetteer(gazetteer.path)

    def work(n: int) -> None:
        results[n] = [shared.lookup(name)[0].entry.place_id for name in names]

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shared.close()
    assert all(results[n] == expected for n in range(4))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_process_opens_its_own_connection(gazetteer: Gazetteer) -> None:
    gazetteer.lookup("Homs")
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(0 if gazetteer.lookup("Deir ez-Zor") and gazetteer.lookup("Homs") else 1)
        except BaseException:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "none.sqlite"
    with pytest.raises(GazetteerError, match=r"none\.sqlite"):
        open_gazetteer(path=missing)
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database, only words" * 100)
    with pytest.raises(GazetteerError, match=r"broken\.sqlite"):
        open_gazetteer(path=broken)
