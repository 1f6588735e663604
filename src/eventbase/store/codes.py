"""The code lists inside a published database (schema `codes`): countries, event types, actor types with crosswalks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl


@dataclass(frozen=True, slots=True)
class CodeTable:
    """A code list: its comment, and its columns with theirs."""

    comment: str
    columns: dict[str, str]


CODE_TABLES = {
    "actor_types": CodeTable(
        "One row an actor type: its counterparts in ACLED, UCDP GED and PLOVER",
        {
            "actor_type": "The type; the key",
            "acled_inter_home": "ACLED's inter where the actor acts in its own country",
            "acled_inter_abroad": "ACLED's inter where it acts elsewhere or belongs to no country",
            "ged_state": "Whether UCDP takes it for a state's side",
            "ged_organised": "Whether it is an organised actor: the others are civilians to UCDP",
            "plover_sector": "PLOVER's sector",
        },
    ),
    "countries": CodeTable(
        "One row a country or territory: codes and regions that other data sets use",
        {
            "alpha3": "ISO 3166-1 alpha-3; the key",
            "alpha2": "ISO 3166-1 alpha-2",
            "iso_numeric": "ISO 3166-1 numeric, as ACLED's iso",
            "name": "Short English name",
            "gwno": "Gleditsch-Ward number; NULL where that list has none",
            "cow_code": "Correlates of War number; NULL where that list has none",
            "ged_country_id": "UCDP's country_id: the Gleditsch-Ward number; a territory has its state's",
            "acled_region": "ACLED's region",
            "ucdp_region": "UCDP's region",
        },
    ),
    "event_types": CodeTable(
        "One row an event type: definition and counterpart in ACLED and PLOVER",
        {
            "event_type": "Event class",
            "sub_event_type": "Event type; the key",
            "definition": "What it covers",
            "acled_event_type": "ACLED's event_type; NULL without a counterpart",
            "acled_sub_event_type": "ACLED's sub_event_type",
            "plover_type": "PLOVER's event type",
            "plover_mode": "PLOVER's mode",
        },
    ),
}


@cache
def code_frame(name: str) -> pl.DataFrame:
    """A code list as a frame, in the order of its file; empty cells are null."""
    if name == "countries":
        frame = _countries()
    elif name == "actor_types":
        frame = _read("eventbase.store", "actor_types.csv")
    else:
        frame = _read("eventbase.ontology", "event_types.csv")
    return frame.select(list(CODE_TABLES[name].columns))


def _countries() -> pl.DataFrame:
    """The ontology's countries with the regions and codes of regions.csv."""
    names = _read("eventbase.ontology", "countries.csv", {"numeric": pl.Int64, "gw": pl.Int64})
    regions = _read("eventbase.store", "regions.csv", {"cow_code": pl.Int64, "ged_country_id": pl.Int64})
    return names.rename({"numeric": "iso_numeric", "gw": "gwno"}).join(regions, on="alpha3", how="left")


def _read(package: str, file: str, types: dict[str, Any] | None = None) -> pl.DataFrame:
    return pl.read_csv((files(package) / file).read_bytes(), schema_overrides=types or {})
