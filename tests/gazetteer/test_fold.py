import pytest

from eventbase.gazetteer.fold import fold, looser, split_type


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kryvyi Rih", "Kryvyy Rih"),
        ("Velykyi Burluk", "Velyky Burluk"),
        ("Khmelnytskyi", "Khmelnytskiy"),
        ("Sar-e-Pol", "Sar e Pol"),
        ("Ta‘izz", "Taizz"),
        ("Mar’inka", "Mar'inka"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Ménaka", "menaka"),
        ("Łódź", "Lodz"),
        ("N’Djamena", "NDJAMENA"),
    ],
)
def test_spellings_of_a_name_share_a_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_keep_different_keys() -> None:
    assert len({fold(name) for name in ("Sumy", "Suma", "Smila", "Sambir", "Samar")}) == 5


def test_a_name_without_letters_has_no_key() -> None:
    assert fold("–") == ""


@pytest.mark.parametrize(
    ("key", "base", "kind"),
    [
        ("kursk oblast", "kursk", "admin1"),
        ("province of idlib", "idlib", "admin1"),
        ("pokrovsk raion", "pokrovsk", "admin2"),
        ("village of terny", "terny", "settlement"),
        ("oskil river", "oskil", "water"),
        ("kursk", "kursk", None),
        ("district", "district", None),
    ],
)
def test_type_words_are_cut_off(key: str, base: str, kind: str | None) -> None:
    assert split_type(key) == (base, kind)


def test_looser_keys_drop_or_add_the_article() -> None:
    assert "raqqa" in looser("al raqqa")
    assert "al raqqa" in looser("raqqa")
    assert "slavyansk na kubani" in looser("slavyansk on kubani")
