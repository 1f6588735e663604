"""The public functions of `eventbase`, with the names and arguments of SCHEMA.md."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from eventbase.coding.dates import resolve_date
from eventbase.coding.figures import parse_figures
from eventbase.gazetteer.api import geocode
from eventbase.records import Article, Mention
from eventbase.store.read import connect, events

if TYPE_CHECKING:
    import plotly.graph_objects as go
    import polars as pl

    from eventbase.coding.rules import RulesCoder

__all__ = ["code_text", "connect", "event_map", "events", "geocode", "parse_figures", "resolve_date", "timeline"]


@cache
def _coder() -> RulesCoder:
    from eventbase.coding.rules import RulesCoder

    return RulesCoder()


def code_text(text: str, published_at: date | datetime | None = None) -> list[Mention]:
    """One article's mentions, geocoded, nothing stored.

    `published_at`: the story's own day; without it, dates that the text does not give in full stay unknown.

    >>> code_text("Rebels shelled the town of Sudzha on 3 May 2025, killing two people.")[0].sub_event_type
    'shelling'
    """
    from eventbase.coding.verify import verify
    from eventbase.ingest.parts import cut

    when = datetime(published_at.year, published_at.month, published_at.day) if published_at else None
    article = Article(article_id="text", text=text, published_at=when)
    parts = cut(text)
    return verify(article, _coder().code(article, parts))[0]


def timeline(df: pl.DataFrame) -> go.Figure:
    """Events by day and type as a plotly figure; `df` as `eventbase.events()` gives it."""
    from eventbase.report.figures import timeline as draw

    return draw(df)


def event_map(df: pl.DataFrame) -> go.Figure:
    """Events on a map as a plotly figure; `df` as `eventbase.events()` gives it."""
    from eventbase.report.figures import event_map as draw

    return draw(df)
