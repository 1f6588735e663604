"""Names that are spelt in a way the gazetteer does not know, found by their consonants within a country.

Arabic place names are written with any vowels: Saraqib, Saraqeb; Kafr Nabl, Kafranbel. Tried only where nothing bears
the name as written, in countries that are stated or that the text is about, and only where one settlement fits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from eventbase.gazetteer.fold import ARTICLES, fold
from eventbase.gazetteer.store import Entry, Gazetteer

SHORTEST = 4  # consonants: fewer fit too much
ARABIC = frozenset(
    (
        "ARE", "BHR", "DZA", "EGY", "IRQ", "JOR", "KWT", "LBN", "LBY", "MAR", "MRT", "OMN", "PSE", "QAT", "SAU", "SDN",
        "SYR", "TCD", "TUN", "YEM",
    )
)  # fmt: skip
_SAME = (
    ("kh", "h"),
    ("gh", "x"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("q", "k"),
    ("c", "k"),
    ("j", "g"),
    ("z", "s"),
)
_VOWELS = re.compile(r"(?<!^)[aeiouyw]|h$")
_DOUBLE = re.compile(r"(.)\1+")


def consonants(key: str) -> str:
    """`consonants("saraqib") == consonants("saraqeb")`; a folded name without articles, vowels and doubled letters."""
    return "".join(_bare(word) for word in key.split() if word not in ARTICLES)


def _bare(word: str) -> str:
    for one, other in _SAME:
        word = word.replace(one, other)
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", word))


def by_consonants(gazetteer: Gazetteer, name: str, countries: Iterable[str]) -> Entry | None:
    """The one settlement of the countries whose name has the same consonants; None if there is none, or several."""
    wanted = consonants(fold(name))
    if len(wanted) < SHORTEST:
        return None
    found: set[int] = set()
    for country in sorted(set(countries) & ARABIC):
        found |= _index(gazetteer, country).get(wanted, frozenset())
    return gazetteer.entry(found.pop()) if len(found) == 1 else None


@lru_cache(maxsize=32)
def _index(gazetteer: Gazetteer, country: str) -> dict[str, frozenset[int]]:
    rows = gazetteer.query(
        "SELECT p.id, p.name, a.names FROM places p LEFT JOIN alternates a ON a.place = p.id"
        " WHERE p.country = (SELECT alpha2 FROM countries WHERE alpha3 = ?)"
        " AND p.feature IN (SELECT id FROM features WHERE code LIKE 'P.%')",
        (country,),
    )
    index: dict[str, set[int]] = defaultdict(set)
    for number, name, names in rows:
        for spelling in (name, *(names or "").split("|")):
            index[consonants(fold(spelling))].add(number)
    return {key: frozenset(numbers) for key, numbers in index.items()}
