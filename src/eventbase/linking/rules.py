"""The declared part of linking: points, kinship of types, words. Each file is checked when it is read.

`weights.yaml` holds what a likeness is worth, `kin.csv` which types can be one happening, `words.yaml` word lists.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from eventbase.errors import OntologyError
from eventbase.ontology.event_types import event_types

VETO = -1000.0
CLOSE, LOOSE = "close", "loose"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a code is worth, and how the explanation words it."""

    points: float
    says: str
    holds: bool = False  # such a pair may stand in one group, but never joins two by itself


@dataclass(frozen=True, slots=True)
class Weights:
    """Points by group and code; thresholds."""

    link_at: float
    keep_at: float
    rules: Mapping[str, Mapping[str, Weight]]


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists of `words.yaml`."""

    one_off: tuple[str, ...]
    mutual: tuple[str, ...]
    follow_up: str
    again: str
    more: str
    quarter: str
    targets: Mapping[str, str]
    stop: frozenset[str]


def _text(name: str) -> str:
    return files("eventbase.linking").joinpath(name).read_text(encoding="utf-8")


@cache
def weights() -> Weights:
    """Points of `weights.yaml`. Raises OntologyError naming group and code."""
    raw = yaml.safe_load(_text("weights.yaml"))
    rules = {
        group: {code: _weight(group, code, entry) for code, entry in codes.items()}
        for group, codes in raw["rules"].items()
    }
    if raw["keep_at"] > raw["link_at"]:
        raise OntologyError("weights.yaml: keep_at is above link_at; a pair that links must also keep")
    return Weights(float(raw["link_at"]), float(raw["keep_at"]), rules)


def _weight(group: str, code: str, entry: Mapping[str, Any]) -> Weight:
    points = entry.get("points")
    if points not in ("veto", "hold") and not isinstance(points, int | float):
        raise OntologyError(f"weights.yaml: {group}.{code}: points are a number, 'veto' or 'hold', not {points!r}")
    worth = VETO if points == "veto" else 0.0 if points == "hold" else float(points)
    return Weight(worth, str(entry.get("says", "")), points == "hold")


@cache
def kin() -> Mapping[tuple[str, str], str]:
    """Kinship by pair of types, in both orders. Raises OntologyError naming file and line."""
    known = {kind.sub_event_type for kind in event_types().values()}
    found: dict[tuple[str, str], str] = {}
    for number, row in _kin_rows():
        a, b, kinship = row["type_a"], row["type_b"], row["kin"]
        for name in (a, b):
            if name not in known:
                raise OntologyError(f"kin.csv:{number}: {name!r} is no type of event_types.csv")
        if kinship not in (CLOSE, LOOSE):
            raise OntologyError(f"kin.csv:{number}: kin is 'close' or 'loose', not {kinship!r}")
        if a == b or (a, b) in found:
            raise OntologyError(f"kin.csv:{number}: {a}, {b} is given before or pairs a type with itself")
        found[a, b] = found[b, a] = kinship
    return found


def _kin_rows() -> list[tuple[int, dict[str, str]]]:
    lines = [(number, line) for number, line in enumerate(_text("kin.csv").splitlines(), 1) if line[:1] != "#"]
    rows = csv.DictReader(line for _, line in lines)
    return [(number, row) for (number, _), row in zip(lines[1:], rows, strict=True)]


@cache
def words() -> Words:
    """Word lists of `words.yaml`. Raises OntologyError for a type that is none or a word with two targets."""
    raw = yaml.safe_load(_text("words.yaml"))
    known = {kind.sub_event_type for kind in event_types().values()}
    for key in ("one_off", "mutual"):
        for name in raw[key]:
            if name not in known:
                raise OntologyError(f"words.yaml: {key}: {name!r} is no type of event_types.csv")
    targets: dict[str, str] = {}
    for target, listed in raw["targets"].items():
        for word in listed:
            if word in targets:
                raise OntologyError(f"words.yaml: targets: {word!r} is both {targets[word]} and {target}")
            targets[word] = target
    return Words(
        one_off=tuple(raw["one_off"]),
        mutual=tuple(raw["mutual"]),
        follow_up="(?i)" + "|".join(raw["follow_up"]),
        again="(?i)" + "|".join(raw["again"]),
        more="(?i)" + raw["more"],
        quarter="(?i)" + raw["quarter"],
        targets=targets,
        stop=frozenset(raw["stop"]) | _country_words(),
    )


def _country_words() -> frozenset[str]:
    """Names of countries and their peoples: where every event of a war has them, they tell none apart."""
    rows: set[str] = set()
    for name in ("countries.csv", "demonyms.csv"):
        text = files("eventbase.ontology").joinpath(name).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line[:1] != "#"]
        for row in csv.DictReader(lines):
            cells = (row.get(column) or "" for column in ("name", "names", "demonym"))
            rows |= {word.strip("'’").lower() for cell in cells for word in cell.replace("|", " ").split()}
    return frozenset(word for word in rows if len(word) > 2)
