"""The page's data: `core` (all that filters, charts and the table need) and `detail` (the words behind each event).

Children point to their parents by row number: `e` the event, `a` the article, `m` the mention.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from eventbase.report.collect import Tables
from eventbase.report.pack import pack_frame
from eventbase.report.shapes import shapes_for


def core_payload(tables: Tables, *, new: list[int] | None) -> dict[str, Any]:
    """Events, their articles, who published when, and the map's shapes. `new`: rows of events since the last report."""
    articles = tables.articles.drop("raw_sha256", "published_basis", strict=False)
    return {
        "events": pack_frame(_with_place_names(tables)),
        "articles": pack_frame(articles.drop("article_id")) | {"ids": articles["article_id"].to_list()},
        "sources": pack_frame(_child(tables.event_sources, tables, article=True)),
        "activity": pack_frame(tables.activity),
        "new": new,
        "shapes": shapes_for(tables.events),
    }


def detail_payload(tables: Tables) -> dict[str, Any]:
    """Mentions with their passages, claims, further places and doubts."""
    mentions = _child(tables.mentions, tables, article=True)
    order = mentions.select("mention_id").with_row_index("m")
    return {
        "mentions": pack_frame(mentions.drop("mention_id")),
        "passages": pack_frame(_by_mention(tables.passages, order)),
        "claims": pack_frame(_child(tables.claims, tables, article=True)),
        "locations": pack_frame(_by_mention(tables.locations, order)),
        "doubts": pack_frame(_by_mention(tables.doubts, order)),
    }


def _with_place_names(tables: Tables) -> pl.DataFrame:
    """Events with the gazetteer's name of their place beside the name in the text."""
    names = tables.places.select("place_id", pl.col("name").alias("place_name"))
    return tables.events.join(names, on="place_id", how="left", maintain_order="left")


def _child(children: pl.DataFrame, tables: Tables, *, article: bool) -> pl.DataFrame:
    """Children in their events' order with row numbers `e` and `a` instead of ids; `a` is null without the article."""
    events = tables.events.select("event_id").with_row_index("e")
    found = children.join(events, on="event_id", how="inner", maintain_order="left")
    if article:
        articles = tables.articles.select("article_id").with_row_index("a")
        found = found.join(articles, on="article_id", how="left", maintain_order="left").drop("article_id")
    return found.sort("e", maintain_order=True).drop("event_id")


def _by_mention(children: pl.DataFrame, order: pl.DataFrame) -> pl.DataFrame:
    found = children.join(order, on="mention_id", how="inner", maintain_order="left")
    return found.sort("m", maintain_order=True).drop("mention_id")
