"""`geocode` for `eventbase.geocode`: one offline geocoder a process, opened when it is first needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from eventbase.gazetteer.resolve import OfflineGeocoder
from eventbase.records import Place


@cache
def default_geocoder() -> OfflineGeocoder:
    return OfflineGeocoder()


def geocode(
    name: str, admin1: str | None = None, country: str | None = None, context: Sequence[str] = ()
) -> Place | None:
    """The place that a name means, None rather than a guess.

    `admin1` and `country` are hard filters (names or codes); `context` are other place names, nearest first.

    >>> geocode("Sudzha").admin1
    'Kursk Oblast'
    """
    return default_geocoder().geocode(name, admin1=admin1, country=country, context=context)
