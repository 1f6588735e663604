"""Colours, hatchings and shapes of the event classes, from `marks.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

Mark = dict[str, str]


@cache
def load_marks() -> dict[str, Mark]:
    """Class to its mark (`light`, `dark`, `hatch`, `shape`), in the order in which charts stack them."""
    marks: dict[str, Mark] = yaml.safe_load((files("eventbase.report") / "marks.yaml").read_text(encoding="utf-8"))
    return marks
