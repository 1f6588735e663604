"""The patterns of dates, from date_rules.yaml, with the texts that each must and must not match."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from eventbase.errors import OntologyError
from eventbase.ontology.number_phrases import line_of

FILE = "date_rules.yaml"
_PART = re.compile(r"(?<!\(\?P)(?<!\(\?)<([A-Z_]+)>")


@dataclass(frozen=True, slots=True)
class DatePattern:
    """`pattern` is tried around landmarks of the kinds `around` that have `near` close by; the rest are examples."""

    name: str
    around: tuple[str, ...]
    near: re.Pattern[str] | None
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateRules:
    """`landmarks`: word → kind; `capital`: kinds that need a capital letter; the patterns in the file's order."""

    landmarks: Mapping[str, str]
    capital: frozenset[str]
    absolute: tuple[DatePattern, ...]
    deictic: tuple[DatePattern, ...]


def _expand(pattern: str, parts: Mapping[str, str], where: str) -> str:
    """The pattern with its parts put in, parts within parts included."""
    for _ in range(6):
        names = set(_PART.findall(pattern))
        if not names:
            return pattern
        if unknown := names - set(parts):
            raise OntologyError(f"{where}: no part is called {sorted(unknown)}; define it under `parts`")
        pattern = _PART.sub(lambda m: parts[m[1]], pattern)
    raise OntologyError(f"{where}: parts refer to each other in a circle")


def _pattern(name: str, row: Mapping[str, Any], parts: Mapping[str, str], kinds: set[str], text: str) -> DatePattern:
    where = f"{FILE}:{line_of(text, f'  {name}:')}"
    if missing := {"around", "pattern", "match", "no_match"} - set(row):
        raise OntologyError(f"{where}: {name!r} lacks {sorted(missing)}")
    if unknown := set(row["around"]) - kinds:
        raise OntologyError(f"{where}: {name!r} looks around {sorted(unknown)}; define it under `landmarks`")
    try:
        near = re.compile(row["near"]) if "near" in row else None
        body = re.compile(_expand("".join(row["pattern"]), parts, where), re.IGNORECASE)
    except re.error as error:
        raise OntologyError(f"{where}: {name!r} is no regular expression: {error}") from error
    return DatePattern(name, tuple(row["around"]), near, body, tuple(row["match"]), tuple(row["no_match"]))


def parse_date_rules(text: str, cardinal: str) -> DateRules:
    """Checked patterns from YAML text; `cardinal` matches a number. OntologyError names file and line."""
    raw: dict[str, Any] = yaml.safe_load(text)
    parts = raw["parts"] | {"CARDINAL": cardinal}
    kinds = {*raw["landmarks"], "YEAR"}
    sections = {
        section: tuple(_pattern(name, row, parts, kinds, text) for name, row in raw[section].items())
        for section in ("absolute", "deictic")
    }
    landmarks = {word: kind for kind, words in raw["landmarks"].items() for word in words}
    return DateRules(landmarks, frozenset(raw["capital"]), sections["absolute"], sections["deictic"])


@cache
def date_rules(cardinal: str) -> DateRules:
    return parse_date_rules((files("eventbase.ontology") / FILE).read_text(encoding="utf-8"), cardinal)
