import pytest

from eventbase.coding.analysis import Toponym
from eventbase.gazetteer.resolve import OfflineGeocoder, resolve_article
from eventbase.gazetteer.store import Gazetteer
from eventbase.gazetteer.variants import by_consonants, consonants


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("saraqib", "saraqeb"),
        ("kafr nabl", "kafranbel"),
        ("jisr ash shughur", "jisr al shughour"),
        ("tallbisah", "talbiseh"),
    ],
)
def test_spellings_of_an_arabic_name_share_their_consonants(one: str, other: str) -> None:
    assert consonants(one) == consonants(other)


def test_one_settlement_of_the_country_is_found(gazetteer: Gazetteer) -> None:
    found = by_consonants(gazetteer, "Khaan Sheykhoon", ["SYR"])
    assert found is not None and found.country == "SYR"
    assert by_consonants(gazetteer, "Khaan Sheykhoon", ["YEM"]) is None
    assert by_consonants(gazetteer, "Khaan Sheykhoon", ["UKR"]) is None, "only where vowels are free"
    assert by_consonants(gazetteer, "Dooma", ["SYR"]) is None, "too short to be sure"


def test_it_needs_a_country(geocoder: OfflineGeocoder) -> None:
    assert geocoder.geocode("Sarraqeeb") is None
    place = geocoder.geocode("Sarraqeeb", context=("Syria", "Idlib", "Aleppo"))
    assert place is not None and place.admin1 == "Idlib Governorate"
    assert geocoder.geocode("Sarraqeeb", country="Yemen") is None


def test_in_an_article(gazetteer: Gazetteer) -> None:
    names = ["Sarraqeeb", "Idlib", "Syria"]
    toponyms = [Toponym(name, n, n + 1, 0, 0) for n, name in enumerate(names)]
    found = resolve_article(toponyms, gazetteer=gazetteer)
    assert found[0].place is not None and found[0].place.country == "SYR"


@pytest.mark.parametrize("name", ["the east", "the border", "al-Qwertz"])
def test_articles_do_not_make_towns_of_words(geocoder: OfflineGeocoder, name: str) -> None:
    assert geocoder.geocode(name) is None
