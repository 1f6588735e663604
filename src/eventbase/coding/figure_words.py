"""The words of a sentence as the figure finder sees them: from the parse where there is one, else from the text alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from eventbase.coding.analysis import Sentence

_TOKEN = re.compile(r"\w+(?:['’.]\w+)*|[^\w\s]")
AUX = frozenset(
    [
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "got",
        "get",
        "gets",
        "getting",
        "'s",
        "'re",
        "do",
        "did",
        "does",
    ]
)
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
HAVE = frozenset(["has", "have", "had"])
_CLOSED = {
    "ADP": "in on at by for from with to into near during after before against between among amid around across along since until "
    "over under through towards toward outside inside within without behind due per via despite upon about like as than of off",
    "CCONJ": "and or but nor & plus",
    "DET": "the a an this that these those his her its their our my your all both each every some any no",
    "PRON": "he she it they we you i them him us who whom which whose there what others'",
    "SCONJ": "when while because although though if where whereas that as after before since until unless including",
    "AUX": " ".join(AUX) + " will would could may might should can must",
}
CLOSED = {word: pos for pos, words in _CLOSED.items() for word in words.split()}


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


class Words(Sequence[Word]):
    """The words of one sentence, found by index or by offset."""

    def __init__(self, words: list[Word], text: str) -> None:
        self._words = words
        self.text = text
        self._starts = [w.start for w in words]

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        return self._words[index]

    def at(self, offset: int) -> int:
        """Index of the first word that starts at or after `offset`."""
        return bisect_left(self._starts, offset)

    def lower(self, index: int) -> str:
        """The lower-cased word, "" beyond the ends."""
        return self._words[index].lower if 0 <= index < len(self._words) else ""


def words_of(sentence: Sentence) -> Words:
    if sentence.doc is None:
        return plain_words(sentence.text)
    words = [
        Word(t.i - sentence.doc[0].i, t.text, t.lower_, t.idx - sentence.doc[0].idx, t.idx - sentence.doc[0].idx + len(t), t.pos_,
             t.head.i - sentence.doc[0].i, t.dep_, t.tag_ in _FINITE)
        for t in sentence.doc
    ]  # fmt: skip
    return Words(words, sentence.text)


def plain_words(text: str) -> Words:
    """Words without a parse: closed word classes by list, everything else `X`."""
    words = []
    for i, match in enumerate(_TOKEN.finditer(text)):
        lower = match[0].lower()
        pos = CLOSED.get(lower) or ("NUM" if lower[0].isdigit() else "X" if lower[0].isalnum() else "PUNCT")
        words.append(Word(i, match[0], lower, match.start(), match.end(), pos))
    return Words(words, text)
