"""Who says so: the speaker of a sentence, kept across "he added" and runs of quotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.scene import Candidate, Scene
from eventbase.ontology.modality import modality_words, speaker_words
from eventbase.ontology.role_words import role_words

if TYPE_CHECKING:
    from spacy.tokens import Token

FIRST_PERSON = frozenset({"we", "i", "you", "us", "me", "one", "there", "that", "this", "which", "what"})
PRONOUNS = frozenset({"he", "she", "it", "they", "who"})
REPORTED = frozenset({"reported", "announced", "confirmed", "claimed", "quoted", "cited", "stated", "said", "told"})
CITING = frozenset({"citing", "quoting", "quoted", "cited", "quotes", "cites", "quote", "cite"})
SAID = frozenset({"said", "says", "told", "tells", "added", "adds"})
POINTING = frozenset({"the", "this", "that", "these", "those"})
REACH = 8  # words before a speech verb among which its source stands
TRAILING = 9  # tokens from the end within which a hanging "…, a monitor said" stands
KEPT_FOR = 2  # sentences for which a speaker goes on speaking without being named
INTRODUCED = 2  # sentences within which "an official said" is followed by the official's name


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as named, with offsets into the stored text. `generic`: "a monitor", "he": somebody named elsewhere.

    `points`: "he", "the source" go back to somebody told of; "a source" does not.
    """

    name: str
    start: int
    end: int
    generic: bool = False
    monitor: bool = False
    points: bool = False
    described: frozenset[str] = frozenset()  # words of the name and of its appositions: "X, the ambassador to Y"

    @property
    def head(self) -> str:
        """The last word, for "the source" after "a military source"."""
        return self.name.lower().split()[-1]


@dataclass(slots=True)
class Floor:
    """Who has the floor in a story: the last speaker, the last one with a name, and when."""

    last: Speaker | None = None
    named: Speaker | None = None
    monitor: Speaker | None = None
    sentence_no: int = -99
    spoken: list[tuple[int, Speaker]] = field(default_factory=list)

    def give(self, speaker: Speaker, sentence_no: int) -> None:
        """The speaker of a sentence takes the floor."""
        self.last, self.sentence_no = self.resolve(speaker), sentence_no
        self.spoken.append((sentence_no, self.last))
        if not speaker.generic:
            self.named = speaker
            if self.monitor is None and _sounds_like_monitor(speaker):
                self.monitor = speaker

    def resolve(self, speaker: Speaker) -> Speaker:
        """The source named before that a generic one points back to; itself where there is none."""
        if not speaker.generic:
            return speaker
        if speaker.monitor and not speaker.points:
            return self.monitor or speaker
        if not speaker.points:
            return speaker
        if speaker.monitor:
            return speaker if len(speaker.name.split()) > 2 else self.monitor or speaker
        if speaker.name.lower() in PRONOUNS:
            return self.last or self.named or speaker
        if len(speaker.name.split()) > 2:
            return speaker  # "the defence ministry" is named enough
        same = [s for _, s in reversed(self.spoken) if speaker.head in s.described]
        fuller = [s for s in same if len(s.name) > len(speaker.name)]
        return next((s for s in same if not s.generic), None) or next(iter(fuller), None) or self.named or speaker

    def kept(self, sentence_no: int) -> Speaker | None:
        """Who still has the floor in a sentence that names no source: a monitor, whose counts come in a row."""
        if self.last is None or sentence_no - self.sentence_no > KEPT_FOR:
            return None
        return self.last if _sounds_like_monitor(self.last) else None

    def settle(self, speaker: Speaker, sentence_no: int) -> Speaker:
        """At the story's end: "a monitor" is the one that is named later, "an official" the one introduced next."""
        if not speaker.generic:
            return speaker
        return (self.monitor or speaker) if speaker.monitor and not speaker.points else speaker


def _sounds_like_monitor(speaker: Speaker) -> bool:
    return any(word in speaker.name.lower() for word in role_words()["monitor_names"])


def better_speaker(a: Speaker | None, b: Speaker | None) -> Speaker | None:
    """Of two sources of one event the first, unless it is a generic one that the second names."""
    if a is None or b is None:
        return a or b
    if not a.generic or b.generic:
        return a
    return b if not a.monitor or _sounds_like_monitor(b) else a


