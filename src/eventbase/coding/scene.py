"""A parsed sentence with what the finders saw in it, and an event trigger in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventbase.coding.analysis import Actor, Sentence, Toponym
from eventbase.ontology.rule_words import rule_words
from eventbase.ontology.triggers import Trigger, word_classes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WORDS = rule_words("scene")
NUMBER_WORDS = _WORDS["NUMBER_WORDS"]
PRONOUN_PLACES = frozenset({"it", "them", "which", "that", "him", "her", "us"})


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
    tokens: list[Token] = field(default_factory=list)  # of the doc, kept: making them anew costs more than the rules
    n_causes: int = 0
    known_classes: dict[int, frozenset[str]] = field(default_factory=dict)

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
            list(doc),
        )

    def classes(self, token: Token) -> frozenset[str]:
        """Word classes of a noun: those of the longest listed phrase that ends in it, and what the finders saw."""
        found = self.known_classes.get(token.i)
        if found is None:
            found = self.known_classes[token.i] = frozenset(self._classes(token))
        return found

    def _classes(self, token: Token) -> set[str]:
        found: set[str] = set()
        known = word_classes()
        for length in (5, 4, 3, 2, 1):
            first = token.i - length + 1
            if first >= 0 and (names := known.get(" ".join(self.lowers[first : token.i + 1]).replace(" - ", "-"))):
                found |= names
                break
        if token.i in self.toponym_tokens:
            found.add("toponym")
        if token.i in self.actor_tokens:
            found.add("actor")
        if token.pos_ == "NUM" or token.lower_ in NUMBER_WORDS or any(c.dep_ == "nummod" for c in token.children):
            found.add("number")
        return found

    def offset(self, token: Token) -> int:
        return self.sentence.start + token.idx


def _tokens_in(doc: Doc, base: int, spans: list[tuple[int, int]]) -> frozenset[int]:
    found: set[int] = set()
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
