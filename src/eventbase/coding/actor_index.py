"""The compiled actor dictionary: finds names, countries, demonyms and nouns at a word, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

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


class Entry(NamedTuple):
    """One spelling. `shapes`: for each word, `c` must be capitalised, `x` in capitals, `e` as spelled, `.` any.

    `owners`: which words are possessive. `rows`: the dictionary's actors of an alias, with their contexts; `value`:
    alpha-3 code or noun class.
    """

    folds: tuple[str, ...]
    shapes: str
    kind: EntryKind
    value: str | None = None
    owners: tuple[int, ...] = ()
    rows: tuple[ontology.AliasRow, ...] = ()
    spelling: tuple[str, ...] = ()

    def counts(self, countries: frozenset[str]) -> bool:
        """Whether an alias counts in a text about these countries."""
        return not self.rows or any(not row.context or countries.intersection(row.context) for row in self.rows)


@dataclass(frozen=True, slots=True)
class View:
    """How a text is looked at. `capitals`: all its letters are capitals, so that case says nothing."""

    capitals: bool = False
    countries: frozenset[str] = frozenset()


@dataclass(slots=True)
class Node:
    """A folded word of the tree of spellings: what may follow, and the spellings that end here, best kind first."""

    after: dict[str, Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything compiled."""

    root: Node
    nouns: ontology.ActorNouns
    actors: dict[str, ontology.ActorRow]

    def match(self, words: Sequence[Word], at: int, view: View) -> tuple[Entry, int] | None:
        """The longest entry that starts at a word, and the index after its last word; None if there is none."""
        best: tuple[Entry, int] | None = None
        node, here = self.root, at
        while here < len(words) and (here == at or words[here].joint in (" ", "-", ".")):
            word = words[here]
            following = node.after.get(word.fold)
            here += 1
            entry = self._ending(following, words[at:here], view) if following and following.entries else None
            entry = entry or self._bare_ending(node, words[at:here], view)
            best = (entry, here) if entry else best
            if following is None:
                break
            node = following
        return best

    def _ending(self, node: Node, words: Sequence[Word], view: View) -> Entry | None:
        return next((e for e in node.entries if self._fits(e, words, view.capitals) and e.counts(view.countries)), None)

    def _bare_ending(self, node: Node, words: Sequence[Word], view: View) -> Entry | None:
        """A possessive that lost its apostrophe ("Syrias"), or the plural of a name."""
        word = words[-1]
        if len(word.fold) < 5 or word.fold[-1] != "s" or not word.text[0].isupper():
            return None
        following = node.after.get(word.fold[:-1])
        return self._ending(following, words, view) if following and following.entries else None

    def _fits(self, entry: Entry, words: Sequence[Word], capitals: bool) -> bool:
        last = len(words) - 1
        for number, shape in enumerate(entry.shapes):
            word = words[number]
            if word.possessive and number < last and number not in entry.owners:
                return False
            if shape != "." and not self._shape_fits(word, shape, entry.spelling[number], capitals):
                return False
        single = last == 0 and entry.shapes == "c" and len(words[0].fold) < 4
        return not (single and words[0].text.isalpha() and words[0].text.isupper())  # "XI" is no Xi

    def _shape_fits(self, word: Word, shape: str, spelling: str, capitals: bool) -> bool:
        if capitals:
            return shape == "c" or word.fold not in self.nouns.lists["words_in_capitals"] or "." in word.text
        if shape == "e":
            return word.text == spelling
        if shape == "x":
            text = word.text.replace(".", "")
            return (text[:-1] if len(text) > 3 and text[-1] == "s" else text).isupper()
        return not word.text[:1].islower()


def _shape(word: Word) -> str:
    letters = word.text.replace(".", "")
    if word.fold in _SMALL or not word.capital:
        return "."
    if letters.isupper() and 1 < len(letters) <= 6 and letters.isalpha():
        return "x"
    return "e" if len(letters) <= 4 and not letters[1:].islower() and letters.isalpha() and len(letters) > 1 else "c"


def _spelled(spelling: str, kind: EntryKind, value: str | None = None) -> Entry:
    words = split_words(spelling)
    folds = tuple([w.fold for w in words])
    owners = tuple([number for number, word in enumerate(words) if word.possessive])
    if kind == "noun":
        return Entry(folds, "." * len(words), kind, value, owners)
    return Entry(folds, "".join(map(_shape, words)), kind, value, owners, (), tuple([w.text for w in words]))


def _alias_entries() -> Iterable[Entry]:
    grouped: dict[tuple[tuple[str, ...], str], tuple[Entry, list[ontology.AliasRow]]] = {}
    for row in ontology.aliases():
        entry = _spelled(row.alias, "alias")
        grouped.setdefault((entry.folds, entry.shapes), (entry, []))[1].append(row)
    for entry, rows in grouped.values():
        yield entry._replace(rows=tuple(rows))


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
    demonyms = (_spelled(word, "demonym", country) for word, (country, _) in ontology.demonyms().items())
    root = Node()
    for source in (_alias_entries(), _state_entries(nouns), demonyms, _noun_entries(nouns)):
        for entry in source:
            node = root
            for fold in entry.folds:
                node = node.after.setdefault(fold, Node()) if fold not in node.after else node.after[fold]
            node.entries.append(entry)
            node.entries.sort(key=lambda e: (_PRIORITY[e.kind], e.shapes, e.value or ""))
    return Lexicon(root, nouns, ontology.actors())


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
