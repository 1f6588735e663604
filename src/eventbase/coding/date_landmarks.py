"""What readers of dates get and give, and where patterns are tried: around the words that every date holds one of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from eventbase.coding.date_spans import Days
from eventbase.coding.number_grammar import CARDINAL
from eventbase.ontology.date_rules import DatePattern, date_rules
from eventbase.records import TimePrecision

REACH = 64
HitKind = Literal["day", "week", "month", "season", "year", "weekday", "deictic", "relative"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A date expression found: `days` None where year or anchor is missing; `stated` if the text gives all of it."""

    start: int
    end: int
    days: Days | None
    kind: HitKind
    stated: bool = False
    precision: TimePrecision | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader may use besides the match: the story's day, a year stated nearby, words of the future around."""

    text: str
    anchor: date | None
    year_near: Callable[[int], int | None]
    future_near: Callable[[int, int], bool]


Reader = Callable[[re.Match[str], Context], Hit | None]

Landmarks = Mapping[str, Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of date_rules.yaml with its reader."""

    row: DatePattern
    read: Reader

    def matches(self, text: str, lowered: str, landmarks: Landmarks) -> Iterator[re.Match[str]]:
        """The pattern's matches around its landmarks; `lowered` has the length of `text`."""
        spots = [spot for kind in self.row.around for spot in landmarks.get(kind, ())]
        low, high = 0, -1
        for start, end in sorted(spots):
            first, last = max(0, start - REACH), end + REACH
            if self.row.near is not None and not self.row.near.search(lowered, first, last):
                continue
            if high >= 0 and first > high:
                yield from self.row.pattern.finditer(text, low, high)
                low = max(high, first)
            elif high < 0:
                low = first
            high = last
        if high >= 0:
            yield from self.row.pattern.finditer(text, low, high)


@cache
def _landmark() -> re.Pattern[str]:
    """Branches of literals only: the engine skips to their first letters."""
    words = sorted(date_rules(CARDINAL).landmarks, key=len, reverse=True)
    return re.compile("|".join(words) + r"|19\d\d|20\d\d")


def landmarks_in(text: str, lowered: str) -> dict[str, list[tuple[int, int]]]:
    """Kind → places of the words that every date holds one of; empty where there can be no date."""
    rules, found = date_rules(CARDINAL), dict[str, list[tuple[int, int]]]()
    for match in _landmark().finditer(lowered):
        kind = rules.landmarks.get(match[0], "YEAR")
        if kind not in rules.capital or text[match.start()].isupper():
            found.setdefault(kind, []).append(match.span())
    return found
