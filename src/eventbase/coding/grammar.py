"""Reading a dependency parse: who is subject, object, agent; where a noun phrase and a clause begin and end.

Labels are those of en_core_web_sm (ClearNLP style). Every function takes and returns tokens of one sentence's doc.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eventbase.ontology.rule_words import rule_words

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_WORDS = rule_words("grammar")
LEFT_OF_HEAD = _WORDS["LEFT_OF_HEAD"]
RELATIVES = frozenset({"who", "which", "that", "whom"})
PARTICIPLE_TAGS = frozenset({"VBN", "VBD"})
LIGHT_VERBS = _WORDS["LIGHT_VERBS"]


ACCUSING = _WORDS["ACCUSING"]
ENGAGED = frozenset(
    {"engage", "engaged", "engages", "engaging", "involved", "participate", "participated", "participating", "locked"}
)


def children(token: Token, *deps: str) -> list[Token]:
    """Direct dependents with one of the labels, in text order."""
    return [child for child in token.children if child.dep_ in deps]


def conjuncts(token: Token) -> list[Token]:
    """The token and what is joined to it by `and`, in text order."""
    return [token, *token.conjuncts]


def is_passive(verb: Token) -> bool:
    """`were shelled`, `shelled by rebels`, reduced relatives `(people) killed in`."""
    if any(child.dep_ in {"nsubjpass", "auxpass", "agent"} for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not children(verb, "nsubj", "dobj", "aux"):
        return is_passive(verb.head)
    return verb.tag_ in PARTICIPLE_TAGS and verb.dep_ == "acl" and not children(verb, "dobj", "nsubj")


def by_agent(verb: Token) -> Token | None:
    """The noun after `by` of a passive verb or of an event noun."""
    for preposition in verb.children:
        if preposition.dep_ == "agent" or (preposition.dep_ == "prep" and preposition.lower_ == "by"):
            for noun in preposition.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def _relative_head(verb: Token, subject: Token) -> Token:
    """For `which`, `who`, `that` the noun that the clause belongs to."""
    if subject.lower_ in RELATIVES and verb.dep_ == "relcl":
        return verb.head
    return subject


def subject(verb: Token) -> Token | None:
    """Who does it: own subject, or one shared with the verb that it depends on; None for passives without one."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return _relative_head(verb, child)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head if verb.head.pos_ in {"NOUN", "PROPN", "PRON"} else None
    if verb.dep_ == "pcomp" and verb.head.head.lower_ in ACCUSING and (accused := children(verb.head.head, "dobj")):
        return accused[0]  # "accused X of shelling"
    if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp", "dep", "ccomp"} and verb.head.i != verb.i:
        head = verb.head
        while head.pos_ not in {"VERB", "AUX"} and head.head.i != head.i:
            head = head.head
        if head.pos_ in {"VERB", "AUX"} and head.i != verb.i:
            if verb.dep_ == "xcomp" and (controlled := children(head, "dobj")):
                return controlled[0]
            return by_agent(head) or subject(head) or (passive_subject(head) if verb.dep_ != "advcl" else None)
    return None


def passive_subject(verb: Token) -> Token | None:
    """What undergoes a passive verb; the noun that a reduced relative modifies."""
    for child in verb.children:
        if child.dep_ in PASSIVE_SUBJECTS:
            return _relative_head(verb, child)
    if verb.dep_ == "acl" and verb.tag_ in PARTICIPLE_TAGS:
        return verb.head
    if verb.dep_ == "conj" and is_passive(verb) and verb.head.pos_ in {"VERB", "AUX"}:
        return passive_subject(verb.head)
    return None


APPROXIMATORS = frozenset({"about", "around", "over", "some", "nearly"})


