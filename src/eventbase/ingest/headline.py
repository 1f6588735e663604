"""Which units of a page are its headline: the title by metadata, a line said twice, or the line above the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventbase.ingest.units import Unit, key
from eventbase.ingest.words import word_list

_SITE_SUFFIX = re.compile(r"\s+[|–—:»·-]\s+")
_MIN_KEY = 16  # shorter titles repeat by chance
_ABOVE = 12  # units between a headline and its story: captions, stamps, share buttons
_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_TOP = 60  # units above the story among which its headline is looked for
_FIRST_PARAGRAPHS = 8
_FIRST_CHARS = 1000
_MIN_STEMS = 6
_SHARED = 0.3  # of a headline's words, told again in its story


def find_headline(text: str, units: Sequence[Unit], title: str | None) -> list[int]:
    """Indexes of the headline's units, all repetitions; empty where the page has none."""
    first_prose = next((no for no, unit in enumerate(units) if unit.kind == "prose"), len(units))
    return _by_title(units, title) or _by_repetition(text, units, first_prose) or _above(text, units, first_prose)


def title_variants(title: str) -> list[str]:
    """Keys of a title with and without the site's name behind a dash or bar, longest first."""
    pieces = _SITE_SUFFIX.split(title.strip())
    variants = [key(title)] + [key(" ".join(pieces[:count])) for count in range(len(pieces) - 1, 0, -1)]
    return [variant for variant in dict.fromkeys(variants) if len(variant) >= _MIN_KEY]


def fits(text: str, headline: Unit, body: Sequence[Unit]) -> bool:
    """False if the line above a longer story shares next to no word with it: it leads to another story."""
    wanted = _stems(text[headline.start : headline.end])
    if len(wanted) < _MIN_STEMS or sum(unit.words for unit in body) < 80:
        return True
    told: set[str] = set()
    for unit in body:
        told |= _stems(text[unit.start : unit.end])
    return len(wanted & told) > _SHARED * len(wanted)


def _stems(content: str) -> set[str]:
    words = (word.casefold() for word in _CONTENT_WORD.findall(content))
    return {word[:_STEM] for word in words if word not in word_list("stop_words")}


def _is_line(unit: Unit) -> bool:
    return unit.kind in {"title", "short", "prose", "teaser"} and unit.words <= 40


def _by_title(units: Sequence[Unit], title: str | None) -> list[int]:
    variants = title_variants(title) if title else []
    for variant in variants:
        same = [no for no, unit in enumerate(units) if _is_line(unit) and unit.key == variant]
        if same:
            return same
    return []


def _by_repetition(text: str, units: Sequence[Unit], first_prose: int) -> list[int]:
    """Lines above the story that are said again, there or later, alone or with the site's name."""
    seen: dict[str, list[int]] = {}
    for no, unit in enumerate(units):
        if unit.kind not in {"title", "prose"} or unit.words > 40:
            continue
        for variant in title_variants(text[unit.start : unit.end]):
            seen.setdefault(variant, []).append(no)
    repeated = [found for found in seen.values() if len(found) > 1 and found[0] <= first_prose]
    return max(repeated, key=len, default=[])


def _above(text: str, units: Sequence[Unit], first_prose: int) -> list[int]:
    """The first line above the story that shares its words; else the nearest, if only furniture lies between."""
    if first_prose == len(units):
        return []
    top = range(max(0, first_prose - _TOP), first_prose)
    told = _told(text, units[first_prose:])
    for no in top:
        if units[no].kind in {"title", "teaser"} and _shares(text, units[no], told):
            return [no]
    for no in range(first_prose - 1, max(-1, first_prose - 1 - _ABOVE), -1):
        if units[no].kind == "title":
            return [no - 1 if no and units[no - 1].kind == "title" else no]
        if units[no].kind in {"footer", "feed", "related", "teaser"}:
            break
    return []


def _told(text: str, units: Sequence[Unit]) -> set[str]:
    """Words of the story's first paragraphs."""
    told: set[str] = set()
    for unit in [unit for unit in units if unit.kind == "prose"][:_FIRST_PARAGRAPHS]:
        told |= _stems(text[unit.start : min(unit.end, unit.start + _FIRST_CHARS)])
    return told


def _shares(text: str, headline: Unit, told: set[str]) -> bool:
    wanted = _stems(text[headline.start : headline.end])
    shared = len(wanted & told)
    return shared >= 2 and shared >= _SHARED * len(wanted)
