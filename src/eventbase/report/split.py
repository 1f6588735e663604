"""Parts of a report that get a page of their own: countries, conflicts, actors or months."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from eventbase.errors import UsageError
from eventbase.report.collect import Tables
from eventbase.report.countries import country_name

_SAFE = re.compile(r"[A-Z]{3}|\d{4}-\d\d")  # country codes and months; other names can differ by case alone
UNARMED = ("civilian", "igo", "ngo", "media", "company")


@dataclass(frozen=True, slots=True)
class Part:
    """One page: its file name, its heading and its events."""

    file: str
    label: str
    event_ids: pl.Series


def parts_of(tables: Tables, split: str) -> list[Part]:
    """The parts in order of their label; events that belong to none (no country, no date) are on the index only."""
    if split not in SPLITS:
        raise UsageError(f"--split {split}: unknown; one of {', '.join(SPLITS)}")
    keyed = SPLITS[split](tables.events).drop_nulls().unique(maintain_order=True).filter(pl.col("key") != "")
    parts = [
        Part(f"{slug(str(key))}.html", country_name(str(key)) if split == "country" else str(key), rows["event_id"])
        for (key,), rows in keyed.group_by(["key"], maintain_order=True)
    ]
    return sorted(parts, key=lambda part: (part.label, part.file))


def _by_country(events: pl.DataFrame) -> pl.DataFrame:
    return events.select("event_id", key="country")


def _by_month(events: pl.DataFrame) -> pl.DataFrame:
    """Events whose whole span lies in one month; wider ones would be put into months that the text does not name."""
    inside = pl.col("event_date").dt.strftime("%Y-%m") == pl.col("event_date_end").dt.strftime("%Y-%m")
    return events.filter(inside).select("event_id", key=pl.col("event_date").dt.strftime("%Y-%m"))


def _by_actor(events: pl.DataFrame) -> pl.DataFrame:
    sides = [events.select("event_id", key=f"{actor}_name") for actor in ("actor1", "actor2")]
    return pl.concat(sides)


def _by_conflict(events: pl.DataFrame) -> pl.DataFrame:
    """The two armed or governing sides, whichever acts: their countries, or names where they have none."""
    sides = [_side("actor1"), _side("actor2")]
    armed = events.with_columns(a=sides[0], b=sides[1]).filter(pl.col("a").is_not_null() & pl.col("b").is_not_null())
    pair = pl.concat_list("a", "b").list.sort().list.join(" – ")
    return armed.filter(pl.col("a") != pl.col("b")).select("event_id", key=pair)


def _side(actor: str) -> pl.Expr:
    unarmed = pl.col(f"{actor}_type").is_in(UNARMED) & (actor == "actor1")
    return pl.when(unarmed).then(None).otherwise(pl.coalesce(f"{actor}_country", f"{actor}_name"))


def slug(name: str) -> str:
    """A file name for any text: ASCII letters, digits and hyphens; a hash tells apart what they cannot."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return (
        words
        if _SAFE.fullmatch(name)
        else f"{words or 'part'}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
    )


SPLITS: dict[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    "country": _by_country,
    "conflict": _by_conflict,
    "actor": _by_actor,
    "month": _by_month,
}
