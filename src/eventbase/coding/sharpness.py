"""How sharply the words around a name place an event: at a facility in it, in it, or near it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eventbase.coding.analysis import Toponym
from eventbase.coding.scene import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Token

POINTERS = frozenset({"near", "around", "outside", "towards", "toward", "between", "surrounding"})
ROADS = frozenset(
    {"road", "highway", "roads", "approaches", "way", "route", "points", "entrance", "entrances", "entry"}
)
TOWNS = frozenset(
    {
        "town",
        "towns",
        "city",
        "cities",
        "village",
        "villages",
        "suburb",
        "suburbs",
        "settlement",
        "settlements",
        "front",
        "fronts",
    }
)
FACILITIES = frozenset(
    {
        "airport",
        "airfield",
        "airbase",
        "barracks",
        "base",
        "camp",
        "port",
        "harbour",
        "harbor",
        "stadium",
        "hospital",
        "school",
        "hotel",
        "prison",
        "jail",
        "headquarters",
        "station",
        "hall",
        "courthouse",
        "parliament",
        "palace",
        "university",
        "plant",
        "refinery",
        "depot",
        "dam",
        "bridge",
        "embassy",
        "consulate",
        "mosque",
        "cathedral",
    }
)


def as_told(candidate: Candidate, toponym: Toponym) -> Toponym:
    """The toponym, exact where a known facility in it is hit, near where the words only point to it."""
    token = token_at(candidate, toponym)
    if token is None or toponym.place is None or toponym.place.geo_precision not in {"settlement", "near"}:
        return toponym
    facility = _facility(token)
    if facility is not None:
        return _at_facility(candidate, toponym, facility)
    if toponym.place.geo_precision == "settlement" and points_to(token):
        return replace(toponym, place=toponym.place.model_copy(update={"geo_precision": "near"}))
    return toponym


def _facility(token: Token) -> Token | None:
    """The head of `the airport of X`, `X's stadium`, `the South Hospital in X`: one that is known, not any."""
    if token.dep_ == "poss" and is_facility(token.head):
        return token.head
    if token.dep_ != "pobj" or token.head.lower_ not in {"of", "in", "at"}:
        return None
    before = token.head.nbor(-1) if token.head.i > 0 else token
    head = before if is_facility(before) else token.head.head
    if not is_facility(head):
        return None
    left = [c for c in head.children if c.i < head.i]
    definite = any(c.dep_ == "det" and c.lower_ == "the" for c in left)
    named = any(c.dep_ == "compound" and c.text[0].isupper() for c in left)
    if named and head.lower_ in {"port", "harbour", "harbor"}:
        return None  # "the Danube port of X" is the town
    return head if named or head.text[0].isupper() or definite else None


def is_facility(noun: Token) -> bool:
    lower = noun.lower_
    return lower in FACILITIES or lower.removesuffix("s") in FACILITIES


def _at_facility(candidate: Candidate, toponym: Toponym, facility: Token) -> Toponym:
    """The words from the facility to the name, with the town's point."""
    assert toponym.place is not None
    scene = candidate.scene
    left = [c.left_edge for c in facility.children if c.dep_ in {"compound", "amod"} and c.i < facility.i]
    first = min([facility, *left], key=lambda t: t.i)
    start = min(toponym.start, scene.offset(first))
    end = max(toponym.end, scene.offset(facility) + len(facility))
    place = toponym.place.model_copy(update={"geo_precision": "exact"})
    return replace(toponym, start=start, end=end, place=place)


def points_to(token: Token) -> bool:
    """`around the rebel-held town of X`, `between X and Y`, `on the road to X`."""
    first = token.i
    while first > 0 and token.doc[first - 1].dep_ == "compound":
        first -= 1
    if first > 1 and token.doc[first - 1].lower_ == "to" and token.doc[first - 2].lower_ in ROADS:
        return True
    step = token
    while step.dep_ in {"conj", "appos", "compound"}:
        step = step.head
    for _ in range(3):
        if step.dep_ != "pobj":
            return False
        preposition = step.head
        if preposition.lower_ in POINTERS:
            return preposition.dep_ != "conj"  # "in and outside X" is in it, too
        if preposition.lower_ != "of" or preposition.head.lower_ not in TOWNS:
            return False
        step = preposition.head
    return False


def token_at(candidate: Candidate, toponym: Toponym) -> Token | None:
    base = candidate.scene.sentence.start
    span = candidate.scene.doc.char_span(toponym.start - base, toponym.end - base, alignment_mode="expand")
    return span.root if span is not None else None
