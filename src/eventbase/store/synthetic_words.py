"""Places, actors and words of the made-up events. Coordinates are real to a few kilometres; who fights whom is not."""

from __future__ import annotations

from importlib.resources import files

import polars as pl

from eventbase.ontology.event_types import event_types

OUTLETS = ("Morning Ledger (sample)", "Border Wire (sample)", "Steppe Courier (sample)",
           "Delta Post (sample)", "Harbour Radio (sample)", "Open Files (sample)",
           "Plains Agency (sample)", "Night Desk (sample)")  # fmt: skip
ATTRIBUTIONS: dict[str | None, float] = {
    None: 0.4, "the General Staff": 0.2, "local officials": 0.2, "the governor": 0.1, "residents": 0.1,
}  # fmt: skip
TYPE_WEIGHTS = {"battle": 4.0, "remote_violence": 4.0, "violence_against_civilians": 2.0, "losses": 2.0}
MODALS = {"occurred": "", "ongoing": "still ", "planned": "will have ", "hypothetical": "could have ",
          "denied": "denied to have ", "alleged": "allegedly "}  # fmt: skip


def places() -> pl.DataFrame:
    """The places, most frequent first, with `place_id`. Source: synthetic_places.csv."""
    slug = pl.col("name").str.to_lowercase().str.replace_all(" ", "-")
    return _rows("synthetic_places.csv").with_columns(place_id=pl.concat_str(pl.lit("synthetic:"), slug))


def pairs() -> pl.DataFrame:
    """Who acts on whom, by country of the place; `pair_key` numbers the pairs of a country from 0."""
    numbered = pl.int_range(pl.len()).over("pair_country").cast(pl.Int64)
    return _rows("synthetic_pairs.csv").with_columns(pair_key=numbered)


def verbs() -> dict[str, str]:
    """A verb phrase for each event type."""
    return {code: f"carried out {code.replace('_', ' ')} against" for code in event_types()}


def _rows(file: str) -> pl.DataFrame:
    return pl.read_csv((files("eventbase.store") / file).read_bytes())
