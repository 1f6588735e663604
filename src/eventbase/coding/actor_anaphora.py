"""Pronouns and definite descriptions: the last actor that fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eventbase.coding.actor_words import split_words
from eventbase.coding.analysis import Actor

_ARMED = ("rebel", "militia", "paramilitary", "gang")
_FORCES = ("military", *_ARMED)
_STATE = ("government", "military", "police", "intelligence")


def _typed(*types: str) -> Callable[[Actor], bool]:
    return lambda actor: actor.type in types


_FITS: dict[str, Callable[[Actor], bool]] = {
    "it": lambda a: a.type != "civilian" or a.actor_id is not None,
    "they": lambda a: True,
    "them": lambda a: True,
    "he": lambda a: a.type in ("government", "civilian", "military", "rebel", "igo") and " " in a.name,
    "she": lambda a: a.type in ("government", "civilian", "igo") and " " in a.name,
    "group": _typed("rebel", "militia", "paramilitary", "gang", "unknown", "ngo", "igo"),
    "organization": _typed("rebel", "igo", "ngo", "unknown", "gang"),
    "organisation": _typed("rebel", "igo", "ngo", "unknown", "gang"),
    "movement": _typed("rebel", "militia", "unknown"),
    "faction": _typed("rebel", "militia", "unknown"),
    "militia": _typed("militia", "paramilitary", "rebel"),
    "paramilitaries": _typed("paramilitary", "rebel"),
    "paramilitary": _typed("paramilitary", "rebel"),
    "militants": _typed("rebel"), "militant": _typed("rebel"), "jihadists": _typed("rebel"),
    "extremists": _typed("rebel"), "insurgents": _typed("rebel"), "rebels": _typed("rebel"),
    "terrorists": _typed("rebel"), "separatists": _typed("rebel"), "guerrillas": _typed("rebel"),
    "islamists": _typed("rebel"), "fighters": _typed(*_ARMED), "gunmen": _typed("unknown", *_ARMED),
    "attackers": _typed("unknown", "civilian", *_ARMED), "attacker": _typed("unknown", "civilian", *_ARMED),
    "gang": _typed("gang"), "cartel": _typed("gang"), "bandits": _typed("gang"),
    "army": _typed("military"), "military": _typed("military"), "troops": _typed(*_FORCES),
    "soldiers": _typed("military"), "forces": _typed(*_FORCES), "coalition": _typed("military"),
    "alliance": _typed("igo", "military", "rebel"), "bloc": _typed("igo"), "police": _typed("police"),
    "government": _typed(*_STATE), "regime": _typed(*_STATE), "junta": _typed(*_STATE), "authorities": _typed(*_STATE),
    "ministry": _typed("government"), "agency": _typed("intelligence", "igo", "ngo", "media", "government"),
    "monitor": _typed("ngo"), "watchdog": _typed("ngo", "igo"), "observatory": _typed("ngo"), "company": _typed("company"),
    "country": _typed(*_STATE), "state": _typed(*_STATE), "nation": _typed(*_STATE), "sides": lambda a: True,
    "countries": _typed(*_STATE), "invaders": _typed("military"), "occupiers": _typed("military"),
    "president": _typed("government"), "leader": _typed("government", "rebel"), "minister": _typed("government"),
    "civilians": _typed("civilian"), "residents": _typed("civilian"), "victims": _typed("civilian"),
    "protesters": _typed("civilian"), "demonstrators": _typed("civilian"), "crowd": _typed("civilian"),
}  # fmt: skip
_PRONOUNS = {"it": "it", "its": "it", "itself": "it", "they": "they", "their": "they", "them": "they", "both": "they",
             "themselves": "they", "he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "who": "they",
             "which": "it", "that": "they"}  # fmt: skip
_DETERMINERS = frozenset(
    {
        "the",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "said",
        "same",
        "both",
        "two",
        "three",
        "latter",
        "former",
    }
)


def resolve_anaphora(actor_phrase: str, previous: Sequence[Actor]) -> Actor | None:
    """The last actor of `previous` (order of the text) that a pronoun or definite description can stand for.

    "they", "the group", "the army", "militants", "the two countries", "the militia". None if the phrase brings words of
    its own ("Syrian rebels"), or nothing fits. The actor returned keeps its own name and offsets.
    """
    words = [w.fold for w in split_words(actor_phrase)]
    while len(words) > 1 and words[0] in _DETERMINERS:
        words = words[1:]
    if len(words) != 1:
        return None
    fits = _FITS.get(_PRONOUNS.get(words[0], words[0]))
    if fits is None:
        return None
    return next((actor for actor in reversed(previous) if fits(actor)), None)
