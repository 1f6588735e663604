"""Who takes part in talks, aid, sanctions, protests, moves of troops and evacuations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.analysis import Actor
from eventbase.coding.roles_cast import Cast, describe, distinct, first_of
from eventbase.coding.roles_violence import adjective, left_actor
from eventbase.coding.scene import Candidate
from eventbase.ontology.role_words import role_words

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTNER = frozenset({"with", "and", "between"})
ON_WHOM = frozenset({"on", "against", "to", "with"})
OFFICE_PLURALS = frozenset(
    ["officials", "leaders", "ministers", "envoys", "delegations", "presidents", "negotiators", "diplomats"]
)
FIGHTING = frozenset(["fight", "fighting", "counter", "confront", "attack", "repel"])

Pair = tuple[Actor | None, Actor | None]


def joint(candidate: Candidate, code: str, cast: Cast) -> Pair:
    """The first two sides of talks, an agreement, an exchange, in the order of the text."""
    if code == "prisoner_exchange" and candidate.pos == "verb" and candidate.token.lower_ in role_words()["let_go"]:
        freed = first_of(candidate, code, cast, [candidate.patient], "attacker")
        return freed, first_of(candidate, code, cast, [candidate.agent], "attacker")
    words = [part for word in _doers(candidate, code) for part in _parties(candidate, word)]
    for source in (candidate.token, candidate.carrier, candidate.patient):
        if source is not None:
            words += grammar.prep_objects(source, PARTNER | {"to"})
    words += _between(candidate)
    found = list(distinct(describe(word, "government", code, candidate, cast) for word in words))
    if len(found) < 2:
        found = list(distinct([*found, *_adjectives(candidate, code, cast)]))
    found.sort(key=lambda a: a.start)
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def _doers(candidate: Candidate, code: str) -> Iterator[Token]:
    doers = [candidate.agent, candidate.patient]
    if candidate.pos == "noun" and candidate.bare and code == "talks":
        doers.append(grammar.subject(grammar.clause_head(candidate.token)))
    for word in doers:
        if word is not None and not candidate.scene.classes(word) & {"agreement", "talks", "captive"}:
            yield word


def _parties(candidate: Candidate, word: Token) -> list[Token]:
    """The sides of one phrase: `Nato and EU officials`, `A, B and C`."""
    if word.lower_ in OFFICE_PLURALS:
        starts = {a.start for a in candidate.scene.actors}
        first = word.left_edge.i
        named = [t for t in candidate.scene.doc[first : word.i] if candidate.scene.offset(t) in starts]
        if len(named) > 1:
            return named
    return grammar.conjuncts(word)


def _between(candidate: Candidate) -> Iterator[Token]:
    for token in candidate.carrier.subtree:
        if token.lower_ == "between":
            for noun in grammar.children(token, "pobj"):
                yield from grammar.conjuncts(noun)


def _adjectives(candidate: Candidate, code: str, cast: Cast) -> list[Actor | None]:
    """`Russian-Ukrainian talks`, `U.S. envoys`: actor words in the event's phrase."""
    first, _ = grammar.phrase_bounds(candidate.token)
    span = range(first, candidate.first)
    words = [candidate.scene.doc[i] for i in span if i in candidate.scene.actor_tokens]
    return [describe(word, "government", code, candidate, cast) for word in words]


def movers(candidate: Candidate, code: str, cast: Cast) -> Pair:
    """Who moves or is moved, and against whom."""
    if code == "mobilization":
        return _called_up(candidate, code, cast)
    words = [candidate.agent, candidate.patient, *grammar.prep_objects(candidate.token, frozenset({"of", "by"}))]
    first = first_of(candidate, code, cast, words, "attacker") or adjective(candidate, code, cast)
    if code == "group_change":
        return first, _second(candidate, code, cast, first)
    against = [
        w
        for w in grammar.prep_objects(candidate.token, frozenset({"against", "with"}))
        if not any(c.dep_ == "nummod" for c in w.children)  # "an exercise with 9,000 soldiers"
    ]
    for verb in candidate.token.children:  # "deployed troops to fight the militia"
        if verb.dep_ in {"xcomp", "advcl"}:
            against += grammar.children(verb, "dobj") if verb.lower_ in FIGHTING else []
            against += grammar.prep_objects(verb, frozenset({"against"}))
    against += _helped(candidate)
    return first, first_of(candidate, code, cast, against, "target")


