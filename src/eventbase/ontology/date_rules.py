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
    """`key` finds in lower-cased text where to try `pattern`; `match` and `no_match` are its examples."""

    name: str
    key: re.Pattern[str]
    pattern: re.Pattern[str]
    capital: bool
    match: tuple[str, ...]
    no_match: tuple[str, ...]


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


def _pattern(name: str, row: Mapping[str, Any], parts: Mapping[str, str], text: str) -> DatePattern:
    where = f"{FILE}:{line_of(text, f'  {name}:')}"
    if missing := {"key", "pattern", "match", "no_match"} - set(row):
        raise OntologyError(f"{where}: {name!r} lacks {sorted(missing)}")
    try:
        key = re.compile(_expand(row["key"], parts, where))
        body = re.compile(_expand("".join(row["pattern"]), parts, where), re.IGNORECASE)
    except re.error as error:
        raise OntologyError(f"{where}: {name!r} is no regular expression: {error}") from error
    return DatePattern(name, key, body, row.get("capital", False), tuple(row["match"]), tuple(row["no_match"]))


def parse_date_rules(text: str, cardinal: str) -> dict[str, tuple[DatePattern, ...]]:
    """The patterns of each section (`absolute`, `deictic`) in the file's order; `cardinal` matches a number."""
    raw: dict[str, Any] = yaml.safe_load(text)
    parts = raw["parts"] | {"CARDINAL": cardinal}
    return {
        section: tuple(_pattern(name, row, parts, text) for name, row in raw[section].items())
        for section in ("absolute", "deictic")
    }


@cache
def date_rules(cardinal: str) -> dict[str, tuple[DatePattern, ...]]:
    return parse_date_rules((files("eventbase.ontology") / FILE).read_text(encoding="utf-8"), cardinal)
