"""Parquet, CSV, GeoJSON files: the same bytes for the same rows; flat types only, so that every reader takes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import polars as pl

ROW_GROUP = 122_880
BOM = b"\xef\xbb\xbf"


def write_parquet(frame: pl.DataFrame, path: Path, metadata: Mapping[str, str]) -> None:
    """A Parquet file with key-value metadata; zstd, row groups of fixed size."""
    frame.write_parquet(path, compression="zstd", row_group_size=ROW_GROUP, metadata=dict(metadata))


def write_csv(frame: pl.DataFrame, path: Path, *, bom: bool = False) -> None:
    """UTF-8, comma, LF, ISO 8601; NULL is an empty cell. `bom` lets Excel see that it is UTF-8."""
    text = frame.write_csv(datetime_format="%Y-%m-%dT%H:%M:%S", date_format="%Y-%m-%d", quote_style="necessary")
    path.write_bytes((BOM if bom else b"") + text.encode("utf-8"))


def write_geoparquet(frame: pl.DataFrame, path: Path, metadata: Mapping[str, str]) -> None:
    """GeoParquet 1.1: the frame with a WKB point from longitude and latitude (OGC:CRS84, the format's default)."""
    points = frame.filter(pl.col("latitude").is_not_null() & pl.col("longitude").is_not_null())
    column: dict[str, object] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if not points.is_empty():
        bounds = points.select(
            west=pl.col("longitude").min(), south=pl.col("latitude").min(),
            east=pl.col("longitude").max(), north=pl.col("latitude").max(),
        )  # fmt: skip
        column["bbox"] = list(bounds.row(0))
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    with_points = frame.with_columns(point_wkb(frame["longitude"], frame["latitude"]).alias("geometry"))
    write_parquet(with_points, path, {**metadata, "geo": json.dumps(geo)})


def point_wkb(longitude: pl.Series, latitude: pl.Series) -> pl.Series:
    """Points as little-endian WKB; null where a coordinate is."""
    known = (longitude.is_not_null() & latitude.is_not_null()).to_list()
    packed = np.zeros(len(longitude), dtype=[("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])
    packed["order"], packed["type"] = 1, 1
    packed["x"], packed["y"] = longitude.fill_null(0).to_numpy(), latitude.fill_null(0).to_numpy()
    raw, size = packed.tobytes(), packed.dtype.itemsize
    return pl.Series(
        [raw[i * size : (i + 1) * size] if here else None for i, here in enumerate(known)], dtype=pl.Binary
    )


def write_geojson(frame: pl.DataFrame, path: Path) -> None:
    """A FeatureCollection, one event a line; events without coordinates have a null geometry (RFC 7946)."""
    texts = [name for name, dtype in frame.schema.items() if dtype.is_temporal()]
    properties = frame.with_columns(
        pl.col(name).dt.to_string("%Y-%m-%d" if frame.schema[name] == pl.Date else "%Y-%m-%dT%H:%M:%SZ")
        for name in texts
    )
    geometry = (
        pl.when(pl.col("latitude").is_not_null() & pl.col("longitude").is_not_null())
        .then(_point_text())
        .otherwise(pl.lit("null"))
    )
    lines = properties.select(
        pl.concat_str(
            pl.lit('{"type":"Feature","id":"'), "event_id", pl.lit('","geometry":'), geometry,
            pl.lit(',"properties":'), pl.struct(pl.all()).struct.json_encode(), pl.lit("}"),
        )
    ).to_series()  # fmt: skip
    body = ",\n".join(lines.to_list())
    path.write_text('{"type":"FeatureCollection","features":[\n' + body + "\n]}\n", encoding="utf-8", newline="\n")


def _point_text() -> pl.Expr:
    return pl.concat_str(
        pl.lit('{"type":"Point","coordinates":['), pl.col("longitude").cast(pl.String), pl.lit(","),
        pl.col("latitude").cast(pl.String), pl.lit("]}"),
    )  # fmt: skip
