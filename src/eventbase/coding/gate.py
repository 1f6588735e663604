"""Which sentences can hold an event: a scan for trigger words, before anything is parsed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from eventbase.coding.analysis import Sentence
from eventbase.ontology.triggers import Pattern, Trigger, patterns_by_head, word_classes

WORD = re.compile(r"[A-Za-z]+|\$|€|\d[\d,.-]*")
OPEN_CLASSES = frozenset({"toponym", "actor", "number", "none", "person"})
SIGNS_OF_WAR = frozenset({"military_word", "troops", "political", "crowd", "arms"})
NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|several|scores|"
    r"many|no|others?|children|women|including)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Need:
    """What must stand in a sentence beside a head word: further words of the phrase, one of some classes."""

    others: frozenset[str]
    classes: frozenset[str]
    weak: bool


@cache
def _gate_words() -> dict[str, tuple[_Need, ...]]:
    """For each head word what the phrases that it heads need, the least demanding first."""
    found: dict[str, set[_Need]] = defaultdict(set)
    for form, patterns in patterns_by_head().items():
        found[form] |= {_need(pattern) for pattern in patterns}
    return {
        form: tuple(sorted(needs, key=lambda n: (n.weak, len(n.others), len(n.classes), sorted(n.others))))
        for form, needs in found.items()
    }


def _need(pattern: Pattern) -> _Need:
    others = frozenset(word for i, word in enumerate(pattern.words) if i != pattern.head and word.isalpha())
    named = pattern.pos == "noun" and len(pattern.words) > 1
    return _Need(others, frozenset() if named else _object_classes(pattern.trigger), pattern.trigger.weak)


def _object_classes(trigger: Trigger) -> frozenset[str]:
    return frozenset() if not trigger.object or trigger.object & OPEN_CLASSES else trigger.object


@cache
def _class_heads() -> dict[str, frozenset[str]]:
    """Classes of the last word of each phrase: a cheap sign that the class may be there."""
    found: dict[str, set[str]] = defaultdict(set)
    for phrase, classes in word_classes().items():
        found[phrase.replace("-", " ").rsplit(" ", 1)[-1]] |= classes
    return {word: frozenset(classes) for word, classes in found.items()}


def may_hold_event(text: str, *, peaceful: bool = False) -> bool:
    """Whether a sentence has all words of a trigger, and a word of a class that it asks for.

    `peaceful`: the story hardly speaks of war; then a weak trigger needs a sign of war in its own sentence.
    """
    words = {word.lower() for word in WORD.findall(text)}
    gate = _gate_words()
    heads = words & gate.keys()
    if not heads:
        return False
    known = _class_heads()
    present = {name for word in words for name in known.get(word, ())}
    quiet = peaceful and not present & SIGNS_OF_WAR
    return any(
        need.others <= words and (not need.classes or bool(need.classes & present)) and not (quiet and need.weak)
        for word in heads
        for need in gate[word]
    )


def wanted(sentences: Sequence[Sentence], *, peaceful: bool) -> Iterator[Sentence]:
    """The sentences to parse: those that may hold an event, and those right behind them that go on with its numbers."""
    goes_on, story = False, -1
    for sentence in sentences:
        passes = may_hold_event(sentence.text, peaceful=peaceful)
        follows = goes_on and sentence.story_no == story and NUMBER.search(sentence.text) is not None
        if passes or follows:
            yield sentence
        goes_on, story = passes or follows, sentence.story_no
