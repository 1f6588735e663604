"""Which nouns and verbs make a number which measure, from measures.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import yaml

from eventbase.errors import OntologyError
from eventbase.ontology.number_phrases import line_of
from eventbase.records import Measure

FILE = "measures.yaml"
MEASURES = frozenset(get_args(Measure))
SECTIONS = (
    "governors",
    "phrasal",
    "people",
    "counts",
    "weapons",
    "things",
    "civilian_property",
    "no_figures",
    "stops",
    "examples",
)
IRREGULAR_PLURALS = {"man": "men", "woman": "women", "child": "children", "person": "persons", "youth": "youths"}
UNCHANGED = frozenset(
    (
        "aircraft",
        "people",
        "personnel",
        "police",
        "staff",
        "crew",
        "infantry",
        "himars",
        "mlrs",
        "atacms",
        "elderly",
        "abrams",
    )
)


@dataclass(frozen=True, slots=True)
class Weapon:
    """Measures of a weapon when launched, when intercepted, and otherwise."""

    launch: str
    intercept: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Example:
    """The figures (measure, low, best, high) that a sentence must give, in order."""

    text: str
    figures: tuple[tuple[str, float | None, float | None, float | None], ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """Word tables in lower case. `verbs`, `states`, `nouns`: word → governors; `phrasal`: (verb, particle) → one."""

    verbs: Mapping[str, frozenset[str]]
    states: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    phrasal: Mapping[tuple[str, str], str]
    people: Mapping[str, frozenset[str]]
    counts: Mapping[str, str]
    weapons: Mapping[str, Weapon]
    things: Mapping[str, str]
    civilian_property: frozenset[str]
    no_figures: frozenset[str]
    stops: frozenset[str]
    examples: tuple[Example, ...]


def inflections(verb: str) -> set[str]:
    """The regular forms of a verb: kill, kills, killed, killing."""
    if verb.endswith("e"):
        return {verb, verb + "s", verb + "d", (verb if verb.endswith("ee") else verb[:-1]) + "ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    last = verb[-1] if _doubles(verb) else ""
    return {verb, verb + ending, verb + last + "ed", verb + last + "ing"}


def _doubles(verb: str) -> bool:
    short = len(verb) <= 4 and verb[-1] not in "aeiouwxyhs" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
    return short or verb in ("kidnap", "expel", "repel", "hit", "deter")


def plural(noun: str) -> str:
    """The plural of a noun phrase: its last word's, or the first one's before "of"."""
    if " of " in noun:
        first, rest = noun.split(" of ", 1)
        return f"{plural(first)} of {rest}"
    *before, last = noun.split(" ")
    if last in UNCHANGED or last.endswith(("men", "00")):
        end = last
    elif last in IRREGULAR_PLURALS:
        end = IRREGULAR_PLURALS[last]
    elif last.endswith("man") and last != "human":
        end = last[:-3] + "men"
    elif last.endswith("child"):
        end = last + "ren"
    elif last.endswith("y") and last[-2] not in "aeiou":
        end = last[:-1] + "ies"
    else:
        end = last + ("es" if last.endswith(("s", "sh", "ch", "x")) else "s")
    return " ".join([*before, end])


def _forms(nouns: Iterable[str]) -> set[str]:
    words = {str(n).lower() for n in nouns}
    return words | {plural(n) for n in words}


def _table(groups: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group, words in groups.items():
        for word in words:
            found.setdefault(str(word).lower(), set()).add(group)
    return {word: frozenset(groups) for word, groups in found.items()}


def _verbs(governors: Mapping[str, Any], text: str) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for name, row in governors.items():
        irregular = row.get("forms", {})
        for form, verb in irregular.items():
            if verb not in row["verbs"]:
                raise OntologyError(f"{FILE}:{line_of(text, f'{form}: {verb}')}: {verb!r} is no verb of {name!r}")
        groups[name] = {f for verb in row["verbs"] for f in inflections(verb)} | set(irregular)
    return _table(groups)


def _single(groups: Mapping[str, Iterable[str]], text: str, *, measures: bool) -> dict[str, str]:
    """Word → group; a word under two groups or an unknown measure is an error."""
    found: dict[str, str] = {}
    for group, words in groups.items():
        if measures and group not in MEASURES:
            raise OntologyError(f"{FILE}:{line_of(text, group + ':')}: {group!r} is no measure of the codebook")
        for word in sorted(_forms(words)):
            if found.setdefault(word, group) != group:
                raise OntologyError(
                    f"{FILE}:{line_of(text, word)}: {word!r} stands under {found[word]!r} and {group!r}"
                )
    return found


def _weapons(raw: Mapping[str, Any], text: str) -> dict[str, Weapon]:
    found: dict[str, Weapon] = {}
    for name, row in raw.items():
        weapon = Weapon(row["launch"], row["intercept"], row["else"])
        for measure in (weapon.launch, weapon.intercept, weapon.otherwise):
            if measure not in MEASURES:
                raise OntologyError(f"{FILE}:{line_of(text, name + ':')}: {measure!r} is no measure of the codebook")
        found.update(dict.fromkeys(_forms(row["nouns"]), weapon))
    return found


def _phrasal(rows: Iterable[Mapping[str, Any]], governors: Mapping[str, Any], text: str) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        if row["governor"] not in governors:
            raise OntologyError(f"{FILE}:{line_of(text, 'phrasal')}: {row['governor']!r} is no governor")
        found.update({(verb, row["particle"]): row["governor"] for verb in row["verbs"]})
    return found


def _example(row: Mapping[str, Any], text: str) -> Example:
    for figure in row["figures"]:
        if len(figure) != 4 or figure[0] not in MEASURES:
            raise OntologyError(f"{FILE}:{line_of(text, row['text'])}: a figure is [measure, low, best, high]")
    return Example(row["text"], tuple((f[0], f[1], f[2], f[3]) for f in row["figures"]))


def parse_measures(text: str) -> Measures:
    """Checked word tables from YAML text; OntologyError names file and line."""
    raw: dict[str, Any] = yaml.safe_load(text)
    for section in SECTIONS:
        if section not in raw:
            raise OntologyError(f"{FILE}:1: the section {section!r} is missing")
    governors = raw["governors"]
    return Measures(
        verbs=_verbs(governors, text),
        states=_table({name: row["states"] for name, row in governors.items()}),
        nouns=_table({name: row["nouns"] for name, row in governors.items()}),
        phrasal=_phrasal(raw["phrasal"], governors, text),
        people=_table({group: _forms(words) for group, words in raw["people"].items()}),
        counts=_single(raw["counts"], text, measures=True),
        weapons=_weapons(raw["weapons"], text),
        things=_single(raw["things"], text, measures=True),
        civilian_property=frozenset(_forms(raw["civilian_property"])),
        no_figures=frozenset(_forms(raw["no_figures"])),
        stops=frozenset(str(w).lower() for w in raw["stops"]),
        examples=tuple(_example(row, text) for row in raw["examples"]),
    )


@cache
def measures() -> Measures:
    return parse_measures((files("eventbase.ontology") / FILE).read_text(encoding="utf-8"))
