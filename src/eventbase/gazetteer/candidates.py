"""Which entries a name can mean, and how likely each is before anything else is known."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from eventbase.gazetteer.fold import ARTICLES, fold, looser, split_type
from eventbase.gazetteer.store import SUPPLEMENT, Entry, Gazetteer, Match
from eventbase.gazetteer.variants import ARABIC, by_consonants
from eventbase.gazetteer.weights import WEIGHTS

MAX_CANDIDATES = 40
DISTRICT = "the district named after it"
MAIN, FORM, ALTERNATE = 0, 1, 2
SLAVIC = frozenset(("RUS", "UKR", "BLR", "KAZ"))
SHORTEST_ROOT = 4
CHIEF_SHARE = 0.05  # of the people of its area

_MAJOR = frozenset(
    ("H.SEA", "H.OCN", "H.GULF", "H.STRT", "H.LK", "H.RSV", "T.ISL", "T.ISLS", "T.PEN", "T.MTS", "L.RGN")
)
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
    town_of: int | None = None  # the area that bears the name of this town
    named: bool = False  # a type word of the text says what kind it is
    district: bool = False  # not the town, but the district that is named after it


def candidates(gazetteer: Gazetteer, name: str, feature: str | None = None) -> tuple[Candidate, ...]:
    """Candidates for a name, likeliest first; `feature` is what the text calls it ("village", "admin1")."""
    return _candidates(gazetteer, name, feature)


def spelt_otherwise(gazetteer: Gazetteer, name: str, countries: Iterable[str]) -> tuple[Candidate, ...]:
    """For a name that nothing bears: the one settlement of the countries with the same consonants."""
    entry = by_consonants(gazetteer, name, countries)
    if entry is None:
        return ()
    return (_candidate(gazetteer, Match(entry, ALTERNATE), "spelt with other vowels", None),)


@lru_cache(maxsize=32768)
def _candidates(gazetteer: Gazetteer, name: str, feature: str | None) -> tuple[Candidate, ...]:
    key = fold(name)
    matches, cue = find(gazetteer, name, key)
    wanted = _CUES.get(feature or cue or "")
    found: dict[int, Candidate] = {}
    for match, note in matches:
        candidate = _candidate(gazetteer, match, note, wanted)
        known = found.get(match.entry.id)
        if known is None or candidate.prior > known.prior:
            found[match.entry.id] = candidate
    return tuple(_without_doubles(after_towns(list(found.values())))[:MAX_CANDIDATES])


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
        if not any(match.main and match.entry.kind in kinds for match, _ in found):
            note = f"without its type word, {cue}"
            found += [(match, note) for match in gazetteer.matches(base) if match.entry.kind in kinds]
        if not found and cue == "admin2":
            found = [(Match(entry, ALTERNATE), DISTRICT) for entry in district_towns(gazetteer, base)]
    demonym = gazetteer.demonym(key)
    if demonym is not None:
        found.append((Match(demonym, FORM), "people or adjective of the country"))
    if not found:
        for other in looser(key):
            allowed = _allowed(key, other)
            found = [(match, f"as {other!r}") for match in gazetteer.matches(other) if allowed(match.entry)]
            if found:
                break
    return found, cue if base != key else None


def _allowed(key: str, other: str) -> Callable[[Entry], bool]:
    """Which entries may be meant without, or with, an article: "the Sahel" is no town, "al-X" is Arabic."""
    if key.startswith("the "):
        return lambda entry: entry.kind in ("country", "region", "water", "island", "mountain")
    if key.split()[0] in ARTICLES or other.startswith("al "):
        return lambda entry: entry.country in ARABIC
    return lambda entry: True


def district_towns(gazetteer: Gazetteer, base: str) -> list[Entry]:
    """Towns that a Slavic adjective may come from: "sudzhansky" -> Sudzha. Those with the longest shared beginning."""
    root = base.removesuffix("sky")
    if root == base or " " in root:
        return []
    for beginning in (root, root[:-1], root[:-2]):
        if len(beginning) < SHORTEST_ROOT:
            break
        rows = gazetteer.query(
            "SELECT n.place FROM names n WHERE n.key >= ? AND n.key < ? AND n.rank <= 1 AND length(n.key) <= ?",
            (beginning, beginning + "\uffff", len(beginning) + 3),
        )
        entries = [entry for row in rows if (entry := gazetteer.entry(row[0])) and entry.country in SLAVIC]
        towns = [entry for entry in entries if entry.kind == "settlement" and entry.population]
        if towns:
            return towns
    return []


def _candidate(gazetteer: Gazetteer, match: Match, note: str, wanted: frozenset[str] | None) -> Candidate:
    entry = match.entry
    kind = entry.kind
    called = ("main name", "form of its name", "alternate name")[match.rank]
    reasons = [
        (f"{called} ({note})" if note else called, (WEIGHTS.main, WEIGHTS.form, WEIGHTS.alternate)[match.rank]),
        (kind, _kind_weight(entry)),
    ]
    people = WEIGHTS.population * math.log10(entry.population) if kind in _COUNTED and entry.population else 0.0
    if entry.source == SUPPLEMENT and people < WEIGHTS.supplement:
        reasons.append(("in the hand-made supplement", WEIGHTS.supplement))
    elif people:
        reasons.append((f"population {entry.population:,}", people))
    elif entry.feature == "L.CONT":
        reasons.append(("a continent", WEIGHTS.supplement + 0.1))
    if entry.feature == "A.ADM1H":
        reasons.append(("no longer an area", WEIGHTS.historic))
    if wanted is not None:
        fits = kind in wanted or note == DISTRICT
        reasons.append(
            ("the text says so" if fits else "another kind than the text says", WEIGHTS.cue if fits else -WEIGHTS.cue)
        )
    town_of = _town_of(gazetteer, match) if wanted is None else None
    return Candidate(
        entry, sum(w for _, w in reasons), tuple(reasons), town_of, named=wanted is not None, district=note == DISTRICT
    )


def _kind_weight(entry: Entry) -> float:
    if entry.feature == "L.CONT":
        return WEIGHTS.continent
    if entry.source != SUPPLEMENT and entry.feature[0] in "HLT" and entry.feature not in _MAJOR:
        return WEIGHTS.minor
    return float(getattr(WEIGHTS, entry.kind))


def _town_of(gazetteer: Gazetteer, match: Match) -> int | None:
    """The area whose chief town this is. "New York City" is none: its name leaves the bare one to the area."""
    entry = match.entry
    area = gazetteer.entry(entry.admin1_id) if entry.kind == "settlement" else None
    if area is None or split_type(fold(entry.name))[1]:
        return None
    chief = entry.feature in ("P.PPLA", "P.PPLC") or entry.population > CHIEF_SHARE * area.population
    return area.id if chief else None


def after_towns(found: Sequence[Candidate]) -> list[Candidate]:
    """Best first; an area that is named after a town in it gives way to the town, unless a type word names the area."""
    by_prior = sorted(found, key=lambda c: c.prior)
    chief = {c.town_of: c.prior for c in by_prior if c.town_of is not None}
    local = {c.entry.admin1_id: c.prior for c in by_prior if c.entry.kind == "settlement" and c.entry.population}
    out = []
    for candidate in found:
        entry = candidate.entry
        town = chief.get(entry.id) if entry.kind == "admin1" else None
        if entry.kind == "admin2" and not candidate.named:
            town = local.get(entry.admin1_id)
        most = math.inf if town is None else town + WEIGHTS.namesake_town
        if candidate.prior > most:
            reason = ("named after a town in it", most - candidate.prior)
            candidate = replace(candidate, prior=most, reasons=(*candidate.reasons, reason))
        out.append(candidate)
    return sorted(out, key=lambda c: (-c.prior, c.entry.place_id))


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
