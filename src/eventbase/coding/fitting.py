"""Whether a trigger word is meant in its own sense: classes of object and subject, words of another sense, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.scene import PRONOUN_PLACES, Candidate, Scene
from eventbase.ontology.rule_words import rule_words
from eventbase.ontology.triggers import patterns_by_head

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = rule_words("fitting")
FOILING = _WORDS["FOILING"]
NOMINAL = frozenset({"NOUN", "PROPN"})
NO_EVENT_HEADS = frozenset({"compound", "nmod"})
ATTACKS = frozenset({"attack", "launch", "shoot", "take", "siege"})
PARTICLE_CHANGES = frozenset({"take", "give", "attack", "kill", "launch"})
PRONOUN_WEAPONS = frozenset({"all", "they", "them", "most", "some", "both", "others", "it"})
PRONOUN_SUBJECTS = frozenset({"talks", "withdrawal"})
PERSONAL = frozenset({"he", "she", "they", "we", "them", "him", "her", "us", "their", "his", "its", "who"})
PRONOUN_OBJECTS = frozenset({"take", "siege", "withdrawal", "attack", "destroy", "arrest", "abduction", "kill"})
BY_SUBJECT = frozenset(
    {"fall", "fell", "fallen", "falls", "falling", "surrender", "surrendered", "surrenders", "surrendering"}
)


def why_not(candidate: Candidate) -> str | None:
    """The reason why the trigger reports no event here, None where it does."""
    trigger = candidate.trigger
    if candidate.pos == "noun" and candidate.token.dep_ in NO_EVENT_HEADS and _names_something_else(candidate):
        return "modifies another noun"
    if (
        candidate.pos == "verb"
        and candidate.token.dep_ == "amod"
        and candidate.token.tag_ == "VBN"
        and candidate.trigger.family != "launch"
    ):
        return "an adjective"
    if candidate.token.lower_ in {"protest", "surrounding"} and _mere_adverbial(candidate):
        return "an adverbial or an adjective"
    if (
        candidate.trigger.family == "explode"
        and candidate.carrier.lower_ in {"heard", "hear", "reported"}
        and not _harm(candidate)
    ):
        return "only heard"
    if (
        candidate.pos == "verb"
        and candidate.last - candidate.first == 1
        and candidate.trigger.family in PARTICLE_CHANGES
        and any(c.dep_ == "prt" and c.lower_ not in {"over", "out"} for c in candidate.token.children)
    ):
        return "a particle changes its sense"
    if veto := _veto(candidate):
        return f"'{veto}' shows another sense"
    if trigger.object and not _classes_ok(candidate, trigger.object, _objects(candidate)):
        return "object is of no fitting class"
    if trigger.subject and not _classes_ok(candidate, trigger.subject, _subjects(candidate)):
        return "subject is of no fitting class"
    if trigger.family in ATTACKS and _abstract(candidate):
        return "its object is an idea"
    return "part of a name" if _is_name(candidate) else None


def _mere_adverbial(candidate: Candidate) -> bool:
    """`in protest against`, `the surrounding villages`."""
    token = candidate.token
    in_protest = token.dep_ == "pobj" and token.head.lower_ == "in" and not any(c.dep_ == "det" for c in token.children)
    return in_protest or (token.lower_ == "surrounding" and token.dep_ in {"amod", "acl", "prep"})


def _harm(candidate: Candidate) -> bool:
    return bool(
        {"killed", "wounded", "injured", "dead", "killing", "damaged", "destroyed"} & set(candidate.scene.lowers)
    )


def _objects(candidate: Candidate) -> list[Token | None]:
    """Words that may be the object: the patient, what is struck, the goods in "supplies Y with Z"."""
    found: list[Token | None] = [candidate.patient]
    if candidate.patient is None and candidate.token.lower_ in BY_SUBJECT:
        found.append(candidate.agent)
    if candidate.trigger.family in ATTACKS or candidate.pos == "noun":
        found += candidate.targets
    if candidate.trigger.family == "destroy":
        found += grammar.prep_objects(candidate.token, frozenset({"to"}))
    if candidate.trigger.family in {"give", "agreement"}:
        found += grammar.prep_objects(candidate.token, frozenset({"with"}))
    if candidate.trigger.theme == "actor1":
        found.append(candidate.agent if candidate.patient is None else None)
    return found


def _subjects(candidate: Candidate) -> list[Token | None]:
    return [candidate.agent, candidate.patient if candidate.agent is None else None]


def _abstract(candidate: Candidate) -> bool:
    words = [w for w in (candidate.patient, *candidate.targets) if w is not None]
    return bool(words) and all("abstract" in candidate.scene.classes(w) for w in words[:1])


def _names_something_else(candidate: Candidate) -> bool:
    head = candidate.token.head
    return head.lower_ not in patterns_by_head() or head.pos_ not in NOMINAL or head.i == candidate.token.i


def _is_name(candidate: Candidate) -> bool:
    """A capitalised trigger between other words of a sentence that is no headline."""
    if not (candidate.scene.doc[candidate.first].is_title and candidate.token.pos_ == "PROPN") or candidate.first == 0:
        return False
    words = [t for t in candidate.scene.tokens if t.is_alpha and len(t) > 3]
    titled = sum(t.is_title or t.is_upper for t in words)
    return len(words) > 0 and titled / len(words) < 0.6


def _veto(candidate: Candidate) -> str | None:
    text = f" {' '.join(candidate.scene.lowers)} "
    for word in candidate.trigger.unless:
        if f" {word} " in text or f" {word}s " in text:
            return word
    return None


def _classes_ok(candidate: Candidate, wanted: frozenset[str], words: list[Token | None]) -> bool:
    present = [w for w in words if w is not None]
    if not present:
        return (
            "none" in wanted
            and (candidate.pos == "noun" or candidate.trigger.family in {"evacuation", "capture", "talks"})
        ) or (candidate.pos == "noun" and _noun_says_enough(candidate, wanted))
    if candidate.trigger.id == "intercept" and present[0].lower_ in PRONOUN_WEAPONS:
        return any(c.startswith("weapon") for t in candidate.scene.doc for c in candidate.scene.classes(t))
    if candidate.trigger.family in PRONOUN_OBJECTS and present[0].lower_ in PRONOUN_PLACES:
        return True
    if candidate.trigger.family in PRONOUN_SUBJECTS and present[0].lower_ in PERSONAL:
        return True
    return any(fits(candidate.scene, word, wanted) for token in present for word in grammar.conjuncts(token))


def fits(scene: Scene, word: Token, wanted: frozenset[str]) -> bool:
    """Whether a noun (or what a quantity counts) is of one of the classes."""
    if "number" in wanted and word.lower_ in grammar.QUANTITIES and grammar.kernel(word) != word:
        return True
    word = grammar.kernel(word)
    classes = scene.classes(word)
    if classes & wanted:
        return True
    # an unlisted head with a listed modifier: "grad salvoes"
    return not classes and any(scene.classes(c) & wanted for c in word.children if c.dep_ in {"compound", "nmod"})


def _noun_says_enough(candidate: Candidate, wanted: frozenset[str]) -> bool:
    """For event nouns without an object: `troop withdrawal`, `Russian strikes`; never for `fall`, `capture`."""
    if candidate.trigger.family in {"take", "kill", "losses"}:
        return candidate.trigger.family == "losses"
    if candidate.last - candidate.first > 1 or not candidate.bare:
        return True
    modifiers = [c for c in candidate.token.children if c.dep_ in {"compound", "amod", "nmod", "poss"}]
    wide = wanted | {"actor", "troops", "toponym"}
    return candidate.agent is not None or any(candidate.scene.classes(child) & wide for child in modifiers)
