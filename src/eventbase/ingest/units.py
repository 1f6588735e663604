"""Units of a page: its paragraphs and lone lines, each with what its words say about its kind.

A unit's kind comes from the line alone (length, end punctuation, stop words, phrases); what part of the page it
belongs to depends on its neighbours and is decided in `parts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from eventbase.ingest.lines import Line, paragraphs
from eventbase.ingest.phrases import Phrases
from eventbase.ingest.words import word_list

Kind = Literal[
    "prose", "title", "short", "caption", "boilerplate", "stamp", "note", "bio", "teaser",
    "related", "feed", "video", "author", "footer",
]  # fmt: skip

_MARKER_WORDS = 12
_FURNITURE_WORDS = 60
_CAPTION_WORDS = 80
_TITLE_WORDS = (4, 28)
_TITLE_CASE_WORDS = 7
_PHRASE_CHARS = 700  # no phrase is tried on longer lines
_TERMINAL = re.compile(r"""[.!?…][)\]"'”’»]*$|[,.!?][”"’'»]$""")
_DATELINE = re.compile(r"^[A-ZÀ-Þ][^.!?:]{2,60} [—–-]{1,2}$")
_LINK = re.compile(r"^[-*+•]?\s*!?\[.*\]\(\S*\)?[\s.,|]*$|^[-*+]?\s*<?https?://\S+>?$")
_SEPARATOR = re.compile(r"\s+[·|•>»/]\s+|\s{2,}|\t")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or line: offsets as in `Line`; `key` compares titles.

    `caps` is true for lines in capitals and for longer ones In Title Case: links to other stories look so.
    """

    start: int
    end: int
    stop: int
    kind: Kind
    words: int
    terminal: bool
    caps: bool
    key: str


def units(text: str, phrases: Phrases) -> list[Unit]:
    """The text's units in order, white space between them belonging to the one before."""
    return [_unit(text, paragraph, phrases) for paragraph in paragraphs(text)]


def key(title: str) -> str:
    """Letters and digits of a title, lower case: equal for titles that differ in quotes, blanks or dashes."""
    return "".join(c for c in title.casefold() if c.isalnum())


def _unit(text: str, line: Line, phrases: Phrases) -> Unit:
    content = text[line.start : line.end]
    words = _WORD.findall(content[:4000])
    terminal = bool(_TERMINAL.search(content[-8:]))
    caps = not terminal and _is_capitalised(content, words)
    kind = _kind(content, words, terminal, phrases)
    return Unit(line.start, line.end, line.stop, kind, len(words), terminal, caps, key(content[:300]))


def _is_capitalised(content: str, words: list[str]) -> bool:
    letters = [c for c in content[:400] if c.isalpha()]
    if len(letters) >= 8 and sum(c.isupper() for c in letters) >= 0.85 * len(letters):
        return True
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return len(words) >= _TITLE_CASE_WORDS and len(long) >= 4 and all(word[0].isupper() for word in long)


def _kind(content: str, words: list[str], terminal: bool, phrases: Phrases) -> Kind:
    if len(content) <= _PHRASE_CHARS:
        by_phrase = _kind_by_phrase(content, len(words), phrases)
        if by_phrase:
            return by_phrase
    if not words or not any(c.isalpha() for c in content[:400]):
        return "boilerplate"
    if len(words) <= 7 and _DATELINE.match(content):
        return "prose"
    return _kind_by_shape(words, terminal)


def _kind_by_phrase(content: str, words: int, phrases: Phrases) -> Kind | None:
    markers: tuple[Kind, ...] = ("footer", "feed", "related", "video", "author")
    if words <= _MARKER_WORDS:
        for marker in markers:
            if phrases.find(marker, content):
                return marker
    if _LINK.match(content) or _is_menu(content, phrases):
        return "boilerplate"
    if words <= 2 * _MARKER_WORDS and phrases.find("stamp", content):
        return "stamp"
    if words <= _FURNITURE_WORDS and phrases.find("boilerplate", content):
        return "boilerplate"
    later: tuple[Kind, ...] = ("teaser", "note", "caption", "bio")
    if words <= _CAPTION_WORDS:
        for kind in later:
            if phrases.find(kind, content):
                return kind
    return None


def _is_menu(content: str, phrases: Phrases) -> bool:
    """Three or more short pieces side by side, or two of which one is known furniture or a date."""
    pieces = [piece.strip() for piece in _SEPARATOR.split(content) if piece.strip()]
    if len(pieces) < 2 or content[-1] in ".!?" or max(len(piece.split()) for piece in pieces) > 6:
        return False
    if len(pieces) >= 3 and all(len(piece.split()) <= 4 for piece in pieces):
        return True
    return any(phrases.find(kind, piece) for piece in pieces for kind in ("boilerplate", "stamp", "footer"))


def _kind_by_shape(words: list[str], terminal: bool) -> Kind:
    """Prose has end punctuation or many stop words; titles have neither; the rest is short."""
    stop_words = word_list("stop_words")
    stops = sum(word.lower() in stop_words for word in words)
    if terminal and len(words) >= 3:
        return "prose"
    if len(words) > _TITLE_WORDS[1] or (len(words) >= 16 and stops >= 0.3 * len(words)):
        return "prose"
    return "title" if len(words) >= _TITLE_WORDS[0] else "short"