def _called_up(candidate: Candidate, code: str, cast: Cast) -> Pair:
    """Who calls up, and who is called up: `a mobilisation of reservists`."""
    of = grammar.prep_objects(candidate.token, frozenset({"of"}))
    doer = first_of(candidate, code, cast, [candidate.agent], "attacker") or adjective(candidate, code, cast)
    called = first_of(candidate, code, cast, [candidate.patient, *of], "target")
    if doer is None:
        return called, None
    if called is not None and called.country is None:
        called = replace(called, country=doer.country)
    return doer, called


def _second(candidate: Candidate, code: str, cast: Cast, first: Actor | None) -> Actor | None:
    """The other group of a merger: `A and B merged`, `A merged with B`, `A joined B`."""
    words = grammar.conjuncts(candidate.agent)[1:] if candidate.agent is not None else []
    words += grammar.prep_objects(candidate.token, frozenset({"with", "into"}))
    words += grammar.children(candidate.token, "dobj") if candidate.token.lower_.startswith("join") else []
    found = first_of(candidate, code, cast, words, "attacker")
    return (
        found
        if found is not None and (first is None or found.start != first.start) and found.type != "unknown"
        else None
    )


def _helped(candidate: Candidate) -> Iterator[Token]:
    """`sent troops to help the militia`: a partner, where no opponent is named."""
    for verb in candidate.token.children:
        if verb.dep_ in {"xcomp", "advcl"} and verb.lower_ in {"help", "support", "assist", "back", "aid", "protect"}:
            yield from grammar.children(verb, "dobj")


def giver(candidate: Candidate, code: str, cast: Cast) -> Pair:
    """Who gives, and who is given to; of those who receive it is the other way round."""
    if candidate.pos == "verb" and candidate.token.lower_ in role_words()["receive"]:
        verb_and_object = [t for t in (candidate.token, candidate.patient) if t is not None]
        source = [w for p in ("from", "in") for t in verb_and_object for w in grammar.prep_objects(t, frozenset({p}))]
        return (
            first_of(candidate, code, cast, source, "government"),
            first_of(candidate, code, cast, [candidate.agent], "target"),
        )
    return first_of(candidate, code, cast, [candidate.agent], "government"), _recipient(candidate, code, cast)


def _recipient(candidate: Candidate, code: str, cast: Cast) -> Actor | None:
    words = _right_behind(candidate) + grammar.children(candidate.token, "dative")
    for word in list(words):
        words += grammar.children(word, "pobj")
    for source in (candidate.token, candidate.patient):
        if source is not None:
            words += grammar.prep_objects(source, frozenset({"to", "for"}))
    if candidate.pos == "verb":  # "supplies North Korea with coal"
        with_words = list(grammar.prep_objects(candidate.token, frozenset({"with"})))
        if with_words and candidate.patient is not None:
            words = [candidate.patient, *words]
    for source in (candidate.patient, candidate.carrier):
        for inner in (
            source.subtree if source is not None else ()
        ):  # "hundreds of millions of pounds of aid to the country"
            if inner.dep_ == "prep" and inner.lower_ in {"to", "for"}:
                words += grammar.children(inner, "pobj")
    return first_of(candidate, code, cast, [w for w in words if w.lower_ not in {"to", "for"}], "government")


def _right_behind(candidate: Candidate) -> list[Token]:
    """`provides Kiev intelligence support`: a state's name behind the verb, though it is read as part of the goods."""
    token = candidate.token
    if candidate.pos != "verb" or token.i + 2 >= len(token.doc):
        return []
    name = token.nbor(1)
    compound = name.pos_ == "PROPN" and name.dep_ in {"compound", "nmod"} and name.i in candidate.scene.actor_tokens
    return [name] if compound else []


