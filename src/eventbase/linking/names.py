"""Names of actors and places as they stand in a sentence: with the article or noun that English wants."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

MAX_ABBREVIATION = 3  # letters; longer all-capital names are those of datelines and headings
_NUMBERS = re.compile(
    r"(one|two|three|four|five|six|seven|eight|nine|ten|some|several|dozens|hundreds|thousands)\b", re.IGNORECASE
)
_ENDS = re.compile(r"[\s,.;:–—-]+$")
_PLURAL = frozenset(
    ("people", "men", "women", "children", "police", "personnel", "servicemen", "servicewomen", "militia")
)
_DETERMINED = re.compile(
    r"^(the|a|an|its|his|her|their|our|some|at|about|around|more|over|up|nearly|almost|several|dozens|hundreds|thousands|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|another|other|all|both|many|local|\d)\b",
    re.IGNORECASE,
)
_KINDS = {
    "military": "forces", "government": "officials", "civilian": "civilians", "police": "police", "rebel": "rebels",
    "militia": "militia", "paramilitary": "paramilitaries", "intelligence": "intelligence",
}  # fmt: skip
_COMMON = re.compile(
    r"\b(quarter|district|suburb|area|front|direction|capital|camp|mosque|church|school|region|border|coast|port|base|"
    r"palace|prison|market|hospital|airport|river|sea|strip|heights|mountains|islands?)$",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"^(United |Democratic Republic|Central African Republic|Dominican Republic|Netherlands|Philippines|Gaza Strip|"
    r"Republic of|Czech Republic|Russian Federation|Bahamas|Gambia|Maldives|Comoros|Seychelles|West Bank)"
)


@cache
def _adjectives() -> frozenset[str]:
    text = files("eventbase.ontology").joinpath("demonyms.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line[:1] != "#"]
    return frozenset(row["demonym"] for row in csv.DictReader(lines) if row["kind"] == "adjective")


@cache
def countries() -> Mapping[str, str]:
    """Country names by ISO 3166-1 alpha-3."""
    text = files("eventbase.ontology").joinpath("countries.csv").read_text(encoding="utf-8")
    return {row["alpha3"]: row["name"] for row in csv.DictReader(text.splitlines()) if row["alpha3"]}


def actor(name: str | None, kind: str | None) -> str | None:
    """`Russian` (military) → `Russian forces`; `government` → `the government`; a bare number is no name."""
    text = _ENDS.sub("", " ".join((name or "").split()))
    if not text:
        return None
    last = text.split()[-1]
    if text.isupper() and len(text) > MAX_ABBREVIATION:
        text = text.title()
    if _NUMBERS.match(text):
        text = text[0].lower() + text[1:]
    if text in _adjectives():
        return f"{text} {_KINDS.get(kind or '', 'actors')}"
    if last.replace(",", "").isdigit():
        return None
    if text[0].islower() and not _DETERMINED.match(text) and not _is_plural(last):
        return f"the {text}"
    return text


def _is_plural(word: str) -> bool:
    lower = word.lower()
    return lower in _PLURAL or (lower.endswith("s") and not lower.endswith(("ss", "us", "is")))


def place(row: Mapping[str, Any], known: str | None) -> str | None:
    """`in Poltava, Ukraine`, `near Jableh, Syria`, `in Donetsk Oblast, Ukraine`; `known` is the gazetteer's name."""
    precision = row["geo_precision"]
    name = known if known and precision not in ("exact", "region", "unknown") else row["location_name"] or known
    name = _ENDS.sub("", " ".join((name or "").split()))
    if not name:
        return None
    if name.isupper() and len(name) > MAX_ABBREVIATION:
        name = name.title()
    word = "near" if precision == "near" else "at" if precision == "exact" else "in"
    country = countries().get(row["country"] or "")
    if country and country not in name and name not in country:
        name = f"{with_article(name)}, {country}"
    return f"{word} {with_article(name)}"


def with_article(name: str) -> str:
    """The name with `the` where it is a common noun or a state that takes it."""
    if name.lower().startswith("the "):
        return name
    head = name.split(",")[0]
    named = head[0].isupper() and not _STATES.match(head)
    common = _COMMON.search(head) and (head.split()[-1].islower() or head.split()[-1] in ("Strip", "Heights"))
    return name if named and not common else f"the {name}"
