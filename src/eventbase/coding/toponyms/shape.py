"""The words that belong to an accepted name, what it is, and whether it locates or acts.

"Kursk" becomes "Kursk Oblast" (admin1), "Ghouta" "eastern Ghouta"; "Kyiv said" an actor; "near Lyman" is near it.
"""

from __future__ import annotations

from eventbase.coding.toponyms.facts import Names, facts_of
from eventbase.coding.toponyms.lines import Line
from eventbase.coding.toponyms.spans import Span
from eventbase.coding.toponyms.words import Words

# Words of these kinds stretch the name but no gazetteer has them in it: "the Lyman direction" is looked up as Lyman.
LOOSE = frozenset(("direction", "countryside", "outskirts", "area", "border", "coast", "capital"))
FACILITIES = frozenset(("facility", "airport", "base", "bridge", "dam", "plant", "port", "camp", "road"))
_ADMIN = ("admin1", "admin2", "countryside")
_AREAS = frozenset(("border", "coast", "river", "canal"))
_BOUNDARIES = frozenset(("that", "while", "as", "and", "but", "when", "if", "after", "before", "because", "since", "which",
                         "where", ",", '"', ";", ":", "said", "although", "though", "whether", "-", "–", "—", "'"))  # fmt: skip
_FUNCTION = frozenset(
    "in on at and or to from for by with as of but that who which last this next since after before during when while "
    "is was has had will would if because where were are have on under over between into out than then so not".split()
)
_STATES = frozenset(("is", "was", "are", "were", "has", "had", "have"))


def shape(span: Span, names: Names, words: Words) -> None:
    """Sets feature, relation and kind of an accepted span and stretches it over its type and direction words."""
    if span.kind == "actor":
        return
    _stretch_right(span, words)
    _stretch_left(span, names, words)
    _type_before(span, words)
    _relation(span, words)
    if span.feature is None or span.feature not in FACILITIES:
        _kind(span, words)
    if span.facts and span.facts.nation and span.feature in (None, "country", "border", "area", "coast"):
        span.adjective = words.adjectives.get(span.facts.nation)


def _stretch_right(span: Span, words: Words) -> None:
    """Takes "Oblast", "district", "countryside", "power plant" into the name; half a hyphenated pair takes nothing."""
    line = span.line
    if span.end != line.ends[span.last]:
        return
    if span.words > 1 and span.feature is None:
        span.feature = words.types_after.get(line.lows[span.last])
    if not line.adjacent(span.last) or span.owner or _is_body(span, words):
        return
    for size in (3, 2, 1):
        stop = span.last + size
        if stop >= len(line.words) or not all(line.adjacent(i) for i in range(span.last, stop)):
            continue
        feature = words.types_after.get(" ".join(line.lows[span.last + 1 : stop + 1]))
        if feature is not None and _fits(span, feature):
            core = (span.start, span.end)
            span.last, span.end, span.feature = stop, line.ends[stop], feature
            span.owner = line.possessive[stop]
            if feature in FACILITIES and span.facts is not None and span.facts.strength >= 1.0:
                span.within.append(line.text[core[0] : core[1]])
            elif feature in LOOSE:
                span.core = core
            return


def _fits(span: Span, feature: str) -> bool:
    """A country has no "state" after it ("Russia state media"), and its "plant" or "school" locates it only loosely."""
    return not (span.facts and span.facts.country and feature in {"admin1", "admin2", "facility", "plant", "village"})


def _is_body(span: Span, words: Words) -> bool:
    """"Aleppo University" names a body unless the text goes to it: "at Aleppo University"."""
    line, at = span.line, span.last + 1
    if not line.adjacent(span.last) or line.low(at) not in words.organisations:
        return False
    if not line.caps[at] and any(" ".join(line.lows[at : at + n]) in words.types_after for n in (3, 2, 1)):
        return False
    feature = words.types_after.get(line.low(at))
    if feature == "direction" and line.caps[at]:
        return True  # "Al-Nusra Front"
    if feature is None:
        return True
    before = line.low(span.first - 1)
    before = line.low(span.first - 2) if before == "the" else before
    goes = before in words.strong_prepositions or before in ("at", "to", "from") or before in words.object_verbs
    return bool(line.caps[at]) and not goes


def _stretch_left(span: Span, names: Names, words: Words) -> None:
    line = span.line
    at = span.first - 1
    if at >= 0 and line.lows[at] in words.directions and line.adjacent(at) and span.start == line.starts[span.first]:
        while at > 0 and line.lows[at - 1] in words.directions and line.adjacent(at - 1):
            at -= 1
        core = span.core or (span.start, span.end)
        known = facts_of(names, line.text[line.starts[at] : core[1]])
        span.core = (line.starts[at], core[1]) if known and known.strength >= 2.0 else core
        whole = span.facts is None or not span.facts.settlement or span.facts.country or span.feature in _ADMIN
        rural = "rural" in line.lows[at : span.first]
        span.first, span.start, span.relation = at, line.starts[at], "area" if whole or rural else "in"
        if rural and span.feature is None and span.facts and span.facts.admin:
            span.feature = "admin1"


