"""Cuts a phrase into units: names, countries, demonyms, nouns, other words, and the clauses behind the core."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from eventbase.coding.actor_index import Entry, Lexicon, View
from eventbase.coding.actor_words import Word, split_words

UnitKind = Literal["alias", "state", "capital", "demonym", "noun", "other"]

_SOFT = frozenset({"of", "from", "for"})
_JOIN = frozenset({"and", "or", "as"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of words [i, j). `neutral`: it names a stance, a backer or a holder, not the side ("US-backed")."""

    i: int
    j: int
    kind: UnitKind
    entry: Entry | None
    neutral: bool
    possessive: bool
    fold: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase cut up. `core`: units up to the first clause; `link`: the word that opens the rest; `tail_at`: where.

    `first`: index of the first word of the name; `name_end`: index after the last word that belongs to the name.
    `counted`: a number stands before it.
    """

    words: tuple[Word, ...]
    first: int
    core: tuple[Unit, ...]
    link: str
    tail_at: int
    name_end: int
    counted: bool = False


def cut(lex: Lexicon, text: str, countries: frozenset[str]) -> Phrase | None:
    """The phrase as units; None if nothing but determiners, numbers and pronouns is in it."""
    words = tuple(split_words(text))
    view = View(is_capitals(text), countries)
    first = _skip_leading(lex, words, view)
    if first == len(words) or _opens_clause(lex, words[first]):
        return None
    end, link = _core_end(lex, words, first, view)
    core = tuple(tag(lex, words, first, end, view))
    counted = any(w.number or w.fold in lex.nouns.lists["quantities"] for w in words[:first])
    return Phrase(words, first, core, link, end, _name_end(lex, words, end), counted)


def _opens_clause(lex: Lexicon, word: Word) -> bool:
    return word.fold in lex.nouns.lists["clauses"] and not (word.text.isupper() and len(word.text) > 1)  # "IS fighters"


def is_capitals(text: str) -> bool:
    """Whether a line of several words is all in capitals, so that case says nothing."""
    return text.isupper() and sum(c.isalpha() for c in text) > 6 and " " in text.strip()


def _skip_leading(lex: Lexicon, words: Sequence[Word], view: View) -> int:
    leading = lex.nouns.lists["leading"]
    at = 0
    while at < len(words):
        word = words[at]
        following = words[at + 1].fold if at + 1 < len(words) else ""
        if word.number and word.joint != "-":
            at += 1
            if at < len(words) and words[at].fold in ("year", "month") and words[at].joint == "-":
                at += 2  # "a 9-year-old girl"
            continue
        if word.fold in lex.nouns.lists["sizes"] and following in lex.nouns.lists["counted"]:
            at += 1
            continue
        if word.fold not in leading or (
            word.fold in lex.nouns.lists["counted"] and following not in ("of", "more", "other")
        ):
            break
        found = lex.match(words, at, view)
        if found and found[0].kind in ("alias", "state") and (found[1] > at + 1 or word.text.isupper()):
            break
        at += 1
    return at


def _core_end(lex: Lexicon, words: Sequence[Word], first: int, view: View) -> tuple[int, str]:
    """Where the core ends, and what ends it: a word, a break, or nothing."""
    openers = _SOFT | _JOIN | lex.nouns.lists["clauses"] | lex.nouns.lists["linking"]
    at, after_noun = first, False
    while at < len(words):
        word = words[at]
        if at > first and word.joint not in (" ", "-", "."):
            return at, word.joint[0]
        found = lex.match(words, at, view)
        if found:
            at, after_noun = found[1], found[0].kind in ("noun", "alias", "state")
            continue
        if at > first and word.joint != "-" and (word.fold in openers or _opens_aside(lex, words, at, after_noun)):
            return at, word.fold
        at, after_noun = at + 1, False
    return at, ""


def _opens_aside(lex: Lexicon, words: Sequence[Word], at: int, after_noun: bool) -> bool:
    """ "soldiers guarding …", "forces northwest of …"."""
    following = words[at + 1].fold if at + 1 < len(words) else ""
    return (after_noun and words[at].fold.endswith("ing")) or (
        words[at].fold in lex.nouns.lists["compass"] and following == "of"
    )


def _name_end(lex: Lexicon, words: Sequence[Word], core_end: int) -> int:
    """The name goes on over "of", "from", "and"; it ends at a clause, a place or a break."""
    at = core_end
    if at < len(words) and _opens_aside(lex, words, at, True):
        return core_end
    while at < len(words):
        word = words[at]
        if word.joint not in (" ", "-", ".") and not (word.joint == "," and _list_goes_on(words, at)):
            break
        linked = word.fold in ("to", "with") and words[at - 1].fold in lex.nouns.lists["linking"]
        if _opens_clause(lex, word) and not linked:
            break
        at += 1
    while at > core_end and words[at - 1].fold in _SOFT | _JOIN | {"the", "a"}:
        at -= 1
    return max(at, core_end)


def _list_goes_on(words: Sequence[Word], at: int) -> bool:
    return words[at].capital and any(w.fold == "and" for w in words[at : at + 4])


def tag(lex: Lexicon, words: Sequence[Word], first: int, end: int, view: View) -> list[Unit]:
    """The units of words[first:end], left to right."""
    units: list[Unit] = []
    at = first
    while at < end:
        found = lex.match(words[:end], at, view)
        entry, after = found if found else (None, at + 1)
        fold = " ".join(w.fold for w in words[at:after])
        kind: UnitKind = entry.kind if entry else "other"
        neutral = (kind != "noun" or after - at == 1) and _is_neutral(lex, words, at, after, end)
        capital = words[at].capital
        units.append(Unit(at, after, kind, entry, neutral, words[after - 1].possessive, fold, capital))
        at = after
    return units


def _is_neutral(lex: Lexicon, words: Sequence[Word], at: int, after: int, end: int) -> bool:
    relations, stances = lex.nouns.lists["relations"], lex.nouns.lists["stances"]
    before = words[at - 1].fold if at else ""
    if before in stances and (words[at].joint == "-" or before in ("pro", "anti", "non")):
        return True
    if after < end and words[after].joint == "-" and words[after].fold in relations:
        return True
    if after + 1 < end and words[after].joint == "-" and words[after + 1].joint == "-":
        return words[after + 1].fold in relations  # "Iran- and Russia-backed"
    return before in stances | relations and words[at].joint == "-"
