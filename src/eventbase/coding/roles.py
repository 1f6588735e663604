"""Who does it and who undergoes or joins it: the actors of a candidate (CODEBOOK section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.actors import ActorIndex, Role, resolve_anaphora
from eventbase.coding.analysis import Actor, Toponym
from eventbase.coding.scene import Candidate, Scene
from eventbase.ontology.event_types import event_class

if TYPE_CHECKING:
    from spacy.tokens import Token

MUTUAL = frozenset({"agreement", "talks", "prisoner_exchange"})
FIGHTS = frozenset({"armed_clash", "violent_demonstration"})
TERRITORY = frozenset({"territory_captured", "territory_regained"})
MOVES = frozenset(
    {"troop_deployment", "troop_buildup", "withdrawal", "mobilization", "training_exercise", "group_change"}
)
GIVEN = frozenset({"arms_transfer", "military_aid", "humanitarian_aid", "economic_aid"})
PLACE_TARGETS = frozenset({"remote_violence", "violence_against_civilians"})
GOVERNMENT_CLASSES = frozenset({"diplomacy", "support"})
PARTNER = frozenset({"with", "and", "between"})
RECIPIENT = frozenset({"to", "for", "on", "into", "in"})
PRONOUNS = frozenset("they he she it them him her who which that we those these both".split())


@dataclass(slots=True)
class Cast:
    """What the role finder knows of the story so far."""

    index: ActorIndex
    when: date | None
    country: str | None = None
    countries: frozenset[str] = frozenset()
    previous: list[Actor] = field(default_factory=list)


def roles(candidate: Candidate, code: str | None, cast: Cast) -> tuple[Actor | None, Actor | None]:
    """actor1 and actor2 of the candidate; `code` None: a first look, to find the sub-type."""
    if code in MUTUAL:
        return _joint(candidate, code, cast)
    if code in MOVES:
        return _movers(candidate, code, cast)
    if code in GIVEN:
        return _first(candidate, code, cast, [candidate.agent], "government"), _recipient(candidate, code, cast)
    if code in {"peaceful_protest", "violent_demonstration", "protest_with_intervention", "mob_violence"}:
        return _crowd(candidate, code, cast)
    if code == "excessive_force_against_protesters":
        return _force(candidate, code, cast)
    if code == "capture":
        return _captor(candidate, code, cast)
    if code == "evacuation":
        return _evacuees(candidate, code, cast)
    if code in {"sanction", "demand_or_threat"}:
        return _diplomatic(candidate, code, cast)
    if code in FIGHTS and candidate.trigger.id == "clash" and (pair := _fighters(candidate, code, cast)):
        return pair
    target = _target(candidate, code, cast)
    if code in TERRITORY and target is not None and target.type == "civilian":
        target = _first(candidate, code, cast, grammar.prep_objects(candidate.token, frozenset({"from"})), "target")
    if code == "ground_offensive" and target is None:
        target = _invaded(candidate)
    return _attacker(candidate, code, cast), target


def describe(word: Token | None, role: Role, code: str | None, candidate: Candidate, cast: Cast) -> Actor | None:
    """The actor that a noun phrase names; pronouns and definite descriptions go back to the last fitting one."""
    if word is None:
        return None
    scene = candidate.scene
    first, last = grammar.phrase_bounds(word)
    start = scene.offset(scene.doc[first])
    phrase = scene.doc[first:last].text
    if word.pos_ == "PRON" or word.lower_ in PRONOUNS:
        return resolve_anaphora(phrase, cast.previous)
    if _is_place(scene, word) and role == "target":
        return None
    actor = cast.index.describe_actor(
        phrase, start=start, role=role, when=cast.when, country_hint=cast.country, countries=cast.countries, sub_event_type=code,
    )  # fmt: skip
    if role == "target" and actor is not None and actor.type == "unknown" and _counted_people(candidate, word):
        return Actor(actor.name, cast.country, "civilian", actor.start, actor.end)
    if actor is None or actor.type == "unknown":
        earlier = resolve_anaphora(phrase, cast.previous)
        if earlier is not None:
            return earlier
        if actor is not None and (role == "target" or not _nameable(word)) and "weapon_suicide" not in scene.classes(word):
            return None
    return actor


def _counted_people(candidate: Candidate, word: Token) -> bool:
    """Common nouns that are killed, shot or counted: people not said to be armed are civilians (CODEBOOK)."""
    counted = any(c.dep_ == "nummod" for c in word.children) or "person" in candidate.scene.classes(word)
    return word.pos_ == "NOUN" and (counted or candidate.trigger.family in {"kill", "shoot"}) and "troops" not in candidate.scene.classes(word)


def _nameable(word: Token) -> bool:
    return word.pos_ == "PROPN"


def _is_place(scene: Scene, word: Token) -> bool:
    """Whether the noun is a place name, or "the town of X": no actor, but where people live."""
    toponym = _toponym_at(scene, word)
    return toponym is not None and toponym.kind == "place"


def _toponym_at(scene: Scene, word: Token) -> Toponym | None:
    offset = scene.offset(word)
    return next((t for t in scene.toponyms if t.start <= offset < t.end), None)


def _first(
    candidate: Candidate, code: str | None, cast: Cast, words: Iterable[Token | None], role: Role
) -> Actor | None:
    for word in words:
        if actor := describe(word, role, code, candidate, cast):
            return actor
    return None


def _attacker(candidate: Candidate, code: str | None, cast: Cast) -> Actor | None:
    words = [candidate.agent]
    if candidate.agent is not None and "weapon" in " ".join(candidate.scene.classes(candidate.agent)):
        words = [*_owners(candidate, candidate.agent), candidate.agent]
    found = _first(candidate, code, cast, words, "attacker")
    return (
        found or _first(candidate, code, cast, _by_phrases(candidate), "attacker") or _adjective(candidate, code, cast)
    )


def _owners(candidate: Candidate, weapon: Token) -> Iterator[Token]:
    """Whose weapon it is: `Russian drones`, `missiles fired by rebels`."""
    for child in weapon.children:
        if child.dep_ in {"amod", "compound", "poss", "nmod"} and child.i in candidate.scene.actor_tokens:
            yield child
        if child.dep_ in {"acl", "relcl"} and (by := grammar.by_agent(child)):
            yield by


def _by_phrases(candidate: Candidate) -> Iterator[Token]:
    """`by X` in the clause, also where the parser hangs it on another noun; `blamed on X`, `claimed by X`."""
    for token in candidate.token.subtree:
        if token.lower_ == "by" and token.dep_ in {"prep", "agent"}:
            yield from grammar.children(token, "pobj")
    for token in candidate.carrier.subtree:
        if (
            token.lower_ == "by"
            and token.dep_ in {"prep", "agent"}
            and token.head.lower_
            in {
                "fired",
                "launched",
                "carried",
                "dropped",
                "planted",
                "attack",
                "attacks",
                "strikes",
                "claimed",
                "conducted",
            }
        ):
            yield from grammar.children(token, "pobj")


def _adjective(candidate: Candidate, code: str | None, cast: Cast) -> Actor | None:
    """`Russian missile strikes`: the actor word in the event's own phrase or its weapon's."""
    if candidate.pos == "noun":
        span = range(*grammar.phrase_bounds(candidate.token))
        words = [candidate.scene.doc[i] for i in span if i in candidate.scene.actor_tokens and i < candidate.token.i]
        return _first(candidate, code, cast, words, "attacker")
    if candidate.agent is None and candidate.patient is not None:
        return (
            _first(candidate, code, cast, _owners(candidate, candidate.patient), "attacker")
            if candidate.trigger.family == "launch"
            else None
        )
    return None


def _target(candidate: Candidate, code: str | None, cast: Cast) -> Actor | None:
    words = _target_words(candidate)
    for word in words:
        for part in grammar.conjuncts(word):
            for inner in (part, *grammar.prep_objects(part, frozenset({"of"}))):
                if actor := describe(inner, "target", code, candidate, cast):
                    return actor
    if code is not None and event_class(code) in PLACE_TARGETS:
        return _people_of(candidate, words)
    return None


def _target_words(candidate: Candidate) -> list[Token]:
    if candidate.trigger.family == "launch":
        return candidate.targets
    weapon = candidate.patient is not None and any(
        c.startswith("weapon") for c in candidate.scene.classes(candidate.patient)
    )
    own = [candidate.patient] if candidate.patient is not None and not weapon else []
    return [*own, *candidate.targets]


def _people_of(candidate: Candidate, words: Sequence[Token]) -> Actor | None:
    """A settlement that is struck stands for its people; a whole province does not (CODEBOOK)."""
    for word in words:
        for part in grammar.conjuncts(word):
            place = _toponym_at(candidate.scene, part)
            if (
                place is not None
                and place.feature not in {"admin1", "country", "region"}
                and (place.place is None or place.place.geo_precision in {"settlement", "near", "exact", None})
            ):
                return Actor(
                    place.name, place.place.country if place.place else None, "civilian", place.start, place.end
                )
    return None


def _fighters(candidate: Candidate, code: str, cast: Cast) -> tuple[Actor | None, Actor | None] | None:
    """`A and B clashed`, `fighting between A and B`, `B killed in clashes with A`: the order is that of the text."""
    words = list(grammar.prep_objects(candidate.token, frozenset({"between", "with", "against", "among"})))
    if candidate.agent is not None:
        words = [*grammar.conjuncts(candidate.agent), *words]
    if candidate.pos == "verb" and candidate.patient is not None:
        words += grammar.conjuncts(candidate.patient)
    if candidate.pos == "noun" and grammar.light_verb(candidate.token) is None:
        verb = grammar.clause_head(candidate.token)
        hurt = grammar.patient(verb) if verb.pos_ == "VERB" else None
        words += grammar.conjuncts(hurt) if hurt is not None and len(words) == 1 else []
    found: list[Actor] = []
    for word in words:
        actor = describe(word, "attacker", code, candidate, cast)
        if actor is not None and actor.type not in {"civilian", "unknown", "media"} and all(actor.start != a.start for a in found):
            found.append(actor)
    if len(found) < 2:
        return None
    found.sort(key=lambda a: a.start)
    return found[0], found[1]


def _invaded(candidate: Candidate) -> Actor | None:
    """The country that is invaded stands for its forces."""
    for word in (candidate.patient, *candidate.targets, *grammar.prep_objects(candidate.token, frozenset({"of", "into"}))):
        place = _toponym_at(candidate.scene, word) if word is not None else None
        if place is not None and place.place is not None and place.place.geo_precision == "country":
            return Actor(place.name, place.place.country, "military", place.start, place.end)
    return None


def _joint(candidate: Candidate, code: str, cast: Cast) -> tuple[Actor | None, Actor | None]:
    found: list[Actor] = []
    words: list[Token] = []
    doers = [candidate.agent, candidate.patient]
    if candidate.pos == "noun" and candidate.bare and code == "talks":
        doers.append(grammar.subject(grammar.clause_head(candidate.token)))
    for word in doers:
        if word is not None and not candidate.scene.classes(word) & {"agreement", "talks", "captive"}:
            words += grammar.conjuncts(word)
    for source in (candidate.token, candidate.carrier, *([candidate.patient] if candidate.patient is not None else [])):
        words += list(grammar.prep_objects(source, PARTNER | {"to"}))
    for word in words:
        actor = describe(word, "government", code, candidate, cast)
        if actor is not None and all(actor.start != a.start for a in found):
            found.append(actor)
    if len(found) < 2:
        found += _adjectives(candidate, code, cast, found)
    found.sort(key=lambda a: a.start)
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def _adjectives(candidate: Candidate, code: str, cast: Cast, found: list[Actor]) -> list[Actor]:
    """`Russian-Ukrainian talks`, `U.S. envoys`: actor words in the event's phrase."""
    first, last = grammar.phrase_bounds(candidate.token)
    words = [
        candidate.scene.doc[i] for i in range(first, last) if i in candidate.scene.actor_tokens and i < candidate.first
    ]
    new = [describe(word, "government", code, candidate, cast) for word in words]
    return [a for a in new if a is not None and all(a.start != b.start for b in found)]


