"""Pronouns and definite descriptions: the last actor that fits."""

from __future__ import annotations

from collections.abc import Sequence

from eventbase.coding.actor_words import split_words
from eventbase.coding.analysis import Actor
from eventbase.ontology.actors import actor_nouns

_DETERMINERS = frozenset(
    {"the", "this", "that", "these", "those", "its", "their", "said", "same", "two", "latter", "former"}
)


def resolve_anaphora(actor_phrase: str, previous: Sequence[Actor]) -> Actor | None:
    """The last actor of `previous` (order of the text) that a pronoun or definite description can stand for.

    "they", "the group", "the army", "militants", "the two countries", "the militia". None if the phrase brings words of
    its own ("Syrian rebels"), or nothing fits. The actor returned keeps its own name and offsets.
    """
    words = [word.fold for word in split_words(actor_phrase)]
    while len(words) > 1 and words[0] in _DETERMINERS:
        words = words[1:]
    if len(words) != 1:
        return None
    types = actor_nouns().anaphora.get(words[0])
    if types is None:
        return None
    return next((actor for actor in reversed(previous) if _fits(actor, types)), None)


def _fits(actor: Actor, types: frozenset[str]) -> bool:
    if "any" in types:
        return True
    if "person" in types:
        return " " in actor.name and actor.type not in ("military", "company", "media", "ngo")
    if "body" in types:
        return actor.type != "civilian"
    return actor.type in types
