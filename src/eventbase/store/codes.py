"""The code lists inside a published database (schema `codes`): countries and event types with their crosswalks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polars as pl


@dataclass(frozen=True, slots=True)
class CodeTable:
    """A code list: its file within the package, its comment, its columns with theirs."""

    package: str
    file: str
    comment: str
    columns: dict[str, str]


CODE_TABLES = {
    "countries": CodeTable(
        "eventbase.store",
        "countries.csv",
        "One row a country: codes and regions that other data sets use",
        {
            "alpha3": "ISO 3166-1 alpha-3; the key",
            "iso_numeric": "ISO 3166-1 numeric, as ACLED's iso",
            "name": "Short English name",
            "gwno": "Gleditsch-Ward number, as UCDP's country_id and gwno; NULL where that list has none",
            "cow_code": "Correlates of War number, as POLECAT's COW",
            "acled_region": "ACLED's region",
            "ucdp_region": "UCDP's region",
        },
    ),
    "event_types": CodeTable(
        "eventbase.ontology",
        "event_types.csv",
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
    table = CODE_TABLES[name]
    text = (files(table.package) / table.file).read_bytes()
    integers = {"iso_numeric", "gwno", "cow_code"}
    schema = {column: pl.Int64 if column in integers else pl.String for column in table.columns}
    return pl.read_csv(text, schema=schema)