def _movers(candidate: Candidate, code: str, cast: Cast) -> tuple[Actor | None, Actor | None]:
    words = [candidate.agent, candidate.patient, *grammar.prep_objects(candidate.token, frozenset({"of", "by"}))]
    first = _first(candidate, code, cast, words, "attacker") or _adjective(candidate, code, cast)
    against = list(grammar.prep_objects(candidate.token, frozenset({"against", "with"})))
    return first, _first(candidate, code, cast, against, "target") if code != "group_change" else None


def _recipient(candidate: Candidate, code: str, cast: Cast) -> Actor | None:
    words = grammar.children(candidate.token, "dative")
    for word in list(words):
        words += grammar.children(word, "pobj")
    for source in (candidate.token, *([candidate.patient] if candidate.patient is not None else [])):
        words += list(grammar.prep_objects(source, frozenset({"to", "for"})))
    if candidate.pos == "verb":  # "supplies North Korea with coal"
        with_words = list(grammar.prep_objects(candidate.token, frozenset({"with"})))
        if with_words and candidate.patient is not None:
            words = [candidate.patient, *words]
    return _first(candidate, code, cast, [w for w in words if w.lower_ not in {"to", "for"}], "government")


def _crowd(candidate: Candidate, code: str, cast: Cast) -> tuple[Actor | None, Actor | None]:
    people = [candidate.agent, candidate.patient, *candidate.targets]
    crowd = _first(candidate, code, cast, people, "attacker")
    force = None
    if code == "protest_with_intervention":
        police = [
            t
            for t in candidate.scene.doc
            if t.lower_ in {"police", "troops", "soldiers", "forces", "gendarmes"} and t.pos_ in {"NOUN", "PROPN"}
        ]
        force = _first(candidate, code, cast, police[:1], "attacker")
        if crowd is not None and crowd.type != "civilian":
            crowd = _crowd_words(candidate, code, cast)
        return (crowd or _crowd_words(candidate, code, cast)), force
    return (
        crowd if crowd is not None and crowd.type == "civilian" else _crowd_words(candidate, code, cast) or crowd
    ), None


