"""Packs tables for the page: columns instead of rows, repeated words once, gzip and base64. Same rows, same bytes."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import polars as pl

from eventbase.report.passages import clean

LONGEST_NAME = 2000


def pack_frame(frame: pl.DataFrame) -> dict[str, Any]:
    """{"n": rows, "cols": {name: column}}; a column is a list, or {"d": values, "i": indices} where words repeat.

    Dates become days and timestamps minutes since 1970-01-01, booleans 0 and 1; a column of NULLs only is null.
    """
    return {"n": frame.height, "cols": {series.name: _pack_series(series) for series in frame}}


def _pack_series(series: pl.Series) -> Any:
    if series.null_count() == series.len():
        return None
    dtype = series.dtype
    if dtype == pl.String:
        return _pack_words(series)
    if dtype == pl.Date:
        return series.cast(pl.Int32).to_list()
    if isinstance(dtype, pl.Datetime):
        return (series.dt.epoch("s") // 60).to_list()
    if dtype == pl.Boolean:
        return series.cast(pl.Int8).to_list()
    if dtype.is_float():
        return [_number(value) for value in series.round(4).to_list()]
    return series.to_list()


def _number(value: float | None) -> float | int | None:
    if value is None or value != value or value in (float("inf"), float("-inf")):
        return None
    return int(value) if value == int(value) else value


def _pack_words(series: pl.Series) -> Any:
    values = series.unique(maintain_order=True).drop_nulls()
    if values.len() * 2 > series.len():
        return [None if value is None else tidy(value) for value in series.to_list()]
    codes = pl.DataFrame({"word": values, "code": pl.Series(range(values.len()), dtype=pl.Int32)})
    index = pl.DataFrame({"word": series}).join(codes, on="word", how="left", maintain_order="left")["code"]
    return {"d": [tidy(value) for value in values.to_list()], "i": index.to_list()}


def tidy(text: str) -> str:
    """A name or title of at most LONGEST_NAME characters; filters and queries need it as it is stored."""
    return text if len(text) <= LONGEST_NAME else text[:LONGEST_NAME] + "…"


def compress(value: Any) -> str:
    """JSON, gzipped and in base64. No time stamp goes in."""
    return compress_text(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def compress_text(text: str) -> str:
    """Text, gzipped and in base64; lone surrogates become U+FFFD."""
    data = text.encode("utf-8", "replace") if _encodable(text) else clean(text).encode("utf-8", "replace")
    return base64.b64encode(gzip.compress(data, compresslevel=9, mtime=0)).decode("ascii")


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def expand(packed: str) -> Any:
    """The value that `compress` packed."""
    return json.loads(gzip.decompress(base64.b64decode(packed)))
