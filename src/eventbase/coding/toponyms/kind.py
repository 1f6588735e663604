"""Whether an accepted name locates or acts, and how: "near Lyman" is beside it, "Kyiv said" is nowhere."""

from __future__ import annotations

from eventbase.coding.toponyms.lines import Line
from eventbase.coding.toponyms.spans import Span
from eventbase.coding.toponyms.stretch import FACILITIES
from eventbase.coding.toponyms.words import Words

PARTS = ("area of", "areas of")
AREAS = frozenset(("border", "coast", "river", "canal"))


def relate_to_event(span: Span, words: Words) -> None:
    """Sets `relation` from the name's own words and the phrase before it."""
    if span.feature == "direction":
        span.relation = "direction"
    elif span.feature in ("outskirts", "area"):
        told = span.feature == "area" and span.line.low(span.last - 1) not in (
            "tactical",
            "surrounding",
            "border",
            "combat",
        )
        span.relation = "area" if span.facts and span.facts.country else "in" if told else "near"
    elif span.feature == "countryside":
        span.relation = "area"
        if span.facts and span.facts.admin:
            span.feature = "admin1"
    elif span.feature in AREAS:
        span.relation = "beside"
    phrase = _phrase_before(span.line, span.first, words.near_before)
    if phrase and span.relation in ("in", "area"):
        wide = span.feature in ("admin1", "admin2") or (span.facts is not None and span.facts.country)
        part = _is_part(span, phrase, words) or (wide and phrase in PARTS)
        span.relation = "area" if part else "in" if phrase in PARTS else "near"
    elif span.relation == "in" and _phrase_before(span.line, span.first, words.beside_before):
        span.relation = "beside"


def _is_part(span: Span, phrase: str, words: Words) -> bool:
    """True for "the north of Syria", which is a part of it, while "north of Homs" is beside it."""
    line = span.line
    at = span.first - phrase.count(" ") - 2
    if line.low(span.first - 1) == "the":
        at -= 1
    return phrase.endswith(" of") and line.low(at) == "the" and phrase.partition(" ")[0] in words.directions


def _phrase_before(line: Line, first: int, phrases: frozenset[str]) -> str | None:
    """The longest of `phrases` that ends before word `first`, not counting "the"."""
    at = first - 1 if line.low(first - 1) != "the" else first - 2
    for size in (4, 3, 2, 1):
        if at - size + 1 >= 0:
            phrase = " ".join(line.lows[at - size + 1 : at + 1])
            if phrase in phrases:
                return phrase
    return None


def decide_kind(span: Span, words: Words) -> None:
    """Sets `actor` where the name stands for a government or a force, `body` where it is part of a body's name."""
    line, at = span.line, span.last + 1
    before = line.low(span.first - 1)
    before = line.low(span.first - 2) if before == "the" else before
    following = line.low(at) if line.adjacent(span.last) or span.owner else ""
    if span.feature in FACILITIES:
        return
    if following in words.organisations and not span.owner and span.feature not in ("direction", "countryside"):
        named = line.caps[at] and not line.headline and following not in words.civic
        span.kind = "body" if named else "actor"
    elif before == "of" and _office_before(line, span.first, words):
        span.kind = "actor"
    elif span.facts is not None and span.facts.party and span.relation == "in" and span.feature in (None, "country"):
        _party(span, before, following, words)


def _office_before(line: Line, first: int, words: Words) -> bool:
    """True for "the mayor of X", "the army of the X": the word before "of" is an office or a body."""
    at = first - 2 if line.low(first - 1) == "of" else first - 3
    return line.low(at) in words.office_before and line.low(at) not in words.types_before


def _party(span: Span, before: str, following: str, words: Words) -> None:
    """A country or a large city as who acts or undergoes."""
    line = span.line
    if span.owner:
        _owner(span, following, words)
    elif before in words.party_before or following in words.speech_verbs or _is_adjective(span, following, words):
        span.kind = "actor"
    elif (span.first == 0 or before in words.clause_starts) and line.adjacent(span.last):
        at = span.last + 1
        if following in ("and", "or") and line.low(at + 1) and line.caps[at + 1]:
            at += 2  # "Germany and France sent"
        if _acts(span, at, words):
            span.kind = "actor"


def _acts(span: Span, at: int, words: Words) -> bool:
    """True if word `at` is a verb of doing: one of the list, or after a country any in -ed or -s but of undergoing."""
    line = span.line
    while line.low(at) in words.adverbs:
        at += 1
    verb = line.low(at)
    if verb in words.state_verbs:
        return line.low(at + 1) not in words.state_words
    if verb in words.actor_verbs or verb in words.speech_verbs:
        return True
    country = span.facts is not None and span.facts.country
    inflected = verb.endswith(("ed", "s")) and verb.isalpha() and len(verb) > 3 and verb not in words.function_words
    return country and inflected and not line.caps[at] and verb not in words.undergo_verbs


def _is_adjective(span: Span, following: str, words: Words) -> bool:
    """True for "US airstrikes", "UK officials": an abbreviation before a noun."""
    line = span.line
    if not line.words[span.last].isupper() or line.headline or not following.isalpha() or line.caps[span.last + 1]:
        return False
    return following not in words.function_words and span.facts is not None and span.facts.country


def _owner(span: Span, following: str, words: Words) -> None:
    """Tells "Ukraine's border", a place, from "Russia's Kursk Oblast", which contains one, and "Russia's army"."""
    line, at = span.line, span.last + 1
    while following in words.directions and line.low(at + 1) in words.demonym_heads:
        at += 1
        following = line.low(at)
    if following in words.demonym_parts and not line.caps[at] and line.low(at + 1) != "of":
        span.core = span.core or (span.start, span.end)
        span.last, span.end, span.owner = at, line.ends[at], line.possessive[at]
        span.feature = words.types_after.get(following, "capital" if following == "capital" else "area")
        span.relation = "beside" if span.feature in AREAS else "area" if following in words.directions else "in"
    elif any(low in words.owned_places for low in line.lows[at : at + 3]) or following in words.demonym_heads:
        return
    elif not any(line.caps[at : at + 3]) or _owns_unit(line, at, words):
        span.kind = "actor"


def _owns_unit(line: Line, at: int, words: Words) -> bool:
    """True for "Ukraine's 24th Motorized Rifle Brigade", "Syria's Ministry of Defence", "Chad's President"."""
    if line.low(at) in words.titles:
        return True
    while at < len(line.words) and (line.caps[at] or line.words[at][0].isdigit()):
        if line.lows[at] in words.organisations:
            return True
        at += 1
    return False
