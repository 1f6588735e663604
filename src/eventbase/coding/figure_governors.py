"""What happens to those counted: the verb, participle or noun that governs a number with its noun phrase.

Searched in this order: beside the phrase on its right ("12 were killed", "30 wounded"), on its left ("killing two"),
then up the parse. Classes are those of measures.yaml (`kill`, `wound`, `launch` …).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from eventbase.coding.figure_groups import Group
from eventbase.coding.figure_words import Words
from eventbase.coding.number_grammar import TENS, UNITS
from eventbase.ontology.function_words import function_words
from eventbase.ontology.measures import measures
from eventbase.ontology.number_phrases import number_phrases

Relation = Literal["object", "subject", "state", "noun", "inner", "inherited"]

_AMONG = frozenset(("among", "the", "those", "were", "was", "also"))
_TOLL = re.compile(
    r"\b(?P<noun>(?:death\s)?toll|number of (?:the )?(?:\w+ )?(?:killed|dead|deaths|victims|fatalities)|fatalities|"
    r"(?:number of )?(?:injured|wounded|injuries)|casualties|casualty (?:toll|count))\b(?:\s[^\W\d][\w'-]*){0,16}?\s"
    r"(?:to|at|of|as|is|was|reached|reaching|exceeded|exceeds|passed|topped|hit|surpassed|surpasses)\s$|"
    r"\b(?P<noun2>(?:death )?toll|killed|dead|injured|wounded|deaths|injuries)\s?[:–-]\s$",
    re.IGNORECASE,
)
_AMONG_BEFORE = re.compile(
    r"\bamong\s(?:the|those)\s(?:[\w-]+\s)?(?P<state>dead|killed|wounded|injured|victims|casualties|captured|detained|missing)\b"
    r"(?:\s[\w-]+){0,4}?\s(?:was|were|are|is)\s$",
    re.IGNORECASE,
)
_TOLL_AFTER = re.compile(
    r"\s(?:the|its|their)\s(?:overall\s|total\s)?(?:death\stoll|toll|number\s(?:of\s(?:\w+\s){1,3})?(?:killed|dead))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Governor:
    """`classes` of measures.yaml, the index of the word, and how the group hangs on it."""

    classes: frozenset[str]
    index: int
    relation: Relation


def governor(words: Words, *, start: int, group: Group) -> Governor | None:
    """The governor of a number whose quote begins at offset `start`; None if nothing near it or above it is known."""
    beside = (
        beside_right(words, group.last)
        or _around(words, start, group)
        or _toll(words, start, group)
        or beside_left(words, start)
    )
    if group.inner:
        outer = beside is not None and beside.classes & {"kill", "wound", "capture", "detain", "release"}
        return beside if outer else Governor(group.inner[0], group.inner[1], "inner")
    return beside or (above(words, group.head) if group.head is not None else None) or across_right(words, group)


def beside_right(words: Words, index: int) -> Governor | None:
    """ "12 [people] were killed", "30 wounded", "five dead", "39 were shot down", "six were among the dead"."""
    index, aux = _skipped(words, index)
    if words.lower(index) == "among":
        while words.lower(index) in _AMONG:
            index += 1
        classes = measures().states.get(words.lower(index))
        return Governor(classes, index, "state") if classes else None
    if words.lower(index + 1) == "to" and words.lower(index + 2) == "death":
        return Governor(frozenset({"kill"}), index, "state")
    if found := _phrasal(words, index):
        return None if _is_active(words, index + 1, aux) else Governor(frozenset({found}), index, "state")
    if (
        words.lower(index + 1) == "and"
        and function_words().be & set(aux)
        and words.lower(index) not in measures().states
    ):
        index += 2
    word = words.lower(index)
    classes = measures().states.get(word) or (measures().verbs.get(word) if _participle(word, aux) else None)
    if not classes or (word not in function_words().intransitive and _is_active(words, index, aux)):
        return None
    return Governor(_both(words, classes, index, 1), index, "state")


def _both(words: Words, classes: frozenset[str], index: int, step: int) -> frozenset[str]:
    """ "19 killed and injured", "killing or wounding several": casualties not told apart."""
    if words.lower(index + step) not in ("and", "or") or not {"kill", "wound"} & classes:
        return classes
    table, other = measures(), words.lower(index + 2 * step)
    found = table.states.get(other) or table.verbs.get(other) or frozenset()
    has_object = step > 0 and _has_object(words, index + 3)
    return frozenset({"casualties"}) if {"kill", "wound"} <= (classes | found) and not has_object else classes


def _around(words: Words, start: int, group: Group) -> Governor | None:
    """ "took 20 soldiers hostage", "shot three men dead", "set 12 captives free"."""
    verb = words.at(start) - 1
    for particle in (words.lower(group.last), words.lower(group.last - 1)):
        if found := measures().phrasal.get((words.lower(verb), particle)):
            return Governor(frozenset({found}), verb, "object")
    return None


def _skipped(words: Words, index: int) -> tuple[int, list[str]]:
    """Past the words that may stand between those counted and their participle, with the auxiliaries among them."""
    small, aux = function_words(), []
    limit = min(len(words), index + 7)
    while index < limit and (words.lower(index) in small.skip_right or words.lower(index) in small.aux):
        if words.lower(index) in small.aux:
            aux.append(words.lower(index))
        index += 1
    return index, aux


def _participle(word: str, aux: list[str]) -> bool:
    return word in function_words().intransitive or (bool(aux) and word.endswith(("ed", "en", "t", "n", "k", "g")))


def _is_active(words: Words, index: int, aux: list[str]) -> bool:
    """Whether the participle at `index` has an object of its own, so that the group is its agent."""
    if function_words().be & set(aux):
        return False
    if aux and aux[-1] in function_words().have:
        return words.lower(index) not in ("dead", "missing")
    if words.lower(index) not in measures().verbs:
        return False
    return _has_object(words, index + 1)


def _has_object(words: Words, index: int) -> bool:
    """Whether an object begins at `index`; a number with a state of its own is none: "2 killed 8 injured"."""
    small = function_words()
    number = next(
        (i for i in range(index, index + 4) if _is_number(words.lower(i)) and words.lower(i + 1) != "-"), None
    )
    if words.lower(index) in small.hedge_next and number is None:
        return False
    if number is not None and (number == index or words.lower(index) in small.hedge_next):
        return not any(words.lower(i) in measures().states for i in range(number + 1, number + 4))
    return words.lower(index) in small.object_next


def _is_number(word: str) -> bool:
    table = number_phrases().vague
    return word[:1].isdigit() or word in UNITS or word in TENS or word in table or word == "dozen"


def _phrasal(words: Words, index: int) -> str | None:
    return measures().phrasal.get((words.lower(index), words.lower(index + 1)))


def beside_left(words: Words, start: int) -> Governor | None:
    """ "killing 12", "shot down 39", "the death of three", "claimed the lives of two"."""
    index = words.at(start) - 1
    while index >= 0 and words.lower(index) in function_words().skip_left and words[index].pos != "VERB":
        index -= 1
    if index < 0:
        return None
    if words.lower(index) == "of":
        return _noun_left(words, index - 1)
    if words.lower(index) == "death" and words.lower(index - 1) == "to":
        return Governor(frozenset({"kill"}), max(0, index - 2), "object")
    if index >= 1 and (found := measures().phrasal.get((words.lower(index - 1), words.lower(index)))):
        return Governor(frozenset({found}), index - 1, "object")
    if (
        words.lower(index - 1) in ("was", "were", "been", "being", "is", "are")
        and words.lower(index) in measures().states
    ):
        return None
    classes = measures().verbs.get(words.lower(index))
    if not classes or (words[index].pos in ("NOUN", "PROPN") and not _headline_verb(words.lower(index))):
        return None
    return Governor(_both(words, classes, index, -1), index, "object")


def _headline_verb(word: str) -> bool:
    """Forms that headlines use as verbs although a tagger takes them for nouns ("Kill 2 Commanders")."""
    table = measures()
    known = word in table.nouns or word in table.counts or word in table.things or word in table.weapons
    return not known and word not in function_words().no_headline_verb


def _noun_left(words: Words, index: int) -> Governor | None:
    """The noun before "of"; "lives" and "life" kill only under claim, cost, take."""
    word = words.lower(index)
    if word in ("lives", "life"):
        for back in range(index - 1, max(-1, index - 4), -1):
            if found := measures().phrasal.get((words.lower(back), word)):
                return Governor(frozenset({found}), back, "object")
        return None
    classes = measures().nouns.get(word) or measures().verbs.get(word)
    return Governor(_both(words, classes, index, -1), index, "noun") if classes else None


def _toll(words: Words, start: int, group: Group) -> Governor | None:
    """ "the death toll rose to 34", "toll: 5", "brought to 49 the number killed"."""
    if match := _TOLL.search(words.text[max(0, start - 150) : start]):
        noun = (match["noun"] or match["noun2"]).lower()
        index = words.at(max(0, start - 150) + match.start("noun" if match["noun"] else "noun2"))
        if "casualt" in noun:
            return Governor(frozenset({"casualties"}), index, "noun")
        return Governor(frozenset({"wound" if re.search(r"injur|wound", noun) else "kill"}), index, "noun")
    if match := _AMONG_BEFORE.search(words.text[max(0, start - 80) : start]):
        state = match["state"].lower()
        classes = measures().states.get(state, frozenset({"casualties" if state == "casualties" else "kill"}))
        return Governor(classes, words.at(max(0, start - 80) + match.start("state")), "noun")
    end = words[group.last - 1].end if group.last > 0 else 0
    if group.kind == "none" and (match := _TOLL_AFTER.match(words.text, end)):
        return Governor(frozenset({"kill"}), words.at(match.end() - 4), "noun")
    return None


def above(words: Words, head: int) -> Governor | None:
    """The nearest known verb or noun up the parse; None without a parse, or where the group is a transitive agent."""
    current, seen, crossed = words[head], 0, False
    while current.head is not None and current.head != current.i and seen < 6:
        parent = words[current.head]
        crossed = crossed or (current.dep == "pobj" and parent.lower != "of")
        if crossed and parent.pos in ("VERB", "AUX"):
            return None
        found = _read_parent(words, current.dep, parent.i)
        if found is not None:
            return found if found.classes else None
        if (
            parent.pos in ("VERB", "AUX")
            and current.dep in ("nsubj", "nsubjpass")
            and (child := _raised(words, parent.i))
        ):
            return child
        current, seen = parent, seen + 1
    return None


def verb_above(words: Words, index: int) -> int | None:
    """The nearest verb up the parse, known or not; None without a parse or a verb."""
    if index >= len(words):
        return None
    current = words[index]
    while current.head is not None and current.head != current.i:
        current = words[current.head]
        if current.pos == "VERB":
            return current.i
    return None


def _read_parent(words: Words, dep: str, index: int) -> Governor | None:
    """The governor at `index`, an empty one where the group is its agent, None if the word is unknown."""
    word = words[index]
    table = measures()
    classes = table.verbs.get(word.lower)
    if word.pos in ("VERB", "AUX", "ADJ") and classes:
        if found := _phrasal(words, index):
            classes = frozenset({found})
        if (
            dep == "nsubj"
            and word.lower not in function_words().intransitive
            and not classes & {"hit", "deploy", "fight", "gather"}
        ):
            return Governor(frozenset(), index, "subject")
        return Governor(classes, index, "subject" if dep == "nsubj" else "object")
    if dep in ("pobj", "compound", "appos", "conj") or word.pos == "NOUN":
        classes = table.nouns.get(word.lower)
        if classes and dep not in ("appos", "conj"):
            return Governor(classes, index, "noun")
    return None


def _raised(words: Words, index: int) -> Governor | None:
    """ "are reported to have died", "are believed killed": the verb below a verb of reporting."""
    for word in words:
        if word.head == index and word.dep in ("xcomp", "ccomp", "oprd", "acomp") and word.i > index:
            classes = measures().verbs.get(word.lower) or measures().states.get(word.lower)
            if classes:
                return Governor(classes, word.i, "state")
    return None


def across_right(words: Words, group: Group) -> Governor | None:
    """ "14 members of the rebel group in the town were killed": past phrases that hang on the noun."""
    index, last = group.last, min(len(words), group.last + 16)
    if words.lower(index) not in (
        "of",
        "in",
        "from",
        "at",
        "near",
        "among",
        "on",
        "with",
        "belonging",
        "(",
        "including",
        "-",
        "who",
    ):
        return None
    while index < last:
        word = words.lower(index)
        if word in function_words().aux:
            return beside_right(words, index)
        if word in (";", ":", ".", "while", "when", "after", "but"):
            return None
        index += 1
    return None
