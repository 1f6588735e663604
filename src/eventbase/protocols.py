"""Extension points. A coder or geocoder is any class with a `name`, a `version` and one method.

They are found by the entry-point groups `eventbase.coders` and `eventbase.geocoders`; the built-ins register the same
way. Two under one name is an error (`eventbase.plugins`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from eventbase.records import Article, Mention, Part, Place


@runtime_checkable
class Coder(Protocol):
    """Codes one article; pure: no database, no network, no clock. Every coder's output passes `coding.verify`."""

    name: str
    version: str

    def code(self, article: Article, parts: Sequence[Part]) -> list[Mention]: ...


@runtime_checkable
class Geocoder(Protocol):
    """Resolves one place name.

    `admin1`, `country` are hard filters (names or codes as the text states them); `context` are other place names of
    the sentence, paragraph and article, nearest first. Returns None rather than a guess.
    """

    name: str
    version: str

    def geocode(
        self, name: str, *, admin1: str | None = None, country: str | None = None, context: Sequence[str] = ()
    ) -> Place | None: ...
