"""Who is named or described in a text: names of the dictionary, states, and noun phrases, with type and country.

No statistical model: the dictionary and the nouns of `eventbase.ontology` decide, after CODEBOOK section 3. Texts are
normalised character for character (`Sentence.text`); offsets count into them, plus the caller's base.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache, lru_cache, partial

from eventbase.coding.actor_anaphora import resolve_anaphora
from eventbase.coding.actor_index import Lexicon, lexicon
from eventbase.coding.actor_phrase import read
from eventbase.coding.actor_reading import Context, Reading, Role
from eventbase.coding.actor_scan import spans
from eventbase.coding.actor_units import Phrase
from eventbase.coding.analysis import Actor
from eventbase.ontology.actors import data_version

MEMORY = 8192  # phrases whose reading is remembered: a story says most of its names many times

__all__ = ["ActorIndex", "Role", "actor_index", "resolve_anaphora"]


class ActorIndex:
    """The actor finder; load once (`actor_index()`). `version` changes with every data file."""

    def __init__(self, lex: Lexicon | None = None) -> None:
        self._lex = lex or lexicon()
        self._read = lru_cache(maxsize=MEMORY)(partial(read, self._lex))
        self.version = data_version()

    def find_actors(
        self, text: str, *, base: int = 0, when: date | None = None, country_hint: str | None = None,
        countries: Collection[str] = (), role: Role = "speaker",
    ) -> list[Actor]:  # fmt: skip
        """All actors of a sentence in the order of the text, not overlapping.

        A state's name is typed by `role` (default: its government). `countries`: alpha-3 codes of the states that the
        article is about; they decide between namesakes ("SDF", "NDF"). `country_hint` as in `describe_actor`.
        """
        known = frozenset(countries) | ({country_hint} if country_hint else frozenset())
        found = []
        for start, end in spans(self._lex, text, known):
            actor = self.describe_actor(
                text[start:end],
                start=base + start,
                role=role,
                when=when,
                country_hint=country_hint,
                countries=countries,
            )
            if actor is not None:
                found.append(actor)
        return found

    def describe_actor(
        self, phrase: str, *, start: int, role: Role, when: date | None = None, country_hint: str | None = None,
        countries: Collection[str] = (), sub_event_type: str | None = None,
    ) -> Actor | None:  # fmt: skip
        """The actor that a noun phrase names, or None if it names none (a date, a place, a weapon alone, a pronoun).

        `start`: offset of the phrase; the actor's name is a slice of it without leading determiners and numbers.
        `country_hint`: alpha-3 code of where the event happens, for "rebels", "the army", "57 civilians".
        `sub_event_type` sharpens what a role means: in talks a state is its government, in a battle its army, "security
        forces" at a protest are police. Names that nobody knows come back as `unknown`, so look up places first.
        """
        known = frozenset(countries) | ({country_hint} if country_hint else frozenset())
        context = Context(role, when, country_hint, known, sub_event_type)
        found = self._read(phrase, context)
        return _actor(phrase, start, *found) if found else None


def _actor(phrase: str, start: int, cut: Phrase, found: Reading) -> Actor:
    begin, end = cut.words[found.first].start, cut.words[found.end - 1].end
    return Actor(phrase[begin:end], found.country, found.type, start + begin, start + end, found.actor_id)


@cache
def actor_index() -> ActorIndex:
    """The finder over the package's own data, loaded once a process."""
    return ActorIndex()
