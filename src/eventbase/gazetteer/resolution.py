"""Resolves one name: candidates are filtered by what is stated, scored, and explained; equals become their area."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from eventbase.gazetteer.candidates import Candidate, after_towns, candidates, spelt_otherwise
from eventbase.gazetteer.context import EMPTY, Context, read_context, support
from eventbase.gazetteer.precision import geo_precision
from eventbase.gazetteer.stated import Stated, both, country_codes, keep, stated_areas
from eventbase.gazetteer.store import Entry, Gazetteer
from eventbase.gazetteer.weights import WEIGHTS
from eventbase.records import Place

SAME_KM_DEGREES = 0.25  # candidates this near each other need no telling apart


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: the name, what the text calls it, the areas it states, the other names, nearest first."""

    name: str
    admin1: str | None = None
    country: str | None = None
    context: tuple[str, ...] = ()
    feature: str | None = None
    within: tuple[str, ...] = ()
    relation: str = "in"


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its full score and the reasons that add up to it."""

    entry: Entry
    score: float
    reasons: tuple[tuple[str, float], ...]
    district: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place, None if the name is unknown or stays open, and every candidate, best first."""

    place: Place | None
    candidates: tuple[Scored, ...] = field(default=())
    note: str = ""


def resolve(gazetteer: Gazetteer, query: Query, context: Context | None = None) -> Resolution:
    """Resolves a query; `context` may be handed in where many names share one."""
    name, stated, unknown = _stated(gazetteer, query)
    if unknown:
        return Resolution(None, note=f"no area is called {unknown!r}")
    if context is None:
        context = read_names(gazetteer, query.context, _key_of(query.name))
    options = candidates(gazetteer, name, query.feature)
    if not options:
        options = spelt_otherwise(gazetteer, name, likely_countries(gazetteer, stated, context))
    found = keep(gazetteer, options, stated)
    if not found:
        return Resolution(None, note="no candidate" + (" in the stated area" if stated else ""))
    scored = score(found, context)
    return decide(gazetteer, scored, query.relation)


def likely_countries(gazetteer: Gazetteer, stated: Stated, context: Context) -> list[str]:
    """The stated countries, those of the stated areas, else those that half of the context lies in."""
    areas = [gazetteer.entry(number) for number in sorted(stated.admin1 | stated.admin2)]
    countries = {*stated.countries, *(area.country for area in areas if area and area.country)}
    half = sum(context.countries.values()) / 2
    return sorted(countries or {country for country, weight in context.countries.items() if weight >= half})


def score(found: Sequence[Candidate], context: Context) -> list[Scored]:
    """The candidates with what the context adds to them, best first."""
    out = []
    for candidate in found:
        extra = support(candidate.entry, context)
        total = candidate.prior + sum(weight for _, weight in extra)
        out.append(replace(candidate, prior=total, reasons=(*candidate.reasons, *extra)))
    return [Scored(c.entry, c.prior, c.reasons, c.district) for c in after_towns(out)]


def read_names(gazetteer: Gazetteer, names: Sequence[str], leave_out: str = "") -> Context:
    """The context of names; the resolved name itself is left out."""
    return _read_names(gazetteer, tuple(name for name in names if _key_of(name) != leave_out)) if names else EMPTY


@lru_cache(maxsize=512)
def _read_names(gazetteer: Gazetteer, names: tuple[str, ...]) -> Context:
    return read_context(names, lambda name: candidates(gazetteer, name))


def _key_of(name: str) -> str:
    return name.casefold()


def _stated(gazetteer: Gazetteer, query: Query) -> tuple[str, Stated, str]:
    """The bare name, the filter, and the first stated country that is unknown."""
    countries: frozenset[str] = frozenset()
    if query.country:
        countries = country_codes(gazetteer, query.country)
        if not countries:
            return query.name, Stated(), query.country
    name, areas = query.name, [query.admin1] if query.admin1 else []
    areas += query.within
    if "," in name and not candidates(gazetteer, name):
        head, *rest = (part.strip() for part in name.split(","))
        name, areas = head, [*areas, *(part for part in rest if part)]
    stated = Stated(countries)
    for area in areas:
        stated = both(stated, stated_areas(gazetteer, area, countries))
    return name, stated, ""


def decide(gazetteer: Gazetteer, scored: Sequence[Scored], relation: str = "in") -> Resolution:
    """The best candidate, or the smallest area that holds those that score the same."""
    best = scored[0]
    rivals = [s for s in scored if best.score - s.score < WEIGHTS.equal and not _together(best.entry, s.entry)]
    if not rivals:
        place = _place(gazetteer, best, relation)
        return Resolution(place, tuple(scored))
    equals = [best, *rivals]
    area = smallest_area(gazetteer, [s.entry for s in equals])
    if area is None:
        return Resolution(None, tuple(scored), "equals in several countries")
    ids = tuple(sorted(s.entry.place_id for s in equals))
    place = gazetteer.place(area, geo_precision=geo_precision(gazetteer, area), candidates=ids)
    return Resolution(place, tuple(scored), f"{len(ids)} equals; their smallest common area is given")


def _place(gazetteer: Gazetteer, best: Scored, relation: str) -> Place:
    if best.district:
        return gazetteer.place(best.entry, geo_precision="admin2", coordinate_basis="seat")
    return gazetteer.place(best.entry, geo_precision=geo_precision(gazetteer, best.entry, relation))


def _together(a: Entry, b: Entry) -> bool:
    """One place for the map: the same entry, or two settlements next to each other."""
    if a.id == b.id:
        return True
    if a.kind != b.kind or a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return False
    return abs(a.latitude - b.latitude) < SAME_KM_DEGREES and abs(a.longitude - b.longitude) < SAME_KM_DEGREES


def smallest_area(gazetteer: Gazetteer, entries: Sequence[Entry]) -> Entry | None:
    """The second-level, else first-level area, else country that holds all entries."""
    levels: tuple[Callable[[Entry], Entry | None], ...] = (
        lambda entry: gazetteer.entry(entry.admin2_id),
        lambda entry: gazetteer.entry(entry.admin1_id),
        lambda entry: gazetteer.country(entry.country),
    )
    for level in levels:
        areas = [level(entry) for entry in entries]
        if areas[0] is not None and all(area is not None and area.id == areas[0].id for area in areas):
            return areas[0]
    return None