def _misread_objects(verb: Token) -> list[Token]:
    """Objects that the parser takes for something else: `fired about 690 rockets`, `shot 11 herders dead`."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in APPROXIMATORS and child.i == verb.i + 1:
            counted = [n for n in child.children if n.dep_ == "pobj" and children(n, "nummod")]
            if counted:
                return counted
        if (
            child.dep_ in {"ccomp", "xcomp", "oprd"}
            and child.pos_ == "ADJ"
            and child.i > verb.i
            and (own := children(child, "nsubj"))
        ):
            return own
    return []


def patient(verb: Token) -> Token | None:
    """What it is done to: object of an active, subject of a passive verb."""
    if verb.dep_ == "amod" and verb.tag_ == "VBN" and verb.head.i > verb.i:
        return verb.head  # wires without commas: "rebels from the valley fired rocket shells on the town"
    if is_passive(verb):
        return passive_subject(verb)
    objects = children(verb, "dobj") or _misread_objects(verb) or children(verb, "oprd") or children(verb, "dative")
    if objects:
        relative = objects[0]
        return _relative_head(verb, relative)
    if verb.dep_ == "relcl" and not children(verb, "dobj") and children(verb, "nsubj"):
        own = children(verb, "nsubj")[0]
        return verb.head if own.lower_ not in RELATIVES else None
    return None


QUANTITIES = _WORDS["QUANTITIES"]


def kernel(noun: Token) -> Token:
    """What a quantity counts: `a number of villages` → villages."""
    if noun.lower_ in QUANTITIES:
        for inner in prep_objects(noun, frozenset({"of", "over"})):
            return kernel(inner)
    return noun


def agent(verb: Token) -> Token | None:
    """Who does it, in either voice."""
    return by_agent(verb) if is_passive(verb) else subject(verb)


def prep_objects(token: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    """Nouns that the token reaches through one of the prepositions, with their conjuncts."""
    for child in token.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in prepositions:
            for noun in child.children:
                if noun.dep_ in {"pobj", "pcomp"}:
                    yield from conjuncts(noun)
            for inner in child.children:  # "from near X", "out of X"
                if inner.dep_ == "prep":
                    yield from (n for n in inner.children if n.dep_ == "pobj")


def light_verb(noun: Token) -> Token | None:
    """The verb that carries an event noun: `carried out an attack`, `an attack was launched`."""
    head = noun.head
    if noun.dep_ in {"dobj", "nsubjpass"} and head.lower_ in LIGHT_VERBS:
        return head
    if noun.dep_ == "pobj" and head.lower_ == "in" and head.head.lower_ in ENGAGED:
        return head.head
    if (
        noun.dep_ == "pobj"
        and head.dep_ == "prep"
        and head.head.lower_
        in {
            "responsibility",
            "series",
            "number",
            "wave",
            "increase",
            "rise",
            "surge",
            "spate",
            "rash",
            "string",
            "uptick",
            "campaign",
        }
    ):
        return light_verb(head.head)
    return None


def phrase_bounds(head: Token) -> tuple[int, int]:
    """Token indices (half-open) of the noun phrase: left modifiers, head, and an `of` or `from` phrase."""
    first, last = head.i, head.i
    for child in head.lefts:
        if child.dep_ in LEFT_OF_HEAD:
            first = min(first, child.left_edge.i)
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "from"} and child.i == last + 1:
            objects = [n for n in child.children if n.dep_ == "pobj"]
            if objects:
                last = phrase_bounds(objects[0])[1] - 1
        elif child.dep_ in {"case"} and child.i == last + 1:
            last = child.i
    return first, last + 1


def ancestors(token: Token) -> Iterator[Token]:
    """The token's head, its head, … up to the root."""
    while token.head.i != token.i:
        token = token.head
        yield token


def clause_head(token: Token) -> Token:
    """The verb whose clause the token stands in (the root where there is none)."""
    if token.pos_ in {"VERB", "AUX"}:
        return token
    for above in ancestors(token):
        if above.pos_ in {"VERB", "AUX"} or above.head.i == above.i:
            return above
    return token


def tree_distance(a: Token, b: Token) -> int:
    """Number of arcs between two tokens."""
    path = {a.i: 0}
    for step, token in enumerate(ancestors(a), start=1):
        path[token.i] = step
    if b.i in path:
        return path[b.i]
    for step, token in enumerate(ancestors(b), start=1):
        if token.i in path:
            return step + path[token.i]
    return 99
