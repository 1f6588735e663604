"""The words around numbers, from number_phrases.yaml: hedges, units, identifiers, vague quantities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from eventbase.errors import OntologyError

FILE = "number_phrases.yaml"
HEDGES_BEFORE = ("about", "nearly", "at_most", "below", "at_least", "above", "plain")
HEDGES_AFTER = ("at_least", "above", "about", "at_most")
FIGURE_UNITS = ("money_usd", "money_other", "area", "mass")
OTHER_UNITS = ("percent", "duration", "distance", "calibre", "energy", "weight", "time", "counter", "repeat")


@dataclass(frozen=True, slots=True)
class NumberPhrases:
    """`before`, `after`: phrase → hedge; `units`: phrase → kind; `vague`: word → (low, high)."""

    before: Mapping[str, str]
    after: Mapping[str, str]
    units: Mapping[str, str]
    area_km2: Mapping[str, float]
    names_before: frozenset[str]
    age_before: frozenset[str]
    age_persons: frozenset[str]
    vague: Mapping[str, tuple[int, int]]


def line_of(text: str, word: str) -> int:
    """The first line of a data file that contains `word`, 1 if none."""
    return next((n for n, line in enumerate(text.splitlines(), start=1) if word in line), 1)


def _invert(raw: Mapping[str, list[str]], allowed: tuple[str, ...], name: str, text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, phrases in raw.items():
        if kind not in allowed:
            raise OntologyError(f"{FILE}:{line_of(text, kind)}: {name} has no kind {kind!r}; use one of {allowed}")
        for phrase in phrases:
            key = str(phrase).lower()
            if found.get(key, kind) != kind:
                raise OntologyError(f"{FILE}:{line_of(text, key)}: {phrase!r} stands under two kinds of {name}")
            found[key] = kind
    return found


def _vague(raw: Mapping[str, Mapping[str, int]], text: str) -> dict[str, tuple[int, int]]:
    for word, bounds in raw.items():
        if set(bounds) != {"low", "high"} or bounds["low"] > bounds["high"]:
            raise OntologyError(f"{FILE}:{line_of(text, word + ':')}: {word!r} needs low ≤ high")
    return {word: (bounds["low"], bounds["high"]) for word, bounds in raw.items()}


def parse_number_phrases(text: str) -> NumberPhrases:
    """Checked phrases from YAML text; OntologyError names file and line."""
    raw: dict[str, Any] = yaml.safe_load(text)
    return NumberPhrases(
        before=_invert(raw["hedges_before"], HEDGES_BEFORE, "hedges_before", text),
        after=_invert(raw["hedges_after"], HEDGES_AFTER, "hedges_after", text),
        units=_invert(raw["units"], FIGURE_UNITS + OTHER_UNITS, "units", text),
        area_km2={str(k): float(v) for k, v in raw["area_km2"].items()},
        names_before=frozenset(str(w).lower() for w in raw["names_before"]),
        age_before=frozenset(str(w).lower() for w in raw["age_before"]),
        age_persons=frozenset(str(w).lower() for w in raw["age_persons"]),
        vague=_vague(raw["vague"], text),
    )


@cache
def number_phrases() -> NumberPhrases:
    return parse_number_phrases((files("eventbase.ontology") / FILE).read_text(encoding="utf-8"))
