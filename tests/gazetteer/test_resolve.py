import pytest

from eventbase.gazetteer.api import geocode
from eventbase.gazetteer.resolve import OfflineGeocoder, Query
from eventbase.gazetteer.store import Gazetteer
from eventbase.protocols import Geocoder


def where(geocoder: OfflineGeocoder, name: str, **stated: object) -> tuple[str | None, str | None, str | None]:
    place = geocoder.geocode(name, **stated)  # type: ignore[arg-type]
    assert place is not None, name
    return place.admin1, place.country, place.geo_precision


def test_the_geocoder_fits_the_protocol(geocoder: OfflineGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)
    assert geocoder.name == "offline" and geocoder.version.startswith("1+")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kyiv", ("Kyiv City", "UKR", "settlement")),
        ("Kyiv Oblast", ("Kyiv Oblast", "UKR", "admin1")),
        ("Mykolaiv", ("Mykolaiv Oblast", "UKR", "settlement")),
        ("Mykolaiv region", ("Mykolaiv Oblast", "UKR", "admin1")),
        ("Kursk", ("Kursk Oblast", "RUS", "settlement")),
        ("Kursk Oblast", ("Kursk Oblast", "RUS", "admin1")),
        ("Gaza City", ("Gaza Strip", "PSE", "settlement")),
        ("Gaza Strip", ("Gaza Strip", "PSE", "admin1")),
        ("Zaporizhzhia", ("Zaporizhzhia Oblast", "UKR", "settlement")),
        ("Idlib province", ("Idlib Governorate", "SYR", "admin1")),
        ("North Kivu", ("North Kivu", "COD", "admin1")),
        ("Sudan", (None, "SDN", "country")),
        ("Black Sea", (None, None, "region")),
        ("Sloviansk", ("Donetsk Oblast", "UKR", "settlement")),
        ("Slavyansk", ("Donetsk Oblast", "UKR", "settlement")),
        ("Konstantinovka", ("Donetsk Oblast", "UKR", "settlement")),
    ],
)
def test_bare_names(geocoder: OfflineGeocoder, name: str, expected: tuple[str | None, str, str]) -> None:
    assert where(geocoder, name) == expected


def test_a_main_name_beats_a_larger_town_s_old_name(geocoder: OfflineGeocoder) -> None:
    assert where(geocoder, "Pokrovsk")[:2] == ("Donetsk Oblast", "UKR")


@pytest.mark.parametrize("country", ["RUS", "RU", "Russia", "russian"])
def test_a_stated_country_is_a_hard_filter(geocoder: OfflineGeocoder, country: str) -> None:
    assert where(geocoder, "Pokrovsk", country=country)[1] == "RUS"


def test_a_stated_area_is_a_hard_filter(geocoder: OfflineGeocoder) -> None:
    assert where(geocoder, "Terny", admin1="Donetsk Oblast", country="UKR")[0] == "Donetsk Oblast"
    assert where(geocoder, "Terny", admin1="Sumy")[0] == "Sumy Oblast"
    assert geocoder.geocode("Sudzha", admin1="Donetsk Oblast") is None


def test_kyiv_as_a_stated_area_is_the_city_or_the_oblast(geocoder: OfflineGeocoder) -> None:
    assert where(geocoder, "Bucha", admin1="Kyiv", country="UKR")[0] == "Kyiv Oblast"
    assert where(geocoder, "Kyiv", admin1="Kyiv", country="UKR")[0] == "Kyiv City"


def test_an_area_after_a_comma_is_stated(geocoder: OfflineGeocoder) -> None:
    assert where(geocoder, "Lyman, Kharkiv Oblast")[0] == "Kharkiv Oblast"


def test_unknown_names_and_areas_give_none(geocoder: OfflineGeocoder) -> None:
    assert geocoder.geocode("Qwertzuiop") is None
    assert geocoder.geocode("") is None
    assert geocoder.geocode("Goma", country="Atlantis") is None


def test_context_decides_between_namesakes(geocoder: OfflineGeocoder) -> None:
    assert where(geocoder, "Tripoli", context=("Beirut", "Lebanon"))[1] == "LBN"
    assert where(geocoder, "Tripoli", context=("Benghazi", "Misrata"))[1] == "LBY"
    assert where(geocoder, "Georgia", context=("Atlanta", "Savannah", "Alabama"))[2] == "admin1"
    assert where(geocoder, "Georgia", context=("Tbilisi", "Russia", "Gori"))[2] == "country"


def test_equals_become_the_smallest_area_that_holds_them(geocoder: OfflineGeocoder) -> None:
    place = geocoder.geocode("Ivanivka", country="UKR")
    assert place is not None
    assert place.geo_precision in ("admin2", "admin1", "country")
    assert len(place.candidates) >= 2 and list(place.candidates) == sorted(place.candidates)


def test_every_score_is_the_sum_of_its_reasons(geocoder: OfflineGeocoder) -> None:
    found = geocoder.resolve(Query("Pokrovsk", context=("Myrnohrad", "Ukraine")))
    assert len(found.candidates) > 2
    for scored in found.candidates:
        assert scored.score == pytest.approx(sum(weight for _, weight in scored.reasons))
    assert [s.score for s in found.candidates] == sorted((s.score for s in found.candidates), reverse=True)


def test_context_order_and_repetition_change_nothing_that_is_certain(geocoder: OfflineGeocoder) -> None:
    names = ("Omdurman", "Bahri", "Sudan", "Darfur")
    one = geocoder.geocode("Khartoum", context=names)
    other = geocoder.geocode("Khartoum", context=(*reversed(names), "Sudan"))
    assert one == other


def test_relations_make_a_settlement_near(geocoder: OfflineGeocoder) -> None:
    place = geocoder.resolve(Query("Toretsk", relation="direction")).place
    assert place is not None and place.geo_precision == "near"
    area = geocoder.resolve(Query("Donetsk Oblast", relation="near")).place
    assert area is not None and area.geo_precision == "admin1"


def test_the_public_function_uses_one_geocoder() -> None:
    place = geocode("Sudzha")
    assert place is not None and place.admin1 == "Kursk Oblast"


def test_abbreviations_need_their_dots(geocoder: OfflineGeocoder, gazetteer: Gazetteer) -> None:
    assert where(geocoder, "W.Va.")[:2] == ("West Virginia", "USA")
    assert not any(match.entry.name == "Louisiana" for match in gazetteer.lookup("la"))
