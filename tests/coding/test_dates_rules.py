"""The data files of dates: every pattern finds its examples, and mistakes name file and line."""

from __future__ import annotations

from importlib.resources import files

import pytest

from eventbase.coding.date_deictic import deictic_rules
from eventbase.coding.date_landmarks import landmarks_in
from eventbase.coding.date_rules import absolute_rules
from eventbase.coding.dates import find_dates
from eventbase.coding.number_grammar import CARDINAL
from eventbase.errors import OntologyError
from eventbase.ontology.date_phrases import DateExample, date_phrases, parse_date_phrases
from eventbase.ontology.date_rules import DatePattern, date_rules, parse_date_rules

RULES = date_rules(CARDINAL)
PATTERNS = [*RULES.absolute, *RULES.deictic]
ONTOLOGY = files("eventbase.ontology")


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row.name)
def test_patterns_find_their_examples(row: DatePattern):
    assert row.match or row.name == "weekend"
    for text in row.match:
        match = row.pattern.search(text)
        assert match is not None and match[0] == text, text
        assert set(row.around) & set(landmarks_in(text, text.lower())), text
        assert row.near is None or row.near.search(text.lower()), text
    for text in row.no_match:
        assert row.pattern.search(text) is None, text


def test_every_pattern_has_a_reader():
    assert [r.row.name for r in absolute_rules() + deictic_rules()] == [row.name for row in PATTERNS]


@pytest.mark.parametrize("example", date_phrases().examples, ids=lambda e: e.text)
def test_phrases_give_their_examples(example: DateExample):
    mentions = find_dates(example.text, anchor=example.anchor)
    if example.use is None:
        assert mentions == []
        return
    first = mentions[0]
    assert (first.span.start, first.span.end, first.use) == (example.start, example.end, example.use)


def read(name: str) -> str:
    return (ONTOLOGY / name).read_text(encoding="utf-8")


def test_an_unknown_part_names_file_and_line():
    text = read("date_rules.yaml").replace("\\b<COUNT>\\s(?P<unit><UNIT>)s?\\sago", "<NONE>ago")
    with pytest.raises(OntologyError, match=r"date_rules\.yaml:\d+: no part is called \['NONE'\]"):
        parse_date_rules(text, CARDINAL)


def test_a_broken_pattern_names_file_and_line():
    text = read("date_rules.yaml").replace("(?<=\\bthe )weekend\\b", "(weekend")
    with pytest.raises(OntologyError, match=r"date_rules\.yaml:\d+: 'weekend' is no regular expression"):
        parse_date_rules(text, CARDINAL)


def test_a_named_event_needs_a_source():
    text = read("date_phrases.yaml").replace("    source: CODEBOOK, section 3\n", "", 1)
    with pytest.raises(OntologyError, match=r"date_phrases\.yaml:\d+: a named event needs"):
        parse_date_phrases(text)


def test_a_missing_list_is_an_error():
    with pytest.raises(OntologyError, match="'future' is missing"):
        parse_date_phrases(read("date_phrases.yaml").replace("future:", "futures:"))
