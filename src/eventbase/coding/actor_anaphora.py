"""Pronouns and definite descriptions: the last actor that fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventbase.coding.actor_words import split_words
from eventbase.coding.analysis import Actor
from eventbase.ontology.actors import actor_nouns

_DETERMINERS = frozenset(
    {
        "the",
        "this",
        "that",
        "these",
        "those",
        "said",
        "same",
        "two",
        "three",
        "four",
        "several",
        "latter",
        "former",
        "of",
    }
)
_POSSESSIVES = frozenset({"its", "their", "his", "her"})


def resolve_anaphora(actor_phrase: str, previous: Sequence[Actor]) -> Actor | None:
    """The last actor of `previous` (order of the text) that a pronoun or definite description can stand for.

    "they", "the group", "the army", "militants", "the two countries", "its soldiers" (the army of the last state, the
    men of the last group). None if the phrase brings words of its own ("Syrian rebels"), or nothing fits. The actor
    returned keeps its own name and offsets.
    """
    words = [word.fold for word in split_words(actor_phrase)]
    while len(words) > 1 and (words[0] in _DETERMINERS or words[0].isdigit()):
        words = words[1:]
    if len(words) == 2 and words[0] in _POSSESSIVES:
        return _owner(words[1], previous)
    if len(words) != 1:
        return None
    types = actor_nouns().anaphora.get(words[0])
    if types is None:
        return None
    return next((actor for actor in reversed(previous) if _fits(actor, types)), None)


def _owner(noun: str, previous: Sequence[Actor]) -> Actor | None:
    """Whose soldiers, forces or men they are: an armed group as it is, a state or its leader as its military."""
    nouns = actor_nouns()
    armed = {w for name in ("force", "generic_force", "fighter", "materiel") for w in nouns.classes[name].words}
    if noun not in armed | nouns.lists["of_a_side"]:
        return None
    owner = next((a for a in reversed(previous) if a.type not in ("civilian", "media", "ngo", "company")), None)
    if owner is None or owner.type != "government":
        return owner
    return replace(owner, type="military")


def _fits(actor: Actor, types: frozenset[str]) -> bool:
    if "any" in types:
        return True
    if "person" in types:
        return " " in actor.name and actor.type not in ("military", "company", "media", "ngo")
    if "body" in types:
        return actor.type != "civilian"
    return actor.type in types
