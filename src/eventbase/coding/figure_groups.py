"""Who or what a number counts: the noun phrase after it, its head noun, and what that noun says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from eventbase.coding.figure_words import Word, Words
from eventbase.coding.number_grammar import TENS, UNITS
from eventbase.ontology.function_words import function_words
from eventbase.ontology.measures import measures

NounKind = Literal["people", "weapon", "thing", "count", "other", "none"]

_PARTITIVE = frozenset(["them", "whom", "which", "those", "these", "us"])
_DETERMINERS = frozenset(["the", "its", "their", "his", "her", "our", "these", "those", "a", "an"])
_LONGEST = 14
_INNER = frozenset({"kill", "wound", "capture", "detain", "release", "missing", "displace"})


@dataclass(frozen=True, slots=True)
class Group:
    """Words [first, last) after a number; `head` the head noun's index (None if there is none), `noun` its known form.

    `partitive`: "of them", "of whom", "of those killed": the number is part of one before. `inner`: governor classes
    of a participle inside the phrase ("12 wounded soldiers"), with its index.
    """

    first: int
    last: int
    head: int | None
    noun: str
    kind: NounKind
    partitive: bool = False
    inner: tuple[frozenset[str], int] | None = None


def noun_kind(noun: str) -> NounKind:
    """What a counted noun stands for, by the measures' word lists."""
    table = measures()
    if noun in table.counts:
        return "count"
    if noun in table.weapons:
        return "weapon"
    if noun in table.things:
        return "thing"
    if noun in table.people:
        return "people"
    return "other"


def counted(words: Words, index: int) -> Group:
    """The group that a number ending before word `index` counts; without nouns its kind is `none`."""
    first, partitive = index, False
    if words.lower(index) in ('"', "'") and words.lower(index + 1) == "of":
        index += 1
    if words.lower(index) == "of":
        index += 1
        if words.lower(index) in measures().states and not _noun_next(words, index + 1):
            return _state_group(words, first, index)
        those = words.lower(index) in ("those", "these")
        if words.lower(index) in _PARTITIVE and not (those and _noun_next(words, index + 1)):
            return Group(first, index + 1, None, "", "none", partitive=True)
        partitive = words.lower(index) in ("the", "those", "these", "its", "their")
        while words.lower(index) in _DETERMINERS:
            index += 1
        if words.lower(index) in measures().states and not _noun_next(words, index + 1):
            return replace(_state_group(words, first, index), partitive=True)
    last, inner = _scan(words, index)
    head, noun = _head(words, index, last)
    if head is None:
        return Group(first, max(index, last) if last > index else first, None, "", "none", partitive, inner)
    return Group(first, max(last, head + 1), head, noun, noun_kind(noun), partitive, inner)


def _state_group(words: Words, first: int, index: int) -> Group:
    """ "hundreds of wounded", "dozens of dead": people of whom the word itself says what happened to them."""
    classes = measures().states[words.lower(index)]
    return Group(first, index + 1, None, "", "none", inner=(classes, index))


def _noun_next(words: Words, index: int) -> bool:
    return (
        index < len(words)
        and words[index].pos in ("NOUN", "PROPN", "ADJ")
        and words.lower(index) not in measures().states
    )


def _scan(words: Words, index: int) -> tuple[int, tuple[frozenset[str], int] | None]:
    """One past the last word of the noun phrase, and a participle inside it that says what happened to them."""
    table = measures()
    inner, noun_seen, start = None, False, index
    while index < len(words) and index - start < _LONGEST:
        word = words[index]
        if skipped := _compound(words, index):
            index += skipped
            continue
        if not _inside(word, words, index) or (words.lower(index), words.lower(index + 1)) in table.phrasal:
            break
        if noun_seen and _new_name(words, index):
            break
        if classes := table.states.get(word.lower):
            people_next = _person_within(words, index + 1)
            if noun_seen or not people_next or word.finite:
                break
            inner = (classes & _INNER, index) if classes & _INNER else None
        elif _verb_here(word, words, index, noun_seen):
            break
        noun_seen = noun_seen or _is_noun(word) or word.pos == "NOUN"
        index += 1
    return index, inner


