"""How the places of a sentence stand to each other: "X, Y Oblast", "A, B and C", "between X and Y"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from eventbase.coding.toponyms.spans import Span
from eventbase.coding.toponyms.stretch import FACILITIES

_LIST_GAP = re.compile(
    r"(?:,|,? and|,? or|,? as well as|,? & |/)\s?(?:the |in |near |at |from |around |also in )?", re.I
)
_IN_GAP = re.compile(r",? (?:in|within|inside|of) (?:the )?(?:\w+[ -]){0,2}?", re.I)
_IN_TYPE_GAP = re.compile(
    r",? (?:in|within|inside|of) (?:the )?(?:[\w-]+ ){0,2}"
    r"(?:region|province|district|governorate|oblast|state|county|city|town)(?: of)? (?:the )?",
    re.I,
)
_OWNER_GAP = re.compile(r"(?:'s|'|s)? (?:(?!in |on |at |and |near |from |to |with |over |for )[a-z-]+ ){0,3}(?:of )?")
_PAIR_GAP = re.compile(r"\s?[-–—]\s?")
_LEVELS = {"country": 4, "admin1": 3, "region": 3, "admin2": 2, "city": 1, "capital": 1}


def relate(spans: Sequence[Span], next_list: int) -> int:
    """Sets `within`, `list_no`, shared features and `between` on a sentence's spans; returns the next list_no."""
    for left, right in pairwise(spans):
        gap = left.line.text[left.end : right.start]
        if len(gap) > 60 or left.lookup == right.lookup:
            continue
        if _contains_left(left, right, gap):
            right.within.append(left.outer)
        elif _contains_right(left, right, gap, spans):
            left.within.append(right.outer)
    next_list = _number_lists(spans, next_list)
    _chain(spans)
    _between(spans)
    return next_list


def level(span: Span) -> int:
    """How large the place is: 4 country, 3 first-level area, 2 second-level area, 1 town, 0 smaller or unknown."""
    if span.feature in _LEVELS:
        return _LEVELS[span.feature]
    if span.feature in FACILITIES or span.feature in ("village", "quarter"):
        return 0
    facts = span.facts
    if facts is None:
        return 0
    if facts.country:
        return 4
    if facts.admin1 or (facts.admin and not facts.settlement):
        return 3
    return 1 if facts.settlement else 2 if facts.admin else 0


def _contains_left(left: Span, right: Span, gap: str) -> bool:
    """As in "Russia's Kursk Oblast", "Syrias Idlib province", "Donetsk Oblast's Lyman"."""
    return (
        left.owner
        and _OWNER_GAP.fullmatch(gap) is not None
        and (level(left) > level(right) or left.feature == "admin1" or (level(left) == 1 and right.feature == "admin2"))
    )


def _contains_right(left: Span, right: Span, gap: str, spans: Sequence[Span]) -> bool:
    if gap in (", ", " (", " - ") and not right.owner:
        return _is_container(left, right, gap, spans)
    if _IN_TYPE_GAP.fullmatch(gap) or _IN_GAP.fullmatch(gap):
        small = level(left) < level(right) or left.feature in FACILITIES or left.feature in ("quarter", "village")
        if " of " in gap and not gap.startswith((" in", ", in")):
            return small and left.feature is not None
        return small or (level(left) == level(right) == 1 and left.facts is None)
    return False


def _is_container(left: Span, right: Span, gap: str, spans: Sequence[Span]) -> bool:
    """After a comma: a larger area that is not the next item of a list."""
    if level(left) >= 3 and level(right) < 4:
        return False
    larger = level(right) > level(left)
    if level(right) >= 3:
        return larger and not _is_item(right, spans)
    if right.feature == "admin2":
        return larger
    ambiguous = right.facts is not None and right.facts.admin and not (left.facts and left.facts.admin)
    return ambiguous and level(left) <= 1 and not _is_item(right, spans) and _closes(right)


def _is_item(span: Span, spans: Sequence[Span]) -> bool:
    """True if "and" and a name of the same level follow: "Aleppo, Idlib and Hama"."""
    place = next(i for i, other in enumerate(spans) if other is span)
    if place + 1 >= len(spans):
        return False
    after = spans[place + 1]
    gap = span.line.text[span.end : after.start]
    return re.fullmatch(r",? (?:and|or) (?:the )?", gap) is not None and level(after) == level(span)


def _closes(span: Span) -> bool:
    following = span.line.text[span.end : span.end + 1]
    return following in ("", ",", ".", ")", ";")


def _number_lists(spans: Sequence[Span], next_list: int) -> int:
    """Names listed side by side share a number, a head ("the villages of A and B") and the area after the last."""
    groups: list[list[Span]] = []
    for left, right in pairwise(spans):
        gap = left.line.text[left.end : right.start]
        linked = _LIST_GAP.fullmatch(gap) is not None and _is_row(left, right, spans)
        if linked and groups and groups[-1][-1] is left:
            groups[-1].append(right)
        elif linked:
            groups.append([left, right])
    for group in groups:
        for span in group:
            span.list_no = next_list
        next_list += 1
        _share(group)
    return next_list


def _is_row(left: Span, right: Span, spans: Sequence[Span]) -> bool:
    """True if the two are items of one list: of the same level, neither containing the other nor the name before."""
    if right.outer in left.within or left.outer in right.within:
        return False
    if any(left.outer in other.within for other in spans if other.end <= left.start):
        return False
    return _rank(left) == _rank(right) or (_plural(right) and left.feature is None)


def _rank(span: Span) -> int:
    return max(1, level(span))


def _plural(span: Span) -> bool:
    """As in "oblasts", "districts": the type word of a whole list."""
    return span.feature is not None and span.line.lows[span.last].endswith("s") and span.last > span.first


def _share(group: Sequence[Span]) -> None:
    """What the last item or a plural head says holds for all: "Kharkiv and Sumy oblasts", "the villages of A and B"."""
    first, last = group[0], group[-1]
    headed = first.feature is not None and first.line.low(first.first - 2).endswith("s")
    headed = headed and first.line.low(first.first - 1) == "of"
    for span in group:
        if span.feature is None and _plural(last) and span is not last:
            span.feature, span.relation = last.feature, last.relation
        elif span.feature is None and headed:
            span.feature = first.feature
    if all(_rank(span) == 1 and not span.within for span in group[:-1]) and last.feature not in FACILITIES:
        for span in group[:-1]:
            span.within.extend(last.within)


def _chain(spans: Sequence[Span]) -> None:
    """As in "Pandi, Bulacan in Central Luzon": the first lies in both."""
    for span in reversed(spans):
        for outer in spans:
            if outer is not span and span.within and outer.outer == span.within[-1]:
                span.within.extend(name for name in outer.within if name not in span.within)
                break


def _between(spans: Sequence[Span]) -> None:
    """As in "between X and Y"; "the X–Y road" (in the direction of both for "the X–Y axis")."""
    for left, right in pairwise(spans):
        gap = left.line.text[left.end : right.start]
        before = left.line.low(left.first - 1)
        if before == "between" and re.fullmatch(r" and (?:the )?", gap):
            if level(left) >= 4 and level(right) >= 4:
                left.kind = right.kind = "actor"
            else:
                left.relation = right.relation = "between"
        elif _PAIR_GAP.fullmatch(gap):
            if right.feature in ("road", "border"):
                left.relation = right.relation = "between" if right.feature == "road" else "beside"
                left.feature, right.core = right.feature, right.inner
                right.within = [name for name in right.within if name != right.lookup]
            elif right.feature == "direction":
                left.relation, left.feature = "direction", "direction"
