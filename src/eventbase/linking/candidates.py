"""Which pairs of mentions are worth scoring: those that share a block of time, place and kind of event.

A block is a hash of keys; a mention stands in several. Points meet by cell of the map, a province meets its points by
its name, a country meets what lies in it, what has no place meets by the countries of its actors. Days meet by day,
coarser or missing dates by month, and by equal numbers where even the month says little. The number of pairs grows with
the number of mentions as long as a day and a place hold no more of them.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from eventbase.linking.facts import LOOK_BACK, SHORT, UNDATED_BACK
from eventbase.linking.rules import kin
from eventbase.linking.score import LONG
from eventbase.ontology.event_types import event_types

CELL = 0.5  # degrees; points within half of it share a cell
MONTH, QUARTER = 31, 91  # days

# What blocks are made of; the frames are copied for each day and cell, so they carry nothing else.
READ = (
    "row", "sub_event_type", "level", "latitude", "longitude", "place_id", "place_key", "admin1", "country", "lo", "hi",
    "span", "back", "pub", "numbers", "large", "actor1_country", "actor2_country",
)  # fmt: skip


@cache
def families() -> pl.DataFrame:
    """Types and the families they stand in: all kin meet in at least one. Columns: sub_event_type, family."""
    table = kin()
    degree = {
        name: sum(1 for x, _ in table if x == name) for name in (k.sub_event_type for k in event_types().values())
    }
    hubs = {name for name in degree if name == "casualty_report" or degree[name] == 0}
    root = {name: name for name in degree}
    for x, y in sorted(table):
        if x not in hubs and y not in hubs:
            low, high = sorted((_find(root, x), _find(root, y)))
            root[high] = low
    rows = {(name, _find(root, name)) for name in degree}
    rows |= {(x, _find(root, y)) for x, y in table if x in hubs}
    return pl.DataFrame(sorted(rows), schema=["sub_event_type", "family"], orient="row")


def _find(root: dict[str, str], name: str) -> str:
    while root[name] != name:
        name = root[name]
    return name


def candidates(facts: pl.DataFrame) -> pl.DataFrame:
    """Pairs that share a block: row_a < row_b, each once."""
    base = facts.select(READ).join(families(), on="sub_event_type", how="left")
    found = [*_by_place(base), _by_actors(base)]
    return pl.concat(found).unique().sort("row_a", "row_b")


def _by_place(base: pl.DataFrame) -> list[pl.DataFrame]:
    point, area, broad, named = _cells(base), _areas(base), _countries(base), _named(base)
    pairs = [_meet(_months(_coarse(named)), 1, "coarse")]
    for places, minimum in ((point, None), (area, 1), (broad, 2)):
        pairs.append(_meet(_days(places.filter(pl.col("span") <= SHORT)), minimum, "level"))
        pairs.append(_meet(_numbers(_coarse(places), "numbers" if minimum is None else "large"), 1, "coarse"))
        pairs.append(_meet(_spans(places), minimum, "level"))
    return pairs


def _coarse(places: pl.DataFrame) -> pl.DataFrame:
    """Marks what has no day or week."""
    return places.with_columns(coarse=(pl.col("span").fill_null(SHORT + 1) > SHORT).cast(pl.Int8))


def _named(base: pl.DataFrame) -> pl.DataFrame:
    """Points and areas by their entry in the gazetteer, and by country and name."""
    placed = base.filter(pl.col("level") <= 1)
    keys = [pl.col("place_id"), pl.concat_str(["country", "place_key"], separator="#")]
    return pl.concat([placed.with_columns(place=key) for key in keys]).filter(pl.col("place").is_not_null())


def _cells(base: pl.DataFrame) -> pl.DataFrame:
    """Points by the cells of the map around them, or by name where the gazetteer has no point."""
    points = base.filter(pl.col("level") == 0)
    steps = pl.DataFrame({"north": [0.0, 0.0, 1.0, 1.0], "east": [0.0, 1.0, 0.0, 1.0]}).lazy()
    located = points.lazy().filter(pl.col("latitude").is_not_null()).join(steps, how="cross")
    y = (pl.col("latitude") / CELL - 0.5 + pl.col("north")).floor().cast(pl.Int32)
    x = (pl.col("longitude") / CELL - 0.5 + pl.col("east")).floor().cast(pl.Int32)
    cells = located.with_columns(place=pl.concat_str([y, x], separator=":")).drop("north", "east").collect()
    named = points.filter(pl.col("place_key").is_not_null()).with_columns(
        place=pl.concat_str([pl.col("country").fill_null("?"), "place_key"], separator="#")
    )
    return pl.concat([cells, named])


def _areas(base: pl.DataFrame) -> pl.DataFrame:
    placed = base.filter((pl.col("level") <= 1) & pl.col("admin1").is_not_null())
    return placed.with_columns(place=pl.concat_str([pl.col("country").fill_null("?"), "admin1"], separator="/"))


def _countries(base: pl.DataFrame) -> pl.DataFrame:
    """Level 2 here: a country, a region, or a point that the gazetteer does not know."""
    lost = (pl.col("level") <= 1) & pl.col("admin1").is_null()
    placed = base.filter((pl.col("level") <= 2) & pl.col("country").is_not_null())
    return placed.with_columns(
        place=pl.col("country"), level=pl.when(lost).then(2).otherwise(pl.col("level")).cast(pl.Int8)
    )


def _days(places: pl.DataFrame) -> pl.DataFrame:
    spread = pl.int_ranges(pl.col("lo") - pl.col("back"), pl.col("hi") + 2, dtype=pl.Int32)
    return places.with_columns(time=spread).explode("time")


def _window(spread: int) -> tuple[pl.Expr, pl.Expr]:
    """First and last day in which the event can lie; an undated one within `spread` days of its report."""
    return pl.coalesce("lo", pl.col("pub") - spread), pl.coalesce("hi", pl.col("pub") + 1)


def _months(places: pl.DataFrame) -> pl.DataFrame:
    low, high = _window(UNDATED_BACK)
    some = places.filter(low.is_not_null() & (high - low <= LONG))
    spread = pl.int_ranges(low // MONTH, high // MONTH + 1, dtype=pl.Int32)
    return some.with_columns(time=-1000 - spread).explode("time")


def _spans(places: pl.DataFrame) -> pl.DataFrame:
    """Long spans by both their days."""
    return places.filter(pl.col("span") > SHORT).with_columns(time=pl.concat_str(["lo", "hi"], separator=".."))


def _numbers(places: pl.DataFrame, column: str) -> pl.DataFrame:
    low, high = _window(LOOK_BACK)
    some = places.filter(low.is_not_null() & (high - low <= 3 * LOOK_BACK) & (pl.col(column).list.len() > 0))
    spread = pl.int_ranges(low // QUARTER, high // QUARTER + 1, dtype=pl.Int32)
    some = some.with_columns(time=spread, number=pl.col(column)).explode("time").explode("number")
    return some.with_columns(place=pl.concat_str(["place", "number"], separator="="))


def _meet(rows: pl.DataFrame, minimum: int | None, column: str) -> pl.DataFrame:
    """Pairs within a block; with `minimum`, only those of which one has at least that in `column`."""
    keyed = rows.select(
        "row", block=pl.concat_str(["family", "place", "time"], separator="|").hash(7), mark=pl.col(column)
    ).unique(["row", "block"], keep="first", maintain_order=True)
    left = keyed if minimum is None else keyed.filter(pl.col("mark") >= minimum)
    pairs = left.join(keyed.select("block", other="row"), on="block").filter(pl.col("row") != pl.col("other"))
    return pairs.select(
        row_a=pl.min_horizontal("row", "other"), row_b=pl.max_horizontal("row", "other")
    ).unique()  # fmt: skip


def _by_actors(base: pl.DataFrame) -> pl.DataFrame:
    """What has no place meets all of its kind that share a country of an actor and a day."""
    sides = [
        base.with_columns(place=pl.concat_str([pl.lit("actor"), pl.col(f"{role}_country")], separator=" "))
        for role in ("actor1", "actor2")
    ]
    known = pl.concat(sides).filter(pl.col("place").is_not_null() & (pl.col("span") <= SHORT))
    return _meet(_days(known), 3, "level")
