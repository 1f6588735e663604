"""Trigger words in a parsed sentence, with the words that fill their roles: candidates for events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.analysis import Actor, Sentence, Toponym
from eventbase.coding.gate import OPEN_CLASSES
from eventbase.ontology.triggers import Pattern, Trigger, patterns_by_head, word_classes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TARGET_PREPOSITIONS = frozenset(
    {"on", "against", "at", "upon", "into", "towards", "toward", "over", "targeting", "with"}
)
NOMINAL = frozenset({"NOUN", "PROPN"})
VERBAL = frozenset({"VERB", "AUX"})
NUMBER_WORDS = frozenset(
    "others dozens hundreds thousands scores several many some number people tens millions".split()
)
NO_EVENT_HEADS = frozenset({"compound", "nmod"})


@dataclass(slots=True)
class Scene:
    """One parsed sentence with the spans that the finders saw in it."""

    sentence: Sentence
    doc: Doc
    toponyms: Sequence[Toponym] = ()
    actors: Sequence[Actor] = ()
    toponym_tokens: frozenset[int] = frozenset()
    actor_tokens: frozenset[int] = frozenset()
    lowers: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, sentence: Sentence, toponyms: Sequence[Toponym], actors: Sequence[Actor]) -> Scene:
        assert sentence.doc is not None
        doc = sentence.doc
        return cls(
            sentence,
            doc,
            toponyms,
            actors,
            _tokens_in(doc, sentence.start, [(t.start, t.end) for t in toponyms]),
            _tokens_in(doc, sentence.start, [(a.start, a.end) for a in actors]),
            [token.lower_ for token in doc],
        )

    def classes(self, token: Token) -> set[str]:
        """Word classes of a noun: those of the longest listed phrase that ends in it, and what the finders saw."""
        found: set[str] = set()
        known = word_classes()
        for length in (3, 2, 1):
            first = token.i - length + 1
            if first >= 0 and (names := known.get(" ".join(self.lowers[first : token.i + 1]))):
                found |= names
                break
        if token.i in self.toponym_tokens:
            found.add("toponym")
        if token.i in self.actor_tokens:
            found.add("actor")
        if token.pos_ == "NUM" or token.lower_ in NUMBER_WORDS:
            found.add("number")
        return found

    def offset(self, token: Token) -> int:
        return self.sentence.start + token.idx


def _tokens_in(doc: Doc, base: int, spans: list[tuple[int, int]]) -> frozenset[int]:
    found = set()
    for start, end in spans:
        span = doc.char_span(start - base, end - base, alignment_mode="expand")
        if span is not None:
            found.update(range(span.start, span.end))
    return frozenset(found)


@dataclass(slots=True)
class Candidate:
    """A trigger in a sentence. `carrier` is the verb whose tense, time and negation count; `bare` an event noun that
    only names something (no verb carries it)."""

    scene: Scene
    token: Token
    first: int
    last: int
    trigger: Trigger
    pos: str
    carrier: Token
    agent: Token | None = None
    patient: Token | None = None
    targets: list[Token] = field(default_factory=list)
    bare: bool = False
    rejected: str | None = None

    @property
    def text(self) -> str:
        return self.scene.doc[self.first : self.last].text


def find_candidates(scene: Scene) -> list[Candidate]:
    """All triggers of the sentence, accepted or rejected (`rejected` says why), in text order, one a token."""
    found: list[Candidate] = []
    for token in scene.doc:
        patterns = patterns_by_head().get(token.lower_)
        if not patterns:
            continue
        tried = [candidate for pattern in patterns if (candidate := _try(scene, token, pattern)) is not None]
        if tried:
            found.append(min(tried, key=_preference))
    return _without_covered(found)


def _preference(candidate: Candidate) -> tuple[bool, bool, int]:
    """Accepted before rejected, a sense whose object is of a class of its own before one that takes any, longer first."""
    general = not candidate.trigger.object or bool(candidate.trigger.object & OPEN_CLASSES)
    return candidate.rejected is not None, general, candidate.first - candidate.last


def _without_covered(found: list[Candidate]) -> list[Candidate]:
    """Drops a trigger that lies inside a longer accepted one ("fire" in "artillery fire")."""
    kept = []
    for candidate in found:
        covered = any(
            o is not candidate and o.rejected is None and o.first <= candidate.token.i < o.last and o.last - o.first > candidate.last - candidate.first
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
    candidate.rejected = _why_not(candidate)
    return candidate


def _match_verb(token: Token, pattern: Pattern) -> tuple[int, int] | None:
    if token.pos_ not in VERBAL and not (token.pos_ == "ADJ" and token.tag_ == "VBN"):
        if not (token.tag_ in {"VBN", "VBD"} or token.pos_ == "PROPN" and token.lower_.endswith("ed")):
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
    if len(rest) == 1:
        for child in token.children:
            if (
                child.dep_ in {"prt", "dobj", "acomp", "prep", "advmod"}
                and child.lower_ == rest[0]
                and 0 < child.i - token.i <= 5
            ):
                return token.i, token.i + 1
    return None


def _match_noun(token: Token, pattern: Pattern) -> tuple[int, int] | None:
    if token.pos_ not in NOMINAL and token.tag_ != "VBG" and not (token.pos_ == "ADJ"):
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
    return Candidate(
        scene, token, *span, pattern.trigger, "verb", token, grammar.agent(token), grammar.patient(token),
        list(grammar.prep_objects(token, TARGET_PREPOSITIONS)),
    )  # fmt: skip


def _noun_candidate(scene: Scene, token: Token, span: tuple[int, int], pattern: Pattern) -> Candidate:
    carrier = grammar.light_verb(token)
    targets = list(grammar.prep_objects(token, TARGET_PREPOSITIONS))
    of = list(grammar.prep_objects(token, frozenset({"of"})))
    doer = (
        grammar.by_agent(token)
        or _modifier(scene, token, span[0])
        or next(grammar.prep_objects(token, frozenset({"from"})), None)
    )
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


def _why_not(candidate: Candidate) -> str | None:
    trigger, scene = candidate.trigger, candidate.scene
    if candidate.pos == "noun" and candidate.token.dep_ in NO_EVENT_HEADS and _names_something_else(candidate):
        return "modifies another noun"
    if veto := _veto(candidate):
        return f"'{veto}' shows another sense"
    if trigger.object and not _classes_ok(candidate, trigger.object, [candidate.patient, *candidate.targets]):
        return "object is of no fitting class"
    if trigger.subject and not _classes_ok(
        candidate, trigger.subject, [candidate.agent, candidate.patient if candidate.agent is None else None]
    ):
        return "subject is of no fitting class"
    return (
        None
        if not (scene.doc[candidate.first].is_title and candidate.token.pos_ == "PROPN" and _in_name(candidate))
        else "part of a name"
    )


def _names_something_else(candidate: Candidate) -> bool:
    head = candidate.token.head
    return head.lower_ not in patterns_by_head() or head.pos_ not in NOMINAL or head.i == candidate.token.i


def _in_name(candidate: Candidate) -> bool:
    """A capitalised trigger between other capitalised words of a sentence that is no headline."""
    words = [t for t in candidate.scene.doc if t.is_alpha and len(t) > 3]
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
        return "none" in wanted or (candidate.pos == "noun" and _noun_says_enough(candidate, wanted))
    return any(_fits(candidate.scene, word, wanted) for token in present for word in grammar.conjuncts(token))


def _fits(scene: Scene, word: Token, wanted: frozenset[str]) -> bool:
    classes = scene.classes(word)
    if classes & wanted:
        return True
    if word.lower_ in {
        "number",
        "series",
        "group",
        "lot",
        "dozens",
        "hundreds",
        "thousands",
        "some",
        "one",
        "two",
        "part",
        "parts",
        "rest",
        "control",
    }:
        return any(_fits(scene, inner, wanted) for inner in grammar.prep_objects(word, frozenset({"of"})))
    return (
        any(scene.classes(child) & wanted for child in word.children if child.dep_ in {"compound", "nmod"})
        and not classes
    )  # "grad rockets", an unlisted head with a listed modifier


def _noun_says_enough(candidate: Candidate, wanted: frozenset[str]) -> bool:
    """For event nouns without an object: `troop withdrawal`, `Russian strikes`; never for `fall`, `capture`, `death`."""
    if candidate.trigger.family in {"take", "kill", "losses"}:
        return candidate.trigger.family == "losses"
    modifiers = [child for child in candidate.token.children if child.dep_ in {"compound", "amod", "nmod", "poss"}]
    wide = wanted | {"actor", "troops", "toponym"}
    return candidate.last - candidate.first > 1 or any(
        _modifier_fits(candidate.scene, child, wide) for child in modifiers
    )


def _modifier_fits(scene: Scene, child: Token, wanted: frozenset[str]) -> bool:
    return bool(scene.classes(child) & wanted)


def accepted(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    return (c for c in candidates if c.rejected is None)
