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
    @property
    def country(self) -> str | None: ...


class MatchLike(Protocol):
    """An entry under one of its names; rank 0 is the main name."""

    @property
    def entry(self) -> EntryLike: ...
    @property
    def rank(self) -> int: ...


class Names(Protocol):
    """What finding needs of a gazetteer: entries by folded name."""

    def matches(self, key: str) -> Sequence[MatchLike]: ...
    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Facts:
    """`strength`: how likely a capitalised word of this name is a place, with no context: 0 hardly, 4 surely."""

    key: str
    strength: float
    country: bool = False  # a country bears it, and nothing better known does
    nation: str | None = None  # that country, alpha-3
    admin: bool = False  # a first- or second-level area bears the name
    admin1: bool = False  # a first-level area bears it, and no city that is better known
    settlement: bool = False
    water: bool = False
    facility: bool = False
    curated: bool = False  # the hand-made supplement has it
    population: int = 0  # of the largest settlement under its main name

    @property
    def party(self) -> bool:
        """True for what governments are named after: a country, or a city large enough to be a capital."""
        return self.country or (self.settlement and self.population >= 400_000)


@lru_cache(maxsize=65_536)
def facts_of(names: Names, name: str) -> Facts | None:
    """Facts of a name as written; None if no gazetteer entry bears it."""
    key = fold(name)
    matches = tuple(names.matches(key))[:MAX_MATCHES] if key else ()
    if not matches:
        return None
    main = [m.entry for m in matches if m.rank < 2]
    nation = _nation(matches)
    towns = max((e.population or 0 for e in main if e.feature[0] == "P"), default=0)
    letters = frozenset(m.entry.feature[0] for m in matches)
    return Facts(
        key=key,
        strength=_strongest(key, matches),
        country=nation is not None,
        nation=nation,
        admin=any(m.entry.feature.startswith("A.ADM") for m in matches),
        admin1=towns < 100_000 and any(e.feature.startswith("A.ADM1") for e in main),
        settlement="P" in letters,
        water="H" in letters,
        curated=any(m.entry.place_id.startswith("supplement:") for m in matches),
        facility=bool(letters & {"S", "R"}),
        population=towns,
    )


def _nation(matches: Sequence[MatchLike]) -> str | None:
    """The country (alpha-3) that the name means, unless a larger first-level area bears it too, as with Georgia."""
    nations = [m for m in matches if m.entry.feature.startswith("A.PCL")]
    if not nations:
        return None
    rivals = [m for m in matches if m.rank < 2 and not m.entry.feature.startswith("A.PCL")]
    if nations[0].rank >= 2 and rivals:
        return None
    rival = max((m.entry.population or 0 for m in rivals if m.entry.feature.startswith("A.ADM1")), default=0)
    return None if rival > (nations[0].entry.population or 0) > 0 else nations[0].entry.country


def _strongest(key: str, matches: Sequence[MatchLike]) -> float:
    strength = max(_strength(m.entry.feature, m.rank, m.entry.population or 0) for m in matches)
    if any(m.entry.place_id.startswith("supplement:") for m in matches):
        strength = max(strength, 1.7)
    if len(key) <= 3 and strength < 4:
        strength -= 1.2
    return strength + (0.6 if " " in key else 0.0)


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
