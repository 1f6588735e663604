"""Numbers in digits and words ("1,200", "twenty-three", "1.5 million"): their grammar, values and bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from eventbase.records import Qualifier

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
UNITS = {word: number for number, word in enumerate(_UNITS.split())}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "k": 1000,
    "million": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bln": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
UNIT_WORDS = "|".join(UNITS)
TEN_WORDS = "|".join(TENS)
SMALL = rf"(?:(?:{TEN_WORDS})(?:[- ](?:{'|'.join(list(UNITS)[1:10])}))?|{UNIT_WORDS})\b"
SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|bln|mln|mn|tn)\b"
DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3}){2,}(?!\d)|\d+(?:\.\d+)?"
CARDINAL = (
    rf"(?:(?:{SMALL}|an?\b)(?:[ -]{SCALE})+(?: (?:and )?{SMALL}(?:[ -]{SCALE})*)*"
    rf"|(?:{DIGITS})(?:[ -]?{SCALE})+|{SMALL}|(?:{DIGITS})(?:(?:k|m|b|bn)\b)?)"
)

Kind = Literal[
    "count", "money_usd", "money_other", "area", "mass", "percent", "duration", "distance", "calibre", "energy",
    "weight", "time", "counter", "repeat", "age", "year", "date", "name",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number: [start, end) with its hedges, [core_start, core_end) the number itself; bounds as in the codebook."""

    start: int
    end: int
    core_start: int
    core_end: int
    low: float | None
    best: float | None
    high: float | None
    qualifier: Qualifier
    kind: Kind = "count"


def hedged(value: float, hedge: str | None) -> tuple[float | None, float | None, float | None, Qualifier]:
    """(low, best, high, qualifier) of a number under a hedge."""
    match hedge:
        case "about":
            return None, value, None, "about"
        case "nearly":
            return None, value, value, "about"
        case "at_most":
            return None, None, value, "at_most"
        case "below":
            return None, None, value - 1, "at_most"
        case "at_least":
            return value, None, None, "at_least"
        case "above":
            return value + 1, None, None, "at_least"
        case _:
            return value, value, value, "exact"


def cardinal_value(text: str) -> float | None:
    """The value of "1,200", "twenty-three", "two hundred thousand", "1.5 million"; None if `text` is no number."""
    total, current, seen = 0.0, 0.0, False
    tokens = re.findall(r"\d[\d, ]*(?:\.\d+)?|[a-z]+", text.lower().replace("-", " "))
    for token in tokens:
        if token[0].isdigit():
            current += float(token.replace(",", "").replace(" ", ""))
        elif token in ("a", "an"):
            current += 1
        elif token in UNITS or token in TENS:
            current += UNITS.get(token, 0) or TENS.get(token, 0)
        elif token in SCALES:
            scale = SCALES[token]
            current = max(current, 1) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
        elif token != "and":
            return None
        seen = seen or token != "and"
    return total + current if seen else None
