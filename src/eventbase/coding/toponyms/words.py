"""The word lists of place finding, loaded once and checked.

Under `eventbase/ontology`: `toponym_words.yaml` (written by hand), `toponym_common_words.csv` (words that news texts
write in lower case at least as often as capitalised), `toponym_first_names.csv` (US Census 1990, public domain, and by
hand), `toponym_abbreviations.csv`, `toponym_countries.csv` (capitals: GeoNames, CC BY 4.0) and `demonyms.csv`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from eventbase.errors import OntologyError

FILE = "toponym_words.yaml"
_SETS = (
    "directions", "object_verbs", "party_before", "speech_verbs", "actor_verbs", "state_words", "types_that_suffice",
    "name_heads", "organisations", "civic", "owned_places", "office_before", "titles", "demonym_heads", "demonym_parts",
    "near_before",
    "beside_before", "blocked", "and_names", "the_names", "undergo_verbs", "adverbs",
    "particles", "clause_starts", "state_verbs", "function_words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Lower-case word lists; see the comments in toponym_words.yaml."""

    directions: frozenset[str]
    strong_prepositions: frozenset[str]
    weak_prepositions: frozenset[str]
    object_verbs: frozenset[str]
    party_before: frozenset[str]
    speech_verbs: frozenset[str]
    actor_verbs: frozenset[str]
    state_words: frozenset[str]
    types_that_suffice: frozenset[str]
    name_heads: frozenset[str]
    organisations: frozenset[str]
    civic: frozenset[str]
    owned_places: frozenset[str]
    office_before: frozenset[str]
    titles: frozenset[str]
    demonym_heads: frozenset[str]
    demonym_parts: frozenset[str]
    near_before: frozenset[str]
    beside_before: frozenset[str]
    blocked: frozenset[str]
    and_names: frozenset[str]
    the_names: frozenset[str]
    undergo_verbs: frozenset[str]
    adverbs: frozenset[str]
    particles: frozenset[str]
    clause_starts: frozenset[str]
    state_verbs: frozenset[str]
    function_words: frozenset[str]
    types_after: Mapping[str, str]
    types_before: Mapping[str, str]
    common: frozenset[str]
    first_names: frozenset[str]
    abbreviations: Mapping[str, tuple[str, str]]  # "Ont." -> ("Ontario", "admin1")
    capitals: Mapping[str, str]  # "SYR" -> "Damascus"
    adjectives: Mapping[str, str]  # "SYR" -> "Syrian"
    demonyms: Mapping[str, str | None]  # "Syrian" -> "SYR", "Kurdish" -> None


@cache
def words() -> Words:
    """All lists. Raises OntologyError with file and entry where a list is missing or a word is not lower case."""
    raw = yaml.safe_load(_read(FILE))
    lists = {name: _word_set(raw, name) for name in _SETS}
    countries = _rows("toponym_countries.csv")
    prepositions = raw.get("prepositions") or {}
    return Words(
        strong_prepositions=_word_set(prepositions, "strong"),
        weak_prepositions=_word_set(prepositions, "weak"),
        common=_column("toponym_common_words.csv", "word"),
        first_names=_column("toponym_first_names.csv", "name"),
        abbreviations={r["abbreviation"]: (r["name"], r["kind"]) for r in _rows("toponym_abbreviations.csv")},
        capitals={r["country"]: r["capital"] for r in countries if r["capital"]},
        adjectives={r["country"]: r["adjective"] for r in countries if r["adjective"]},
        demonyms=_demonyms(_rows("demonyms.csv")),
        types_after=_word_map(raw, "types_after"),
        types_before=_word_map(raw, "types_before"),
        **lists,
    )


def examples() -> dict[str, list[tuple[str, str]]]:
    """`match` and `no_match`: (name, sentence) pairs that the tests run."""
    raw = yaml.safe_load(_read(FILE))["examples"]
    return {side: [(name, sentence) for name, sentence in raw[side]] for side in ("match", "no_match")}


def _read(name: str) -> str:
    return (files("eventbase.ontology") / name).read_text(encoding="utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    rows = list(csv.DictReader(_read(name).splitlines()))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise OntologyError(f"{name}:{number}: a row has as many fields as the header")
    return rows


def _column(name: str, column: str) -> frozenset[str]:
    return frozenset(row[column] for row in _rows(name))


def _word_set(raw: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(_checked(raw, name, raw.get(name) or ()))


def _word_map(raw: Mapping[str, Any], name: str) -> dict[str, str]:
    found: dict[str, str] = raw.get(name) or {}
    _checked(raw, name, found)
    return found


def _checked(raw: Mapping[str, Any], name: str, found: Iterable[Any]) -> Iterable[str]:
    if not found:
        raise OntologyError(f"{FILE}: list {name!r} is missing or empty")
    for word in found:
        if not isinstance(word, str) or word != word.lower() or word != word.strip():
            raise OntologyError(f"{FILE}: {name}: {word!r} must be a lower-case word (quote on, off, yes and no)")
    return found


def _demonyms(rows: Iterable[Mapping[str, str]]) -> dict[str, str | None]:
    return {row["demonym"]: row["country"] or None for row in rows}
