"""Which units are about the author: a paragraph that begins with the byline's name, or with the lone name above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventbase.ingest.units import Unit
from eventbase.ingest.words import word_list

_BYLINE = re.compile(r"^(?:by|von|par|por|text by|story by|written by|author:?)\s+(.{3,120})$", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÀ-ÞŁŚŽČĆĐŠĞİ][\w.’'-]*(?: (?:al-|el-|bin |von |van |de |da )?[A-ZÀ-ÞŁŚŽČĆĐŠĞİ][\w.’'-]*){1,3}")
_HEADING = re.compile(r"(?:more )?about|meet", re.IGNORECASE)
_NEAR = 4  # units between a lone name and its biography: picture, role
_LATE = 0.5  # share of the page's prose that stands before the byline author's biography


def author_units(text: str, units: Sequence[Unit]) -> set[int]:
    """Indexes of names, roles and biographies."""
    found = _headed(text, units)
    names = _byline_names(text, units)
    total = sum(unit.words for unit in units if unit.kind in {"prose", "bio"})
    before = 0
    for no, unit in enumerate(units):
        if unit.kind not in {"prose", "bio"}:
            continue
        opening = text[unit.start : unit.start + 80]
        lone = _lone_name(text, units, no, opening)
        if lone is not None:
            found |= {other for other in range(lone, no + 1) if other == no or _is_label(units[other])}
        elif before >= _LATE * total and any(opening.startswith(name) for name in names):
            found.add(no)
        before += unit.words
    return found


def _headed(text: str, units: Sequence[Unit]) -> set[int]:
    """Units under a heading such as "About the author": up to the first paragraph, and those that go on with it."""
    found: set[int] = set()
    for no, unit in enumerate(units):
        if unit.kind != "author" or not _HEADING.match(text, unit.start, unit.end):
            continue
        paragraphs = [other for other in range(no + 1, min(len(units), no + 1 + _NEAR)) if _is_prose(units[other])]
        if paragraphs:
            found.update(range(no + 1, paragraphs[0] + 1))
            found.update(other for other in paragraphs[1:2] if units[other].kind == "bio")
    return found


def _is_prose(unit: Unit) -> bool:
    return unit.kind in {"prose", "bio"}


def _byline_names(text: str, units: Sequence[Unit]) -> list[str]:
    names: list[str] = []
    for unit in units:
        byline = _BYLINE.match(text[unit.start : unit.end]) if unit.kind == "stamp" else None
        names += _NAME.findall(byline.group(1)) if byline else []
    return names


def _lone_name(text: str, units: Sequence[Unit], no: int, opening: str) -> int | None:
    """The unit shortly above that holds nothing but the name with which this paragraph begins."""
    for other in range(no - 1, max(-1, no - 1 - _NEAR), -1):
        unit = units[other]
        if unit.kind in {"prose", "bio"}:
            return None
        name = text[unit.start : unit.end]
        if 2 <= unit.words <= 4 and _NAME.fullmatch(name) and opening.startswith(name):
            follows = opening[len(name) :].split()
            return other if follows and follows[0] in word_list("bio_verbs") else None
    return None


def _is_label(unit: Unit) -> bool:
    return unit.kind in {"short", "stamp", "boilerplate", "author"} or (unit.kind == "title" and unit.words <= 6)
