"""Every trigger accepts its `match` sentences and none of its `reject` sentences (ontology/triggers.yaml)."""

from __future__ import annotations

import pytest

from eventbase.coding.actors import actor_index
from eventbase.coding.analysis import Sentence
from eventbase.coding.candidates import accepted, find_candidates
from eventbase.coding.gate import may_hold_event
from eventbase.coding.parse import parse
from eventbase.coding.scene import Scene
from eventbase.coding.toponyms import find_toponyms
from eventbase.errors import OntologyError
from eventbase.gazetteer.store import open_gazetteer
from eventbase.ontology import triggers as lexicon

TRIGGERS = lexicon.triggers()
MATCHES = [pytest.param(t.id, s, id=f"{t.id}-{n}") for t in TRIGGERS for n, s in enumerate(t.match)]
REJECTS = [pytest.param(t.id, s, id=f"{t.id}-{n}") for t in TRIGGERS for n, s in enumerate(t.reject)]


@pytest.fixture(scope="module")
def accepted_ids():
    """Ids of the triggers that a sentence is accepted for; the sentences are parsed all at once."""
    texts = sorted({s for t in TRIGGERS for s in (*t.match, *t.reject)})
    plain = [Sentence(0, 0, len(text), text, 0, "body", 0) for text in texts]
    gazetteer = open_gazetteer()
    found = {}
    for sentence in parse(plain):
        toponyms = find_toponyms(sentence.text, [sentence], gazetteer=gazetteer)
        actors = actor_index().find_actors(sentence.text, base=0, when=None, country_hint=None, countries=frozenset())
        scene = Scene.of(sentence, toponyms, actors)
        found[sentence.text] = {c.trigger.id for c in accepted(find_candidates(scene))}
    return found


@pytest.mark.parametrize(("trigger", "sentence"), MATCHES)
def test_match_is_accepted(trigger, sentence, accepted_ids):
    assert trigger in accepted_ids[sentence]


@pytest.mark.parametrize(("trigger", "sentence"), REJECTS)
def test_reject_is_not_accepted(trigger, sentence, accepted_ids):
    assert trigger not in accepted_ids[sentence]


@pytest.mark.parametrize(("trigger", "sentence"), MATCHES)
def test_the_gate_lets_a_match_pass(trigger, sentence):
    assert may_hold_event(sentence), f"{trigger}: the sentence would never be parsed"


def test_the_gate_keeps_other_news_out():
    sentences = [
        "The midfielder is in the squad and will be out for a week.",
        "Shares rose three percent in early trading.",
        "She grew up in a small house by the lake.",
    ]
    assert [s for s in sentences if may_hold_event(s)] == []


def test_ids_are_unique_and_every_trigger_has_words():
    assert len({t.id for t in TRIGGERS}) == len(TRIGGERS)
    assert [t.id for t in TRIGGERS if not (t.verbs or t.nouns or t.subject or t.object)] == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "x", "family": "dance", "match": ["a"], "reject": ["b"]}, "'dance' is no family"),
        ({"id": "x", "family": "attack", "color": 1, "match": ["a"], "reject": ["b"]}, "unknown keys"),
        ({"id": "x", "family": "attack", "object": ["cloud"], "match": ["a"], "reject": ["b"]}, "unknown classes"),
        ({"id": "x", "family": "attack", "match": ["a"]}, "at least one `match` and one `reject`"),
    ],
)
def test_a_broken_entry_is_named(row, message, monkeypatch):
    monkeypatch.setattr(lexicon, "_load", _with(lexicon._load, row))
    lexicon.triggers.cache_clear()
    try:
        with pytest.raises(OntologyError, match=message):
            lexicon.triggers()
    finally:
        lexicon.triggers.cache_clear()


def _with(load, row):
    return lambda name: [row] if name == "triggers.yaml" else load(name)
