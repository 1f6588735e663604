"""Resolves all place names of an article together: one sense a name, each name a witness for the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from eventbase.coding.analysis import Toponym
from eventbase.gazetteer.candidates import Candidate, candidates, spelt_otherwise
from eventbase.gazetteer.context import TOP, Context, settle, shares, vote
from eventbase.gazetteer.fold import fold
from eventbase.gazetteer.precision import geo_precision
from eventbase.gazetteer.resolution import Resolution, decide, likely_countries, score
from eventbase.gazetteer.stated import Stated, both, country_codes, keep, stated_areas
from eventbase.gazetteer.store import Gazetteer
from eventbase.records import Place

SAME_LIST, SAME_SENTENCE, SAME_PARAGRAPH, ELSEWHERE = 2.0, 1.5, 1.0, 0.6
ACTOR = 0.5  # "Moscow said" tells less about where the story is than a place does
FOCUS = 3.0


@dataclass(slots=True)
class _Name:
    """One name of the article, with all its occurrences and what they state together."""

    key: tuple[str, str | None]
    toponyms: list[Toponym]
    stated: Stated
    options: list[Candidate]
    weight: float
    settled: Candidate | None = None


def resolve_article(
    toponyms: Sequence[Toponym], *, gazetteer: Gazetteer, country_focus: str | None = None
) -> list[Toponym]:
    """The toponyms, in their order, with `place` set where it is known.

    What one occurrence states ("X in Y Oblast") holds for all of that name; names of one list share it. A name that is
    unknown in a stated area gets that area, with the area's precision.
    """
    names = _names(gazetteer, toponyms)
    first = vote((option, name.weight * p) for name in names for option, p in _votes(name))
    _find_variants(gazetteer, names, first)
    known = [name for name in names if name.options]
    for name in known:
        name.settled = settle(name.options[:TOP], first)
    focus = country_codes(gazetteer, country_focus) if country_focus else frozenset()
    found: dict[tuple[str, str | None], Resolution] = {}
    for name in known:
        context = _context(gazetteer, name, known, focus)
        found[name.key] = decide(gazetteer, score(name.options, context))
    by_key = {name.key: name for name in names}
    return [_resolved(gazetteer, toponym, by_key, found) for toponym in toponyms]


def _votes(name: _Name) -> list[tuple[Candidate, float]]:
    return shares(name.options[:TOP]) if name.options else []


def _find_variants(gazetteer: Gazetteer, names: Sequence[_Name], votes: Context) -> None:
    """Unknown spellings are tried by their consonants in the countries that the article is about."""
    for name in names:
        if not name.options and not candidates(gazetteer, name.toponyms[0].name):
            countries = likely_countries(gazetteer, name.stated, votes)
            name.options = keep(gazetteer, spelt_otherwise(gazetteer, name.toponyms[0].name, countries), name.stated)


def _names(gazetteer: Gazetteer, toponyms: Sequence[Toponym]) -> list[_Name]:
    grouped: dict[tuple[str, str | None], list[Toponym]] = defaultdict(list)
    for toponym in toponyms:
        grouped[_key(toponym)].append(toponym)
    lists = _shared_by_list(toponyms)
    out = []
    for key, members in grouped.items():
        areas = [area for member in members for area in (*member.within, *lists.get(member.list_no, ()))]
        stated = _stated(gazetteer, areas, fold(members[0].name))
        options = keep(gazetteer, candidates(gazetteer, members[0].name, key[1]), stated)
        acting = all(member.kind == "actor" for member in members)
        out.append(_Name(key, members, stated, options, ACTOR if acting else 1.0))
    return out


def _key(toponym: Toponym) -> tuple[str, str | None]:
    return fold(toponym.name), toponym.feature


def _shared_by_list(toponyms: Iterable[Toponym]) -> dict[int | None, tuple[str, ...]]:
    return {t.list_no: t.within for t in toponyms if t.list_no is not None and t.within}


def _stated(gazetteer: Gazetteer, areas: Iterable[str], own: str) -> Stated:
    stated = Stated()
    for area in dict.fromkeys(areas):
        if fold(area) != own:
            stated = both(stated, stated_areas(gazetteer, area, stated.countries))
    return stated


def _context(gazetteer: Gazetteer, name: _Name, known: Sequence[_Name], focus: frozenset[str]) -> Context:
    """The settled other names, weighted by how near they stand in the text, and the country the article is about."""
    others = [
        (other.settled, other.weight * _nearness(name.toponyms, other.toponyms))
        for other in known
        if other.settled is not None and other.key[0] != name.key[0]
    ]
    for code in sorted(focus):
        if country := gazetteer.country(code):
            others.append((Candidate(country, 0.0, ()), FOCUS))
    return vote(others)


def _nearness(mine: Sequence[Toponym], theirs: Sequence[Toponym]) -> float:
    lists = {t.list_no for t in mine if t.list_no is not None}
    if any(t.list_no in lists for t in theirs):
        return SAME_LIST
    sentences, paragraphs = {t.sentence_no for t in mine}, {t.paragraph_no for t in mine}
    if any(t.sentence_no in sentences for t in theirs):
        return SAME_SENTENCE
    return SAME_PARAGRAPH if any(t.paragraph_no in paragraphs for t in theirs) else ELSEWHERE


def _resolved(
    gazetteer: Gazetteer,
    toponym: Toponym,
    names: dict[tuple[str, str | None], _Name],
    found: dict[tuple[str, str | None], Resolution],
) -> Toponym:
    key = _key(toponym)
    if key not in found:
        return replace(toponym, place=_stated_place(gazetteer, names[key].stated))
    place = found[key].place
    if place is None or place.candidates or found[key].candidates[0].district:
        return replace(toponym, place=place)
    entry = found[key].candidates[0].entry
    precision = geo_precision(gazetteer, entry, toponym.relation)
    return replace(toponym, place=place.model_copy(update={"geo_precision": precision}))


def _stated_place(gazetteer: Gazetteer, stated: Stated) -> Place | None:
    """The one area that the text puts an unknown name in."""
    areas = stated.admin2 or stated.admin1
    if len(areas) != 1:
        return None
    entry = gazetteer.entry(next(iter(areas)))
    return gazetteer.place(entry, geo_precision=geo_precision(gazetteer, entry)) if entry else None


def article_focus(toponyms: Iterable[Toponym]) -> str | None:
    """The country (alpha-3) of most resolved places, None without a clear majority."""
    counted = Counter(t.place.country for t in toponyms if t.place and t.place.country and t.kind != "actor")
    if not counted:
        return None
    country, n = counted.most_common(1)[0]
    return country if n * 2 > counted.total() else None
