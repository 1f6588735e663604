"""The profile `safe`: names of private persons withheld, exact places of civilians blurred."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import polars as pl

CIVILIAN = "a civilian"
BLUR_DEGREES = 1  # decimals kept: 0.1 degree is about 10 km
_QUOTED = ("evidence", "figures", "event_figures")
WITHHELD = ("quote", "detail")  # columns that this profile leaves empty though they are required otherwise

Frames = dict[str, pl.DataFrame]


def safe_tables(tables: Frames) -> Frames:
    """The exported tables without what could name or locate private persons.

    Withheld: names of civilians who are named (generic words such as "residents" stay), attributions that no word of
    office marks as official, authors, all quotes, details of issues. Exact places of events that touch civilians
    become their area, coordinates rounded to 0.1 degree; gazetteer entries that nothing refers to any more go.
    """
    found = dict(tables)
    civil_mentions = _civil_mentions(tables)
    found["mentions"] = _blurred(_nameless(tables["mentions"]), pl.col("mention_id").is_in(civil_mentions.implode()))
    civil_events = tables["mentions"].filter(pl.col("mention_id").is_in(civil_mentions.implode()))["event_id"]
    touched = pl.col("event_id").is_in(civil_events.drop_nulls().implode()) | _has_civilian(tables["events"])
    found["events"] = _blurred(_nameless(tables["events"]), touched)
    exact = pl.col("mention_id").is_in(civil_mentions.implode())
    found["mention_locations"] = _blurred(tables["mention_locations"], exact)
    found["event_figures"] = tables["event_figures"].with_columns(_official("attribution"))
    for name in _QUOTED:
        found[name] = found[name].with_columns(quote=pl.lit(None, pl.String))
    found["articles"] = tables["articles"].with_columns(authors=pl.lit(None, pl.String))
    found["issues"] = tables["issues"].with_columns(detail=pl.lit(None, pl.String))
    found["places"] = _still_used(found)
    return found


def _has_civilian(frame: pl.DataFrame) -> pl.Expr:
    kinds = [pl.col(name) == "civilian" for name in ("actor1_type", "actor2_type") if name in frame.columns]
    return pl.any_horizontal(*kinds).fill_null(value=False)


def _civil_mentions(tables: Frames) -> pl.Series:
    """Mentions that have a civilian as an actor, or count civilians."""
    counted = tables["figures"].filter(pl.col("side") == "civilian")["mention_id"]
    acting = tables["mentions"].filter(_has_civilian(tables["mentions"]))["mention_id"]
    return pl.concat([acting, counted]).unique()


def _nameless(frame: pl.DataFrame) -> pl.DataFrame:
    """Named civilians become "a civilian"; a summary that names one is replaced; private attributions go."""
    named = [
        (pl.col(f"{actor}_type") == "civilian") & pl.col(f"{actor}_name").str.contains(r"\p{Lu}")
        for actor in ("actor1", "actor2")
    ]
    columns = [
        pl.when(test).then(pl.lit(CIVILIAN)).otherwise(pl.col(f"{actor}_name")).alias(f"{actor}_name")
        for actor, test in zip(("actor1", "actor2"), named, strict=True)
    ]
    if "summary" in frame.columns:
        columns.append(_plain_summary(pl.any_horizontal(*named).fill_null(value=False)))
    return frame.with_columns(*columns, _official("attribution"))


def _plain_summary(test: pl.Expr) -> pl.Expr:
    where = pl.coalesce("admin1", "country", pl.lit("a place withheld"))
    plain = pl.format("{} in {}.", pl.col("sub_event_type").str.replace_all("_", " "), where)
    return pl.when(test).then(plain).otherwise(pl.col("summary")).alias("summary")


def _official(name: str) -> pl.Expr:
    """The attribution where it is generic or names an office; else null."""
    text = pl.col(name)
    words = "|".join(office_words())
    kept = ~text.str.contains(r"\p{Lu}") | text.str.to_lowercase().str.contains(rf"\b({words})\b")
    return pl.when(kept).then(text).alias(name)


def _blurred(frame: pl.DataFrame, touched: pl.Expr) -> pl.DataFrame:
    """Exact places of the rows touched become their area."""
    exact = (touched & (pl.col("geo_precision") == "exact")).fill_null(value=False)
    area = pl.coalesce("admin2", "admin1", "country") if "admin2" in frame.columns else pl.coalesce("admin1", "country")
    precision = pl.when(pl.col("admin1").is_not_null()).then(pl.lit("admin1")).otherwise(pl.lit("country"))
    if "admin2" in frame.columns:
        precision = pl.when(pl.col("admin2").is_not_null()).then(pl.lit("admin2")).otherwise(precision)
    columns = [
        pl.when(exact).then(area.fill_null("withheld")).otherwise(pl.col("location_name")).alias("location_name"),
        pl.when(~exact).then(pl.col("place_id")).alias("place_id"),
        pl.when(exact).then(pl.col("latitude").round(BLUR_DEGREES)).otherwise(pl.col("latitude")).alias("latitude"),
        pl.when(exact).then(pl.col("longitude").round(BLUR_DEGREES)).otherwise(pl.col("longitude")).alias("longitude"),
        pl.when(exact).then(precision).otherwise(pl.col("geo_precision")).alias("geo_precision"),
    ]
    if "summary" in frame.columns:
        columns.append(_plain_summary(exact))
    return frame.with_columns(columns)


def _still_used(tables: Frames) -> pl.DataFrame:
    used = pl.concat([tables[name]["place_id"] for name in ("mentions", "mention_locations", "events")])
    return tables["places"].filter(pl.col("place_id").is_in(used.drop_nulls().unique().implode()))


@cache
def office_words() -> tuple[str, ...]:
    """Words that mark an attribution as that of an office or body. Source: office_words.csv."""
    lines = (files("eventbase.export") / "office_words.csv").read_text(encoding="utf-8").split()
    return tuple(lines[1:])
