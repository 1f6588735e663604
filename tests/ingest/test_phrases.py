"""The phrase and word lists: every example is run, and the checker names file and line."""

from __future__ import annotations

import re

import pytest

from eventbase.errors import OntologyError
from eventbase.ingest.phrases import KINDS, check_examples, load_phrases
from eventbase.ingest.words import load_words, word_list, word_values

ENTRY = "version: 1\nphrases:\n- kind: {kind}\n  pattern: '{pattern}'\n  match: [{match}]\n  not: [{no}]\n"


def write(folder, **changes):
    path = folder / "phrases.yaml"
    path.write_text(ENTRY.format(**{"kind": "stamp", "pattern": "by .+", "match": "by me", "no": "bygone"} | changes))
    return path


def test_every_example_matches_and_no_counterexample_does():
    assert check_examples(load_phrases()) == []


def test_every_kind_has_phrases():
    phrases = load_phrases()
    assert all(phrases.by_kind[kind] for kind in KINDS)


def test_checker_reports_wrong_examples_with_their_line(tmp_path):
    phrases = load_phrases(write(tmp_path, match="at noon", no="by the sea"))
    assert check_examples(phrases) == [
        "phrases.yaml:3: does not match 'at noon'",
        "phrases.yaml:3: matches 'by the sea'",
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "sidebar"}, "phrases.yaml:3: unknown kind 'sidebar'"),
        ({"pattern": "by (.+"}, "phrases.yaml:3: missing )"),
        ({"no": ""}, "phrases.yaml:3: give at least one example"),
    ],
)
def test_broken_entries_are_refused_with_file_and_line(tmp_path, changes, message):
    with pytest.raises(OntologyError, match=re.escape(message)):
        load_phrases(write(tmp_path, **changes))


def test_missing_fields_and_broken_files_are_refused(tmp_path):
    path = tmp_path / "phrases.yaml"
    path.write_text("phrases:\n- kind: stamp\n  pattern: x\n")
    with pytest.raises(OntologyError, match=r"phrases\.yaml:2: a phrase needs"):
        load_phrases(path)
    path.write_text("words: []\n")
    with pytest.raises(OntologyError, match="no list `phrases`"):
        load_phrases(path)
    with pytest.raises(OntologyError, match=r"absent\.yaml"):
        load_phrases(tmp_path / "absent.yaml")


def test_words_hold_lists_and_values():
    assert {"the", "was"} <= word_list("stop_words")
    assert word_values("months")["sept"] == 9
    assert word_values("zones")["msk"] == 180


def test_words_said_twice_are_refused_with_their_line(tmp_path):
    path = tmp_path / "words.yaml"
    path.write_text("version: 1\nstop_words: the a the\n")
    with pytest.raises(OntologyError, match=r"words\.yaml:2: stop_words: twice: the"):
        load_words(path)
    path.write_text("stop_words: The\n")
    with pytest.raises(OntologyError, match="capital"):
        load_words(path)