def crowd(candidate: Candidate, code: str, cast: Cast) -> Pair:
    """Who protests, and the force that steps in."""
    people = [candidate.agent, candidate.patient, *candidate.targets]
    found = first_of(candidate, code, cast, people, "attacker")
    if code != "protest_with_intervention":
        hit = _crowd_target(candidate, code, cast) if code != "peaceful_protest" else None
        hit = hit if hit is None or hit.type != "civilian" or code == "mob_violence" else None
        if code == "violent_demonstration" and candidate.trigger.id == "clash":
            hit = _crowd_foe(candidate, code, cast) or hit
        if found is not None and found.type == "civilian":
            return found, hit
        return _crowd_words(candidate, code, cast) or found, hit
    force = [
        t for t in candidate.scene.tokens if t.lower_ in role_words()["crowd_force"] and t.pos_ in {"NOUN", "PROPN"}
    ]
    if found is not None and found.type != "civilian":
        found = None
    return found or _crowd_words(candidate, code, cast), first_of(candidate, code, cast, force[:1], "attacker")


def _crowd_target(candidate: Candidate, code: str, cast: Cast) -> Actor | None:
    """Whom a violent crowd goes for: `threw petrol bombs at the embassy`, `looted a bakery owned by a family`."""
    patient = candidate.patient
    owner = (
        [w for child in patient.children if child.dep_ == "acl" and (w := grammar.by_agent(child))] if patient else []
    )
    return first_of(candidate, code, cast, [*owner, *candidate.targets, patient], "target")


def _crowd_foe(candidate: Candidate, code: str, cast: Cast) -> Actor | None:
    """The force in `clashes between protesters and police`, `clashed with police`."""
    words = [*grammar.prep_objects(candidate.token, PARTNER), *_between(candidate)]
    found = (describe(word, "attacker", code, candidate, cast) for word in words)
    return next((a for a in found if a is not None and a.type in {"police", "military", "paramilitary"}), None)


def _crowd_words(candidate: Candidate, code: str, cast: Cast) -> Actor | None:
    words = [t for t in candidate.scene.tokens if t.lower_ in role_words()["crowd"]]
    found = (describe(word, "attacker", code, candidate, cast) for word in words)
    return next((a for a in found if a is not None and a.type == "civilian"), None)


def force(candidate: Candidate, code: str, cast: Cast) -> Pair:
    """The force that breaks up a protest by violence, and the crowd."""
    words = [candidate.agent, *(t for t in candidate.scene.tokens if t.lower_ in role_words()["crowd_force"])]
    return first_of(candidate, code, cast, words, "attacker"), _crowd_words(candidate, code, cast)


def evacuees(candidate: Candidate, code: str, cast: Cast) -> Pair:
    """Who evacuates whom; those who leave by themselves come first."""
    doer = first_of(candidate, code, cast, [candidate.agent], "attacker")
    moved = first_of(candidate, code, cast, [candidate.patient], "target")
    if doer is not None and doer.type == "civilian":
        return doer, None  # "people fled the town"
    return doer or moved, moved if doer else None


def diplomatic(candidate: Candidate, code: str, cast: Cast) -> Pair:
    """Who imposes, demands or threatens, and on, of or against whom."""
    doer = first_of(candidate, code, cast, [candidate.agent], "government")
    doer = doer or left_actor(candidate, code, cast, "government")
    words = [
        w
        for w in (candidate.patient, *grammar.children(candidate.token, "dative"))
        if w is not None and not candidate.scene.classes(w) & {"sanction"}
    ]
    for source in (candidate.token, candidate.patient, candidate.carrier):
        if source is not None:
            words += grammar.prep_objects(source, ON_WHOM)
    if code == "demand_or_threat":
        for child in candidate.token.children:
            if child.dep_ in {"xcomp", "ccomp"} and (inner := grammar.subject(child)) not in (None, candidate.agent):
                words.append(inner)
    words = [w for w in words if w != candidate.agent and (doer is None or candidate.scene.offset(w) != doer.start)]
    return doer, first_of(candidate, code, cast, words, "government")
