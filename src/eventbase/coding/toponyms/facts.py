"""What the gazetteer knows of a name, in the few numbers that deciding "is this word a place?" needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from eventbase.gazetteer.fold import fold

MAX_MATCHES = 60


class EntryLike(Protocol):
    """The fields of a gazetteer entry that are read here."""

    @property
    def place_id(self) -> str: ...
    @property
    def feature(self) -> str: ...
    @property
    def population(self) -> int: ...


class MatchLike(Protocol):
    """An entry under one of its names; rank 0 is the main name."""

    @property
    def entry(self) -> EntryLike: ...
    @property
    def rank(self) -> int: ...


class Names(Protocol):
    """What finding needs of a gazetteer: entries by folded name."""

    def matches(self, key: str) -> Sequence[MatchLike]: ...


@dataclass(frozen=True, slots=True)
class Facts:
    """`strength`: how likely a capitalised word of this name is a place, with no context: 0 hardly, 4 surely."""

    key: str
    strength: float
    country: bool = False
    admin: bool = False  # a first- or second-level area bears the name
    admin1: bool = False  # a first-level area bears it, and no city that is better known
    settlement: bool = False
    water: bool = False
    facility: bool = False
    population: int = 0  # of the largest settlement under its main name

    @property
    def party(self) -> bool:
        """True for what governments are named after: a country, or a city large enough to be a capital."""
        return self.country or (self.settlement and self.population >= 400_000)


@lru_cache(maxsize=65_536)
def facts_of(names: Names, name: str) -> Facts | None:
    """Facts of a name as written; None if no gazetteer entry bears it."""
    key = fold(name)
    matches = names.matches(key) if key else ()
    if not matches:
        return None
    matches = matches[:MAX_MATCHES]
    features = [(m.entry.feature, m.rank, m.entry.population or 0) for m in matches]
    strength = max(_strength(feature, rank, population) for feature, rank, population in features)
    if any(m.entry.place_id.startswith("supplement:") for m in matches):
        strength = max(strength, 1.7)
    towns = max((p for f, rank, p in features if f[0] == "P" and rank < 2), default=0)
    words = key.count(" ") + 1
    if len(key) <= 3 and not any(f.startswith("A.PCL") for f, _, _ in features):
        strength -= 1.2
    return Facts(
        key=key,
        strength=strength + (0.6 if words > 1 else 0.0),
        country=any(f.startswith("A.PCL") and (rank < 2 or len(key) > 3) for f, rank, _ in features),
        admin=any(f.startswith("A.ADM") for f, _, _ in features),
        admin1=any(f.startswith("A.ADM1") and rank < 2 for f, rank, _ in features) and towns < 100_000,
        settlement=any(f[0] == "P" for f, _, _ in features),
        water=any(f[0] == "H" for f, _, _ in features),
        facility=any(f[0] in "SR" for f, _, _ in features),
        population=towns,
    )


def _strength(feature: str, rank: int, population: int) -> float:
    main = rank < 2
    if feature.startswith("A.PCL"):
        return 4.0
    if feature.startswith("A.ADM1"):
        return 2.6 if main else 1.8
    if feature[0] == "A":
        return 1.3 if main else 0.6
    if feature[0] == "P":
        return _settlement_strength(main, population)
    if feature[0] in "HLTV":
        return 2.6
    return 1.5


def _settlement_strength(main: bool, population: int) -> float:
    steps = (
        ((500_000, 3.0), (100_000, 2.5), (20_000, 1.8), (5_000, 1.3), (1_000, 1.0), (0, 0.6))
        if main
        else ((500_000, 2.2), (100_000, 1.6), (20_000, 0.9), (5_000, 0.5), (0, 0.2))
    )
    return next(value for floor, value in steps if population >= floor)
