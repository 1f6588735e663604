"""Is this capitalised word a place? Every rule adds to or takes from what the gazetteer knows; `THRESHOLD` decides.

Rules look at the words around the candidate in its sentence and at what the rest of the article calls a person.
"""

from __future__ import annotations

from eventbase.coding.toponyms.lines import Line
from eventbase.coding.toponyms.spans import Span
from eventbase.coding.toponyms.words import Words

THRESHOLD = 1.5
UNKNOWN = -0.6  # what a capitalised word counts that no gazetteer knows
_INSIDE = frozenset(("in", "near", "outside", "around", "inside"))  # an unknown name after these is hardly a person
_ARABIC = ("al-", "el-", "as-", "ash-", "ad-", "at-", "az-", "an-", "ar-", "deir-", "umm-", "abu-")


def score(span: Span, words: Words, people: frozenset[str]) -> float:
    """Evidence that the span names a place; `people` are the article's surnames. Marks a person's name as such."""
    total = span.facts.strength if span.facts else UNKNOWN
    total += _before(span, words) + _after(span, words) + _shape(span, words)
    first = span.line.lows[span.first]
    if not span.facts and (first.startswith(_ARABIC) or (span.words > 1 and first in words.name_heads)):
        total += 0.9
    if span.words == 1 and span.line.lows[span.last] in people and not (span.facts and span.facts.strength >= 3.5):
        span.person = True
        total -= 3.0
    return total


def _before(span: Span, words: Words) -> float:
    line, at = span.line, span.first - 1
    total = 0.0
    while at >= 0 and line.adjacent(at) and line.lows[at] in words.directions:
        total, at = total + 0.8, at - 1
    low = line.low(at)
    if low == "the" and at >= 0:
        at -= 1
        low = line.low(at)
    total += _person_before(span, words)
    if low in words.strong_prepositions:
        return total + (1.5 if span.facts else 2.1 if low in _INSIDE and not line.headline else 1.3)
    if low in words.weak_prepositions:
        typed = low == "of" and (line.low(at - 1) in words.types_before or line.low(at - 1) in words.directions)
        return total + (3.0 if typed else 0.6)
    if low in words.types_before and line.adjacent(at) and not line.caps[at]:
        return total + 2.2
    if low in words.object_verbs and not line.caps[at]:
        return total + 0.8
    return total


def _person_before(span: Span, words: Words) -> float:
    """Title or first name straight before: "Gov. Gladkov", "Paris Hilton" (for Hilton)."""
    line, at = span.line, span.first - 1
    if at >= 0 and line.words[at] == "." and line.ends[at - 1] == line.starts[at]:
        at -= 1
        if len(line.words[at]) == 1 and line.caps[at]:
            return -3.5  # an initial: "Sheila D. Williams"
    if at < 0 or line.starts[span.first] - line.ends[at] > 2:
        return 0.0
    strong = span.facts is not None and span.facts.strength >= 3.5
    if line.lows[at] in words.titles and line.lows[at] not in words.types_before:
        return -1.0 if strong or not line.caps[at] else -4.0
    if line.words[at] in words.first_names and line.caps[at]:
        return -4.0
    return 0.0


def _after(span: Span, words: Words) -> float:
    line, at = span.line, span.last + 1
    if span.end < line.ends[span.last]:  # half of a hyphenated pair
        return 1.0
    one = line.low(at)
    two = f"{one} {line.low(at + 1)}"
    total = 0.0
    if line.adjacent(span.last) or span.owner:
        total += _next_word(span, words, one, two)
    elif one == "," and at + 1 < len(line.words):
        total += _after_comma(line, at + 1)
    return total


def _next_word(span: Span, words: Words, one: str, two: str) -> float:
    line, at = span.line, span.last + 1
    known = span.facts is not None
    if not span.owner and (one in words.types_after or two in words.types_after):
        body = line.caps[at] and one in words.organisations and one not in words.types_that_suffice
        if body and not known and words.types_after.get(one) not in ("facility", "port", "camp"):
            return -2.0
        if suffices(one, words) or suffices(two, words):
            return 2.0 if known else 2.4
        if not known:
            return 1.3
        return 2.0 if words.types_after.get(one) in ("admin1", "admin2") else 0.6
    if one in words.speech_verbs and not (span.facts and span.facts.party):
        return -2.2 if not known or (span.facts and span.facts.strength < 2.4) else -1.0
    return _next_cap(span, words, at) if at < len(line.caps) and line.caps[at] else 0.0


def suffices(word: str, words: Words) -> bool:
    """True for "village", "villages" …: after an unknown name they make it a place."""
    return word in words.types_that_suffice or word.removesuffix("s") in words.types_that_suffice


def _next_cap(span: Span, words: Words, at: int) -> float:
    """A capitalised word follows: of a longer name that is no place, unless the text is in title case."""
    line = span.line
    if line.headline or span.owner:
        return 0.0
    low, word = line.lows[at], line.words[at]
    if low in words.organisations or word in words.demonyms:
        return -0.5
    if low in words.common or low in words.blocked:
        return -0.3
    return -2.2 if not (span.facts and span.facts.strength >= 3.0) else -1.0


def _after_comma(line: Line, at: int) -> float:
    """A person's age in ", 19,"; what ", Texas" and ", Kharkiv Oblast" lend is up to `accept`."""
    word = line.words[at]
    if word.isdigit() and len(word) <= 2 and line.low(at + 1) == ",":
        return -3.0
    if line.lows[at] in ("who", "whose", "whom", "aged"):
        return -2.5
    return 0.4 if line.lows[at] == "where" else 0.0


def _shape(span: Span, words: Words) -> float:
    """What the words themselves say: ordinary words, first names, parts of a longer capitalised name."""
    line, total = span.line, 0.0
    if span.words == 1:
        low = line.lows[span.first]
        if low in words.common:
            total -= 3.0 if span.first == 0 or line.headline else 2.0
        if line.words[span.first] in words.first_names:
            total -= 1.6
        if span.first == 0 and not span.facts:
            total -= 0.5
        if low in words.organisations:
            total -= 3.0
    elif not span.facts and any(low in words.common for low in line.lows[span.first : span.last + 1]):
        total -= 2.0
    elif line.words[span.first] in words.first_names and not (span.facts and span.facts.strength >= 2.5):
        total -= 2.2
    return total + _neighbour_before(span, words)


def _neighbour_before(span: Span, words: Words) -> float:
    """An unexplained capitalised word straight before: "Michael Jordan", "Wall Street", but not "Syrian Aleppo"."""
    line, at = span.line, span.first - 1
    if at < 0 or not line.caps[at] or not line.adjacent(at) or line.headline:
        return 0.0
    low, word = line.lows[at], line.words[at]
    if low in words.directions or low in words.types_before or word in words.demonyms or line.possessive[at]:
        return 0.0
    if low in words.blocked or (at == 0 and (low in words.common or low in words.strong_prepositions)):
        return 0.0
    if low in words.titles:
        return 0.0
    return -1.2 if span.facts and span.facts.strength >= 3.5 else -2.4
