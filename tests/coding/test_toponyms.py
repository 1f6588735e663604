"""Finding place names: which words, of what kind, and how they stand to each other. All sentences are our own."""

from __future__ import annotations

import pytest

from eventbase.coding.analysis import Sentence, Toponym
from eventbase.coding.sentences import normalise, spans
from eventbase.coding.toponyms import find_toponyms, parse_coordinates
from eventbase.coding.toponyms.words import examples, words
from eventbase.gazetteer.store import Gazetteer, open_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def find(text: str, gazetteer: Gazetteer, exclude: tuple[tuple[int, int], ...] = ()) -> list[Toponym]:
    plain = normalise(text)
    sentences = [
        Sentence(number, start, end, plain[start:end], 0, "body", 0)
        for number, (start, end) in enumerate(spans(plain, 0, len(plain)))
    ]
    return find_toponyms(plain, sentences, gazetteer=gazetteer, exclude=exclude)


def texts(text: str, gazetteer: Gazetteer, kinds: tuple[str, ...] = ("place", "demonym")) -> list[str]:
    return [text[t.start : t.end] for t in find(text, gazetteer) if t.kind in kinds]


def one(text: str, gazetteer: Gazetteer, name: str) -> Toponym:
    return next(t for t in find(text, gazetteer) if text[t.start : t.end] == name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Nyala and El Fasher at dawn.", ["Nyala", "El Fasher"]),
        ("Rebels left Deir ez-Zor for Al-Bukamal.", ["Deir ez-Zor", "Al-Bukamal"]),
        ("A convoy was ambushed outside Côte d'Ivoire's Korhogo.", ["Côte d'Ivoire", "Korhogo"]),
        ("A depot burned near Rostov-on-Don on Tuesday.", ["Rostov-on-Don"]),
        ("Fighters crossed into Bosnia and Herzegovina by night.", ["Bosnia and Herzegovina"]),
        ("Boats sank in the Gulf of Aden and the Sea of Azov.", ["Gulf of Aden", "Sea of Azov"]),
        ("The army holds St. Petersburg and Ft. Worth.", ["St. Petersburg", "Ft. Worth"]),
        ("Drones hit the Zaporizhzhia Nuclear Power Plant twice.", ["Zaporizhzhia Nuclear Power Plant"]),
        ("They raided Kafr Nubbul, Jabal al-Zawiya and Bara.", ["Kafr Nubbul", "Jabal al-Zawiya", "Bara"]),
    ],
)
def test_names_of_several_words(text: str, expected: list[str], gazetteer: Gazetteer) -> None:
    assert texts(text, gazetteer) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Gladkov said two men were hurt.",
        "Mr. Paris and Ms. Houston told the court that they had fled.",
        "Michael Jordan and Jack London met Sheila D. Hudson.",
        "On Sunday in March the Police were Reading a report.",
        "The Times of that day and the Bank wrote to the Ministry.",
        "Captain Lyman Berry, 19, was promoted.",
        "The battalion lost an F-16 and a Leopard.",
    ],
)
def test_no_place_in(text: str, gazetteer: Gazetteer) -> None:
    assert texts(text, gazetteer) == []


def test_a_surname_stays_a_person_later_in_the_article(gazetteer: Gazetteer) -> None:
    text = "Governor Vyacheslav Gladkov spoke at noon. Later Gladkov left. In Gladkov's words it was calm."
    assert texts(text, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kyiv said it had shot down ten drones.", "Kyiv"),
        ("Officials confirmed that Moscow launched missiles.", "Moscow"),
        ("The plan was agreed with Ankara.", "Ankara"),
        ("Israel's army moved in.", "Israel"),
        ("Fighters loyal to a Moscow-backed leader fled.", "Moscow"),
        ("Several US airstrikes followed.", "US"),
        ("The mayor of Kharkiv spoke.", "Kharkiv"),
        ("The war between Russia and Ukraine went on.", "Russia"),
        ("Germany and France pledged more shells.", "Germany"),
        ("Yemen repeatedly denied it.", "Yemen"),
    ],
)
def test_a_name_that_acts_is_an_actor(text: str, name: str, gazetteer: Gazetteer) -> None:
    assert one(text, gazetteer, name).kind == "actor"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kharkiv was shelled again.", "Kharkiv"),
        ("Syria has been at war for years.", "Syria"),
        ("Explosions were heard in Moscow.", "Moscow"),
        ("Drones flew in the US last night.", "US"),
        ("Sudan suffered its worst week.", "Sudan"),
        ("Iraq has been hit by a wave of bombings.", "Iraq"),
    ],
)
def test_a_name_that_undergoes_or_is_where_stays_a_place(text: str, name: str, gazetteer: Gazetteer) -> None:
    assert one(text, gazetteer, name).kind == "place"


