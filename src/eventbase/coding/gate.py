"""Which sentences can hold an event: a scan for trigger words, before anything is parsed."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from eventbase.ontology.triggers import Trigger, patterns_by_head, word_classes

WORD = re.compile(r"[A-Za-z]+|\$|€|\d[\d,.-]*")
OPEN_CLASSES = frozenset({"toponym", "actor", "number", "none", "person"})


@cache
def _gate_words() -> dict[str, tuple[frozenset[str], ...]]:
    """For each head word the classes that must also occur; an empty set where the word alone is enough."""
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for form, patterns in patterns_by_head().items():
        for pattern in patterns:
            needs = _needs(pattern.trigger)
            found[form].add(frozenset() if pattern.pos == "noun" and len(pattern.words) > 1 else needs)
    return {form: tuple(sorted(needs, key=len)) for form, needs in found.items()}


def _needs(trigger: Trigger) -> frozenset[str]:
    return frozenset() if not trigger.object or trigger.object & OPEN_CLASSES else trigger.object


@cache
def _class_heads() -> dict[str, frozenset[str]]:
    """Classes of the last word of each phrase: a cheap sign that the class may be there."""
    found: dict[str, set[str]] = defaultdict(set)
    for phrase, classes in word_classes().items():
        found[phrase.replace("-", " ").rsplit(" ", 1)[-1]] |= classes
    return {word: frozenset(classes) for word, classes in found.items()}


def may_hold_event(text: str) -> bool:
    """Whether a sentence has a trigger word, and a word of a class that its trigger asks for."""
    words = [word.lower() for word in WORD.findall(text)]
    gate, heads = _gate_words(), _class_heads()
    present: set[str] | None = None
    for word in words:
        for needs in gate.get(word, ()):
            if not needs:
                return True
            if present is None:
                present = {name for w in words for name in heads.get(w, ())}
            if needs & present:
                return True
    return False
