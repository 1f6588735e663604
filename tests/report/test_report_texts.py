"""Every text that template or script asks for is there, and every code has words."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import get_args

import pytest

from eventbase import records
from eventbase.errors import UsageError
from eventbase.ontology.event_types import event_types
from eventbase.report.marks import load_marks
from eventbase.report.page import SCRIPTS
from eventbase.report.texts import load_texts, paths, say

CODES = {
    "event_type": {kind.event_type for kind in event_types().values()},
    "sub_event_type": set(event_types()),
    "status": set(get_args(records.Status)),
    "temporal_role": set(get_args(records.TemporalRole)),
    "time_precision": set(get_args(records.TimePrecision)),
    "date_basis": set(get_args(records.DateBasis)),
    "geo_precision": set(get_args(records.GeoPrecision)),
    "actor_type": set(get_args(records.ActorType)),
    "side": set(get_args(records.Side)),
    "qualifier": set(get_args(records.Qualifier)),
    "measure": set(get_args(records.Measure)),
}


@pytest.mark.parametrize("name", CODES)
def test_every_code_has_words(name: str):
    assert set(load_texts()["codes"][name]) == CODES[name]


def test_every_class_has_a_mark_of_its_own():
    marks = load_marks()
    assert set(marks) == CODES["event_type"]
    assert len({mark["shape"] for mark in marks.values()}) == len(marks)
    assert len({(mark["light"], mark["hatch"]) for mark in marks.values()}) == len(marks)


def used_keys() -> set[str]:
    """Keys written out in full in scripts and templates; those that are put together are in the next test."""
    root = files("eventbase.report")
    sources = [(root / "static" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    sources += [path.read_text(encoding="utf-8") for path in (root / "templates").iterdir()]
    pattern = r"""(?:EB\.t|\bt)\(["']([a-z0-9_.]+)["'][,)]"""
    return {key for source in sources for key in re.findall(pattern, source)}


def test_every_key_that_is_used_is_there():
    known = paths(load_texts())
    plural = {key.rsplit(".", 1)[0] for key in known if key.endswith(".other")}
    used = used_keys()
    assert len(used) > 120
    assert used <= set(known) | plural


def test_plural_forms_and_names():
    texts = load_texts()
    assert say(texts, "lede.events", n=1) == "1 event"
    assert say(texts, "lede.events", n=2) == "2 events"
    with pytest.raises(KeyError):
        say(texts, "lede.nothing")


def test_a_language_without_texts_says_what_to_do():
    with pytest.raises(UsageError, match=r"copy report/texts\.en\.yaml"):
        load_texts("tlh")
