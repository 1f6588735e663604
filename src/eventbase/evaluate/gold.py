"""Reads gold files (SCHEMA.md, "Gold files"): one page a line, with its events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from eventbase.errors import InputError, UsageError
from eventbase.evaluate.records import GoldPage, ScoredActor, ScoredEvent, ScoredFigure, ScoredPlace


def gold_files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and for a folder its .jsonl files by name. Raises UsageError for what is not there."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.glob("*.jsonl"))
            if not inside:
                raise UsageError(f"{path}: no .jsonl file in this folder; name the gold file itself")
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            raise UsageError(f"{path}: no such file or folder; give a gold file (.jsonl) or a folder of them")
    return found


def read_gold(paths: Sequence[Path]) -> list[GoldPage]:
    """All pages in file order. Raises InputError naming file and line where a line breaks the format."""
    pages: dict[str, GoldPage] = {}
    for path in gold_files(paths):
        for number, page in _pages(path):
            if page.page_id in pages:
                raise InputError(f"{path}:{number}: page {page.page_id!r} stands twice; remove or rename one")
            pages[page.page_id] = page
    return list(pages.values())


def _pages(path: Path) -> Iterator[tuple[int, GoldPage]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, _page(json.loads(line), path.name)
        except json.JSONDecodeError as error:
            raise InputError(f"{path}:{number}: invalid JSON: {error.msg}; mend the line") from error
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(f"{path}:{number}: no gold page: {error!r}; see SCHEMA.md, 'Gold files'") from error


def _page(row: dict[str, Any], file: str) -> GoldPage:
    text = row["text"]
    return GoldPage(
        page_id=str(row["id"]),
        text=text,
        title=row.get("title"),
        published_at=row.get("published_at"),
        url=row.get("url"),
        events=tuple(gold_event(event, text) for event in row["events"]),
        file=file,
    )


def gold_event(row: dict[str, Any], text: str) -> ScoredEvent:
    """One event of a gold page; its spans are all places where its quotes stand in the text."""
    quotes = [row["quote"], *row.get("more_quotes", [])]
    return ScoredEvent(
        event_type=row["event_type"],
        sub_event_type=row["sub_event_type"],
        spans=tuple(span for quote in quotes for span in occurrences(quote, text)),
        start=as_date(row["date"]),
        end=as_date(row["date_end"]),
        time_precision=row["time_precision"],
        date_basis=row["date_basis"],
        actor1=_actor(row["actor1"]),
        actor2=_actor(row["actor2"]),
        place=_place(row["location"]),
        figures=tuple(_figure(figure) for figure in row["figures"]),
        status=row["status"],
        temporal_role=row["temporal_role"],
        attribution=row["attribution"],
        part=row["part"],
        alternatives=frozenset(row.get("alt_sub_event_types", ())),
        optional=bool(row.get("optional")),
        quote=row["quote"],
    )


def _actor(row: dict[str, Any] | None) -> ScoredActor | None:
    return None if row is None else ScoredActor(row["name"], row["country"] or None, row["type"])


def _place(row: dict[str, Any] | None) -> ScoredPlace | None:
    if row is None:
        return None
    return ScoredPlace(row["name"], row["admin1"], row["country"], row.get("lat"), row.get("lon"), row["geo_precision"])


def _figure(row: dict[str, Any]) -> ScoredFigure:
    return ScoredFigure(
        row["measure"], row["low"], row["best"], row["high"], row.get("qualifier"), row.get("side"), row.get("quote")
    )


def as_date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value[:10])


def occurrences(quote: str, text: str) -> list[tuple[int, int]]:
    """Offsets of every place where the quote stands."""
    return [match.span() for match in re.finditer(re.escape(quote), text)] if quote else []