def _type_before(span: Span, words: Words) -> None:
    """"the village of X", "the port city X", "the countryside of X": the feature, where the name has none of its own."""
    line, at = span.line, span.first - 1
    if line.low(at) == "the":
        at -= 1
    low = line.low(at)
    typed = line.low(at - 1) if low == "of" else low
    feature = words.types_before.get(typed)
    if feature is None or (low != "of" and (at < 0 or line.caps[at] or not line.adjacent(at))):
        return
    if span.feature is None:
        span.feature = feature
    if feature == "countryside":
        span.relation = "area"


def _relation(span: Span, words: Words) -> None:
    if span.feature == "direction":
        span.relation = "direction"
    elif span.feature in ("outskirts", "area"):
        span.relation = "near"
    elif span.feature == "countryside":
        span.relation = "area"
        if span.facts and span.facts.admin:
            span.feature = "admin1"
    elif span.feature in _AREAS:
        span.relation = "beside"
    phrase = _phrase_before(span.line, span.first, words.near_before)
    if phrase and span.relation in ("in", "area") and not _is_part(span, phrase):
        span.relation = "near"
    elif span.relation == "in" and _phrase_before(span.line, span.first, words.beside_before):
        span.relation = "beside"


def _is_part(span: Span, phrase: str) -> bool:
    """"the north of Syria" is a part of it, "north of Homs" is beside it."""
    line = span.line
    at = span.first - phrase.count(" ") - 2
    if line.low(span.first - 1) == "the":
        at -= 1
    if phrase.endswith(" of") and line.low(at) == "the" and phrase.split(" ")[0] in ("north", "south", "east", "west",
       "northeast", "northwest", "southeast", "southwest", "north-east", "north-west", "south-east", "south-west"):  # fmt: skip
        span.relation = "area"
        return True
    return False


def _phrase_before(line: Line, first: int, phrases: frozenset[str]) -> str | None:
    at = first - 1 if line.low(first - 1) != "the" else first - 2
    for size in (4, 3, 2, 1):
        if at - size + 1 >= 0:
            phrase = " ".join(line.lows[at - size + 1 : at + 1])
            if phrase in phrases:
                return phrase
    return None


def _kind(span: Span, words: Words) -> None:
    """Sets `actor` where the name stands for a government, a force or a body."""
    line, at = span.line, span.last + 1
    before = line.low(span.first - 1)
    before = line.low(span.first - 2) if before == "the" else before
    following = line.low(at) if line.adjacent(span.last) or span.owner else ""
    if following in words.organisations and not span.owner and span.feature not in ("direction", "countryside"):
        named = line.caps[at] and not line.headline and following not in words.civic
        span.kind = "body" if named else "actor"
    elif before == "of" and _office_before(line, span.first, words):
        span.kind = "actor"
    elif span.facts is not None and span.facts.party and span.relation == "in" and span.feature in (None, "country"):
        _party(span, before, following, words)


def _office_before(line: Line, first: int, words: Words) -> bool:
    at = first - 2 if line.low(first - 1) == "of" else first - 3
    return line.low(at) in words.office_before and line.low(at) not in words.types_before


def _party(span: Span, before: str, following: str, words: Words) -> None:
    line, at = span.line, span.last + 1
    if span.owner:
        _owner(span, following, words)
    elif line.words[span.last].isupper() and not line.headline and following.isalpha() and not line.caps[at]:
        if following not in _FUNCTION and span.facts and span.facts.country:
            span.kind = "actor"  # "US airstrikes"
    elif before in words.party_before or following in words.speech_verbs:
        span.kind = "actor"
    elif following in words.actor_verbs and (span.first == 0 or before in _BOUNDARIES):
        if not (following in _STATES and line.low(at + 1) in words.state_words):
            span.kind = "actor"
    elif span.end != line.ends[span.last] or span.start != line.starts[span.first]:
        if following in words.organisations:
            span.kind = "actor"


def _owner(span: Span, following: str, words: Words) -> None:
    """"Ukraine's border" is a place, "Russia's Kursk Oblast" contains one, "Russia's army" is a party."""
    line, at = span.line, span.last + 1
    while following in words.directions and line.low(at + 1) in words.demonym_heads:
        at += 1
        following = line.low(at)
    if following in words.demonym_parts and not line.caps[at] and line.low(at + 1) != "of":
        span.core = span.core or (span.start, span.end)
        span.last, span.end, span.owner = at, line.ends[at], line.possessive[at]
        span.feature = words.types_after.get(following, "capital" if following == "capital" else "area")
        span.relation = "beside" if span.feature in _AREAS else "area"
    elif any(line.low(i) in words.owned_places for i in range(at, min(at + 3, len(line.words)))):
        return
    elif at < len(line.words) and not line.caps[at] and following not in words.demonym_heads and not _cap_soon(line, at):
        span.kind = "actor"


def _cap_soon(line: Line, at: int) -> bool:
    """"Russia's western Kursk region": the name follows within two words."""
    return any(line.caps[i] for i in range(at, min(at + 3, len(line.words))))
