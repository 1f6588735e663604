"""What the other place names of an article say: which countries and areas it is about, and where its places lie."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eventbase.gazetteer.candidates import Candidate
from eventbase.gazetteer.store import Entry
from eventbase.gazetteer.weights import WEIGHTS

MAX_NAMES = 40  # nearest first; what stands farther off says little
TOP = 4  # candidates a context name votes with
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Context:
    """Weights of countries (alpha-3) and areas (numbers), those named outright, and points (lat, lon, weight)."""

    countries: dict[str, float]
    areas: dict[int, float]
    named_countries: frozenset[str]
    named_areas: frozenset[int]
    points: tuple[tuple[float, float, float], ...]

    @property
    def empty(self) -> bool:
        return not self.countries


EMPTY = Context({}, {}, frozenset(), frozenset(), ())


def read_context(names: Sequence[str], find: Callable[[str], Sequence[Candidate]]) -> Context:
    """Two passes: all names vote for countries and areas, then each is settled by the votes of the others."""
    counted = Counter(names[: 3 * MAX_NAMES])
    found = [(list(find(name)[:TOP]), 1 + math.log(n)) for name, n in list(counted.items())[:MAX_NAMES]]
    found = [(options, weight) for options, weight in found if options]
    if not found:
        return EMPTY
    first = vote((option, weight * p) for options, weight in found for option, p in shares(options))
    settled = [(settle(options, first), weight) for options, weight in found]
    return vote(settled)


def shares(options: Sequence[Candidate]) -> list[tuple[Candidate, float]]:
    """Options with the chance of each by its prior."""
    best = options[0].prior
    powers = [math.exp(option.prior - best) for option in options]
    total = sum(powers)
    return [(option, power / total) for option, power in zip(options, powers, strict=True)]


def settle(options: Sequence[Candidate], votes: Context) -> Candidate:
    """The option that the votes favour."""
    return max(options, key=lambda option: option.prior + sum(w for _, w in support(option.entry, votes)))


def vote(settled: Iterable[tuple[Candidate, float]]) -> Context:
    """The context that candidates make, each with a weight."""
    countries: dict[str, float] = defaultdict(float)
    areas: dict[int, float] = defaultdict(float)
    named_countries, named_areas = set(), set()
    points = []
    for option, weight in settled:
        entry = option.entry
        if entry.country:
            countries[entry.country] += weight
        if entry.kind == "country":
            if weight >= 0.5 and entry.country:
                named_countries.add(entry.country)
            continue
        if entry.admin1_id is not None:
            areas[entry.admin1_id] += weight
            if entry.kind == "admin1" and weight >= 0.5:
                named_areas.add(entry.admin1_id)
        if entry.latitude is not None and entry.longitude is not None and entry.kind != "region":
            points.append((entry.latitude, entry.longitude, weight * (0.4 if entry.kind == "admin1" else 1.0)))
    return Context(dict(countries), dict(areas), frozenset(named_countries), frozenset(named_areas), tuple(points))


def support(entry: Entry, context: Context) -> list[tuple[str, float]]:
    """What the context adds to an entry's score, reason by reason."""
    if context.empty:
        return []
    reasons = []
    own = entry.kind == "country"
    if entry.country and entry.country in context.countries:
        share = context.countries[entry.country] / (sum(context.countries.values()) + 0.5)
        weight = WEIGHTS.own_country_share if own else WEIGHTS.country_share
        reasons.append((f"{share:.0%} of the other places are in {entry.country}", weight * share))
        if entry.country in context.named_countries and not own:
            reasons.append((f"{entry.country} is named", WEIGHTS.country_named))
    if own or entry.kind == "region":
        return reasons
    return reasons + _area_support(entry, context)


def _area_support(entry: Entry, context: Context) -> list[tuple[str, float]]:
    reasons = []
    number, own = entry.admin1_id, entry.kind == "admin1"
    if number in context.named_areas and not own:
        reasons.append(("its first-level area is named", WEIGHTS.area_named))
    elif number in context.areas:
        share = context.areas[number] / (sum(context.areas.values()) + 0.5)
        weight = WEIGHTS.own_area_share if own else WEIGHTS.area_share
        reasons.append(("others are in its first-level area", weight * share))
    near = closeness(entry, context.points) * (WEIGHTS.own_near if own else 1.0)
    if near > 0.05:
        reasons.append(("others lie near", near))
    return reasons


def closeness(entry: Entry, points: Sequence[tuple[float, float, float]]) -> float:
    """0 to some 3.5: how near the context's points lie, the nearest counting most."""
    if entry.latitude is None or entry.longitude is None:
        return 0.0
    lat, lon = entry.latitude, entry.longitude
    shrink = math.cos(math.radians(lat))
    best = total = 0.0
    for y, x, weight in points:
        dy = abs(y - lat)
        if dy > 9:
            continue
        dx = abs(x - lon)
        dx = (360 - dx if dx > 180 else dx) * shrink
        if dx > 9:
            continue
        km = KM_PER_DEGREE * math.sqrt(dx * dx + dy * dy)
        value = weight / (1 + km / WEIGHTS.near_km)
        total += value
        best = max(best, value)
    return WEIGHTS.near_best * min(best, 1.2) + WEIGHTS.near_sum * math.log1p(total)
