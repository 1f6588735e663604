"""Events as a Stata file; needs the extra `stata` (pyreadstat)."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from eventbase.errors import UsageError
from eventbase.store.tables import published_tables

LABEL_LENGTH = 80  # Stata's limit for a variable's label


def write_stata(events: pl.DataFrame, path: Path) -> None:
    """Events as .dta (Stata 14 and later): dates as Stata dates, labels from the codebook, booleans as 0 and 1.

    Raises UsageError where pyreadstat or pandas is not installed.
    """
    try:
        import pandas as pd  # type: ignore[import-untyped]
        import pyreadstat
    except ImportError as error:
        raise UsageError(
            "--stata needs pyreadstat and pandas; install eventbase[stata], or leave --stata out"
        ) from error
    columns = {
        name: pd.Series(
            events[name].cast(pl.Int64).to_list() if events[name].dtype == pl.Boolean else events[name].to_list()
        )
        for name in events.columns
    }
    labels = {column.name: column.comment[:LABEL_LENGTH] for column in published_tables()["events"].columns}
    pyreadstat.write_dta(pd.DataFrame(columns), str(path), column_labels=labels, version=15)
    _fix_timestamp(path)


def _fix_timestamp(path: Path) -> None:
    """The header's time of writing becomes a fixed one: the same rows give the same bytes."""
    raw = path.read_bytes()
    head = re.sub(rb"(<timestamp>.).{17}(</timestamp>)", rb"\g<1>01 Jan 2000 00:00\g<2>", raw[:1000], flags=re.S)
    path.write_bytes(head + raw[1000:])
