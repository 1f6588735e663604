"""Attackers, targets and the two sides of a fight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.actors import Role
from eventbase.coding.analysis import Actor
from eventbase.coding.groups import ARMED, BLOODSHED
from eventbase.coding.roles_cast import SIDES, Cast, describe, distinct, first_of, toponym_at
from eventbase.coding.scene import Candidate
from eventbase.ontology.event_types import event_class
from eventbase.ontology.role_words import role_words

if TYPE_CHECKING:
    from spacy.tokens import Token

PLACE_TARGETS = frozenset({"remote_violence", "violence_against_civilians"})
AREAS = frozenset({"admin1", "country", "region"})
SETTLED = frozenset({"settlement", "near", "exact", None})
NO_SUBJECTS = frozenset({"pobj", "dobj", "nsubjpass", "dative", "conj"})


def attacker(candidate: Candidate, code: str | None, cast: Cast) -> Actor | None:
    """Who does it: the agent or its weapon's owner, "by X", an actor before the noun, the clause's side."""
    words = [candidate.agent]
    if candidate.pos == "verb" and candidate.agent is not None:
        words += [w for w in grammar.children(candidate.token, "nsubj") if w != candidate.agent]
        behind = grammar.children(candidate.agent, "appos")  # behind a dateline
        words += [w for w in behind if w.i in candidate.scene.actor_tokens]
    if candidate.agent is not None and _is_weapon(candidate, candidate.agent):
        words = [*owners(candidate, candidate.agent), candidate.agent]
    if "weapon_suicide" in candidate.scene.classes(candidate.token) and candidate.pos == "noun":
        words = [*_by_phrases(candidate), candidate.token]  # "two suicide bombers"
    if candidate.agent is not None and _is_loss(candidate):
        words = []
    found = first_of(candidate, code, cast, words, "attacker")
    if found is not None and found.type == "civilian" and code == "suicide_bombing":
        return replace(found, country=None)  # a lone attacker belongs to no one
    return (
        found
        or first_of(candidate, code, cast, _by_phrases(candidate), "attacker")
        or adjective(candidate, code, cast)
        or _side_of_clause(candidate, code, cast)
        or left_actor(candidate, code, cast, "attacker")
    )


def _is_weapon(candidate: Candidate, word: Token) -> bool:
    return "weapon" in " ".join(candidate.scene.classes(word))


def _is_loss(candidate: Candidate) -> bool:
    """`civilian casualties`, `soldiers' deaths`: the word before the noun is the victim."""
    return (
        candidate.pos == "noun"
        and candidate.trigger.family == "losses"
        and candidate.agent is not None
        and (candidate.agent.head.i == candidate.token.i and candidate.agent.i < candidate.token.i)
    )


def owners(candidate: Candidate, weapon: Token) -> Iterator[Token]:
    """Whose weapon it is: `Russian drones`, `missiles fired by rebels`, `shells from the militia`."""
    for child in weapon.children:
        if child.dep_ in {"amod", "compound", "poss", "nmod"} and child.i in candidate.scene.actor_tokens:
            yield child
        if child.dep_ in {"acl", "relcl"} and (by := grammar.by_agent(child)):
            yield by


def _by_phrases(candidate: Candidate) -> Iterator[Token]:
    """`by X` in the clause, also where the parser hangs it on another noun; `blamed on X`, `claimed by X`."""
    done_by = role_words()["done_by"]
    for token in candidate.token.subtree:
        its_own = token.head in (candidate.token, candidate.patient) or token.head.pos_ == "VERB"
        if token.lower_ == "by" and token.dep_ in {"prep", "agent"} and (its_own or token.head.lower_ in done_by):
            yield from grammar.children(token, "pobj")
    for token in candidate.carrier.subtree:
        if token.lower_ == "by" and token.dep_ in {"prep", "agent"} and token.head.lower_ in done_by:
            yield from grammar.children(token, "pobj")
        if token.lower_ == "blamed" and token.i > candidate.token.i:
            yield from grammar.prep_objects(token, frozenset({"on"}))


def adjective(candidate: Candidate, code: str | None, cast: Cast) -> Actor | None:
    """`Russian missile strikes`: the actor word in the event's own phrase or its weapon's."""
    if candidate.pos == "noun":
        span = range(*grammar.phrase_bounds(candidate.token))
        words = [candidate.scene.doc[i] for i in span if i in candidate.scene.actor_tokens and i < candidate.token.i]
        return None if _is_loss(candidate) else first_of(candidate, code, cast, words, "attacker")
    if candidate.agent is None and candidate.patient is not None and candidate.trigger.family == "launch":
        return first_of(candidate, code, cast, owners(candidate, candidate.patient), "attacker")
    return None


def left_actor(candidate: Candidate, code: str | None, cast: Cast, role: Role) -> Actor | None:
    """Where the parser finds no subject of an active verb: the last side before it that is no object of anything."""
    verb = candidate.token
    if code in {None, "casualty_report"} or candidate.pos != "verb" or grammar.is_passive(verb):
        return None
    misread = candidate.agent is None or candidate.scene.classes(candidate.agent) & {"place", "toponym", "number"}
    if not misread or verb.tag_ not in {"VBD", "VBG", "VBN"}:
        return None
    for token in reversed(list(verb.doc[: verb.i])):
        if token.i not in candidate.scene.actor_tokens or token.dep_ in NO_SUBJECTS or _is_modifier(token):
            continue
        actor = describe(token, role, code, candidate, cast)
        if actor is not None and actor.type in SIDES:
            return actor
    return None


def _is_modifier(token: Token) -> bool:
    """Part of a phrase, or a heading in capitals."""
    return token.dep_ in grammar.LEFT_OF_HEAD or (token.is_upper and len(token) > 4)


def _side_of_clause(candidate: Candidate, code: str | None, cast: Cast) -> Actor | None:
    """The armed side that acts in the clause around: `the army hit back, sparking fierce fighting`."""
    if code is None or code in {"armed_clash", "casualty_report"} or event_class(code) not in BLOODSHED:
        return None
    verb = candidate.carrier if candidate.carrier.pos_ in {"VERB", "AUX"} else grammar.clause_head(candidate.token)
    while verb.pos_ in {"VERB", "AUX"}:
        doer = grammar.agent(verb)
        if doer is not None and doer.i != candidate.token.i and doer.i in candidate.scene.actor_tokens:
            actor = describe(doer, "attacker", code, candidate, cast)
            return actor if actor is not None and actor.type in ARMED else None
        if verb.dep_ not in {"xcomp", "advcl", "conj"} or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def target(candidate: Candidate, code: str | None, cast: Cast) -> Actor | None:
    """Who undergoes it: a stated target, else the people of the settlement that is hit."""
    words = _target_words(candidate)
    if _is_loss(candidate):  # "Russian losses": the side that lost
        lost = describe(candidate.agent, "attacker", code, candidate, cast)
        return lost if lost is None or lost.type != "government" else None
    for word in words:
        for part in grammar.conjuncts(word):
            for inner in (part, *grammar.prep_objects(part, frozenset({"of"}))):
                actor = describe(inner, "target", code, candidate, cast)
                if actor is not None and not _is_source(actor, inner):
                    return actor
    if (
        side := _aimed_at(candidate, code, cast)
        or holder(candidate, words, code, cast)
        or _beside(candidate, code, cast)
    ):
        return side
    if code is not None and event_class(code) in PLACE_TARGETS:
        return _people_of(candidate, words)
    return None


def _is_source(actor: Actor, word: Token) -> bool:
    """A monitor or an outlet by name is who reports it, even where lost punctuation makes it an object."""
    return actor.type in {"ngo", "media"} and word.pos_ == "PROPN"


def _beside(candidate: Candidate, code: str | None, cast: Cast) -> Actor | None:
    """`a bomb outside the police station`: the body whose site a blast is aimed at."""
    if code not in {"mine_ied", "suicide_bombing", "grenade"}:
        return None
    beside = frozenset({"outside", "near", "at", "inside", "in"})
    words = [
        w
        for t in (candidate.token, candidate.patient, candidate.carrier)
        if t is not None
        for w in grammar.prep_objects(t, beside)
    ]
    described = (describe(word, "target", code, candidate, cast) for word in words)
    return next((a for a in described if a is not None and a.type in {"police", "military", "igo", "government"}), None)


def launcher(candidate: Candidate, code: str, cast: Cast) -> Actor | None:
    """Whose weapon was shot down: `drones that Russia launched`, `a Houthi missile`."""
    if candidate.patient is None:
        return None
    words = list(owners(candidate, candidate.patient))
    for child in candidate.patient.children:
        if child.dep_ == "relcl" and (doer := grammar.agent(child)) is not None:
            words.append(doer)
    described = (describe(word, "attacker", code, candidate, cast) for word in words)
    return next((a for a in described if a is not None and a.type in ARMED), None)


def _aimed_at(candidate: Candidate, code: str | None, cast: Cast) -> Actor | None:
    """`an offensive to dislodge the militants`, `a raid aimed at the group`: the armed side that is meant."""
    for source in (candidate.token, candidate.carrier):
        for verb in source.children:
            if verb.dep_ in {"acl", "xcomp", "advcl", "relcl"} and verb.lower_ in role_words()["aims"]:
                objects = [*grammar.children(verb, "dobj"), *grammar.prep_objects(verb, frozenset({"at", "against"}))]
                for word in objects:
                    actor = describe(word, "target", code, candidate, cast)
                    if actor is not None and actor.type in ARMED:
                        return actor
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
            place = toponym_at(candidate.scene, part)
            if place is None or place.feature in AREAS:
                continue
            if place.place is None or place.place.geo_precision in SETTLED:
                country = place.place.country if place.place else None
                return Actor(place.name, country, "civilian", place.start, place.end)
    return None


def fighters(candidate: Candidate, code: str, cast: Cast) -> tuple[Actor | None, Actor | None] | None:
    """`A and B clashed`, `fighting between A and B`, `B killed in clashes with A`: the order is that of the text."""
    words = _fighting_words(candidate)
    described = [describe(word, "attacker", code, candidate, cast) for word in words]
    found = [a for a in distinct(described) if a.type not in {"civilian", "unknown", "media", "ngo"}]
    if any(word.lower_ in {"sides", "parties", "other"} for word in words):
        return _last_sides(cast.previous)
    if len(found) < 2:
        return None
    found.sort(key=lambda a: a.start)
    return found[0], found[1]


def fallen(candidate: Candidate, code: str, cast: Cast) -> Actor | None:
    """`16 troops died in a firefight`: the side whose men are hurt in a fight that names no other."""
    verb = grammar.clause_head(candidate.token)
    if candidate.pos != "noun" or verb.pos_ != "VERB":
        return None
    hurt = grammar.patient(verb) or (
        grammar.subject(verb) if verb.lower_ in {"died", "die", "fell", "perished"} else None
    )
    actor = describe(hurt, "target", code, candidate, cast)
    return actor if actor is not None and actor.type in ARMED else None


def _last_sides(previous: Sequence[Actor]) -> tuple[Actor, Actor] | None:
    """`the two sides`: the last two armed ones that the story named, in its order."""
    last: list[Actor] = []
    for actor in reversed(previous):
        if actor.type in ARMED and actor.name not in {a.name for a in last}:
            last.append(actor)
        if len(last) == 2:
            return last[1], last[0]
    return None


def _fighting_words(candidate: Candidate) -> list[Token]:
    words = list(grammar.prep_objects(candidate.token, frozenset({"between", "with", "against", "among"})))
    if candidate.agent is not None:
        words = [*grammar.conjuncts(candidate.agent), *words]
    if candidate.pos == "verb" and candidate.patient is not None:
        words += grammar.conjuncts(candidate.patient)
    if candidate.pos == "noun":
        words += _between(candidate)
    if candidate.pos == "noun" and grammar.light_verb(candidate.token) is None:
        verb = grammar.clause_head(candidate.token)
        hurt = grammar.patient(verb) if verb.pos_ == "VERB" else None
        words += grammar.conjuncts(hurt) if hurt is not None and len(words) == 1 else []
    return words


def _between(candidate: Candidate) -> Iterator[Token]:
    """`Fighting erupted overnight between A and B`: wherever in the clause the parser hangs it."""
    for token in candidate.carrier.subtree:
        if token.lower_ == "between" and token.i > candidate.token.i:
            for noun in grammar.children(token, "pobj"):
                yield from grammar.conjuncts(noun)


def invaded(candidate: Candidate) -> Actor | None:
    """The country that is invaded stands for its forces."""
    into = grammar.prep_objects(candidate.token, frozenset({"of", "into", "in"}))
    for word in (candidate.patient, *candidate.targets, *into):
        place = toponym_at(candidate.scene, word) if word is not None else None
        if place is not None and place.place is not None and place.place.geo_precision == "country":
            return Actor(place.name, place.place.country, "military", place.start, place.end)
    return None


def loser(candidate: Candidate, code: str, cast: Cast) -> Actor | None:
    """From whom a place is taken: `from X`, `after driving X out`, the side named in `X-held town`."""
    words = [
        noun
        for token in candidate.carrier.subtree
        if token.lower_ == "from" and token.i > candidate.token.i
        for noun in grammar.children(token, "pobj")
    ]
    described = (describe(word, "target", code, candidate, cast) for word in words)
    return next((a for a in described if a is not None and a.type in SIDES), None)


def holder(candidate: Candidate, words: Sequence[Token | None], code: str | None, cast: Cast) -> Actor | None:
    """The side that holds the ground that is hit: `IS-held areas`; a town so called still stands for its people."""
    for word in words:
        if word is None or word.lower_ not in role_words()["ground"]:
            continue
        for token in word.subtree:
            if token.lower_ in {"held", "controlled"} and token.i > 1:
                before = candidate.scene.doc[token.i - 1]
                named = candidate.scene.doc[token.i - 2] if before.text == "-" else before
                if named.i in candidate.scene.actor_tokens:
                    return describe(named, "target", code, candidate, cast)
    return None


def captor(candidate: Candidate, code: str, cast: Cast) -> tuple[Actor | None, Actor | None]:
    """Who takes whom; of those who surrender, to whom."""
    if candidate.token.lower_.startswith("surrender"):
        taker = first_of(candidate, code, cast, grammar.prep_objects(candidate.token, frozenset({"to"})), "attacker")
        return taker, first_of(candidate, code, cast, [candidate.agent, candidate.patient], "target")
    return first_of(candidate, code, cast, [candidate.agent], "attacker"), target(candidate, code, cast)
