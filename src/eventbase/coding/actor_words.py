"""Words of a phrase as the actor finder sees them: folded, without possessive, with what stands before them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

MEMORY = 8192  # phrases whose words are remembered
_WORD = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z](?![\w])\.?|\d[\d,.]*\d(?!\w)|[^\W_]+(?:['’`][^\W_]+)*")
_SPECIAL = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h"})
_QUOTES = str.maketrans("", "", "'’\"")
_ABBREVIATED = frozenset(
    {"gen", "lt", "col", "maj", "capt", "sgt", "gov", "sen", "rep", "st", "mr", "mrs", "dr", "ms", "adm"}
)


class Word(NamedTuple):
    """A word with its offsets. `joint`: what parts it from the word before: blank, `-`, or a break (`,`, `(`, …)."""

    text: str
    start: int
    end: int
    fold: str
    possessive: bool
    joint: str

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def number(self) -> bool:
        return self.text[:1].isdigit()


@lru_cache(maxsize=20000)
def fold(text: str) -> str:
    """Lower case, without accents, apostrophes and the dots of an abbreviation."""
    if text.isascii() and text.isalnum():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower().translate(_SPECIAL))
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’`.")


def split_words(text: str) -> list[Word]:
    """The words of a text; a hyphen parts words and shows in `joint`; a possessive ending is taken off."""
    return list(_split(text))


@lru_cache(maxsize=MEMORY)
def _split(text: str) -> tuple[Word, ...]:
    words: list[Word] = []
    before = 0
    for found in _WORD.finditer(text):
        raw, start = found.group(), found.start()
        plural = raw[-1] == "s" and text[found.end() : found.end() + 1] in ("'", "’")
        possessive = plural or raw[-2:] in ("'s", "’s")
        bare = raw[:-2] if raw[-2:] in ("'s", "’s") else raw
        previous = words[-1].fold if words else ""
        joint = _joint(text[before:start], previous)
        words.append(Word(bare, start, start + len(bare), fold(bare), possessive, joint))
        before = found.end()
    return tuple(words)


def _joint(gap: str, previous: str) -> str:
    if gap == " " or gap == "-":
        return gap
    bare = gap.strip().translate(_QUOTES)
    if bare == "." and previous in _ABBREVIATED:
        return " "
    if bare in ("-", "–", "‑"):
        return "-" if gap == gap.strip() else "–"
    return bare or " "
