"""Timeline and map as plotly figures, for notebooks, slides and papers. No figure asks a server for anything."""

from __future__ import annotations

import importlib.util
import math
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import polars as pl

from eventbase.errors import ServiceError
from eventbase.report.collect import read_tables
from eventbase.report.marks import load_marks
from eventbase.report.shapes import shapes_for
from eventbase.report.texts import load_texts, say

PAPER, INK, LINE, LAND, SEA, DOT = "#fdfcf9", "#16181b", "#dcd8cf", "#f1eee6", "#dfe7ec", "#9b1c1f"
FONT = {"family": "Helvetica, Liberation Sans, Arial, sans-serif", "size": 13, "color": INK}
AREA_SCALE = [[0, "rgba(0,0,0,0)"], [0.0001, "#f0d9c4"], [1, "#a8551a"]]
UNITS = ((95, "day"), (750, "week"), (8000, "month"))
TRUNCATE = {"day": "1d", "week": "1w", "month": "1mo", "year": "1y"}
POINTS = ("exact", "settlement")
RINGS = ("near", "admin2", "region", "unknown")
FORMATS = ("svg", "png")
WIDTH, HEIGHT = 1200, 675
SHAPE = 0.52  # height of the map by its width, less the margins
# Without outlines in the page plotly.js would ask a server for its own, even if none are drawn.
STUB = (
    "window.PlotlyGeoAssets={topojson:{world_110m:{type:'Topology',arcs:[],objects:{"
    + ",".join(
        f"{layer}:{{type:'GeometryCollection',geometries:[]}}"
        for layer in ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
    )
    + "}}}};"
)


def timeline(df: pl.DataFrame, *, unit: str | None = None) -> go.Figure:
    """Bars of events by day, week, month or year (`unit`; by default what suits the period), stacked by class.

    `df` has the columns of `events`; every row is counted. A bar holds the events whose whole span lies in its period
    (one night counts for the day that it began); the title says how many are dated less sharply or not at all.
    """
    texts, marks = load_texts(), load_marks()
    dated = df.filter(pl.col("event_date").is_not_null() & pl.col("event_date_end").is_not_null())
    chosen = unit or _unit(dated)
    counts = bar_counts(dated, chosen)
    figure = go.Figure()
    for name, mark in marks.items():
        rows = counts.filter(pl.col("event_type") == name)
        if rows.height:
            pattern = {"shape": mark["hatch"], "bgcolor": mark["light"], "fgcolor": PAPER, "size": 5}
            label = say(texts, f"codes.event_type.{name}")
            marker = {"color": mark["light"], "pattern": pattern, "line": {"width": 0}}
            figure.add_bar(x=rows["bar"].to_list(), y=rows["events"].to_list(), name=label, marker=marker)
    placed = int(counts["events"].sum())
    undated = df.filter(pl.col("event_date").is_null() & pl.col("event_date_end").is_null()).height
    title = f"{placed} events by {chosen}; {df.height - placed - undated} dated less sharply, {undated} without a date"
    figure.update_layout(**_layout(title), barmode="stack", bargap=0.08, plot_bgcolor=PAPER)
    figure.update_xaxes(type="date", showgrid=False, ticks="outside", tickcolor=LINE, linecolor=LINE)
    figure.update_yaxes(gridcolor=LINE, zeroline=False, rangemode="tozero", tickformat=",d")
    return figure


def bar_counts(dated: pl.DataFrame, unit: str) -> pl.DataFrame:
    """`bar` (first day), `event_type`, `events`: of events with both dates, those that lie wholly in one bar."""
    first, last = (pl.col(name).dt.truncate(TRUNCATE[unit]) for name in ("event_date", "event_date_end"))
    inside = dated.filter((first == last) | (pl.col("time_precision") == "day"))
    return inside.group_by(bar=first, event_type="event_type").agg(events=pl.len()).sort("bar", "event_type")


def _unit(dated: pl.DataFrame) -> str:
    if not dated.height:
        return "month"
    low, high = dated["event_date"].min(), dated["event_date_end"].max()
    days = (high - low).days if isinstance(low, date) and isinstance(high, date) else 0
    return next((unit for limit, unit in UNITS if timedelta(days=limit) >= timedelta(days=days)), "year")


def event_map(df: pl.DataFrame) -> go.Figure:
    """Events by place, each as wide as it is known: dots for settlements, rings for near and regions, shaded provinces.

    `df` has the columns of `events`; every row with a place is drawn, the title says how many have none.
    """
    shapes = shapes_for(df)
    figure = go.Figure()
    figure.add_trace(_land(shapes["countries"]))
    figure.add_trace(_areas(df, shapes["admin1"]))
    for kinds, symbol in ((RINGS, "circle-open"), (POINTS, "circle")):
        figure.add_trace(_points(df.filter(pl.col("geo_precision").is_in(kinds)), symbol))
    unplaced = df["geo_precision"].null_count()
    title = f"{df.height - unplaced} events with a place, {unplaced} without"
    figure.update_layout(**_layout(title), showlegend=False)
    figure.update_geos(visible=False, bgcolor=SEA, projection_type="mercator", **_frame(df))
    return figure


def _land(countries: dict[str, Any]) -> go.Choropleth:
    ids = [feature["id"] for feature in countries["features"]]
    return go.Choropleth(
        geojson=countries, locations=ids, z=[0] * len(ids), showscale=False, hoverinfo="skip",
        colorscale=[[0, LAND], [1, LAND]], marker={"line": {"color": "#8d8a82", "width": 0.8}},
    )  # fmt: skip


