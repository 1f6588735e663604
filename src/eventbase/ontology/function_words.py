"""Closed word classes and small words around numbers, from function_words.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from eventbase.errors import OntologyError
from eventbase.ontology.number_phrases import line_of

FILE = "function_words.yaml"
CLASSES = frozenset(("ADP", "CCONJ", "DET", "PRON", "SCONJ", "AUX"))


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """`closed`: word → class; the sets by name, see the file."""

    closed: Mapping[str, str]
    aux: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    intransitive: frozenset[str]
    skip_right: frozenset[str]
    skip_left: frozenset[str]
    object_next: frozenset[str]
    hedge_next: frozenset[str]
    single: frozenset[str]
    possessive: frozenset[str]
    plural_only: frozenset[str]
    populated: frozenset[str]
    no_headline_verb: frozenset[str]


def parse_function_words(text: str) -> FunctionWords:
    """Checked word lists from YAML text; OntologyError names file and line."""
    raw: dict[str, Any] = yaml.safe_load(text)
    sets = frozenset(f.name for f in fields(FunctionWords)) - {"closed"}
    for name, allowed in (("classes", CLASSES), ("sets", sets)):
        if wrong := set(raw[name]) ^ allowed:
            word = sorted(wrong)[0]
            raise OntologyError(f"{FILE}:{line_of(text, f'  {word}:')}: {name} must be exactly {sorted(allowed)}")
    for name, words in (raw["classes"] | raw["sets"]).items():
        if odd := [w for w in words if not isinstance(w, str) or w != w.lower()]:
            raise OntologyError(f"{FILE}:{line_of(text, f'  {name}:')}: {odd[0]!r} must be a lower-case word in quotes")
    closed = {word: name for name, words in raw["classes"].items() for word in words}
    return FunctionWords(closed=closed, **{name: frozenset(words) for name, words in raw["sets"].items()})


@cache
def function_words() -> FunctionWords:
    return parse_function_words((files("eventbase.ontology") / FILE).read_text(encoding="utf-8"))
