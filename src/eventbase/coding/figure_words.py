"""The words of a sentence as the finder of figures sees them: from the parse, or without one from the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from eventbase.coding.analysis import Sentence
from eventbase.ontology.function_words import function_words

_TOKEN = re.compile(r"\w+(?:['’.]\w+)*|[^\w\s]")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


@dataclass(frozen=True, slots=True)
class Word:
    """One token; `start`, `end` count from the sentence's start; `head` and `dep` are None, "" without a parse."""

    i: int
    text: str
    lower: str
    start: int
    end: int
    pos: str
    head: int | None = None
    dep: str = ""
    finite: bool = False


class Words:
    """The words of one sentence, found by index or by offset."""

    def __init__(self, words: list[Word], text: str) -> None:
        self._words = words
        self.text = text
        self._starts = [w.start for w in words]

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, index: int) -> Word:
        return self._words[index]

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    def at(self, offset: int) -> int:
        """Index of the first word that starts at or after `offset`."""
        return bisect_left(self._starts, offset)

    def lower(self, index: int) -> str:
        """The lower-cased word, "" beyond the ends."""
        return self._words[index].lower if 0 <= index < len(self._words) else ""


def words_of(sentence: Sentence) -> Words:
    """The sentence's words, from its parse where it has one; offsets count from the sentence's start."""
    if sentence.doc is None or not len(sentence.doc):
        return plain_words(sentence.text)
    first = sentence.doc[0]
    words = [
        Word(
            i=token.i - first.i,
            text=token.text,
            lower=token.lower_,
            start=token.idx - first.idx,
            end=token.idx - first.idx + len(token),
            pos=token.pos_,
            head=token.head.i - first.i,
            dep=token.dep_,
            finite=token.tag_ in _FINITE,
        )
        for token in sentence.doc
    ]
    return Words(words, sentence.text)


def plain_words(text: str) -> Words:
    """Words without a parse: closed word classes by list, everything else `X`."""
    words, closed = [], function_words().closed
    for i, match in enumerate(_TOKEN.finditer(text)):
        lower = match[0].lower()
        pos = closed.get(lower) or ("NUM" if lower[0].isdigit() else "X" if lower[0].isalnum() else "PUNCT")
        words.append(Word(i, match[0], lower, match.start(), match.end(), pos))
    return Words(words, text)