def _compound(words: Words, index: int) -> int:
    """How many words a hyphenated modifier ("rebel-held", "9-year-old") or a bracket ("(FPV)") takes, 0 for none."""
    if words.lower(index) == "(":
        close = next((i for i in range(index + 1, min(index + 5, len(words))) if words[i].text == ")"), None)
        return close - index + 1 if close and _noun_next(words, close + 1) else 0
    length = 0
    while words.lower(index + length + 1) == "-" and words[index + length].end == words[index + length + 1].start:
        if index + length + 2 >= len(words) or words[index + length + 2].start != words[index + length + 1].end:
            break
        length += 2
    return length + 1 if length and not _is_noun(words[index + length]) else length


def _is_noun(word: Word) -> bool:
    return noun_kind(word.lower) != "other"


def _inside(word: Word, words: Words, index: int) -> bool:
    if word.pos == "PUNCT" or not word.text[0].isalnum():
        return word.text in "-–'\"" and index + 1 < len(words) and words[index + 1].start == word.end
    if word.lower in function_words().closed or word.lower in measures().stops:
        return False
    if word.lower in UNITS or word.lower in TENS or (word.pos == "ADV" and word.lower != "more"):
        return False
    return not word.text[0].isdigit() or bool(word.text.strip("0123456789.,"))


def _new_name(words: Words, index: int) -> bool:
    """ "97 drones Russia launched": a name right after a plural in lower case is no part of the phrase."""
    before, word = words[index - 1], words[index]
    return (
        word.text[0].isupper()
        and before.text[0].islower()
        and _is_noun(before)
        and before.lower.endswith(("s", "men", "people", "children"))
    )


def _verb_here(word: Word, words: Words, index: int, noun_seen: bool) -> bool:
    """A finite verb ends the phrase; participles before a noun belong to it."""
    if word.pos == "AUX" or (word.pos == "VERB" and word.finite):
        return True
    if word.lower in measures().verbs and noun_seen:
        return not _is_noun(word) or word.pos == "VERB"
    if word.pos != "VERB":
        return False
    return noun_seen or not _noun_next(words, index + 1)


def _person_within(words: Words, index: int) -> bool:
    """Whether the next words, up to three, hold a noun for people."""
    for i in range(index, min(index + 3, len(words))):
        if words.lower(i) in function_words().closed or words[i].pos == "PUNCT":
            return False
        if noun_kind(words.lower(i)) == "people" and words.lower(i) not in ("other", "others"):
            return True
    return False


def _head(words: Words, first: int, last: int) -> tuple[int | None, str]:
    """The rightmost known noun, the longest form of it; else the last noun of the phrase."""
    for end in range(last, first, -1):
        for length in range(min(4, end - first), 0, -1):
            if words.lower(end) == "-" and words[end].start == words[end - 1].end and end < last:
                break
            phrase = _phrase(words, end - length, end)
            if noun_kind(phrase) != "other" or phrase in measures().no_figures:
                return (last - 1, words.lower(last - 1)) if _modifies(words, end, last) else (end - 1, phrase)
    for index in range(last - 1, first - 1, -1):
        if (
            words[index].pos in ("NOUN", "PROPN", "X")
            and words[index].text[0].isalpha()
            and words.lower(index) not in ("more", "additional")
        ):
            return index, words.lower(index)
    return None, ""


def _modifies(words: Words, end: int, last: int) -> bool:
    """ "nine terrorist strongpoints": a known singular before an unknown plural only describes it."""
    head, known = words[last - 1], words.lower(end - 1)
    return last > end and head.pos == "NOUN" and head.lower.endswith("s") and not known.endswith(("s", "men", "people"))


def _phrase(words: Words, first: int, last: int) -> str:
    return words.text[words[first].start : words[last - 1].end].lower()
