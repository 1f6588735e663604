"""Who says so: the speaker of a sentence, kept across "he added" and runs of quotation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.scene import Candidate, Scene
from eventbase.ontology.modality import modality_words, speaker_words

if TYPE_CHECKING:
    from spacy.tokens import Token

FIRST_PERSON = frozenset({"we", "i", "you", "us", "me", "one", "there", "that", "this", "which", "what"})
REPORTED = frozenset({"reported", "announced", "confirmed", "claimed", "quoted", "cited", "stated", "said", "told"})
TRAILING = 9  # tokens from the end within which a hanging "…, a monitor said" stands
KEPT_FOR = 2  # sentences for which a speaker goes on speaking without being named


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as named, with offsets into the stored text. `generic`: "a monitor", "he": somebody named elsewhere."""

    name: str
    start: int
    end: int
    generic: bool = False
    monitor: bool = False


@dataclass(slots=True)
class Floor:
    """Who has the floor in a story: the last speaker, the last one with a name, and when."""

    last: Speaker | None = None
    named: Speaker | None = None
    monitor: Speaker | None = None
    sentence_no: int = -99
    waiting: list[tuple[object, Speaker]] = field(default_factory=list)

    def give(self, speaker: Speaker, sentence_no: int) -> None:
        self.last, self.sentence_no = self.resolve(speaker), sentence_no
        if not speaker.generic:
            self.named = speaker
            if self.monitor is None and _sounds_like_monitor(speaker):
                self.monitor = speaker

    def resolve(self, speaker: Speaker) -> Speaker:
        """The named source that a generic one stands for, if the story has named one."""
        if not speaker.generic:
            return speaker
        if speaker.monitor:
            return self.monitor or speaker
        return self.named or speaker


def _sounds_like_monitor(speaker: Speaker) -> bool:
    return any(word in speaker.name.lower() for word in ("observatory", "monitor", "network for human", "watch", "group", "centre", "center"))


def speaker_of(candidate: Candidate, floor: Floor) -> Speaker | None:
    """Who says what the candidate reports, in its own sentence."""
    scene = candidate.scene
    found = (
        _own(candidate) or _above(scene, candidate.token) or _according_to(scene) or _claimed_by(scene) or _hanging(scene, candidate.carrier)
    )
    return floor.resolve(found) if found is not None else None


def sentence_speaker(scene: Scene) -> Speaker | None:
    """The speaker of the sentence as a whole, for the sentences that follow."""
    for token in scene.doc:
        if _is_speech(token) and (found := _subject(scene, token)):
            return found
    return _according_to(scene)


def _is_speech(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lower_ in modality_words()["speech"]


def _own(candidate: Candidate) -> Speaker | None:
    """`The ministry announced a package`: the announcement is the event."""
    return _subject(candidate.scene, candidate.carrier) if _is_speech(candidate.carrier) else None


def _above(scene: Scene, token: Token) -> Speaker | None:
    path = token
    for above in grammar.ancestors(token):
        if _is_speech(above) and path.dep_ not in {"nsubj", "nsubjpass"} and (found := _subject(scene, above)):
            if not found.start <= scene.offset(token) < found.end:
                return found
        path = above
    return None


def _hanging(scene: Scene, carrier: Token) -> Speaker | None:
    """`…, a monitor said` where the parser hangs the speech verb below the event or beside it."""
    for verb in reversed(list(scene.doc)[-TRAILING:]):
        if _is_speech(verb) and verb.i > carrier.i and (found := _subject(scene, verb)):
            return found
    return None


def _claimed_by(scene: Scene) -> Speaker | None:
    """`an attack claimed by X`, `X claimed responsibility`."""
    for token in scene.doc:
        if token.lower_ in {"claimed", "claims", "claim"} and token.pos_ == "VERB":
            by = grammar.by_agent(token)
            if by is not None:
                return _named(scene, by)
    return None


def _subject(scene: Scene, verb: Token) -> Speaker | None:
    for child in grammar.children(verb, "nsubj"):
        if child.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
            return _named(scene, verb.head)
        return _named(scene, child)
    if verb.lower_ in REPORTED and grammar.is_passive(verb) and (by := grammar.by_agent(verb)):
        return _named(scene, by)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return _subject(scene, verb.head)
    if verb.lower_ in {"citing", "quoting"} and (cited := grammar.children(verb, "dobj")):
        return _named(scene, cited[0])
    if verb.dep_ in {"advcl", "xcomp"} and verb.tag_ == "VBG" and verb.head.pos_ == "VERB":
        return _subject(scene, verb.head)
    return None


def _according_to(scene: Scene) -> Speaker | None:
    for token in scene.doc:
        if token.lower_ == "according":
            for to in token.children:
                if to.lower_ == "to":
                    for noun in grammar.children(to, "pobj"):
                        return _named(scene, noun)
        if token.lower_ in {"citing", "quoting"}:
            for noun in grammar.children(token, "dobj"):
                return _named(scene, noun)
    return None


def _named(scene: Scene, head: Token) -> Speaker | None:
    """The phrase around the noun, if people or bodies are called so."""
    if head.lower_ in FIRST_PERSON or not _can_speak(scene, head):
        return None
    first, last = grammar.phrase_bounds(head)
    last = _with_office(head, last)
    tokens = [t for t in scene.doc[first:last]]
    while len(tokens) > 1 and tokens[0].dep_ in {"advmod", "punct", "cc"}:
        tokens = tokens[1:]
    names = any(t.pos_ == "PROPN" for t in tokens)
    text = scene.doc[tokens[0].i : last].text
    start = scene.offset(tokens[0])
    words = speaker_words()
    generic = not names and head.lower_ in words["generic"]
    return Speaker(text, start, start + len(text), generic, generic and head.lower_ in words["monitors"])


def _can_speak(scene: Scene, head: Token) -> bool:
    word = head.lower_
    if any(t.like_num for t in head.children if t.dep_ == "nummod"):
        return False
    if word in speaker_words()["speakers"] or word in {"he", "she", "it", "they", "who"}:
        return True
    if head.pos_ not in {"PROPN", "NOUN"}:
        return False
    if head.i in scene.toponym_tokens:
        return head.i in scene.actor_tokens and _is_state(scene, head)
    return head.pos_ == "PROPN" or head.i in scene.actor_tokens


def _is_state(scene: Scene, head: Token) -> bool:
    """A country or capital may speak; a province or a town may not."""
    offset = scene.offset(head)
    for toponym in scene.toponyms:
        if toponym.start <= offset < toponym.end:
            return toponym.kind == "actor" or toponym.feature == "country"
    return True


def _with_office(head: Token, last: int) -> int:
    """`a source at the ministry`: the office belongs to the name."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in {"at", "in", "from", "within"} and child.i == last and head.lower_ in {"source", "sources", "official", "officials"}:
            objects = grammar.children(child, "pobj")
            if objects:
                return grammar.phrase_bounds(objects[0])[1]
    return last
