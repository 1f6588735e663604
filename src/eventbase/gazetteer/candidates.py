"""Which entries a name can mean, and how likely each is before anything else is known."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from eventbase.gazetteer.fold import fold, looser, split_type
from eventbase.gazetteer.store import SUPPLEMENT, Entry, Gazetteer, Match
from eventbase.gazetteer.weights import WEIGHTS

MAX_CANDIDATES = 40
MAIN, FORM, ALTERNATE = 0, 1, 2

_COUNTED = frozenset(("settlement", "admin1", "admin2"))
_CUES: dict[str, frozenset[str]] = {
    "admin1": frozenset(("admin1", "region")),
    "admin2": frozenset(("admin2",)),
    "township": frozenset(("admin2", "settlement")),
    "city": frozenset(("settlement",)),
    "town": frozenset(("settlement",)),
    "village": frozenset(("settlement",)),
    "settlement": frozenset(("settlement",)),
    "suburb": frozenset(("settlement",)),
    "country": frozenset(("country",)),
    "river": frozenset(("water",)),
    "sea": frozenset(("water",)),
    "lake": frozenset(("water",)),
    "water": frozenset(("water",)),
    "island": frozenset(("island",)),
    "mountain": frozenset(("mountain",)),
    "airport": frozenset(("facility",)),
    "facility": frozenset(("facility",)),
    "region": frozenset(("region", "admin1", "admin2")),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that the name can mean, with its score before context and why."""

    entry: Entry
    prior: float
    reasons: tuple[tuple[str, float], ...]


def candidates(gazetteer: Gazetteer, name: str, feature: str | None = None) -> tuple[Candidate, ...]:
    """Candidates for a name, likeliest first; `feature` is what the text calls it ("village", "admin1")."""
    return _candidates(gazetteer, name, feature)


@lru_cache(maxsize=32768)
def _candidates(gazetteer: Gazetteer, name: str, feature: str | None) -> tuple[Candidate, ...]:
    key = fold(name)
    matches, cue = find(gazetteer, name, key)
    wanted = _CUES.get(feature or cue or "")
    found: dict[int, Candidate] = {}
    for match, note in matches:
        candidate = _candidate(match, note, wanted)
        known = found.get(match.entry.id)
        if known is None or candidate.prior > known.prior:
            found[match.entry.id] = candidate
    ordered = sorted(found.values(), key=lambda c: (-c.prior, c.entry.place_id))
    if wanted is None:
        ordered = sorted(_after_towns(ordered), key=lambda c: (-c.prior, c.entry.place_id))
    return tuple(_without_doubles(ordered)[:MAX_CANDIDATES])


def find(gazetteer: Gazetteer, name: str, key: str) -> tuple[list[tuple[Match, str]], str | None]:
    """Matches of a name with a note on how each was found, and the kind that a type word in it means."""
    if "." in name or name.isupper():
        expanded = abbreviations().get(name)
        if expanded:
            matches = gazetteer.matches(fold(expanded[0]))
            return [(m, f"{name} is short for {expanded[0]}") for m in matches if m.entry.country == expanded[1]], None
    found = [(match, "") for match in gazetteer.matches(key)]
    base, cue = split_type(key)
    if cue and base != key:
        kinds = _CUES[cue]
        found += [
            (match, f"without its type word, {cue}") for match in gazetteer.matches(base) if match.entry.kind in kinds
        ]
    demonym = gazetteer.demonym(key)
    if demonym is not None:
        found.append((Match(demonym, FORM), "people or adjective of the country"))
    if not found:
        for other in looser(key):
            found = [(match, f"as {other!r}") for match in gazetteer.matches(other)]
            if found:
                break
    return found, cue if base != key else None


def _candidate(match: Match, note: str, wanted: frozenset[str] | None) -> Candidate:
    entry = match.entry
    kind = entry.kind
    called = ("main name", "form of its name", "alternate name")[match.rank]
    reasons = [
        (f"{called} ({note})" if note else called, (WEIGHTS.main, WEIGHTS.form, WEIGHTS.alternate)[match.rank]),
        (kind, WEIGHTS.continent if entry.feature == "L.CONT" else float(getattr(WEIGHTS, kind))),
    ]
    if kind in _COUNTED and entry.population:
        reasons.append((f"population {entry.population:,}", WEIGHTS.population * math.log10(entry.population)))
    elif entry.source == SUPPLEMENT:
        reasons.append(("in the hand-made supplement", WEIGHTS.supplement))
    elif entry.feature == "L.CONT":
        reasons.append(("a continent", WEIGHTS.supplement + 0.1))
    if entry.feature == "A.ADM1H":
        reasons.append(("no longer an area", WEIGHTS.historic))
    if wanted is not None:
        fits = kind in wanted
        reasons.append(
            ("the text says so" if fits else "another kind than the text says", WEIGHTS.cue if fits else -WEIGHTS.cue)
        )
    return Candidate(entry, sum(weight for _, weight in reasons), tuple(reasons))


def _after_towns(found: list[Candidate]) -> list[Candidate]:
    """An area that is named after a town in it gives way to the town, unless a type word names the area."""
    towns = {c.entry.admin1_id: c.prior for c in reversed(found) if c.entry.kind == "settlement" and c.entry.population}
    out = []
    for candidate in found:
        town = towns.get(candidate.entry.id)
        most = None if town is None else town + WEIGHTS.namesake_town
        if most is not None and candidate.entry.kind == "admin1" and candidate.prior > most:
            reason = ("named after a town in it", most - candidate.prior)
            candidate = Candidate(candidate.entry, most, (*candidate.reasons, reason))
        out.append(candidate)
    return out


def _without_doubles(ordered: list[Candidate]) -> list[Candidate]:
    """One candidate for a place that two sources know: same kind, within some 15 km."""
    out: list[Candidate] = []
    for candidate in ordered:
        if not any(_double(candidate.entry, kept.entry) for kept in out):
            out.append(candidate)
    return out


def _double(a: Entry, b: Entry) -> bool:
    if a.kind != b.kind or a.country != b.country or a.latitude is None or b.latitude is None:
        return False
    if a.feature == b.feature == "L.CONT":
        return True
    if a.source == b.source and a.source != SUPPLEMENT:
        return False
    return abs(a.latitude - b.latitude) < 0.15 and abs((a.longitude or 0) - (b.longitude or 0)) < 0.2


@cache
def abbreviations() -> dict[str, tuple[str, str]]:
    """Abbreviation, with its dots -> name and alpha-3."""
    with files("eventbase.gazetteer").joinpath("abbreviations.csv").open(encoding="utf-8") as file:
        return {row["abbreviation"]: (row["name"], row["country"]) for row in csv.DictReader(file)}
