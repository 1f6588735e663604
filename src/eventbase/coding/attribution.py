"""Who says so: the speaker of a sentence, kept across "he added" and runs of quotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.scene import Scene
from eventbase.ontology.modality import modality_words

if TYPE_CHECKING:
    from spacy.tokens import Token

ANAPHORIC = frozenset("he she it they who source sources group statement spokesman spokesperson spokeswoman official minister ministry "
    "organization organisation monitor agency president officials statement report command observatory".split())  # fmt: skip
NO_SPEAKERS = frozenset(
    "video photo photos footage article text plan law bill agreement treaty images map statistics data".split()
)
IMPERSONAL = frozenset({"it", "there", "that", "this", "which", "what", "one", "you", "we", "i"})
BEFORE_NAME = frozenset({"det", "poss"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as named, with offsets into the stored text."""

    name: str
    start: int
    end: int
    anaphoric: bool = False


def speaker_of(scene: Scene, token: Token, last: Speaker | None) -> Speaker | None:
    """Who says what the token reports: a speech verb above it or beside it, or `according to X`; `last` for "he added"."""
    found = _above(scene, token) or _according_to(scene) or _quoted_beside(scene, token)
    if found is None:
        return None
    return last if found.anaphoric and last is not None else found


def sentence_speaker(scene: Scene) -> Speaker | None:
    """The speaker of the sentence as a whole, for the sentences that follow."""
    for token in scene.doc:
        if token.lower_ in modality_words()["speech"] and token.pos_ == "VERB" and (found := _subject(scene, token)):
            return found
    return _according_to(scene)


def _above(scene: Scene, token: Token) -> Speaker | None:
    path = token
    for above in grammar.ancestors(token):
        if (
            above.pos_ == "VERB"
            and above.lower_ in modality_words()["speech"]
            and path.dep_ not in {"nsubj", "nsubjpass"}
        ):
            if found := _subject(scene, above):
                inside = found.start <= scene.offset(token) < found.end
                if not inside:
                    return found
        path = above
    return None


def _quoted_beside(scene: Scene, token: Token) -> Speaker | None:
    """`…, a monitor said` where the parser hangs the speech verb below the event or beside it."""
    for verb in scene.doc:
        if verb.pos_ != "VERB" or verb.lower_ not in modality_words()["speech"] or verb.i == token.i:
            continue
        if (
            verb.dep_ in {"parataxis", "ROOT", "advcl", "dep", "ccomp", "conj"}
            and verb.i > token.i
            and abs(verb.i - len(scene.doc)) < 8
        ):
            if found := _subject(scene, verb):
                return found
    return None


def _subject(scene: Scene, verb: Token) -> Speaker | None:
    for child in grammar.children(verb, "nsubj"):
        if child.lower_ in IMPERSONAL - {"it"} or child.lower_ in NO_SPEAKERS:
            return None
        if child.lower_ in {"who", "which"} and verb.dep_ == "relcl":
            return _named(scene, verb.head)
        return _named(scene, child)
    if grammar.is_passive(verb) and (by := grammar.by_agent(verb)):
        return _named(scene, by)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return _subject(scene, verb.head)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.lower_ in {"citing", "quoting"}:
        for child in grammar.children(verb, "dobj"):
            return _named(scene, child)
    if verb.dep_ in {"advcl", "xcomp"} and verb.tag_ == "VBG" and verb.head.pos_ == "VERB":
        return _subject(scene, verb.head)
    return None


def _according_to(scene: Scene) -> Speaker | None:
    for token in scene.doc:
        if token.lower_ == "according" and token.i + 2 < len(scene.doc):
            for to in token.children:
                if to.lower_ == "to":
                    for noun in to.children:
                        if noun.dep_ == "pobj":
                            return _named(scene, noun)
        if token.lower_ in {"citing", "quoting"}:
            for noun in grammar.children(token, "dobj"):
                return _named(scene, noun)
    return None


def _named(scene: Scene, head: Token) -> Speaker:
    first, last = grammar.phrase_bounds(head)
    at = next((c for c in head.children if c.dep_ == "prep" and c.lower_ in {"at", "in"} and c.i == last), None)
    if at is not None and head.lower_ in {"source", "sources", "official", "officials"}:
        objects = grammar.children(at, "pobj")
        last = grammar.phrase_bounds(objects[0])[1] if objects else last
    names = [t for t in scene.doc[first:last] if t.pos_ == "PROPN"]
    bare = len(scene.doc[first:last]) <= 2 and not names
    tokens = scene.doc[first:last]
    text = tokens.text
    start = scene.offset(tokens[0])
    return Speaker(text, start, start + len(text), bare and (head.lower_ in ANAPHORIC or head.pos_ == "PRON"))