def _areas(df: pl.DataFrame, admin1: dict[str, Any]) -> go.Choropleth:
    """Provinces, shaded by the events that name them as a whole."""
    whole = df.filter(pl.col("geo_precision") == "admin1").group_by("country", "admin1").len()
    counts = {(country, name): n for country, name, n in whole.iter_rows()}
    features = admin1["features"]
    keys = [(feature["properties"].get("country"), feature["properties"].get("name")) for feature in features]
    return go.Choropleth(
        geojson=admin1, locations=[feature["id"] for feature in features], z=[counts.get(key, 0) for key in keys],
        text=[escape(f"{name}: {counts.get((code, name), 0)}") for code, name in keys], hoverinfo="text",
        zmin=0, zmax=max([1, *counts.values()]), showscale=False, colorscale=AREA_SCALE,
        marker={"line": {"color": "#c9c4b8", "width": 0.6}},
    )  # fmt: skip


def _points(df: pl.DataFrame, symbol: str) -> go.Scattergeo:
    """One mark a place, its area in proportion to its events."""
    placed = df.filter(pl.col("latitude").is_not_null() & pl.col("longitude").is_not_null())
    places = placed.group_by("latitude", "longitude", maintain_order=True).agg(pl.first("location_name"), n=pl.len())
    most = max([1, *places["n"].to_list()])
    return go.Scattergeo(
        lat=places["latitude"].to_list(), lon=places["longitude"].to_list(), mode="markers", hoverinfo="text",
        text=[escape(f"{name or ''}: {n}") for name, n in places.select("location_name", "n").iter_rows()],
        marker={
            "symbol": symbol, "color": DOT, "opacity": 0.8, "size": [5 + 24 * (n / most) ** 0.5 for n in places["n"]],
            "line": {"width": 0.8 if symbol == "circle" else 2, "color": PAPER if symbol == "circle" else DOT},
        },
    )  # fmt: skip


def escape(text: str) -> str:
    """Text for a label: plotly reads tags and entities in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _frame(df: pl.DataFrame) -> dict[str, Any]:
    """Ranges of both axes around the events, widened to the picture's shape; the world if there are none."""
    points = df.filter(pl.col("geo_precision") != "country").select("longitude", "latitude").drop_nulls()
    if not points.height:
        return {"lonaxis_range": [-170, 190], "lataxis_range": [-58, 80]}
    (west, south), (east, north) = points.min().row(0), points.max().row(0)
    low, high = _mercator(south), _mercator(north)
    width = max(1.2 * (east - west), 2.0)
    height = max(1.2 * (high - low), 1.2, width * SHAPE)
    width = max(width, height / SHAPE)
    if width > 350:
        return {"lonaxis_range": [-170, 190], "lataxis_range": [-58, 80]}
    lon, y = (west + east) / 2, (low + high) / 2
    return {
        "lonaxis_range": [lon - width / 2, lon + width / 2],
        "lataxis_range": [_latitude(y - height / 2), _latitude(y + height / 2)],
    }


def _mercator(latitude: float) -> float:
    """Height on the map in degrees of the equator."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(max(-84.0, min(84.0, latitude))) / 2)))


def _latitude(height: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(height))) - math.pi / 2)


def _layout(title: str) -> dict[str, Any]:
    return {
        "template": "none", "font": FONT, "paper_bgcolor": PAPER, "margin": {"l": 56, "r": 16, "t": 56, "b": 40},
        "title": {"text": title, "font": {"size": 16}, "x": 0.01, "xanchor": "left"},
        "legend": {"orientation": "h", "y": -0.12}, "width": WIDTH, "height": HEIGHT,
    }  # fmt: skip


def write_figures(db: Path, out: Path) -> list[Path]:
    """Writes timeline and map as SVG and PNG to `out` and returns the paths.

    Shown is the report's first view: events that occurred or go on, told as news. Raises ServiceError, with what to
    do, if kaleido or a browser is missing.
    """
    if importlib.util.find_spec("kaleido") is None:
        raise ServiceError("kaleido, which draws pictures, is not installed; run pip install 'eventbase[figures]'")
    events = read_tables(db).events
    shown = events.filter(pl.col("status").is_in(["occurred", "ongoing"]) & (pl.col("temporal_role") == "new"))
    out.mkdir(parents=True, exist_ok=True)
    figures = {"timeline": timeline(shown), "map": event_map(shown)}
    targets = [(figure, out / f"{name}.{ending}") for name, figure in figures.items() for ending in FORMATS]
    _draw(targets)
    return [path for _, path in targets]


def _draw(targets: list[tuple[go.Figure, Path]]) -> None:
    import kaleido
    from kaleido import PageGenerator

    with tempfile.TemporaryDirectory() as folder:
        stub = Path(folder) / "outlines.js"
        stub.write_text(STUB, encoding="utf-8")
        page = PageGenerator(mathjax=False, others=[stub.as_uri()])
        jobs = [{"fig": figure, "path": str(path), "opts": _options(path)} for figure, path in targets]
        try:
            kaleido.write_fig_from_object_sync(jobs, kopts={"page_generator": page})
        except Exception as error:
            raise ServiceError(
                f"no picture could be drawn ({type(error).__name__}: {error}); install Chromium or Chrome, "
                "or set BROWSER_PATH to one"
            ) from error


def _options(path: Path) -> dict[str, Any]:
    return {"format": path.suffix[1:], "width": WIDTH, "height": HEIGHT, "scale": 2}
