"""Made-up events with their articles, mentions, figures and evidence, for tests and benchmarks.

The same `n_events` and `seed` give the same rows. Shares, texts and places are realistic in kind, not in fact: a third
of the mentions share an article with others, most events have one source, one in twelve is an area, one in thirty has
no date. Every quote stands in its article's text at its offsets.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl

from eventbase import __version__
from eventbase.ontology.event_types import event_types
from eventbase.store import synthetic_words as words
from eventbase.store.build import build_file
from eventbase.store.event_records import RANGE_MEASURES
from eventbase.store.frames import ArrowStream, shaped
from eventbase.store.tables import SCHEMA_VERSION, published_tables

FIRST_DAY = date(2024, 8, 1)
DAYS = 480
_STATUS = {"occurred": 0.86, "ongoing": 0.04, "planned": 0.03, "hypothetical": 0.02, "denied": 0.02, "alleged": 0.03}
_PRECISION = {"day": 0.8, "week": 0.04, "month": 0.05, "season": 0.02, "year": 0.02, "open": 0.04, "unknown": 0.03}
_SPAN_DAYS = {"day": 0, "week": 6, "month": 29, "season": 90, "year": 364, "open": 0, "unknown": 0}
_ARTICLE_SIZE = 3  # mentions an article, on average

Frames = dict[str, pl.DataFrame]


def write_synthetic(path: Path, n_events: int, seed: int = 1) -> None:
    """Writes a published database of `n_events` made-up events at `path`, replacing what is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.synthetic-{os.getpid()}")
    temporary.unlink(missing_ok=True)
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    for name, frame in synthetic_tables(n_events, seed).items():
        connection.register(name, ArrowStream(frame))
    build_file(connection, temporary)
    connection.close()
    temporary.replace(path)


def synthetic_tables(n_events: int, seed: int = 1) -> Frames:
    """All tables of the published database as frames, by name, with their schemas."""
    rng = np.random.default_rng(seed)
    events = _events(n_events, rng)
    mentions = _mentions(events, rng)
    frames = _texts(mentions)
    frames |= _linked(events, frames)
    frames["places"] = _places()
    frames["issues"] = pl.DataFrame(
        [{"stage": "ingest", "article_id": "s-none", "code": "not_english", "detail": "made-up issue; nothing to do"}]
    )
    frames["runs"] = _runs(n_events, seed)
    frames["schema_version"] = pl.DataFrame(
        [{"schema_version": SCHEMA_VERSION, "eventbase_version": __version__,
          "content_hash": f"synthetic-{n_events}-{seed}", "figures_rule": "newest_specific",
          "banner": "made-up events, not for citation"}]
    )  # fmt: skip
    return {name: shaped(frames[name], table.columns) for name, table in published_tables().items()}


def _pick(rng: np.random.Generator, shares: Mapping[Any, float], size: int) -> pl.Series:
    """Codes drawn by their shares."""
    codes = pl.Series(list(shares), dtype=pl.String)
    weights = np.array(list(shares.values()))
    return codes.gather(rng.choice(len(codes), size=size, p=weights / weights.sum()))


def _places() -> pl.DataFrame:
    return words.places().with_columns(
        alternate_names=pl.lit(None, pl.String), admin2=pl.lit(None, pl.String), gazetteer=pl.lit("synthetic")
    )


def _events(n: int, rng: np.random.Generator) -> pl.DataFrame:
    """One row an event with its true fields; figures are the event's true numbers."""
    types = list(event_types().values())
    weights = np.array([words.TYPE_WEIGHTS.get(kind.event_type, 1.0) for kind in types])
    chosen = rng.choice(len(types), size=n, p=weights / weights.sum())
    places = words.places()
    place_weights = 1.0 / np.arange(1, len(places) + 1) ** 0.7
    place = rng.choice(len(places), size=n, p=place_weights / place_weights.sum())
    frame = pl.DataFrame(
        {
            "event_no": np.arange(n),
            "event_type": [types[i].event_type for i in chosen],
            "sub_event_type": [types[i].sub_event_type for i in chosen],
            "day": np.sort(rng.integers(0, DAYS, size=n)),
            "time_precision": _pick(rng, _PRECISION, n),
            "status": _pick(rng, _STATUS, n),
            "temporal_role": _pick(rng, {"new": 0.88, "background": 0.12}, n),
            "attribution": _pick(rng, words.ATTRIBUTIONS, n),
            "place_no": place,
            "pair_no": rng.integers(0, 1 << 30, size=n),
            "placed": rng.random(n) > 0.03,
            "disputed": rng.random(n) < 0.03,
            "confidence": np.round(rng.beta(6, 2, size=n), 3),
            "n_reports": 1 + rng.geometric(0.62, size=n) - 1,
            **_true_figures(n, rng),
        },
        strict=False,
    )
    frame = frame.join(places.with_row_index("place_no").cast({"place_no": pl.Int64}), on="place_no", how="left")
    frame = _with_dates(_with_actors(frame))
    unplaced = ("place_id", "name", "admin1", "country", "latitude", "longitude", "geo_precision")
    return frame.sort("event_no").with_columns(
        event_id=pl.format("ev-{}", pl.col("event_no").cast(pl.String).str.zfill(8)),
        **{name: pl.when(pl.col("placed")).then(pl.col(name)) for name in unplaced},
    )


