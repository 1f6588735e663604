"""A sentence as words with offsets, and the runs of capitalised words in it. No parser: regular expressions only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from eventbase.coding.analysis import Sentence
from eventbase.coding.toponyms.words import Words

TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_][^\W_]*(?:['\-][^\W_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]")
_ARTICLE_CAP = re.compile(r"(?:al|el|ul|ad|as|ash|at|az|an|ar|ed|er|es|ez|et|en|e|d|l)[-'][A-Z]")
_PREFIXES = ("pro-", "anti-", "non-", "ex-", "mid-", "pre-", "post-", "inter-", "trans-", "un-", "neo-", "semi-")
_PARTICIPLES = frozenset(("led", "run", "era", "day", "hit"))  # "US-led" is no name, "Deir-ezzor" is
_SHORT = ("st", "mt", "ft")
_OWNER = ("'s", "'S")
MAX_RUN = 12
TITLE_CASE = 0.5  # share of capitalised words from which on a sentence may be a headline
LONG_WORD = 5


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
    headline: bool = False  # most words are capitalised: capitals say little
    runs: list[tuple[int, int]] = field(default_factory=list)  # first and last word of each stretch of capitals

    def name(self, first: int, last: int) -> str:
        """The text from word `first` to word `last`, both included."""
        return self.text[self.starts[first] : self.ends[last]]

    def low(self, index: int) -> str:
        """Word `index` in lower case, '' beyond the ends."""
        return self.lows[index] if 0 <= index < len(self.lows) else ""

    def adjacent(self, index: int) -> bool:
        """True if nothing but one blank stands between word `index` and the next."""
        return 0 <= index < len(self.words) - 1 and self.starts[index + 1] - self.ends[index] <= 1


def read_line(sentence: Sentence, lists: Words) -> Line | None:
    """The words of a sentence; None if it has no capital letter."""
    text = sentence.text
    if text.islower():
        return None
    spans = [match.span() for match in TOKEN.finditer(text)]
    words = [text[start:end] for start, end in spans]
    line = Line(
        sentence=sentence,
        text=text,
        words=words,
        lows=[word.lower() for word in words],
        starts=[start for start, _ in spans],
        ends=[end for _, end in spans],
        caps=[word[0].isupper() for word in words],
        possessive=[False] * len(words),
    )
    if "'" in text or "-" in text:
        _read_joined(line)
    if sum(line.caps) >= TITLE_CASE * (text.count(" ") + 1):
        line.headline = _is_headline(line, lists)
    line.runs = list(_runs(line, lists.particles))
    return line


def _read_joined(line: Line) -> None:
    """Cuts the 's of possessives off and decides which words with hyphens and apostrophes are capitalised."""
    for index, word in enumerate(line.words):
        if "'" in word and len(word) > 2 and word[-2:] in _OWNER:
            line.possessive[index] = True
            line.words[index] = word = word[:-2]
            line.lows[index] = line.lows[index][:-2]
            line.ends[index] -= 2
        if "-" in word or "'" in word:
            line.caps[index] = _is_cap(word)


def _is_headline(line: Line, lists: Words) -> bool:
    """True if ordinary words, too, are capitalised: "Army Retakes Town In Hama"."""
    ordinary = [
        cap for cap, low in zip(line.caps[1:], line.lows[1:], strict=True)
        if low in lists.common and low not in lists.directions and len(low) >= (2 if cap else LONG_WORD)
    ]  # fmt: skip
    return sum(ordinary) >= 2 and 2 * sum(ordinary) > len(ordinary)


def _is_cap(word: str) -> bool:
    if word[0].isupper():
        if "-" not in word:
            return True
        last = word.rpartition("-")[2]
        return not last[0].islower() or word.count("-") > 1 or (len(last) <= 3 and last not in _PARTICIPLES)
    return word[0].islower() and _ARTICLE_CAP.match(word) is not None


def has_prefix(word: str) -> bool:
    """True for "Anti-Russia", "Pro-Kyiv"."""
    return "-" in word and word.lower().startswith(_PREFIXES)


def _runs(line: Line, particles: frozenset[str]) -> Iterator[tuple[int, int]]:
    """(first, last) of the longest stretches of capitalised words, joined by blanks or by particles in lower case."""
    last = -1
    for index in [at for at, cap in enumerate(line.caps) if cap]:
        if index <= last:
            continue
        last = index
        while last - index < MAX_RUN and (step := _next_cap(line, last, particles)) is not None:
            last = step
        yield index, last


def _next_cap(line: Line, last: int, particles: frozenset[str]) -> int | None:
    """The capitalised word that continues a run after word `last`."""
    at, count = last + 1, len(line.words)
    if at < count and line.words[at] == "." and line.ends[last] == line.starts[at] and line.lows[last] in _SHORT:
        at += 1
    if (
        at >= count
        or (line.possessive[last] and line.lows[last] != "people")
        or line.starts[at] - line.ends[at - 1] > (3 if line.possessive[last] else 1)
    ):
        return None
    for _ in range(3):
        if at < count and line.caps[at]:
            return at
        if at >= count or line.lows[at] not in particles or line.starts[at] != line.ends[at - 1] + 1:
            return None
        at += 1
    return None
