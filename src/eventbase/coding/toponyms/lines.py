"""A sentence as words with offsets, and the runs of capitalised words in it. No parser: regular expressions only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eventbase.coding.analysis import Sentence

TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_][^\W_]*(?:['\-][^\W_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]")
_ARTICLE_CAP = re.compile(r"(?:al|el|ul|ad|as|ash|at|az|an|ar|ed|er|es|ez|et|en|e|d|l)[-'][A-Z]")
_PREFIXES = ("pro-", "anti-", "non-", "ex-", "mid-", "pre-", "post-", "inter-", "trans-", "un-", "neo-", "semi-")
_PARTICIPLES = frozenset(("led", "run", "era", "day", "hit"))  # "US-led" is no name, "Deir-ezzor" is
# Words in lower case that may stand inside a name.
PARTICLES = frozenset(
    "of the de la le les du des da do dos del di el al ad as ash ar an az ez es er ed bin ibn upon sur der und van von".split()
)
MAX_RUN = 12


@dataclass(slots=True)
class Line:
    """The words of one sentence. `starts`, `ends` count into the sentence; a possessive's `ends` excludes the 's."""

    sentence: Sentence
    text: str
    words: list[str]  # without 's
    lows: list[str]
    starts: list[int]
    ends: list[int]
    caps: list[bool]
    possessive: list[bool]
    headline: bool  # most words are capitalised: capitals say little

    def name(self, first: int, last: int) -> str:
        """The text from word `first` to word `last`, both included."""
        return self.text[self.starts[first] : self.ends[last]]

    def low(self, index: int) -> str:
        """Word `index` in lower case, '' beyond the ends."""
        return self.lows[index] if 0 <= index < len(self.lows) else ""

    def adjacent(self, index: int) -> bool:
        """True if nothing but one blank stands between word `index` and the next."""
        return 0 <= index < len(self.words) - 1 and self.starts[index + 1] - self.ends[index] <= 1


def read_line(sentence: Sentence) -> Line | None:
    """The words of a sentence; None if it has no capital letter."""
    text = sentence.text
    if text.islower():
        return None
    words, starts, ends, possessive = [], [], [], []
    for match in TOKEN.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        owns = len(word) > 2 and word[-2] == "'" and word[-1] in "sS"
        words.append(word[:-2] if owns else word)
        starts.append(start)
        ends.append(end - 2 if owns else end)
        possessive.append(owns)
    caps = [_is_cap(word) for word in words]
    letters = sum(1 for word in words if word[0].isalpha())
    return Line(
        sentence, text, words, [word.lower() for word in words], starts, ends, caps, possessive,
        headline=letters >= 4 and sum(caps) >= 0.6 * letters,
    )  # fmt: skip


def _is_cap(word: str) -> bool:
    if word[0].isupper():
        if "-" not in word:
            return True
        last = word.rpartition("-")[2]
        return not last[0].islower() or word.count("-") > 1 or (len(last) <= 3 and last not in _PARTICIPLES)
    return word[0].islower() and _ARTICLE_CAP.match(word) is not None


def has_prefix(word: str) -> bool:
    """True for "Anti-Russia", "Pro-Kyiv"."""
    return word.lower().startswith(_PREFIXES)


def runs(line: Line) -> Iterator[tuple[int, int]]:
    """(first, last) of the longest stretches of capitalised words, joined by blanks or by particles in lower case."""
    caps, lows, count = line.caps, line.lows, len(line.words)
    index = 0
    while index < count:
        if not caps[index]:
            index += 1
            continue
        last = index
        while last - index < MAX_RUN:
            step = _next_cap(line, last, caps, lows, count)
            if step is None:
                break
            last = step
        yield index, last
        index = last + 1


def _next_cap(line: Line, last: int, caps: list[bool], lows: list[str], count: int) -> int | None:
    """The capitalised word that continues a run after word `last`."""
    at = last + 1
    if at < count and line.words[at] == "." and line.ends[last] == line.starts[at] and lows[last] in ("st", "mt", "ft"):
        at += 1
    if at >= count or line.possessive[last] or line.starts[at] - line.ends[at - 1] > 1:
        return None
    for _ in range(3):
        if at < count and caps[at]:
            return at
        if at < count and lows[at] in PARTICLES and line.starts[at] == line.ends[at - 1] + 1:
            at += 1
        else:
            return None
    return None