def speaker_of(candidate: Candidate, floor: Floor) -> Speaker | None:
    """Who says what the candidate reports, in its own sentence."""
    scene = candidate.scene
    found = (
        _own(candidate)
        or _said_in(scene, candidate)
        or _above(scene, candidate.token)
        or _according_to(scene)
        or _claimed_by(scene)
        or _hanging(scene, candidate.carrier)
    )
    return floor.resolve(found) if found is not None else None


def sentence_speaker(scene: Scene) -> Speaker | None:
    """The speaker of the sentence as a whole, for the sentences that follow."""
    for token in scene.tokens:
        if _is_speech(token) and (found := _subject(scene, token)):
            return found
    return _according_to(scene)


def _is_speech(token: Token) -> bool:
    """`said`, `promised that …`; not `claimed lives`."""
    if token.pos_ != "VERB":
        return False
    if token.lower_ in modality_words()["speech"]:
        return True
    return token.lower_ in role_words()["says_that"] and bool(grammar.children(token, "ccomp"))


def _own(candidate: Candidate) -> Speaker | None:
    """`The ministry announced a package`, `X put the toll at 90`: what is said is the event."""
    verb = candidate.carrier
    if candidate.trigger.family == "losses" and verb.lower_ in {"put", "puts", "places", "placed"}:
        return _subject(candidate.scene, verb)
    return _subject(candidate.scene, verb) if _is_speech(verb) else None


def _said_in(scene: Scene, candidate: Candidate) -> Speaker | None:
    """`On Saturday, it said, missiles were fired`: a remark between commas or behind, hung on the event's verb."""
    for verb in _heads(candidate.token):
        for child in grammar.children(verb, "parataxis", "ccomp"):
            subject = child.nbor(-1) if child.i > 0 else None
            inserted = subject is not None and subject.head.i == child.i and subject.dep_ == "nsubj"
            remark = _is_speech(child) and inserted and not grammar.children(child, "ccomp", "dobj")
            if remark and (found := _subject(scene, child)):
                return found
    return None


def _heads(token: Token) -> Iterator[Token]:
    yield token
    yield from grammar.ancestors(token)


def _above(scene: Scene, token: Token) -> Speaker | None:
    path = token
    for above in grammar.ancestors(token):
        found = _subject(scene, above) if _is_speech(above) and path.dep_ not in {"nsubj", "nsubjpass"} else None
        if found is not None and not found.start <= scene.offset(token) < found.end:
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
    for token in scene.tokens:
        if token.lower_ in {"claimed", "claims", "claim"} and token.pos_ == "VERB":
            by = grammar.by_agent(token)
            if by is not None:
                return _named(scene, by)
    return None


def _subject(scene: Scene, verb: Token) -> Speaker | None:
    """Who says it; of "X quoted Y" it is Y."""
    if verb.lower_ in CITING and (cited := grammar.children(verb, "dobj")):
        return _named(scene, cited[0])
    for child in grammar.children(verb, "nsubj"):
        if child.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
            return _named(scene, verb.head)
        return _named(scene, child, anything=verb.lower_ in SAID and child.pos_ == "NOUN") or _behind(scene, verb)
    if verb.lower_ in REPORTED and grammar.is_passive(verb) and (by := grammar.by_agent(verb)):
        return _named(scene, by)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return (None if _is_speech(verb.head) else _just_before(scene, verb)) or _subject(scene, verb.head)
    if verb.dep_ in {"advcl", "xcomp"} and verb.tag_ == "VBG" and verb.head.pos_ == "VERB":
        return _subject(scene, verb.head)
    return _behind(scene, verb)


def _just_before(scene: Scene, verb: Token) -> Speaker | None:
    """The source right before a speech verb that the parser joined to the event's: `…, a source at HQ told us`."""
    for token in reversed(scene.tokens[max(0, verb.i - REACH) : verb.i]):
        if token.lower_ in speaker_words()["speakers"] and token.pos_ == "NOUN":
            office = token.head.head if token.dep_ == "pobj" else token
            return _named(scene, office if office.lower_ in speaker_words()["speakers"] else token)
        if token.text in {",", "-", "–"}:
            return None
    return None


def _behind(scene: Scene, verb: Token) -> Speaker | None:
    """`…, says a monitoring group`: the speaker behind the verb, read as its object."""
    if verb.lower_ not in {"said", "says", "assures", "adds", "added", "reports"} or verb.i + 1 >= len(scene.doc):
        return None
    for noun in grammar.children(verb, "dobj", "npadvmod"):
        if noun.left_edge.i == verb.i + 1:
            return _named(scene, noun)
    return None


