"""The words that decide how a date is read, from date_phrases.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from eventbase.errors import OntologyError
from eventbase.ontology.number_phrases import line_of

FILE = "date_phrases.yaml"
LISTS = ("future", "saying", "saying_in", "stamps", "label_before")


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """A happening whose first day is fixed by `source`; one of `words` is in every text that names it."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]
    start: date
    source: str


@dataclass(frozen=True, slots=True)
class DateExample:
    """What `find_dates` must find first in `text`; `use` None means that it must find nothing."""

    text: str
    anchor: date
    start: date | None
    end: date | None
    use: str | None


@dataclass(frozen=True, slots=True)
class DatePhrases:
    words: Mapping[str, tuple[str, ...]]
    named_events: tuple[NamedEvent, ...]
    examples: tuple[DateExample, ...]


def _named_event(raw: Mapping[str, Any], text: str) -> NamedEvent:
    where = f"{FILE}:{line_of(text, str(raw.get('phrase')))}"
    if not isinstance(raw.get("start"), date) or not raw.get("source") or not raw.get("words"):
        raise OntologyError(f"{where}: a named event needs phrase, words, start (a date) and source")
    try:
        pattern = re.compile(rf"\b{raw['phrase']}\b", re.IGNORECASE)
        return NamedEvent(tuple(raw["words"]), pattern, raw["start"], str(raw["source"]))
    except re.error as error:
        raise OntologyError(f"{where}: phrase is no regular expression: {error}") from error


def parse_date_phrases(text: str) -> DatePhrases:
    """Checked phrases from YAML text; OntologyError names file and line."""
    raw: dict[str, Any] = yaml.safe_load(text)
    for name in LISTS:
        if not raw.get(name):
            raise OntologyError(f"{FILE}:1: the list {name!r} is missing or empty")
    try:
        examples = tuple(DateExample(**row) for row in raw["examples"])
    except TypeError as error:
        line = line_of(text, "examples:")
        raise OntologyError(f"{FILE}:{line}: an example needs text, anchor, start, end, use: {error}") from error
    return DatePhrases(
        words={name: tuple(str(w) for w in raw[name]) for name in LISTS},
        named_events=tuple(_named_event(row, text) for row in raw["named_events"]),
        examples=examples,
    )


@cache
def date_phrases() -> DatePhrases:
    return parse_date_phrases((files("eventbase.ontology") / FILE).read_text(encoding="utf-8"))
