"""English country names for the codes in the data."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import polars as pl

_COLUMNS = ("country", "actor1_country", "actor2_country")


@cache
def _names() -> dict[str, str]:
    text = (files("eventbase.ontology") / "countries.csv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {row["alpha3"]: row["name"] for row in csv.DictReader(lines)}


def country_name(code: str) -> str:
    """The English name of an ISO 3166-1 alpha-3 code; the code itself if it is unknown."""
    return _names().get(code, code)


def country_names(events: pl.DataFrame) -> dict[str, str]:
    """Code to name for every country of events and actors."""
    codes = sorted({code for column in _COLUMNS for code in events[column].drop_nulls().unique().to_list()})
    return {code: country_name(code) for code in codes}
