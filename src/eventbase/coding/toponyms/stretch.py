"""The words that belong to an accepted name and what it is: "Kursk" becomes "Kursk Oblast", an admin1."""

from __future__ import annotations

from eventbase.coding.toponyms.facts import Names, facts_of
from eventbase.coding.toponyms.spans import Span
from eventbase.coding.toponyms.words import Words

# Words of these kinds stretch the name but no gazetteer has them in it: "the Lyman direction" is looked up as Lyman.
LOOSE = frozenset(("direction", "countryside", "outskirts", "area", "border", "coast", "capital"))
FACILITIES = frozenset(("facility", "airport", "base", "bridge", "dam", "plant", "port", "camp", "road"))
ADMIN = ("admin1", "admin2", "countryside")
NOT_OF_COUNTRIES = frozenset(("admin1", "admin2", "facility", "plant", "village"))
KNOWN = 2.0  # from this strength on a name with its direction word is looked up whole: "northern Gaza Strip"


def stretch(span: Span, names: Names, words: Words) -> None:
    """Sets the feature of an accepted span and takes its type and direction words in."""
    _right(span, words)
    _drop_article(span, names)
    _left(span, names, words)
    _head(span, words)


def is_body(span: Span, words: Words) -> bool:
    """A name before "University" or "Times" names a body, unless the text goes there: "at Aleppo University"."""
    line, at = span.line, span.last + 1
    following = line.low(at)
    if not line.adjacent(span.last) or following not in words.organisations:
        return False
    if not line.caps[at] and _type_after(span, words) is not None:
        return False
    feature = words.types_after.get(following)
    if feature is None or (feature == "direction" and line.caps[at]):
        return True  # "Al-Nusra Front"
    before = line.low(span.first - 1)
    before = line.low(span.first - 2) if before == "the" else before
    goes = before in words.strong_prepositions or before in ("at", "to", "from") or before in words.object_verbs
    return line.caps[at] and not goes


def _type_after(span: Span, words: Words) -> tuple[int, str] | None:
    """The last word and the feature of the longest type that follows: "nuclear power plant" rather than "plant"."""
    line = span.line
    for size in (3, 2, 1):
        stop = span.last + size
        if stop < len(line.words) and all(line.adjacent(i) for i in range(span.last, stop)):
            feature = words.types_after.get(" ".join(line.lows[span.last + 1 : stop + 1]))
            if feature is not None:
                return stop, feature
    return None


def _right(span: Span, words: Words) -> None:
    """Takes "Oblast", "district", "countryside", "power plant" in; half a hyphenated pair takes nothing."""
    line = span.line
    if span.end != line.ends[span.last]:
        return
    if span.words > 1 and span.feature is None and not (span.facts and span.facts.country):
        span.feature = words.types_after.get(line.lows[span.last])
    if not line.adjacent(span.last) or span.owner or is_body(span, words):
        return
    found = _type_after(span, words)
    if found is None or (span.facts and span.facts.country and found[1] in NOT_OF_COUNTRIES):
        return
    inner = span.inner = (span.start, span.end)
    span.last, span.feature = found
    span.end, span.owner = line.ends[span.last], line.possessive[span.last]
    if span.feature in FACILITIES and span.facts is not None and span.facts.strength >= 1.0:
        span.within.append(line.text[inner[0] : inner[1]])
    elif span.feature in LOOSE or line.lows[span.last].endswith("s"):
        span.core = inner  # "Luhansk regions" is looked up as Luhansk


def _drop_article(span: Span, names: Names) -> None:
    """ "Al-Raqqa province" is looked up as "Raqqa province" where only that is an area's name."""
    start, end = span.inner or (0, 0)
    article, _, rest = span.line.text[start:end].partition("-")
    if span.feature not in ADMIN or not rest or len(article) > 3 or (span.facts and span.facts.admin):
        return
    bare = facts_of(names, rest)
    if bare is not None and bare.admin:
        span.core = (end - len(rest), span.end)


def _left(span: Span, names: Names, words: Words) -> None:
    """Takes "eastern", "rural", "central" in: part of an area; of a town it is still the town."""
    line, at = span.line, span.first - 1
    if (
        at < 0
        or line.lows[at] not in words.directions
        or not line.adjacent(at)
        or span.start != line.starts[span.first]
    ):
        return
    while at > 0 and line.lows[at - 1] in words.directions and line.adjacent(at - 1):
        at -= 1
    core = span.core or (span.start, span.end)
    whole = facts_of(names, line.text[line.starts[at] : core[1]])
    span.core = (line.starts[at], core[1]) if whole and whole.strength >= KNOWN else core
    facts = span.facts
    area = facts is None or not facts.settlement or facts.nation is not None or span.feature in ADMIN
    rural = "rural" in line.lows[at : span.first]
    span.first, span.start = at, line.starts[at]
    span.relation = "area" if area or rural else "in"
    if rural and span.feature is None and facts and facts.admin:
        span.feature = "admin1"


def _head(span: Span, words: Words) -> None:
    """As in "the village of X", "the port city X": the feature, where the name has none of its own."""
    line, at = span.line, span.first - 1
    if line.low(at) == "the":
        at -= 1
    low = line.low(at)
    feature = words.types_before.get(line.low(at - 1) if low == "of" else low)
    if span.facts and span.facts.country:
        return
    if feature is None or (low != "of" and (at < 0 or line.caps[at] or not line.adjacent(at))):
        return
    span.feature = span.feature or feature
    if feature == "countryside":
        span.relation = "area"