def _according_to(scene: Scene) -> Speaker | None:
    for token in scene.tokens:
        if token.lower_ == "according":
            for to in token.children:
                if to.lower_ == "to":
                    for noun in grammar.children(to, "pobj"):
                        return _named(scene, noun, anything=True)
        if token.lower_ in {"citing", "quoting"}:
            for noun in grammar.children(token, "dobj"):
                return _named(scene, noun)
    return None


def _named(scene: Scene, head: Token, *, anything: bool = False) -> Speaker | None:
    """The phrase around the noun, if people or bodies are called so; `anything`: a listed noun or not."""
    counted = any(c.dep_ == "nummod" for c in head.children) or head.i in scene.toponym_tokens
    vouches = head.pos_ in {"NOUN", "PROPN"} and head.lower_ not in role_words()["not_sources"] and not counted
    if any(c.lower_ in {"no", "neither", "our", "my"} for c in head.children):
        return None  # "No group claimed it", "our correspondent adds"
    if head.lower_ in FIRST_PERSON or not (_can_speak(scene, head) or (anything and vouches)):
        return None
    first, last = grammar.phrase_bounds(head)
    last = _with_office(head, last)
    if person := _person_behind(scene, head, last):
        first, last = person
    tokens = list(scene.doc[first:last])
    while len(tokens) > 1 and (
        tokens[0].dep_ in {"advmod", "punct", "cc"} or tokens[0].lower_ in {"so", "-", "called"}
    ):
        tokens = tokens[1:]
    return _speaker(scene, head, tokens)


def _speaker(scene: Scene, head: Token, tokens: list[Token]) -> Speaker:
    words = speaker_words()
    listed = head.lower_ in words["generic"] and not (head.is_title and head.i > 1)
    monitor = head.lower_ in words["monitors"] and not head.is_title
    named = any(t.pos_ == "PROPN" and not _says_where(t) for t in tokens)
    generic = listed and not (named or (not monitor and any(t.pos_ == "PROPN" for t in tokens)))
    text = scene.doc[tokens[0].i : tokens[-1].i + 1].text
    start = scene.offset(tokens[0])
    points = head.lower_ in PRONOUNS or any(c.lower_ in POINTING for c in head.children)
    described = frozenset(t.lower_ for t in tokens) | {c.lower_ for c in grammar.children(head, "appos")}
    return Speaker(text, start, start + len(text), generic, generic and monitor, generic and points, described)


def _says_where(token: Token) -> bool:
    """`Britain-based`: where a source sits, not how it is called."""
    return any(t.lower_ == "based" for t in token.doc[token.i + 1 : token.i + 3])


def _person_behind(scene: Scene, head: Token, last: int) -> tuple[int, int] | None:
    """`the director of the hospital Dr. X said`, `the governor, Y, said`: the person's name, with or without commas."""
    if head.lower_ not in speaker_words()["generic"]:
        return None
    for child in grammar.children(head, "appos"):
        if child.pos_ == "PROPN":
            return grammar.phrase_bounds(child)
    end = last
    while end < len(scene.doc) and (scene.doc[end].pos_ == "PROPN" or scene.doc[end].text == "-"):
        end += 1
    names = [t for t in scene.doc[last:end] if t.pos_ == "PROPN"]
    verb = end < len(scene.doc) and scene.doc[end].pos_ in {"VERB", "AUX"}
    return (last, end) if len(names) > 1 and verb else None


def _can_speak(scene: Scene, head: Token) -> bool:
    word = head.lower_
    if any(t.like_num for t in head.children if t.dep_ == "nummod"):
        return False
    if word in speaker_words()["speakers"] or word in PRONOUNS:
        return True
    if head.pos_ not in {"PROPN", "NOUN"}:
        return False
    if head.lower_ in grammar.QUANTITIES and grammar.kernel(head) is not head:
        return _can_speak(scene, grammar.kernel(head))
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
    """`a source at the ministry`, `the Observatory for Human Rights`: the office belongs to the name."""
    for child in head.children:
        if child.dep_ != "prep" or child.i != last or not (objects := grammar.children(child, "pobj")):
            continue
        at_office = child.lower_ in {"at", "in", "from", "within"} and head.lower_ in {
            "source", "sources", "official", "officials", "residents", "activists"
        }  # fmt: skip
        first, end = grammar.phrase_bounds(objects[0])
        if at_office:
            return end
        names = [t.i for t in head.doc[first:end] if t.pos_ == "PROPN"]
        if child.lower_ == "for" and head.pos_ == "PROPN" and names:
            return names[-1] + 1
    return last
