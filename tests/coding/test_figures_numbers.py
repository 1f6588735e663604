"""Numbers with their bounds, by the codebook's table, and what is no figure."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbase.coding.number_grammar import cardinal_value
from eventbase.coding.numbers import find_numbers, scan_numbers
from eventbase.errors import OntologyError
from eventbase.ontology.number_phrases import parse_number_phrases

TABLE = [
    ("57 people", 57, 57, 57, "exact"),
    ("around 200", None, 200, None, "about"),
    ("up to 12,000", None, None, 12000, "at_most"),
    ("at least three", 3, None, None, "at_least"),
    ("more than 50", 51, None, None, "at_least"),
    ("nearly 12,000", None, 12000, 12000, "about"),
    ("1,500–2,000", 1500, None, 2000, "range"),
    ("hundreds", 200, None, 999, "vague"),
    ("dozens", 24, None, 99, "vague"),
    ("several", 3, None, 9, "vague"),
    ("a few", 3, None, 9, "vague"),
    ("a couple", 2, None, 3, "vague"),
    ("a dozen", 12, 12, 12, "about"),
    ("half a dozen", 6, 6, 6, "about"),
    ("fewer than 10", None, None, 9, "at_most"),
    ("tens of thousands", 20000, None, 99999, "vague"),
    ("millions", 2000000, None, 9999999, "vague"),
    ("scores", 40, None, 99, "vague"),
    ("thousands", 2000, None, 9999, "vague"),
    ("one", 1, 1, 1, "exact"),
    # Combinations that the table implies.
    ("well over 100,000", 100001, None, None, "at_least"),
    ("over one hundred thousand", 100001, None, None, "at_least"),
    ("as many as a thousand", None, None, 1000, "at_most"),
    ("no fewer than 40", 40, None, None, "at_least"),
    ("between 10 and 20", 10, None, 20, "range"),
    ("10 to 15", 10, None, 15, "range"),
    ("two or three", 2, None, 3, "range"),
    ("some 1.5 million", None, 1500000, None, "about"),
    ("an estimated 200000", None, 200000, None, "about"),
    ("two dozen", 24, 24, 24, "about"),
    ("more than two dozen", 25, None, None, "at_least"),
    ("several dozen", 24, None, 99, "vague"),
    ("a few thousand", 2000, None, 9999, "vague"),
    ("hundreds of thousands", 200000, None, 999999, "vague"),
    ("Ninety-two", 92, 92, 92, "exact"),
    ("two hundred and five", 205, 205, 205, "exact"),
    ("30+", 30, None, None, "at_least"),
    ("At Least 25", 25, None, None, "at_least"),
    ("a total of 34", 34, 34, 34, "exact"),
]


@pytest.mark.parametrize(("text", "low", "best", "high", "qualifier"), TABLE, ids=[row[0] for row in TABLE])
def test_bounds(text: str, low: float | None, best: float | None, high: float | None, qualifier: str):
    number = find_numbers(text)[0]
    assert (number.low, number.best, number.high, number.qualifier) == (low, best, high, qualifier)


def test_spans_hold_the_hedge_and_not_the_noun():
    text = "It left at least 34 people dead."
    number = find_numbers(text)[0]
    assert text[number.start : number.end] == "at least 34"
    assert text[number.core_start : number.core_end] == "34"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("$225 million", "money_usd", 225e6),
        ("US$ 1.5 billion", "money_usd", 1.5e9),
        ("40 million dollars", "money_usd", 40e6),
        ("€1.5 billion", "money_other", 1.5e9),
        ("20 million euros", "money_other", 20e6),
        ("30 square kilometers", "area", 30),
        ("200 hectares", "area", 2),
        ("700 tonnes", "mass", 700),
    ],
)
def test_units(text: str, kind: str, value: float):
    number = find_numbers(text)[0]
    assert (number.kind, number.best) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "5 percent", "7%", "a 9-year-old", "aged 34", "Hawa Ali, 34, fled", "14:30", "5 p.m.", "122-mm", "155 mm",
        "60 kilometers", "on Feb. 9, 2025", "9 February", "in 2014", "2025-02-09", "the 93rd Brigade", "a Su-34",
        "an F-16", "Resolution 2254", "Highway 6", "2 min read", "10 comments", "three days", "the five-year war",
        "+380 44 279 64 65",
        "a two-hour battle", "500-pound", "3.5", "the third man", "Unit 731", "MH17", "no. 5", "three times",
    ],
)  # fmt: skip
def test_no_figures(text: str):
    assert find_numbers(text) == []


def test_kinds_of_what_is_no_figure():
    kinds = [n.kind for n in scan_numbers("At 5 p.m. a 9-year-old ran 3 miles on May 5 in 2014.")]
    assert kinds == ["time", "age", "distance", "date", "year"]


def test_years_count_where_people_follow():
    assert find_numbers("a column of 2000 soldiers")[0].best == 2000
    assert find_numbers("In 2014 protesters gathered") == []


def test_a_rising_toll_is_two_numbers():
    assert [n.best for n in find_numbers("The toll rose from 12 to 34.")] == [12, 34]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,200", 1200), ("twenty-three", 23), ("two hundred thousand", 200000), ("5bn", 5e9), ("tank", None)],
)
def test_cardinal_value(text: str, value: float | None):
    assert cardinal_value(text) == value


@given(
    st.lists(
        st.sampled_from(
            [
                "at least",
                "12",
                "dozens",
                "of",
                "a",
                "dozen",
                "1,5",
                "2014",
                "or",
                "up to",
                "ß",
                "İ",
                "$",
                "million",
                "-",
            ]
        ),
        max_size=9,
    )
)
def test_bounds_are_ordered_and_spans_do_not_overlap(pieces: list[str]):
    text = " ".join(pieces)
    last = 0
    for number in scan_numbers(text):
        bounds = [v for v in (number.low, number.best, number.high) if v is not None]
        assert bounds == sorted(bounds)
        assert last <= number.start <= number.core_start < number.core_end <= number.end <= len(text)
        last = number.end


@given(st.integers(0, 999_999))
def test_digits_with_and_without_separators(value: int):
    assert cardinal_value(f"{value:,}") == cardinal_value(str(value)) == value


def test_a_phrase_under_two_kinds_names_file_and_line():
    text = (files("eventbase.ontology") / "number_phrases.yaml").read_text(encoding="utf-8")
    with pytest.raises(OntologyError, match=r"number_phrases\.yaml:\d+: 'around' stands under two kinds"):
        parse_number_phrases(text.replace("nearly: [nearly,", "nearly: [nearly, around,"))
