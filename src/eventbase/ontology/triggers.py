"""The trigger lexicon: which words report which events. Source files: triggers.yaml, word_classes.yaml."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from eventbase.errors import OntologyError
from eventbase.ontology.event_types import event_types
from eventbase.ontology.inflect import noun_forms, verb_forms

FAMILIES = frozenset({"attack", "launch", "shoot", "explode", "kill", "take", "destroy", "give", "protest", "losses"})
SENSE_KEYS = frozenset({"id", "family", "type", "verbs", "nouns", "theme", "weapon"})
KEYS = SENSE_KEYS | {"object", "subject", "unless", "weak", "match", "reject"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """One sense; see the header of triggers.yaml."""

    id: str
    family: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    object: frozenset[str]
    subject: frozenset[str]
    unless: tuple[str, ...]
    weak: bool
    theme: Literal["actor1", "actor2"]
    weapon: str | None
    match: tuple[str, ...]
    reject: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to write a trigger: `words` with the head at `head`."""

    trigger: Trigger
    pos: Literal["verb", "noun"]
    words: tuple[str, ...]
    head: int


def _load(name: str) -> Any:
    return yaml.safe_load((files("eventbase.ontology") / name).read_text(encoding="utf-8"))


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Class of each phrase, singular and plural: `{"soldiers": {"troops", "person"}, …}`."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, words in _load("word_classes.yaml").items():
        for word in words:
            for form in noun_forms(str(word)):
                found[form].add(name)
    return {phrase: frozenset(names) for phrase, names in found.items()}


def class_names() -> frozenset[str]:
    """Every class a trigger may ask for, with those that the finders set (`toponym`, `actor`, `number`, `none`)."""
    return frozenset(_load("word_classes.yaml")) | {
        "toponym", "actor", "number", "none",
    }  # fmt: skip


def _trigger(row: dict[str, Any]) -> Trigger:
    unknown = set(row) - KEYS
    if unknown:
        raise OntologyError(f"triggers.yaml: {row.get('id')}: unknown keys {sorted(unknown)}")
    family = row.get("type") or row.get("family")
    if family not in FAMILIES and family not in event_types():
        raise OntologyError(f"triggers.yaml: {row['id']}: {family!r} is no family and no sub-type")
    bad = (set(row.get("object", [])) | set(row.get("subject", []))) - class_names()
    if bad:
        raise OntologyError(f"triggers.yaml: {row['id']}: unknown classes {sorted(bad)}")
    if not row.get("match") or not row.get("reject"):
        raise OntologyError(f"triggers.yaml: {row['id']}: give at least one `match` and one `reject` sentence")
    return Trigger(
        id=row["id"],
        family=family,
        verbs=tuple(row.get("verbs", ())),
        nouns=tuple(row.get("nouns", ())),
        object=frozenset(row.get("object", ())),
        subject=frozenset(row.get("subject", ())),
        unless=tuple(row.get("unless", ())),
        weak=bool(row.get("weak")),
        theme=row.get("theme", "actor2"),
        weapon=row.get("weapon"),
        match=tuple(row["match"]),
        reject=tuple(row["reject"]),
    )


@cache
def triggers() -> tuple[Trigger, ...]:
    """All triggers in file order. Raises OntologyError naming the entry that breaks a rule."""
    found = tuple(_trigger(row) for row in _load("triggers.yaml"))
    ids = [t.id for t in found]
    twice = {i for i in ids if ids.count(i) > 1}
    if twice:
        raise OntologyError(f"triggers.yaml: ids stand twice: {sorted(twice)}")
    return found


def tokens(phrase: str) -> tuple[str, ...]:
    """The phrase as the tokenizer cuts it: hyphens stand alone ("cease-fire" → cease, -, fire)."""
    return tuple(phrase.replace("-", " - ").split())


def _patterns(trigger: Trigger) -> list[Pattern]:
    found = []
    for verb in trigger.verbs:
        words = tokens(verb)
        head = 1 if len(words) > 1 and words[0].endswith("ly") else 0
        for form in sorted(verb_forms(words[head])):
            found.append(Pattern(trigger, "verb", (*words[:head], form, *words[head + 1 :]), head))
    for noun in trigger.nouns:
        for form in sorted(noun_forms(noun)):
            words = tokens(form)
            found.append(Pattern(trigger, "noun", words, len(words) - 1))
    return found


@cache
def patterns_by_head() -> dict[str, tuple[Pattern, ...]]:
    """Patterns by the lower-case form of their head word, longest first."""
    found: dict[str, list[Pattern]] = defaultdict(list)
    for trigger in triggers():
        for pattern in _patterns(trigger):
            found[pattern.words[pattern.head]].append(pattern)
    return {form: tuple(sorted(rows, key=lambda p: -len(p.words))) for form, rows in found.items()}