def _true_figures(n: int, rng: np.random.Generator) -> dict[str, np.ndarray[Any, Any]]:
    """Numbers of people for some of the events; 0 stands for "no figure" and never gets into a row."""
    shares = {"killed": (0.3, 4.0), "wounded": (0.25, 9.0), "captured": (0.02, 15.0), "casualties": (0.03, 40.0),
              "troops": (0.05, 600.0)}  # fmt: skip
    return {
        measure: np.where(rng.random(n) < share, 1 + rng.exponential(scale, size=n).astype(int), 0)
        for measure, (share, scale) in shares.items()
    }


def _with_actors(frame: pl.DataFrame) -> pl.DataFrame:
    """Two actors that fit the country of the place."""
    pairs = words.pairs()
    counts = pairs.group_by("pair_country").agg(pl.len().alias("pairs"))
    frame = frame.join(counts, left_on="country", right_on="pair_country", how="left")
    frame = frame.with_columns(pair_key=pl.col("pair_no") % pl.col("pairs"))
    return frame.join(pairs, left_on=["country", "pair_key"], right_on=["pair_country", "pair_key"], how="left")


def _with_dates(frame: pl.DataFrame) -> pl.DataFrame:
    first = pl.lit(FIRST_DAY) + pl.duration(days=pl.col("day"))
    length = pl.col("time_precision").replace_strict(_SPAN_DAYS, return_dtype=pl.Int64)
    known = pl.col("time_precision") != "unknown"
    return frame.with_columns(
        event_date=pl.when(known).then(first),
        event_date_end=pl.when(known & (pl.col("time_precision") != "open")).then(first + pl.duration(days=length)),
        date_basis=pl.when(~known).then(pl.lit("none")).when(pl.col("pair_no") % 5 == 0).then(pl.lit("stated"))
        .when(pl.col("pair_no") % 5 == 1).then(pl.lit("reported")).otherwise(pl.lit("resolved")),
    )  # fmt: skip