def _crowd_words(candidate: Candidate, code: str, cast: Cast) -> Actor | None:
    names = {
        "protesters",
        "demonstrators",
        "protestors",
        "people",
        "residents",
        "students",
        "crowd",
        "activists",
        "thousands",
        "hundreds",
        "workers",
        "women",
    }
    return _first(candidate, code, cast, [t for t in candidate.scene.doc if t.lower_ in names], "attacker")


def _force(candidate: Candidate, code: str, cast: Cast) -> tuple[Actor | None, Actor | None]:
    names = {"police", "forces", "soldiers", "troops", "army", "guards", "regime", "government"}
    force = _first(
        candidate, code, cast, [candidate.agent, *[t for t in candidate.scene.doc if t.lower_ in names]], "attacker"
    )
    return force, _crowd_words(candidate, code, cast)


def _captor(candidate: Candidate, code: str, cast: Cast) -> tuple[Actor | None, Actor | None]:
    if candidate.token.lower_.startswith("surrender"):
        taker = _first(candidate, code, cast, grammar.prep_objects(candidate.token, frozenset({"to"})), "attacker")
        return taker, _first(candidate, code, cast, [candidate.agent, candidate.patient], "target")
    return _first(candidate, code, cast, [candidate.agent], "attacker"), _target(candidate, code, cast)


def _evacuees(candidate: Candidate, code: str, cast: Cast) -> tuple[Actor | None, Actor | None]:
    doer = _first(candidate, code, cast, [candidate.agent], "attacker")
    moved = _first(candidate, code, cast, [candidate.patient], "target")
    return doer or moved, moved if doer else None


def _diplomatic(candidate: Candidate, code: str, cast: Cast) -> tuple[Actor | None, Actor | None]:
    doer = _first(candidate, code, cast, [candidate.agent], "government")
    words = [
        w
        for w in (candidate.patient, *grammar.children(candidate.token, "dative"))
        if w is not None and not candidate.scene.classes(w) & {"sanction"}
    ]
    for source in (candidate.token, candidate.patient):
        if source is not None:
            words += list(grammar.prep_objects(source, frozenset({"on", "against", "to", "with"})))
    if code == "demand_or_threat":
        for child in candidate.token.children:
            if (
                child.dep_ in {"xcomp", "ccomp"}
                and (inner := grammar.subject(child)) is not None
                and inner != candidate.agent
            ):
                words.append(inner)
    return doer, _first(candidate, code, cast, [w for w in words if w != candidate.agent], "government")