def test_bodies_named_after_places_are_none(gazetteer: Gazetteer) -> None:
    text = "The Kyiv Independent and the Aleppo University Press sent word of the Minsk agreement."
    assert texts(text, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "name", "lookup", "feature", "relation"),
    [
        ("Troops held Kursk Oblast.", "Kursk Oblast", "Kursk Oblast", "admin1", "in"),
        ("The village of Robotyne fell.", "Robotyne", "Robotyne", "village", "in"),
        ("Fighting raged in the Pokrovsk direction.", "Pokrovsk direction", "Pokrovsk", "direction", "direction"),
        ("They met near Lyman.", "Lyman", "Lyman", None, "near"),
        ("It fell 20 km south of Raqqa.", "Raqqa", "Raqqa", None, "near"),
        ("Rebels fled eastern Ukraine.", "eastern Ukraine", "Ukraine", "country", "area"),
        ("Snipers fired in central Damascus.", "central Damascus", "Damascus", None, "in"),
        ("Jets bombed northern Aleppo countryside.", "northern Aleppo countryside", "Aleppo", "admin1", "area"),
        ("Mines drifted along the Dnipro River.", "Dnipro River", "Dnipro River", "river", "beside"),
        ("It happened in the north of Syria.", "Syria", "Syria", "country", "area"),
        ("The attack came between Soledar and Bakhmut.", "Soledar", "Soledar", None, "between"),
        ("A mine lay on the Kyiv–Zhytomyr highway.", "Zhytomyr highway", "Zhytomyr", "road", "between"),
    ],
)
def test_feature_and_relation(
    text: str, name: str, lookup: str, feature: str | None, relation: str, gazetteer: Gazetteer
) -> None:
    found = one(text, gazetteer, name)
    assert (found.name, found.feature, found.relation) == (lookup, feature, relation)


@pytest.mark.parametrize(
    ("text", "name", "within"),
    [
        ("A mine exploded in Lyman, Donetsk Oblast.", "Lyman", ("Donetsk Oblast",)),
        ("Gunmen came to Djibo in Burkina Faso.", "Djibo", ("Burkinabe",)),
        ("Shots rang out in Tawila, North Darfur, Sudan.", "Tawila", ("North Darfur", "Sudanese")),
        ("Syria's Idlib province was hit.", "Idlib province", ("Syrian",)),
        ("Donetsk Oblast's Toretsk was hit.", "Toretsk", ("Donetsk Oblast",)),
        ("The Russian city of Belgorod was hit.", "Belgorod", ("Russian",)),
        ("Niger's Tillaberi region mourned.", "Tillaberi region", ("Nigerien",)),
        ("They fled Sake in Masisi territory, North Kivu.", "Sake", ("Masisi territory", "North Kivu")),
        ("Houston, Texas, sent help.", "Houston", ("Texas",)),
        ("Clashes hit Aleppo, Idlib and Hama.", "Aleppo", ()),
    ],
)
def test_containers(text: str, name: str, within: tuple[str, ...], gazetteer: Gazetteer) -> None:
    assert one(text, gazetteer, name).within == within


def test_a_list_shares_its_head_and_its_area(gazetteer: Gazetteer) -> None:
    text = "The villages of Novoselivka, Petrivka and Xyzhivka in Donetsk Oblast were shelled."
    found = find(text, gazetteer)
    rows = [t for t in found if t.list_no is not None]
    assert [text[t.start : t.end] for t in rows] == ["Novoselivka", "Petrivka", "Xyzhivka"]
    assert {t.feature for t in rows} == {"village"} and {t.list_no for t in rows} == {0}
    assert {t.within for t in rows} == {("Donetsk Oblast",)}


def test_a_plural_type_word_holds_for_all(gazetteer: Gazetteer) -> None:
    found = find("Kharkiv, Sumy and Donetsk oblasts came under fire.", gazetteer)
    assert [t.feature for t in found] == ["admin1"] * 3 and len({t.list_no for t in found}) == 1


def test_an_area_in_a_row_is_no_item_of_the_next_list(gazetteer: Gazetteer) -> None:
    found = find("They took Maungdaw in Rakhine State and Lashio in Shan State.", gazetteer)
    assert [t.within for t in found if t.name in ("Maungdaw", "Lashio")] == [("Rakhine State",), ("Shan State",)]


