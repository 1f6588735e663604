"""The compiled actor dictionary: finds names, countries, demonyms and nouns at a word, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from eventbase.coding.actor_words import Word, split_words
from eventbase.ontology import actors as ontology

EntryKind = Literal["alias", "state", "capital", "demonym", "noun"]
_PRIORITY: dict[str, int] = {"alias": 0, "state": 1, "demonym": 2, "capital": 3, "noun": 4}
_SMALL = frozenset(
    {
        *("al", "el", "the", "of", "and", "for", "in", "de", "del", "la", "le", "du", "e", "wal", "ul", "i", "y"),
        *("ad", "as", "ash", "an", "ar"),
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling. `shapes`: for each word, `c` must be capitalised, `x` must be in capitals, `.` any.

    `owners`: which words are possessive. `rows`: the dictionary's actors of an alias, with their contexts; `value`:
    alpha-3 code or noun class.
    """

    folds: tuple[str, ...]
    shapes: str
    kind: EntryKind
    value: str | None = None
    owners: tuple[int, ...] = ()
    rows: tuple[ontology.AliasRow, ...] = ()

    def counts(self, countries: frozenset[str]) -> bool:
        """Whether an alias counts in a text about these countries."""
        return not self.rows or any(not row.context or countries.intersection(row.context) for row in self.rows)


@dataclass(frozen=True, slots=True)
class View:
    """How a text is looked at. `capitals`: all its letters are capitals, so that case says nothing."""

    capitals: bool = False
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything compiled. `entries` by first folded word, longest spelling first."""

    entries: dict[str, tuple[Entry, ...]]
    nouns: ontology.ActorNouns
    actors: dict[str, ontology.ActorRow]

    def match(self, words: Sequence[Word], at: int, view: View) -> tuple[Entry, int] | None:
        """The longest entry that starts at a word, and the index after its last word; None if there is none."""
        for key in _keys(words[at]):
            for entry in self.entries.get(key, ()):
                end = at + len(entry.folds)
                if (
                    end <= len(words)
                    and self._fits(entry, words[at:end], view.capitals)
                    and entry.counts(view.countries)
                ):
                    return entry, end
        return None

    def _fits(self, entry: Entry, words: Sequence[Word], capitals: bool) -> bool:
        last = len(words) - 1
        for number, (word, wanted, shape) in enumerate(zip(words, entry.folds, entry.shapes, strict=True)):
            if number and word.joint not in (" ", "-", "."):
                return False
            if word.possessive and number < last and number not in entry.owners:
                return False
            if word.fold != wanted and not (number == last and _bare(word, wanted)):
                return False
            if not self._shape_fits(word, shape, capitals):
                return False
            if last == 0 and shape == "c" and len(word.fold) < 4 and word.text.isalpha() and word.text.isupper():
                return False  # "XI" is no Xi
        return True

    def _shape_fits(self, word: Word, shape: str, capitals: bool) -> bool:
        if capitals:
            return shape != "x" or word.fold not in self.nouns.lists["words_in_capitals"] or "." in word.text
        if shape == "x":
            return word.text.replace(".", "").rstrip("s").isupper()
        return shape == "." or not word.text[:1].islower()


def _keys(word: Word) -> tuple[str, ...]:
    return (word.fold, word.fold[:-1]) if word.fold.endswith("s") and len(word.fold) > 4 else (word.fold,)


def _bare(word: Word, wanted: str) -> bool:
    """A possessive that lost its apostrophe ("Syrias"), or the plural of a name ("Nusras")."""
    return len(wanted) > 3 and word.fold == wanted + "s" and word.text[:1].isupper()


def _shapes(words: Sequence[Word]) -> str:
    shapes = ""
    for word in words:
        letters = word.text.replace(".", "")
        if word.fold in _SMALL or not word.capital:
            shapes += "."
        else:
            shapes += "x" if letters.isupper() and 1 < len(letters) <= 6 and letters.isalpha() else "c"
    return shapes


def _spelled(spelling: str, kind: EntryKind, value: str | None = None) -> Entry:
    words = split_words(spelling)
    shapes = "." * len(words) if kind == "noun" else _shapes(words)
    owners = tuple(number for number, word in enumerate(words) if word.possessive)
    return Entry(tuple(w.fold for w in words), shapes, kind, value, owners)


def _alias_entries() -> Iterable[Entry]:
    grouped: dict[Entry, list[ontology.AliasRow]] = {}
    for row in ontology.aliases():
        grouped.setdefault(_spelled(row.alias, "alias"), []).append(row)
    for entry, rows in grouped.items():
        yield replace(entry, rows=tuple(rows))


def _state_entries(nouns: ontology.ActorNouns) -> Iterable[Entry]:
    unsafe = nouns.lists["unsafe_capitals"]
    for country in ontology.countries().values():
        yield from (_spelled(name, "state", country.alpha3) for name in country.names)
        yield from (_spelled(name, "capital", country.alpha3) for name in country.seats)
        if country.kind == "state":
            yield from (_spelled(n, "capital", country.alpha3) for n in country.capitals if n not in unsafe)


def _noun_entries(nouns: ontology.ActorNouns) -> Iterable[Entry]:
    for group in nouns.classes.values():
        yield from (_spelled(word, "noun", group.name) for word in group.words)


@cache
def lexicon() -> Lexicon:
    """The dictionary, compiled once a process. Raises OntologyError if a data file breaks its rules."""
    nouns = ontology.actor_nouns()
    entries: dict[str, list[Entry]] = {}
    demonyms = (_spelled(word, "demonym", country) for word, (country, _) in ontology.demonyms().items())
    for source in (_alias_entries(), _state_entries(nouns), demonyms, _noun_entries(nouns)):
        for entry in source:
            if entry.folds:
                entries.setdefault(entry.folds[0], []).append(entry)
    ordered = {
        key: tuple(sorted(found, key=lambda e: (-len(e.folds), _PRIORITY[e.kind], e.folds, e.shapes)))
        for key, found in entries.items()
    }
    return Lexicon(ordered, nouns, ontology.actors())


def choose_row(
    lex: Lexicon, rows: Sequence[ontology.AliasRow], *, when: date | None, countries: frozenset[str]
) -> ontology.ActorRow | None:
    """The actor that a spelling means on a day in a text about some countries; None if its context is missing.

    Outside all validity the nearest in time is taken (an article of 2024 may be about 2014); without a day the latest.
    """
    fitting = [r for r in rows if r.context and countries.intersection(r.context)] or [r for r in rows if not r.context]
    candidates = [lex.actors[r.actor_id] for r in fitting]
    if not candidates:
        return None
    if when is None:
        return max(candidates, key=lambda a: (a.valid_to, a.valid_from, a.actor_id))
    return min(candidates, key=lambda a: (_distance(a, when), a.actor_id))


def _distance(actor: ontology.ActorRow, when: date) -> int:
    """Days by which a day lies outside the actor's validity; valid_to is the first day that is no longer valid."""
    if when < actor.valid_from:
        return (actor.valid_from - when).days
    return max(0, (when - actor.valid_to).days + 1) if actor.valid_to != ontology.LATEST else 0
