"""Trigger words in a parsed sentence, with the words that fill their roles: candidates for events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.fitting import FOILING, why_not
from eventbase.coding.gate import OPEN_CLASSES
from eventbase.coding.scene import Candidate, Scene
from eventbase.ontology.rule_words import rule_words
from eventbase.ontology.triggers import Pattern, patterns_by_head

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = rule_words("candidates")
TARGET_PREPOSITIONS = _WORDS["TARGET_PREPOSITIONS"]
INTRANSITIVE = frozenset({"die", "died", "dies", "dying", "perish", "perished", "fall", "fell", "fallen", "falls"})
RULING = frozenset({"intercept"})  # "shot down" is never a shooting
UNDERGOING = _WORDS["UNDERGOING"]
NOMINAL = frozenset({"NOUN", "PROPN"})
VERBAL = frozenset({"VERB", "AUX"})


def find_candidates(scene: Scene) -> list[Candidate]:
    """All triggers of the sentence, accepted or rejected (`rejected` says why), in text order, one a token."""
    found: list[Candidate] = []
    for token in scene.tokens:
        patterns = patterns_by_head().get(token.lower_)
        if not patterns:
            continue
        tried = [candidate for pattern in patterns if (candidate := _try(scene, token, pattern)) is not None]
        if tried:
            found.append(_best(tried))
    return _without_covered(found)


def _best(tried: list[Candidate]) -> Candidate:
    """The sense to keep; a longer phrase that shows another sense ("air raid siren") rules the shorter ones out."""
    longest = max(tried, key=lambda c: c.last - c.first)
    if longest.rejected is not None and longest.last - longest.first > 1 and longest.rejected.endswith("another sense"):
        return longest
    ruled = any(c.rejected is not None and c.last - c.first > 1 and c.trigger.id in RULING for c in tried)
    if ruled and all(c.rejected is not None or c.last - c.first == 1 for c in tried):
        return longest
    return min(tried, key=_preference)


def _preference(candidate: Candidate) -> tuple[bool, bool, int]:
    """Accepted before rejected, a sense with an object class of its own before one that takes any, longer first."""
    general = not candidate.trigger.object or bool(candidate.trigger.object & OPEN_CLASSES)
    return candidate.rejected is not None, general, candidate.first - candidate.last


def _without_covered(found: list[Candidate]) -> list[Candidate]:
    """Drops a trigger that lies inside a longer accepted one ("fire" in "artillery fire")."""
    kept = []
    for candidate in found:
        covered = any(
            o is not candidate and o.rejected is None and o.first <= candidate.token.i < o.last
            and o.last - o.first > candidate.last - candidate.first
            for o in found
        )  # fmt: skip
        if not covered:
            kept.append(candidate)
    return kept


def _try(scene: Scene, token: Token, pattern: Pattern) -> Candidate | None:
    span = _match_verb(token, pattern) if pattern.pos == "verb" else _match_noun(token, pattern)
    if span is None:
        return None
    candidate = (
        _verb_candidate(scene, token, span, pattern)
        if pattern.pos == "verb"
        else _noun_candidate(scene, token, span, pattern)
    )
    candidate.rejected = why_not(candidate)
    return candidate


def _match_verb(token: Token, pattern: Pattern) -> tuple[int, int] | None:
    headline = token.pos_ == "PROPN" and token.lower_.endswith("ed")
    if token.pos_ not in VERBAL and token.tag_ not in {"VBN", "VBD"} and not headline:
        return None
    rest = pattern.words[pattern.head + 1 :]
    before = pattern.words[: pattern.head]
    if before and (token.i == 0 or token.nbor(-1).lower_ != before[0]):
        return None
    if not rest:
        return token.i, token.i + 1
    return _particles(token, rest)


def _particles(token: Token, rest: tuple[str, ...]) -> tuple[int, int] | None:
    """The further words of a verb: right behind it, or its last word up to four tokens on ("shot two drones down")."""
    doc = token.doc
    after = tuple(t.lower_ for t in doc[token.i + 1 : token.i + 1 + len(rest)])
    if after == rest:
        return token.i, token.i + 1 + len(rest)
    if len(rest) > 1:
        return _loose(token, rest)
    if len(rest) == 1:
        for child in token.children:
            if (
                child.dep_ in {"prt", "dobj", "acomp", "prep", "advmod", "oprd", "npadvmod", "ccomp", "xcomp"}
                and child.lower_ == rest[0]
                and 0 < child.i - token.i <= 8
            ):
                return token.i, token.i + 1
    return None


def _loose(token: Token, rest: tuple[str, ...]) -> tuple[int, int] | None:
    """The further words in order, with small words between them: `laid down their arms`, `hold new talks`."""
    wanted, at = list(rest), token.i + 1
    for word in token.doc[token.i + 1 : token.i + 4 + len(rest)]:
        at = word.i
        if word.lower_ == wanted[0]:
            wanted.pop(0)
            if not wanted:
                return token.i, at + 1
        elif word.pos_ not in {"DET", "PRON", "ADJ", "ADV", "NUM", "PART"}:
            return None
    return None


def _match_noun(token: Token, pattern: Pattern) -> tuple[int, int] | None:
    if token.pos_ not in NOMINAL and token.tag_ != "VBG" and token.pos_ != "ADJ":
        return None
    if (
        token.tag_ == "VBG"
        and token.pos_ == "VERB"
        and len(pattern.words) == 1
        and token.dep_ not in {"pobj", "dobj", "nsubj", "nsubjpass", "ROOT"}
    ):
        return None
    first = token.i - len(pattern.words) + 1
    if first < 0:
        return None
    if tuple(t.lower_ for t in token.doc[first : token.i + 1]) != pattern.words:
        return None
    return first, token.i + 1


def _verb_candidate(scene: Scene, token: Token, span: tuple[int, int], pattern: Pattern) -> Candidate:
    if "under" in pattern.words:  # "came under fire from rebels": the subject undergoes it
        doer = grammar.by_agent(token) or next(_under_from(token), None)
        return Candidate(scene, token, *span, pattern.trigger, "verb", token, doer, grammar.subject(token))
    if (
        token.lower_ in INTRANSITIVE
        and (undergoes := grammar.subject(token)) is not None
        and grammar.patient(token) is None
    ):
        return Candidate(scene, token, *span, pattern.trigger, "verb", token, None, undergoes)
    return Candidate(
        scene, token, *span, pattern.trigger, "verb", token, grammar.agent(token), grammar.patient(token),
        list(grammar.prep_objects(token, TARGET_PREPOSITIONS)),
    )  # fmt: skip


def _under_from(token: Token) -> Iterator[Token]:
    for under in grammar.children(token, "prep"):
        for noun in grammar.children(under, "pobj"):
            yield from grammar.prep_objects(noun, frozenset({"from", "by"}))


def _noun_candidate(scene: Scene, token: Token, span: tuple[int, int], pattern: Pattern) -> Candidate:
    carrier = grammar.light_verb(token)
    targets = list(grammar.prep_objects(token, TARGET_PREPOSITIONS))
    of = list(grammar.prep_objects(token, frozenset({"of"})))
    doer = (
        grammar.by_agent(token)
        or _modifier(scene, token, span[0])
        or next(grammar.prep_objects(token, frozenset({"from"})), None)
    )
    if carrier is not None and carrier.lower_ in UNDERGOING:  # "Russia faces an increase in arson"
        return Candidate(
            scene, token, *span, pattern.trigger, "noun", carrier, doer, of_first(of) or grammar.subject(carrier),
            targets or [t for t in [grammar.subject(carrier)] if t is not None],
        )  # fmt: skip
    if carrier is not None and carrier.lower_ in FOILING:
        return Candidate(
            scene, token, *span, pattern.trigger, "noun", carrier, doer, grammar.agent(carrier) or of_first(of),
            targets,
        )  # fmt: skip
    if carrier is not None:
        doer = (
            grammar.agent(carrier) if carrier.lower_ not in {"face", "faced", "suffer", "suffered"} else None
        ) or doer
        targets = targets or list(grammar.prep_objects(carrier, TARGET_PREPOSITIONS))
    for child in token.children:  # "an attack targeting the base", "launched by rebels"
        if child.dep_ in {"acl", "relcl"}:
            if child.lower_ in {"targeting", "hitting", "killing", "against"}:
                targets = targets or grammar.children(child, "dobj")
            elif grammar.is_passive(child):
                doer = grammar.by_agent(child) or doer
    head = carrier or grammar.clause_head(token)
    return Candidate(
        scene, token, *span, pattern.trigger, "noun", head, doer, of[0] if of else None, targets, bare=carrier is None,
    )  # fmt: skip


def of_first(words: list[Token]) -> Token | None:
    return words[0] if words else None


def _modifier(scene: Scene, noun: Token, first: int) -> Token | None:
    """The actor in front of an event noun: `rebel shelling`, `Russia's strike`, `Israeli air strikes`."""
    for child in reversed(list(noun.lefts)):
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"amod", "compound", "nmod"} and child.i < first and child.i in scene.actor_tokens:
            return child
    for index in range(first - 1, max(first - 4, -1), -1):
        token = scene.doc[index]
        if token.i in scene.actor_tokens and token.pos_ in {"ADJ", "NOUN", "PROPN"}:
            return token
        if token.pos_ not in {"ADJ", "NOUN", "PROPN"}:
            break
    return None


def accepted(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    return (c for c in candidates if c.rejected is None)
