"""When a coded value agrees with the gold one, field by field.

Dates agree where the spans meet and the coded one is not much vaguer. Places agree within 25 km at settlement level, as
the same area otherwise; finer or coarser than the gold one is wrong.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date

from eventbase.evaluate.records import ScoredActor, ScoredEvent, ScoredPlace

FINE = frozenset({"exact", "settlement", "near"})
VAGUE_AREAS = frozenset({"region", "unknown", None})
NEAR_KM, ADMIN2_KM, REGION_KM = 25.0, 60.0, 200.0
LONGEST_SPAN = 600
_PLACE_WORDS = re.compile(
    r"\b(oblast|region|province|governorate|krai|state|city|town|village|municipality|raion|district|voivodeship"
    r"|the|of|in)\b"
)
_SOURCE_WORDS = frozenset({
    "of", "the", "and", "a", "an", "ministry", "office", "officials", "official", "said", "authorities", "spokesman",
    "spokesperson", "department",
})  # fmt: skip


def kilometres(a: float, b: float, c: float, d: float) -> float:
    """Great-circle distance of (latitude a, longitude b) and (c, d)."""
    p, q = math.radians(a), math.radians(c)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(d - b) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def fold(words: str | None) -> str:
    """Lower case without accents, apostrophes and punctuation."""
    plain = unicodedata.normalize("NFKD", words or "").lower()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "").replace("'", "")
    return re.sub(r"[\W_]+", " ", plain).strip()


def fold_place(name: str | None) -> str:
    return re.sub(r"\s+", " ", _PLACE_WORDS.sub(" ", fold(name))).strip()


def type_agrees(gold: ScoredEvent, coded: ScoredEvent) -> bool:
    return coded.sub_event_type in gold.accepted_types


def place_agrees(gold: ScoredPlace | None, coded: ScoredPlace | None) -> bool:
    """Whether the coded place is the gold one at the gold one's level (see the module)."""
    if gold is None or coded is None:
        return gold is None and coded is None
    level, other = gold.geo_precision, coded.geo_precision
    same_name = fold_place(gold.name) == fold_place(coded.name)
    distance = _distance(gold, coded)
    if level in FINE:
        near = same_name and gold.country == coded.country if distance is None else distance <= NEAR_KM
        return other in FINE and near
    if gold.country and coded.country and gold.country != coded.country:
        return False
    if level == "admin1":
        same_area = bool(gold.admin1) and fold_place(gold.admin1) == fold_place(coded.admin1)
        return other == "admin1" and (same_name or same_area)
    if level == "admin2":
        return other == "admin2" and (same_name or (distance is not None and distance <= ADMIN2_KM))
    if level == "country":
        return other == "country" and gold.country == coded.country
    same_country = gold.country is not None and gold.country == coded.country
    return other in VAGUE_AREAS and (same_name or (distance is not None and distance <= REGION_KM) or same_country)


def _distance(a: ScoredPlace, b: ScoredPlace) -> float | None:
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return kilometres(a.latitude, a.longitude, b.latitude, b.longitude)


def date_agrees(gold: ScoredEvent, coded: ScoredEvent) -> bool:
    """The spans meet, and the coded one is at most twice as long plus two days; open agrees with open."""
    unknown = [event.start is None and event.end is None for event in (gold, coded)]
    if any(unknown):
        return all(unknown)
    (a, b), (c, d) = _bounds(gold), _bounds(coded)
    if not (a <= d and c <= b):
        return False
    open_ended = [event.start is None or event.end is None for event in (gold, coded)]
    if open_ended[0] != open_ended[1]:
        return False
    return open_ended[0] or (d - c).days <= 2 * (b - a).days + 2


def _bounds(event: ScoredEvent) -> tuple[date, date]:
    return event.start or date(1, 1, 1), event.end or date(9999, 1, 1)


def date_equals(gold: ScoredEvent, coded: ScoredEvent) -> bool:
    return (gold.start, gold.end) == (coded.start, coded.end)


def actor_agrees(gold: ScoredActor | None, coded: ScoredActor | None) -> bool:
    """Type and country agree, whatever the words."""
    if gold is None or coded is None:
        return gold is None and coded is None
    return gold.type == coded.type and (gold.country or None) == (coded.country or None)


def names_meet(gold: str | None, coded: str | None) -> bool:
    """Half of the words are shared, or one name holds the other; words like `ministry` do not count."""
    a, b = _words(gold), _words(coded)
    if not a or not b:
        return not a and not b
    return bool(a & b) and (len(a & b) >= 0.5 * len(a | b) or a <= b or b <= a)


def _words(name: str | None) -> set[str]:
    return {word for word in fold(name).split() if word not in _SOURCE_WORDS}


def evidence_overlaps(gold: ScoredEvent, coded: ScoredEvent) -> bool:
    """A coded span of at most 600 characters and a gold span share half of the shorter one."""
    for a, b in gold.spans:
        for c, d in coded.spans:
            if d - c <= LONGEST_SPAN and 2 * (min(b, d) - max(a, c)) >= min(b - a, d - c) > 0:
                return True
    return False


def strictly_right(gold: ScoredEvent, coded: ScoredEvent) -> bool:
    """Sub-type, date and place all agree: what `confidence` is the chance of."""
    return type_agrees(gold, coded) and date_agrees(gold, coded) and place_agrees(gold.place, coded.place)
