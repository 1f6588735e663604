"""How the mentions of an event agree on its fields, as SCHEMA.md says.

An independent source is an article that copies no earlier one of the event. Ties go to the earliest article, then to
its id: `order` counts the mentions of an event that way.
"""

from __future__ import annotations

import polars as pl

from eventbase.linking.score import LOOSE_KM, a, b, both, differ, distance_km, same

STATUS_ORDER = {"occurred": 0, "ongoing": 1, "alleged": 2, "planned": 3, "hypothetical": 4, "denied": 5}
TIME_ORDER = {"day": 0, "week": 1, "month": 2, "season": 3, "year": 4, "open": 5, "unknown": 6}
GEO_ORDER = {"exact": 0, "settlement": 1, "near": 2, "admin2": 3, "admin1": 4, "region": 5, "country": 6, "unknown": 7}
UNRESOLVED = 3  # steps by which a place that the gazetteer lacks falls behind one that it has

DATE = ("event_date", "event_date_end", "time_precision", "date_basis")
PLACE = ("location_name", "place_id", "admin1", "admin2", "country", "latitude", "longitude", "geo_precision")


def with_order(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds `order`, the mention's place within its event by publication, article and id."""
    ranked = facts.sort("event_id", "published_at", "article_id", "mention_id", nulls_last=True)
    return ranked.with_columns(order=pl.int_range(pl.len(), dtype=pl.Int32).over("event_id"))


def agreed(members: pl.DataFrame) -> pl.DataFrame:
    """One row an event with its agreed fields, counts aside. `members`: facts with event_id, order, original_id."""
    events = members.select("event_id").unique()
    for part in (_types(members), _dates(members), _places(members), *_actors(members), _states(members)):
        events = events.join(part, on="event_id", how="left")
    return events.sort("event_id")


def _first(ranked: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    return ranked.group_by("event_id", maintain_order=True).agg(pl.col(name).first() for name in columns)


def _vote(members: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """The combination of values that most independent sources give."""
    votes = members.group_by("event_id", *columns).agg(
        votes=pl.col("original_id").n_unique(), order=pl.col("order").min()
    )
    return _first(votes.sort("event_id", "votes", "order", descending=[False, True, False]), columns)


def _types(members: pl.DataFrame) -> pl.DataFrame:
    return _vote(members, ("event_type", "sub_event_type"))


def _actors(members: pl.DataFrame) -> list[pl.DataFrame]:
    """Country and kind by vote, then the name among those that gave them; an actor without a name is none."""
    found = []
    for role in ("actor1", "actor2"):
        name, side = f"{role}_name", (f"{role}_country", f"{role}_type")
        named = members.filter(pl.col(name).is_not_null())
        won = _vote(named, side)
        names = _vote(named.join(won, on=["event_id", *side], nulls_equal=True), (name,))
        found.append(won.join(names, on="event_id"))
    return found


def _states(members: pl.DataFrame) -> pl.DataFrame:
    """Status by its order of precedence, with the attribution of the first mention that has it."""
    rank = pl.col("status").replace_strict(STATUS_ORDER, return_dtype=pl.Int8)
    ranked = members.with_columns(rank=rank).sort("event_id", "rank", "order")
    doubted = (pl.col("status") == "alleged").any() & pl.col("status").is_in(["occurred", "ongoing"]).any()
    is_news = (pl.col("temporal_role") == "new").any()
    return ranked.group_by("event_id", maintain_order=True).agg(
        pl.col("status").first(),
        pl.col("attribution").first(),
        temporal_role=pl.when(is_news).then(pl.lit("new")).otherwise(pl.lit("background")),
        confidence=pl.col("confidence").max(),
        disputed=(pl.col("status") == "denied").any() | doubted,
    )  # fmt: skip


def _pairs(candidates: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """Every candidate (`_a`) with every member of its event that has a say (`_b`), itself too."""
    kept = candidates.select("event_id", "order", "original_id", *columns)
    return kept.rename({name: f"{name}_a" for name in kept.columns if name != "event_id"}).join(
        kept.rename({name: f"{name}_b" for name in kept.columns if name != "event_id"}), on="event_id"
    )


def _best(candidates: pl.DataFrame, compatible: pl.Expr, columns: tuple[str, ...], by: pl.Expr) -> pl.DataFrame:
    """The row of each event that is compatible with most independent sources; of those the first by `by`."""
    pairs = _pairs(candidates, columns).filter(compatible.fill_null(False))
    votes = pairs.group_by("event_id", order=pl.col("order_a")).agg(votes=pl.col("original_id_b").n_unique())
    ranked = candidates.join(votes, on=["event_id", "order"]).with_columns(fineness=by)
    return ranked.sort("event_id", "votes", "fineness", "order", descending=[False, True, False, False])


def _dates(members: pl.DataFrame) -> pl.DataFrame:
    """The most precise span that overlaps those of most sources; where none has a first day, the first one given."""
    precision = pl.col("time_precision").replace_strict(TIME_ORDER, return_dtype=pl.Int32)
    overlap = (a("lo") <= b("hi")) & (b("lo") <= a("hi"))
    dated = members.filter(pl.col("lo").is_not_null())
    best = _first(_best(dated, overlap, ("lo", "hi"), precision * 10_000 + pl.col("span")), DATE)
    rest = members.join(best, on="event_id", how="anti").with_columns(fineness=precision)
    return pl.concat([best, _first(rest.sort("event_id", "fineness", "order"), DATE)])


def _places(members: pl.DataFrame) -> pl.DataFrame:
    """The finest place that is compatible with those of most sources; one with coordinates before one without."""
    rank = pl.col("geo_precision").replace_strict(GEO_ORDER, default=7, return_dtype=pl.Int32)
    by = rank + pl.when(pl.col("latitude").is_null()).then(UNRESOLVED).otherwise(0)
    points = (a("level") == 0) & (b("level") == 0)
    far = both("latitude") & (distance_km() > LOOSE_KM)
    areas = pl.max_horizontal(a("level"), b("level")) <= 1
    compatible = ~differ("country") & ~(areas & differ("admin1") & ~points) & (~points | same("place_id") | ~far)
    placed = members.filter(pl.col("level") < 3)
    columns = ("level", "country", "admin1", "place_id", "latitude", "longitude")
    return _first(_best(placed, compatible, columns, by), PLACE)
