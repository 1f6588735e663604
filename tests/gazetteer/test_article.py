from eventbase.coding.analysis import Toponym
from eventbase.gazetteer.resolve import article_focus, resolve_article
from eventbase.gazetteer.store import Gazetteer


def at(name: str, sentence: int = 0, paragraph: int = 0, **more: object) -> Toponym:
    return Toponym(name, sentence * 100, sentence * 100 + len(name), sentence, paragraph, **more)  # type: ignore[arg-type]


def test_order_and_fields_are_kept(gazetteer: Gazetteer) -> None:
    given = [at("Goma"), at("Nowhereville", 1), at("Bukavu", 2, 1)]
    found = resolve_article(given, gazetteer=gazetteer)
    assert [t.name for t in found] == [t.name for t in given]
    assert found[1].place is None
    assert found[0].place is not None and found[0].place.country == "COD"


def test_a_stated_area_holds_for_the_name_in_the_whole_article(gazetteer: Gazetteer) -> None:
    given = [at("Lyman", within=("Kharkiv Oblast",)), at("Lyman", 5, 3)]
    for toponym in resolve_article(given, gazetteer=gazetteer):
        assert toponym.place is not None and toponym.place.admin1 == "Kharkiv Oblast"


def test_a_list_shares_its_area(gazetteer: Gazetteer) -> None:
    given = [at("Terny", list_no=1), at("Yampolivka", list_no=1, within=("Donetsk Oblast",))]
    for toponym in resolve_article(given, gazetteer=gazetteer):
        assert toponym.place is not None and toponym.place.admin1 == "Donetsk Oblast"


def test_an_unknown_village_falls_back_to_its_stated_area(gazetteer: Gazetteer) -> None:
    found = resolve_article([at("Unheardofka", within=("Belgorod Oblast",))], gazetteer=gazetteer)[0]
    assert found.place is not None
    assert (found.place.name, found.place.geo_precision) == ("Belgorod Oblast", "admin1")


def test_neighbours_in_the_text_decide(gazetteer: Gazetteer) -> None:
    for neighbours, country in ((("Sidon", "Tyre"), "LBN"), (("Misrata", "Sirte"), "LBY")):
        found = resolve_article([at("Tripoli"), *(at(name) for name in neighbours)], gazetteer=gazetteer)
        assert found[0].place is not None and found[0].place.country == country


def test_relations_set_the_precision_of_each_mention(gazetteer: Gazetteer) -> None:
    near, inside = resolve_article([at("Vuhledar", relation="near"), at("Vuhledar", 1)], gazetteer=gazetteer)
    assert near.place is not None and near.place.geo_precision == "near"
    assert inside.place is not None and inside.place.geo_precision == "settlement"


def test_a_given_focus_tips_the_scales(gazetteer: Gazetteer) -> None:
    alone = resolve_article([at("Hama")], gazetteer=gazetteer, country_focus="SYR")
    assert alone[0].place is not None and alone[0].place.country == "SYR"
    tripoli = resolve_article([at("Tripoli")], gazetteer=gazetteer, country_focus="LBN")
    assert tripoli[0].place is not None and tripoli[0].place.country == "LBN"


def test_demonyms_and_actors_are_witnesses(gazetteer: Gazetteer) -> None:
    given = [at("Lebanese", kind="demonym"), at("Beirut", kind="actor"), at("Tripoli", 1)]
    found = resolve_article(given, gazetteer=gazetteer)
    assert found[2].place is not None and found[2].place.country == "LBN"
    assert article_focus(found) == "LBN"


def test_focus_needs_a_majority(gazetteer: Gazetteer) -> None:
    found = resolve_article([at("Goma"), at("Kigali", 1)], gazetteer=gazetteer)
    assert article_focus(found) is None
    assert article_focus([]) is None
