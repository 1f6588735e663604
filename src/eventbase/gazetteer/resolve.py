"""The offline geocoder, and the resolver's public names: `resolve` a name, `resolve_article` a text."""

from __future__ import annotations

from collections.abc import Sequence

from eventbase.config import Settings
from eventbase.gazetteer.article import article_focus, resolve_article
from eventbase.gazetteer.resolution import Query, Resolution, Scored, resolve
from eventbase.gazetteer.store import Gazetteer, open_gazetteer
from eventbase.records import Place

__all__ = ["OfflineGeocoder", "Query", "Resolution", "Scored", "article_focus", "resolve", "resolve_article"]

VERSION = "1"


class OfflineGeocoder:
    """The default geocoder: the built-in gazetteer, or the larger one that the user built."""

    name = "offline"

    def __init__(self, settings: Settings | None = None, gazetteer: Gazetteer | None = None) -> None:
        self.gazetteer = gazetteer or open_gazetteer(settings)

    @property
    def version(self) -> str:
        return f"{VERSION}+{self.gazetteer.version}"

    def geocode(
        self, name: str, *, admin1: str | None = None, country: str | None = None, context: Sequence[str] = ()
    ) -> Place | None:
        return self.resolve(Query(name, admin1, country, tuple(context))).place

    def resolve(self, query: Query) -> Resolution:
        return resolve(self.gazetteer, query)
