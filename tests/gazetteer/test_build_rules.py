import pytest

from eventbase.gazetteer.builders.admin import add_area_name, country_of
from eventbase.gazetteer.builders.postal import PostalPlace, mend_shared_points
from eventbase.gazetteer.builders.romanize import russian, ukrainian
from eventbase.gazetteer.builders.rows import ALTERNATE, FORM, MAIN, PlaceRow, table
from eventbase.gazetteer.builders.ukraine import Settlement, _root_town
from eventbase.gazetteer.builders.world import is_russian, usable
from eventbase.gazetteer.fold import fold


@pytest.mark.parametrize(
    ("name", "roman"),
    [
        ("Згурівка", "Zghurivka"),
        ("Щастя", "Shchastia"),
        ("Юр'ївка", "Yurivka"),
        ("Єнакієве", "Yenakiieve"),
        ("Їжаківка", "Yizhakivka"),
        ("Велика Новосілка", "Velyka Novosilka"),
        ("Івано-Франківськ", "Ivano-Frankivsk"),
        ("Гайсин", "Haisyn"),
    ],
)
def test_ukrainian_by_the_official_rules(name: str, roman: str) -> None:
    assert ukrainian(name) == roman


@pytest.mark.parametrize(
    ("name", "roman"),
    [
        ("Рыльск", "Rylsk"),
        ("Красноармейск", "Krasnoarmeysk"),
        ("Ельня", "Yelnya"),
        ("Одесса", "Odessa"),
        ("Новый", "Novy"),
    ],
)
def test_russian_as_the_press_writes_it(name: str, roman: str) -> None:
    assert russian(name) == roman


def test_only_letters_that_ukrainian_alone_has_make_a_name_ukrainian() -> None:
    assert is_russian("Константиновка") and not is_russian("Костянтинівка") and not is_russian("Odesa")


@pytest.mark.parametrize(
    ("name", "country", "kept"),
    [
        ("Raqqa", "SY", True),
        ("ar-Raqqa", "SY", True),
        ("الرقة", "SY", False),
        ("bo ke luo fu si ke", "UA", False),
        ("KBP", "UA", False),
        ("Покровськ", "UA", True),
        ("Покровськ", "SY", False),
        ("https://example.org/x", "UA", False),
    ],
)
def test_spellings_that_the_coder_cannot_meet_are_left_out(name: str, country: str, kept: bool) -> None:
    assert usable(name, country) is kept


def test_areas_are_known_with_and_without_their_type_word() -> None:
    place = PlaceRow(1, "Kursk Oblast", "A.ADM1", "RU", 5)
    add_area_name(place, "Kursk Oblast", MAIN)
    assert place.names == {"Kursk Oblast": MAIN, "Kursk": FORM}
    add_area_name(place, "Koursk", ALTERNATE)
    assert place.names["Koursk"] == ALTERNATE


def test_crimea_s_country_comes_from_its_iso_code() -> None:
    assert country_of({"iso_3166_2": "UA-43", "iso_a2": "RU"}) == "UA"
    assert country_of({"iso_3166_2": "-99-X01~", "iso_a2": "-1"}) is None


def test_points_that_many_names_share_are_dropped() -> None:
    def place(name: str, lat: float) -> PostalPlace:
        return PostalPlace(name, "TR", "TR.01", lat, 30.0)

    shared = [place(name, 40.0) for name in ("Aova", "Bova", "Cova", "Dova")]
    assert mend_shared_points([*shared, place("Eova", 41.0)]) == [place("Eova", 41.0)]


def test_a_raion_is_named_after_the_town_in_its_adjective() -> None:
    def settlement(name: str, category: str) -> Settlement:
        return Settlement("UA", category, name, "63", "r", "h", keys={fold(name)})

    inside = [settlement("Печеніги", "X"), settlement("Чугуїв", "M"), settlement("Чугуївка", "C")]
    assert _root_town("Чугуївський", inside) == "Chuhuiv"
    assert (
        _root_town("Вознесенський", [settlement("Вознесенське", "X"), settlement("Вознесенськ", "M")]) == "Voznesensk"
    )


def test_the_tables_are_well_formed() -> None:
    points = table("country_points.csv")
    assert len({row["alpha3"] for row in points}) == len(points) > 180
    for row in points:
        assert abs(float(row["latitude"])) <= 90 and abs(float(row["longitude"])) <= 180
    codes = [row["code"] for row in table("admin1_names.csv")]
    assert len(set(codes)) == len(codes)
    kinds = {"admin1", "admin2", "township", "settlement", "water", "island", "mountain", "facility"}
    assert {row["kind"] for row in table("type_words.csv")} <= kinds
