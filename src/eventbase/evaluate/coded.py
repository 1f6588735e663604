"""Coded events to be scored: from the coder run in memory on the gold's pages, or from a published database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from eventbase.coding.stage import code_one, make_coder
from eventbase.config import Settings
from eventbase.evaluate.gold import gold_files
from eventbase.evaluate.records import ScoredActor, ScoredEvent, ScoredFigure, ScoredPlace
from eventbase.ingest.read import Ingested, InputDefaults, read_inputs
from eventbase.progress import track
from eventbase.protocols import Coder
from eventbase.records import Mention
from eventbase.store.frames import fetch
from eventbase.store.read import connect

EPOCH = datetime(1970, 1, 1)  # retrieved_at is never scored
CodedPages = dict[str, list[ScoredEvent]]


def gold_articles(paths: Sequence[Path]) -> Iterator[Ingested]:
    """The gold's pages as `eventbase build` would read them."""
    for row in read_inputs(gold_files(paths), InputDefaults(), retrieved_at=EPOCH):
        if isinstance(row, Ingested):
            yield row


def code_gold(paths: Sequence[Path], settings: Settings, coder: Coder | None = None) -> CodedPages:
    """Codes the gold's pages in memory; events by page id, in the order of their ids."""
    coder = coder or make_coder(settings)
    pages: CodedPages = {}
    for found in track(gold_articles(paths), "code", quiet=settings.quiet):
        _, mentions, _ = code_one(coder, found.article, found.parts)
        mentions.sort(
            key=lambda m: m.mention_id
        )  # the order of the published table: ties in matching fall the same way
        pages[found.article.article_id] = [from_mention(mention) for mention in mentions]
    return pages


def from_mention(mention: Mention) -> ScoredEvent:
    """A coder's mention in the form that is scored."""
    columns = mention.model_dump(exclude={"figures", "evidence", "locations"})
    spans = tuple((e.start, e.end) for e in mention.evidence if e.field == "event")
    figures = tuple(
        ScoredFigure(f.measure, f.low, f.best, f.high, f.qualifier, f.side, f.quote) for f in mention.figures
    )
    return _event(columns, spans, figures)


def _event(row: dict[str, Any], spans: tuple[tuple[int, int], ...], figures: tuple[ScoredFigure, ...]) -> ScoredEvent:
    """From a row with the columns of `mentions`."""
    return ScoredEvent(
        event_type=row["event_type"],
        sub_event_type=row["sub_event_type"],
        spans=spans,
        start=row["event_date"],
        end=row["event_date_end"],
        time_precision=row["time_precision"],
        date_basis=row["date_basis"],
        actor1=_actor(row, "actor1"),
        actor2=_actor(row, "actor2"),
        place=_place(row),
        figures=figures,
        status=row["status"],
        temporal_role=row["temporal_role"],
        attribution=row["attribution"],
        part=row["part"],
        confidence=row["confidence"],
        mention_id=row["mention_id"],
    )


def _actor(row: dict[str, Any], side: str) -> ScoredActor | None:
    if row[f"{side}_name"] is None:
        return None
    return ScoredActor(row[f"{side}_name"], row[f"{side}_country"], row[f"{side}_type"])


def _place(row: dict[str, Any]) -> ScoredPlace | None:
    if row["location_name"] is None:
        return None
    return ScoredPlace(
        row["location_name"], row["admin1"], row["country"], row["latitude"], row["longitude"], row["geo_precision"]
    )


def from_database(path: Path) -> CodedPages:
    """The mentions of a published database by article; articles without any have an empty list."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    figures: dict[str, list[ScoredFigure]] = defaultdict(list)
    with connect(path) as connection:
        pages: CodedPages = {row[0]: [] for row in connection.execute("SELECT article_id FROM articles").fetchall()}
        for row in fetch(connection, "SELECT * FROM evidence WHERE field = 'event' ORDER BY ALL").to_dicts():
            spans[row["mention_id"]].append((row["start"], row["end"]))
        for row in fetch(connection, "SELECT * FROM figures ORDER BY mention_id, start").to_dicts():
            values = (row[name] for name in ("measure", "low", "best", "high", "qualifier", "side", "quote"))
            figures[row["mention_id"]].append(ScoredFigure(*values))
        for row in fetch(connection, "SELECT * FROM mentions ORDER BY article_id, mention_id").to_dicts():
            key = row["mention_id"]
            pages[row["article_id"]].append(_event(row, tuple(spans[key]), tuple(figures[key])))
    return pages