@pytest.mark.parametrize(
    ("text", "name", "lookup", "feature"),
    [
        ("Sirens sounded in the Syrian capital.", "Syrian capital", "Damascus", "capital"),
        ("They dug in along the Turkish border.", "Turkish border", "Turkish", "border"),
        ("Shells landed on South Sudanese soil.", "South Sudanese soil", "South Sudanese", "area"),
    ],
)
def test_a_demonym_locates(text: str, name: str, lookup: str, feature: str, gazetteer: Gazetteer) -> None:
    found = one(text, gazetteer, name)
    assert (found.kind, found.name, found.feature) == ("demonym", lookup, feature)


def test_a_demonym_of_people_does_not_locate(gazetteer: Gazetteer) -> None:
    assert texts("Syrian rebels met Turkish officers and a French envoy.", gazetteer) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Syrias Idlib province was bombed.", ["Syria", "Idlib province"]),
        ("Turkeys border was closed.", ["Turkeys border"]),
        ("RUSSIA SHELLS KHARKIV AS TROOPS LEAVE KHERSON", ["KHARKIV", "KHERSON"]),
        ("Army Recaptures Strategic Town In Hama From Rebels", ["Hama"]),
    ],
)
def test_lost_apostrophes_and_headlines(text: str, expected: list[str], gazetteer: Gazetteer) -> None:
    assert texts(text, gazetteer) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen burned the village of Qwertiya at night.", ["Qwertiya"]),
        ("It was in the town of Zubr Qaltan, in North Darfur.", ["Zubr Qaltan", "North Darfur"]),
        ("Mortars hit al-Zqrtaniyah neighborhood.", ["al-Zqrtaniyah neighborhood"]),
        ("Qwertiya and Zubrqal spoke of Parliament.", []),
    ],
)
def test_unknown_names_need_a_clear_cue(text: str, expected: list[str], gazetteer: Gazetteer) -> None:
    assert texts(text, gazetteer) == expected


def test_spans_quote_the_text_and_are_ordered(gazetteer: Gazetteer) -> None:
    text = "In northern Mali’s Kidal region and Côte d’Ivoire, “Gao” and eastern Congo’s Goma – all calm."
    found = find(text, gazetteer)
    assert [t.start for t in found] == sorted(t.start for t in found) and len(found) >= 5
    assert all(t.name in normalise(text) and 0 <= t.start < t.end <= len(text) for t in found)


def test_excluded_spans_are_left_out(gazetteer: Gazetteer) -> None:
    text = "The Kursk sank off Murmansk."
    assert texts(text, gazetteer)[-1] == "Murmansk"
    names = [t.name for t in find(text, gazetteer, exclude=((4, 9),))]
    assert names == ["Murmansk"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("48.0159, 37.8028", (48.0159, 37.8028)),
        ("33.5138 N, 36.2765 E", (33.5138, 36.2765)),
        ("12°30'00\"S 45°15'00\"W", (-12.5, -45.25)),
        ("148.0159, 37.8028", None),
        ("3.5 and 4.5", None),
    ],
)
def test_coordinates(text: str, expected: tuple[float, float] | None) -> None:
    found = parse_coordinates(text)
    assert found == (pytest.approx(expected) if expected else None)


def test_coordinates_in_a_sentence_are_toponyms(gazetteer: Gazetteer) -> None:
    text = "The wreck lies at 44.6167, 33.5254 off the cape."
    assert one(text, gazetteer, "44.6167, 33.5254").feature == "coordinates"


def test_same_text_same_result(gazetteer: Gazetteer) -> None:
    text = "Jets hit Marib, Sirwah and Taiz in Yemen; Riyadh said nothing."
    assert find(text, gazetteer) == find(text, gazetteer)


@pytest.mark.parametrize(("name", "sentence"), examples()["match"])
def test_examples_match(name: str, sentence: str, gazetteer: Gazetteer) -> None:
    assert name in texts(sentence, gazetteer)


@pytest.mark.parametrize(("name", "sentence"), examples()["no_match"])
def test_examples_do_not_match(name: str, sentence: str, gazetteer: Gazetteer) -> None:
    assert name not in texts(sentence, gazetteer)


def test_word_lists_are_disjoint_where_they_must_be() -> None:
    lists = words()
    assert not lists.strong_prepositions & lists.weak_prepositions
    assert lists.demonym_parts <= lists.demonym_heads
    assert not lists.speech_verbs & lists.object_verbs