def _mentions(events: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One row a mention: an event as one outlet reports it; later reports give higher or lower figures."""
    frame = events.with_columns(report_no=pl.int_ranges(0, pl.col("n_reports"))).explode("report_no")
    n = len(frame)
    buckets = max(1, n // (DAYS * len(words.OUTLETS) * _ARTICLE_SIZE))
    frame = frame.with_columns(
        outlet_no=(pl.col("pair_no") + pl.col("report_no")) % len(words.OUTLETS),
        published_day=pl.col("day") + pl.min_horizontal("report_no", pl.lit(6)),
        bucket=pl.Series(rng.integers(0, buckets, size=n)),
        drift=pl.Series(rng.integers(-1, 3, size=n)),
    )
    frame = frame.with_columns(
        article_id=pl.format("s-{}-{}-{}", "outlet_no", "published_day", "bucket"),
        **{name: pl.when(pl.col(name) > 0).then(pl.max_horizontal(pl.lit(1), pl.col(name) + pl.col("drift")))
           for name in RANGE_MEASURES},
    )  # fmt: skip
    frame = frame.unique(["article_id", "event_no"], keep="first", maintain_order=True)
    return frame.sort("article_id", "event_no").with_columns(
        source=pl.col("outlet_no").replace_strict(dict(enumerate(words.OUTLETS)), return_dtype=pl.String),
        published_at=pl.lit(datetime(2024, 8, 1, 18)) + pl.duration(days=pl.col("published_day")),
        mention_id=pl.format("{}-{}", "article_id", "event_no"),
    )


def _pieces() -> list[tuple[str, pl.Expr]]:
    """A mention's sentence as consecutive pieces; a piece with a name is quoted as evidence of that field."""
    none = pl.lit("")
    verb = pl.col("sub_event_type").replace_strict(words.verbs(), return_dtype=pl.String)
    has = pl.col
    pieces = [
        ("attribution", has("attribution").fill_null("")),
        ("", pl.when(has("attribution").is_not_null()).then(pl.lit(" said that ")).otherwise(none)),
        ("actor1_name", has("actor1_name")),
        ("", pl.concat_str(pl.lit(" "), _modal(), verb, pl.lit(" "))),
        ("actor2_name", has("actor2_name")),
        ("", pl.when(has("name").is_not_null()).then(pl.lit(" in ")).otherwise(none)),
        ("location_name", has("name").fill_null("")),
        ("", pl.when(has("event_date").is_not_null()).then(pl.lit(" on ")).otherwise(none)),
        ("event_date", has("event_date").dt.strftime("%B %-d, %Y").fill_null("")),
    ]
    for measure in RANGE_MEASURES:
        some = has(measure).is_not_null()
        pieces.append(("", pl.when(some).then(pl.lit(", with ")).otherwise(none)))
        hedge = pl.when(has("pair_no") % 3 == 0).then(pl.lit("at least ")).otherwise(none)
        figure = pl.concat_str(hedge, has(measure).cast(pl.String), pl.lit(f" {measure}"))
        pieces.append((f"figure:{measure}", pl.when(some).then(figure).otherwise(none)))
    return [*pieces, ("", pl.lit("."))]


def _modal() -> pl.Expr:
    """The words that carry a mention's status."""
    return pl.col("status").replace_strict(words.MODALS, return_dtype=pl.String)


def _texts(mentions: pl.DataFrame) -> Frames:
    """Articles, parts, mentions, figures, evidence: sentences joined by a blank, offsets into the whole text."""
    pieces = _pieces()
    named = mentions.with_columns(piece.alias(f"piece{i}") for i, (_, piece) in enumerate(pieces))
    lengths = [pl.col(f"piece{i}").str.len_chars().cast(pl.Int64) for i in range(len(pieces))]
    named = named.with_columns(
        sentence=pl.concat_str([f"piece{i}" for i in range(len(pieces))]),
        **{f"length{i}": length for i, length in enumerate(lengths)},
    )
    size = pl.col("sentence").str.len_chars().cast(pl.Int64)
    named = named.with_columns(offset=(size + 1).cum_sum().over("article_id") - size - 1)
    for i in range(len(pieces)):
        before = [pl.col(f"length{j}") for j in range(i)]
        named = named.with_columns((pl.col("offset") + pl.sum_horizontal(pl.lit(0), *before)).alias(f"start{i}"))
    articles = _articles(named)
    return {
        "articles": articles,
        "parts": articles.select(
            "article_id", part_no=0, part=pl.lit("body"), story_no=0, start=0, end=pl.col("text").str.len_chars()
        ),
        "mentions": _mention_rows(named),
        "mention_locations": _location_rows(named),
        "figures": _figure_rows(named, pieces),
        "evidence": _evidence_rows(named, pieces),
    }


def _articles(named: pl.DataFrame) -> pl.DataFrame:
    frame = named.group_by("article_id", maintain_order=True).agg(
        pl.col("source").first(), pl.col("published_at").first(), text=pl.col("sentence").str.join(" ")
    )
    return frame.with_columns(
        url=pl.format("https://example.org/{}", "article_id"),
        title=pl.format("Report of {}", pl.col("published_at").dt.date()),
        published_basis=pl.lit("metadata"),
        retrieved_at=pl.lit(datetime(2026, 1, 1)),
        language=pl.lit("en"),
        raw_path=pl.lit("synthetic.jsonl"),
    )


def _mention_rows(named: pl.DataFrame) -> pl.DataFrame:
    return named.with_columns(
        story_no=0, part=pl.lit("body"), location_name=pl.col("name"), admin2=pl.lit(None, pl.String),
        coder=pl.lit("synthetic"), coder_version=pl.lit("1"),
    ).with_columns(pl.col("confidence").cast(pl.Float64))  # fmt: skip


def _location_rows(named: pl.DataFrame) -> pl.DataFrame:
    placed = named.filter(pl.col("name").is_not_null())
    return placed.with_columns(location_no=0, location_name=pl.col("name"))


def _figure_rows(named: pl.DataFrame, pieces: list[tuple[str, pl.Expr]]) -> pl.DataFrame:
    rows = []
    for i, (field, _) in enumerate(pieces):
        if field.startswith("figure:"):
            measure = field.removeprefix("figure:")
            some = named.filter(pl.col(measure).is_not_null())
            rows.append(_figure_frame(some, measure, i))
    return pl.concat(rows)


def _figure_frame(some: pl.DataFrame, measure: str, i: int) -> pl.DataFrame:
    number = pl.col(measure).cast(pl.Float64)
    hedged = pl.col("pair_no") % 3 == 0
    return some.select(
        "mention_id", "event_id", "attribution", "source", "article_id", "published_at",
        figure_id=pl.format(f"{{}}-{measure}", "mention_id"),
        measure=pl.lit(measure),
        side=pl.when(pl.col("event_type") == "battle").then(pl.lit("actor2")).otherwise(pl.lit("civilian")),
        low=number,
        best=pl.when(~hedged).then(number),
        high=pl.when(~hedged).then(number),
        qualifier=pl.when(hedged).then(pl.lit("at_least")).otherwise(pl.lit("exact")),
        start=pl.col(f"start{i}"),
        end=pl.col(f"start{i}") + pl.col(f"length{i}"),
        quote=pl.col(f"piece{i}"),
    )  # fmt: skip


def _evidence_rows(named: pl.DataFrame, pieces: list[tuple[str, pl.Expr]]) -> pl.DataFrame:
    rows = [
        named.select(
            "mention_id", field=pl.lit("event"), start=pl.col("offset"),
            end=pl.col("offset") + pl.col("sentence").str.len_chars().cast(pl.Int64), quote=pl.col("sentence"),
        )
    ]  # fmt: skip
    for i, (field, _) in enumerate(pieces):
        if field and not field.startswith("figure:"):
            some = named.filter(pl.col(f"length{i}") > 0)
            rows.append(
                some.select(
                    "mention_id", field=pl.lit(field), start=pl.col(f"start{i}"),
                    end=pl.col(f"start{i}") + pl.col(f"length{i}"), quote=pl.col(f"piece{i}"),
                )
            )  # fmt: skip
    return pl.concat(rows)


def _linked(events: pl.DataFrame, frames: Frames) -> Frames:
    """Events with the newest claim as their range, their sources and claims."""
    mentions, figures = frames["mentions"], frames["figures"]
    newest = figures.sort("event_id", "measure", "published_at", "figure_id").group_by("event_id", "measure").last()
    claims = figures.with_columns(chosen=pl.col("figure_id").is_in(newest["figure_id"].implode()))
    counts = mentions.group_by("event_id").agg(
        n_mentions=pl.len(), n_articles=pl.col("article_id").n_unique(), n_sources=pl.col("source").n_unique(),
        first_reported=pl.col("published_at").min(), last_reported=pl.col("published_at").max(),
    )  # fmt: skip
    rows = events.drop(*RANGE_MEASURES).join(counts, on="event_id", how="inner")
    for measure in RANGE_MEASURES:
        chosen = newest.filter(pl.col("measure") == measure).select(
            "event_id", **{f"{measure}_{bound}": pl.col(bound).cast(pl.Int64) for bound in ("low", "best", "high")}
        )
        rows = rows.join(chosen, on="event_id", how="left")
    rows = rows.sort("event_id").with_columns(location_name=pl.col("name"), summary=_summary())
    first_of_source = pl.int_range(pl.len()).over("event_id", "source") == 0
    sources = mentions.sort("event_id", "published_at", "article_id").with_columns(independent=first_of_source)
    history = rows.select("event_id", change=pl.lit("created"), run_id=pl.lit("r000001"))
    return {"events": rows, "event_sources": sources, "event_figures": claims, "event_history": history}


def _summary() -> pl.Expr:
    where = pl.when(pl.col("name").is_not_null()).then(pl.concat_str(pl.lit(" in "), "name")).otherwise(pl.lit(""))
    verb = pl.col("sub_event_type").replace_strict(words.verbs(), return_dtype=pl.String)
    return pl.concat_str(
        pl.col("actor1_name"), pl.lit(" "), _modal(), verb, pl.lit(" "), pl.col("actor2_name"),
        where, pl.lit("."),
    )  # fmt: skip


def _runs(n_events: int, seed: int) -> pl.DataFrame:
    return pl.DataFrame(
        [{"run_id": "r000001", "command": "synthetic", "status": "done", "started_at": datetime(2026, 1, 1),
          "duration_s": 0.0, "eventbase_version": __version__, "versions": "{}",
          "settings": f'{{"n_events": {n_events}, "seed": {seed}}}', "counts": "{}", "inputs": "[]"}]
    )  # fmt: skip
