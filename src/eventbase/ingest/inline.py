"""Furniture inside a paragraph: the date stamp and headline that open a text saved on one line, credits and link
lists that close it, notes in front of a teaser's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eventbase.ingest.headline import title_variants
from eventbase.ingest.phrases import Phrases
from eventbase.ingest.units import Unit
from eventbase.records import PartKind

_LEAD_CHARS = 320  # how far into a text its headline may begin
_TAIL_CHARS = 2000
_STORY_SHARE = 0.3  # of the paragraph, before which no tail begins
_SENTENCE = re.compile(r"[.!?…]+[\"'”’)]*\s+(?=[A-Z\"“‘(\[])")
_BYLINE = re.compile(
    r"\s*(?:(?:AFP|Reuters|REUTERS|AP|Agencies|SANA|Xinhua)[, ]+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )"
    r"\d{1,2} [A-Z][a-z]{2,8} \d{4}\b"
)


@dataclass(frozen=True, slots=True)
class Label:
    """What part and story a unit belongs to; `story` is any number that tells stories apart, 0 the main one."""

    part: PartKind
    story: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one part; it reaches to the next piece's start."""

    start: int
    part: PartKind
    story: int


def cut_inside(text: str, unit: Unit, label: Label, *, title: str | None, phrases: Phrases) -> list[Piece]:
    """The unit's pieces in order, the first at its start."""
    if label.part == "body":
        return _cut_body(text, unit, label, title, phrases)
    if label.part == "teaser" and unit.kind == "note":
        return _cut_note(text, unit, label, phrases)
    return [Piece(unit.start, label.part, label.story)]


def _cut_body(text: str, unit: Unit, label: Label, title: str | None, phrases: Phrases) -> list[Piece]:
    pieces = _lead(text, unit, title, phrases) if unit.words > 12 else []
    begin = pieces.pop().start if pieces else unit.start
    pieces += _captions(text, begin, unit, label, phrases)
    return pieces + _tail(text, begin, unit, phrases)


def _captions(text: str, begin: int, unit: Unit, label: Label, phrases: Phrases) -> list[Piece]:
    """The body from `begin`, less captions with their credit in brackets that lost their line breaks."""
    pieces = [Piece(begin, label.part, label.story)]
    at = begin
    while credit := phrases.find("inline_caption", text, at, unit.end):
        first = at
        for sentence in _SENTENCE.finditer(text, at, credit.start()):
            first = sentence.end()
        if first == pieces[-1].start:
            pieces.pop()
        pieces.append(Piece(first, "caption", 0))
        at = _skip_blank(text, credit.end(), unit.end)
        pieces.append(Piece(at, label.part, label.story))
    return pieces


def _lead(text: str, unit: Unit, title: str | None, phrases: Phrases) -> list[Piece]:
    """Stamp, headline and byline at the start of a one-line text; the last piece marks where the body begins."""
    if text[: unit.start].strip():
        return []
    pieces: list[Piece] = []
    at = unit.start
    if stamp := phrases.find("lead", text, at, unit.end):
        pieces.append(Piece(at, "boilerplate", 0))
        at = _skip_blank(text, stamp.end(), unit.end)
    if headline := _find_title(text, at, unit.end, title):
        if headline[0] > at and not pieces:
            pieces.append(Piece(at, "boilerplate", 0))
        pieces.append(Piece(headline[0], "headline", 0))
        at = headline[1]
        if byline := _BYLINE.match(text, at, unit.end):
            pieces.append(Piece(at, "boilerplate", 0))
            at = byline.end()
    return [*pieces, Piece(_skip_blank(text, at, unit.end), "body", 0)] if pieces else []


def _find_title(text: str, start: int, end: int, title: str | None) -> tuple[int, int] | None:
    """Where the title stands near `start`, compared by letters and digits only; it must not be the whole text."""
    limit = min(end, start + _LEAD_CHARS + 2 * len(title or ""))
    places = [no for no in range(start, limit) if text[no].isalnum()]
    flat = "".join(text[no].casefold()[:1] for no in places)
    for variant in title_variants(title or ""):
        at = flat.find(variant)
        if 0 <= at <= _LEAD_CHARS and at + len(variant) < len(places):
            stop = places[at + len(variant) - 1] + 1
            while stop < end and text[stop] in ".!?\"'”’)":
                stop += 1
            if _is_title(text, places[at], stop, end):
                return places[at], stop
    return None


def _is_title(text: str, start: int, stop: int, end: int) -> bool:
    """False if the words are the beginning of a longer sentence."""
    rest = _skip_blank(text, stop, end)
    return rest < end and (text[stop - 1] in ".!?" or not text[rest].islower()) and text[rest] not in ",;"


def _tail(text: str, begin: int, unit: Unit, phrases: Phrases) -> list[Piece]:
    """Credits and link lists at the end of the paragraph."""
    start = max(begin + int(_STORY_SHARE * (unit.end - begin)), unit.end - _TAIL_CHARS)
    found: list[Piece] = []
    for kind in ("tail", "credit"):
        match = phrases.earliest(kind, text, start, unit.end)
        if match and match.start() > begin:
            found.append(Piece(match.start(), "boilerplate", 0))
            break
    if found:
        found += _tail_teasers(text, found[0].start, unit, phrases)
    return found


def _tail_teasers(text: str, start: int, unit: Unit, phrases: Phrases) -> list[Piece]:
    links = phrases.find("tail_teaser", text, start, unit.end)
    if not links:
        return []
    story = -1 - links.end()
    pieces = [Piece(links.end() - 1, "teaser", story)]
    if end := re.compile(r" Tags [A-Za-z]").search(text, links.end(), unit.end):
        pieces.append(Piece(end.start(), "boilerplate", 0))
    return pieces


def _cut_note(text: str, unit: Unit, label: Label, phrases: Phrases) -> list[Piece]:
    """A note's sentences are boilerplate, the cut-off words behind them the teaser."""
    at = unit.start
    for match in _SENTENCE.finditer(text, unit.start, unit.end):
        if match.start() - at < 25:
            continue
        sentence = (text, at, match.start() + 1)
        if not (phrases.find("note", *sentence) or phrases.find("boilerplate", *sentence)):
            break
        at = match.end()
    if at == unit.start:
        return [Piece(unit.start, label.part, label.story)]
    return [Piece(unit.start, "boilerplate", 0), Piece(at, label.part, label.story)]


def _skip_blank(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at
