"""What a noun phrase means as an actor: names and descriptions, pronouns, and phrases that point back to a side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.actors import ActorIndex, Role, resolve_anaphora
from eventbase.coding.analysis import Actor, Toponym
from eventbase.coding.groups import ARMED
from eventbase.coding.scene import Candidate, Scene
from eventbase.ontology.role_words import role_words

if TYPE_CHECKING:
    from spacy.tokens import Token

SIDES = ARMED | {"government"}
JOINED = len(" and the ")
NEVER_MEANT = frozenset({"unknown", "media"})
TAKEN_AS = frozenset({"prisoner", "hostage", "captive"})
DATELINE = 4
OWN_STATE = frozenset({"country", "nation", "government", "state"})
POINTING = frozenset({"the", "this", "that", "these", "those"})
NAMELESS = frozenset({"we", "i", "you", "us", "me", "there"})


@dataclass(slots=True)
class Cast:
    """What the role finder knows of the story so far."""

    index: ActorIndex
    when: date | None
    country: str | None = None
    countries: frozenset[str] = frozenset()
    previous: list[Actor] = field(default_factory=list)


def describe(word: Token | None, role: Role, code: str | None, candidate: Candidate, cast: Cast) -> Actor | None:
    """The actor that a noun phrase names; pronouns and definite descriptions go back to the last fitting one."""
    if word is None or (word.lower_ in NAMELESS and not word.is_upper):
        return None
    scene = candidate.scene
    first, last = _bounds(scene, word)
    phrase = scene.doc[first:last].text
    pool = _earlier(scene, first, cast)
    if not word.is_upper and (word.pos_ == "PRON" or word.lower_ in role_words()["pronouns"]):
        matrix = _matrix_subject(word, role, candidate, cast) if word.dep_ == "nsubj" else None
        return _retyped(matrix or _pronoun(phrase, role, pool), role, code, cast)
    if is_place(scene, word) and (role == "target" or (role == "attacker" and word.i not in scene.actor_tokens)):
        return None
    if role == "attacker" and _is_dateline(scene, word):
        return None
    if (owner := _own_country(scene, first, word, pool)) is not None:
        return _retyped(owner, role, code, cast)
    if _points_back(scene, first, word) and (meant := resolve_anaphora(scene.doc[word.i : last].text, pool)):
        return _retyped(meant, role, code, cast)
    actor = _read(phrase, scene.offset(scene.doc[first]), role, code, cast)
    if role == "target" and actor is not None and actor.type == "unknown" and _counted_people(candidate, word):
        return Actor(actor.name, cast.country, "civilian", actor.start, actor.end)
    if actor is None or actor.type == "unknown":
        new = actor is not None and role == "attacker" and not any(c.lower_ in POINTING for c in word.children)
        if not new and (meant := resolve_anaphora(phrase, pool)):
            return _retyped(meant, role, code, cast)
        if actor is not None and _is_nothing(scene, word, role):
            return None
    return actor


def _bounds(scene: Scene, word: Token) -> tuple[int, int]:
    """The phrase of a noun, with the whole name that it is part of ("Al-Shabaab gunmen" where "Al" is the subject)."""
    first, last = grammar.phrase_bounds(word)
    if word.lower_ in TAKEN_AS and last == word.i + 1 and first < word.i:
        return first, word.i  # "took 14 conscripts prisoner"
    here = scene.offset(word)
    goes_on = word.i + 1 < len(scene.doc) and (word.nbor(1).text == "-" or word.nbor(1).pos_ == "PROPN")
    for actor in scene.actors if goes_on else ():
        if actor.start <= here < actor.end:
            span = scene.doc.char_span(actor.start - scene.sentence.start, actor.end - scene.sentence.start)
            return (min(first, span.start), max(last, span.end)) if span is not None else (first, last)
    return first, last


def _is_dateline(scene: Scene, word: Token) -> bool:
    """`BAMAKO (Agency) - Gunmen …`: the news desk, though the parser makes it the subject."""
    if word.i >= DATELINE or not word.is_upper or not any(t.is_lower for t in scene.tokens):
        return False
    return any(t.text in {",", "(", "-", "–", "—"} for t in scene.doc[word.i + 1 : word.i + 2])


def _is_nothing(scene: Scene, word: Token, role: Role) -> bool:
    """Whether an unknown noun is dropped rather than kept as an actor of unknown type."""
    if role == "attacker" and word.i in scene.actor_tokens:
        return False  # "gunmen": attackers of a side that nobody names
    return (role == "target" or word.pos_ != "PROPN") and "weapon_suicide" not in scene.classes(word)


def _read(phrase: str, start: int, role: Role, code: str | None, cast: Cast) -> Actor | None:
    return cast.index.describe_actor(
        phrase, start=start, role=role, when=cast.when, country_hint=cast.country, countries=cast.countries,
        sub_event_type=code,
    )  # fmt: skip


def _retyped(actor: Actor | None, role: Role, code: str | None, cast: Cast) -> Actor | None:
    """A side named before, in its role here: `Moscow` that speaks is a government, `it` that shells its military."""
    if actor is None or actor.type != "government":
        return actor
    again = _read(actor.name, actor.start, role, code, cast)
    return again if again is not None and again.country == actor.country and again.type != "civilian" else actor


def _earlier(scene: Scene, first: int, cast: Cast) -> list[Actor]:
    """Actors named before the phrase, in the story and in its own sentence."""
    here = scene.offset(scene.doc[first])
    named = [*cast.previous, *(a for a in scene.actors if a.end <= here and a.type not in NEVER_MEANT)]
    return [a for a in named if a.name.lower() not in role_words()["back"]]


def _own_country(scene: Scene, first: int, word: Token, pool: Sequence[Actor]) -> Actor | None:
    """`his country`, `their government`: the state of the last one who acts for a state."""
    if word.lower_ not in OWN_STATE or scene.doc[first].tag_ != "PRP$" or word.i != first + 1:
        return None
    return next((a for a in reversed(pool) if a.type in {"government", "military"} and a.country), None)


def _pronoun(phrase: str, role: Role, pool: Sequence[Actor]) -> Actor | None:
    """Who `it` or `they` is: who acts in a war is a side, not its victims."""
    if phrase.lower() not in {"it", "they", "them"} or role != "attacker":
        return resolve_anaphora(phrase, pool)
    sides = [a for a in pool if a.type in SIDES]
    if not sides:
        return resolve_anaphora(phrase, pool)
    if phrase.lower() == "they" and len(sides) > 1 and 0 < sides[-1].start - sides[-2].end <= JOINED:
        return sides[-2]  # "the troops and the fighters … they": the first named decides
    return sides[-1]


def _matrix_subject(word: Token, role: Role, candidate: Candidate, cast: Cast) -> Actor | None:
    """`The army rejected a claim that it had shelled the town`: it is who the clause above is about."""
    if word.lower_ not in {"it", "they", "he", "she"} or word.head.dep_ not in {"ccomp", "acl", "xcomp"}:
        return None
    for verb in grammar.ancestors(word.head):
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        for subject in grammar.children(verb, "nsubj"):
            if subject.i < word.i and subject.pos_ in {"NOUN", "PROPN"} and subject.i in candidate.scene.actor_tokens:
                actor = describe(subject, role, None, candidate, cast)
                return actor if actor is not None and actor.type in SIDES | {"igo"} else None
    return None


def _points_back(scene: Scene, first: int, word: Token) -> bool:
    """`its soldiers`, `the group`, `7,000 extra troops`: a noun of a side with no word that says which."""
    words = role_words()
    if word.lower_ not in words["back"]:
        return False
    before = list(scene.doc[first : word.i])
    return all(t.lower_ in words["empty_modifiers"] or t.like_num for t in before)


def _counted_people(candidate: Candidate, word: Token) -> bool:
    """Common nouns that are killed, shot or counted: people not said to be armed are civilians (CODEBOOK)."""
    classes = candidate.scene.classes(word)
    counted = any(c.dep_ == "nummod" for c in word.children) or "person" in classes
    return (
        word.pos_ == "NOUN" and (counted or candidate.trigger.family in {"kill", "shoot"}) and "troops" not in classes
    )


def is_place(scene: Scene, word: Token) -> bool:
    """Whether the noun is a place name, or "the town of X": no actor, but where people live."""
    toponym = toponym_at(scene, word)
    return toponym is not None and toponym.kind == "place"


def toponym_at(scene: Scene, word: Token) -> Toponym | None:
    """The place name that the word belongs to."""
    offset = scene.offset(word)
    return next((t for t in scene.toponyms if t.start <= offset < t.end), None)


def first_of(
    candidate: Candidate, code: str | None, cast: Cast, words: Iterable[Token | None], role: Role
) -> Actor | None:
    """The first of the words that means an actor."""
    for word in words:
        if actor := describe(word, role, code, candidate, cast):
            return actor
    return None


def distinct(actors: Iterable[Actor | None]) -> Iterator[Actor]:
    """Each actor once, by where it stands."""
    seen: set[int] = set()
    for actor in actors:
        if actor is not None and actor.start not in seen:
            seen.add(actor.start)
            yield actor
