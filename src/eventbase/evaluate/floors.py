"""The lowest figure that each measure may have; a floor may only rise. Its file: tests/floors.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from eventbase.errors import UsageError
from eventbase.evaluate.reliability import calibration_error, judged
from eventbase.evaluate.score import FIELDS, Score

MEASURES = ("detection", "strict", "figures")
CEILING = "calibration_error"  # the one measure that must stay below its bound
NAMES = frozenset(MEASURES) | frozenset(FIELDS) | {CEILING}


@dataclass(frozen=True, slots=True)
class Breach:
    """A measure beyond its bound."""

    name: str
    floor: float
    measured: float | None

    def line(self) -> str:
        shown = "not measured" if self.measured is None else f"{self.measured:.3f}"
        relation = "above its ceiling" if self.name == CEILING else "below its floor"
        return f"{self.name}: {shown}, {relation} {self.floor:.3f}"


def sections(path: Path) -> dict[str, Any]:
    """The file's sections. Raises UsageError where it cannot be read."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: cannot be read: {error}; give a YAML file like tests/floors.yaml") from error
    return content if isinstance(content, dict) else {}


def read_floors(path: Path, section: str) -> dict[str, float]:
    """The bounds of a section. Raises UsageError naming file, section and key for what is none."""
    content = sections(path)
    if not isinstance(content.get(section), dict):
        raise UsageError(f"{path}: no section {section!r}; sections there: {', '.join(sorted(content)) or 'none'}")
    return {str(name): _bound(path, section, str(name), value) for name, value in content[section].items()}


def _bound(path: Path, section: str, name: str, value: Any) -> float:
    if name not in NAMES:
        raise UsageError(f"{path}: {section}: {name!r} is no measure; known: {', '.join(sorted(NAMES))}")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UsageError(f"{path}: {section}: {name}: {value!r} is no share; write a number from 0 to 1")
    return float(value)


def measured(found: Score) -> dict[str, float]:
    """Every measure that a floor can be set for: F1 of the three, the fields' shares, the calibration error."""
    values = {name: getattr(found, name).counts.f1 for name in MEASURES}
    values |= {name: share for name, (share, _) in found.fields.items()}
    error = calibration_error(judged(found.matches))
    return values if error is None else values | {CEILING: round(error, 3)}


def breaches(found: Score, floors: Mapping[str, float]) -> list[Breach]:
    """The measures beyond their bounds, in the floors' order."""
    values = measured(found)
    return [
        Breach(name, floor, values.get(name))
        for name, floor in floors.items()
        if name not in values or (values[name] > floor if name == CEILING else values[name] < floor)
    ]
