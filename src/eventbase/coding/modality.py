"""Whether a candidate happened: occurred, ongoing, planned, hypothetical, denied, alleged, or no event at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.scene import Candidate
from eventbase.ontology.event_types import event_class
from eventbase.ontology.modality import modality_words
from eventbase.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

STATES = frozenset({"siege", "infrastructure_disruption"})
PROMISES = frozenset(
    {"arms_transfer", "military_aid", "humanitarian_aid", "economic_aid", "sanction", "withdrawal", "troop_deployment"}
)
LASTING = frozenset(
    {"arms_transfer", "military_aid", "humanitarian_aid", "economic_aid", "siege", "troop_buildup", "armed_clash"}
)
PRESENT = frozenset({"VBP", "VBZ"})
PAST = frozenset({"VBD"})


@dataclass(frozen=True, slots=True)
class Modality:
    """`status` None: no event, `why` says so. `cue`: the token that shows it. `perfect`: had/have done."""

    status: Status | None
    why: str
    cue: Token | None = None
    tense: str = "past"


def modality(candidate: Candidate, code: str) -> Modality:
    """The status of a candidate of sub-type `code`."""
    carrier = candidate.carrier
    tense = tense_of(carrier)
    for check in (_doubted, _negated, _conditional_clause, _promised, _governed, _future):
        found = check(candidate, code)
        if found is not None:
            return Modality(found.status, found.why, found.cue, tense)
    return _present(candidate, code, tense)


def _words(name: str) -> frozenset[str]:
    return modality_words()[name]


def _auxiliaries(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if (
        not found
        and verb.dep_ == "conj"
        and not grammar.children(verb, "nsubj", "nsubjpass")
        and verb.head.pos_ == "VERB"
    ):
        return _auxiliaries(verb.head)
    return found


def tense_of(verb: Token) -> str:
    """`past`, `past_perfect`, `perfect`, `present`, `progressive`, `future`, `none` of the clause's finite verb."""
    auxiliaries = {a.lower_ for a in _auxiliaries(verb)}
    if auxiliaries & _words("future"):
        return "future"
    if "had" in auxiliaries:
        return "past_perfect"
    if auxiliaries & {"has", "have", "'ve"}:
        return "perfect_progressive" if "been" in auxiliaries and verb.tag_ == "VBG" else "perfect"
    if auxiliaries & {"is", "are", "am", "'s", "'re"}:
        return "progressive" if verb.tag_ == "VBG" else "present"
    if auxiliaries & {"was", "were"}:
        return "past"
    if verb.tag_ in PRESENT:
        return "present"
    return "past" if verb.tag_ in PAST | {"VBN"} else "none"


def _doubted(candidate: Candidate, code: str) -> Modality | None:
    """`allegedly`, `accused of`, `could not be verified`, and a denial above the event."""
    text = candidate.scene.sentence.text.lower()
    if any(phrase in text for phrase in _words("doubt_phrases")):
        return Modality("alleged", "the text could not verify it", candidate.token)
    for above in [candidate.token, candidate.carrier, *grammar.ancestors(candidate.token)]:
        denies = above.lower_ in _words("deny") and above.i != candidate.token.i and above.pos_ in {"VERB", "NOUN"}
        if denies and _is_complement(candidate.token, above):
            return Modality("denied", f"'{above.text}'", above)
        for child in above.children if above.i in {candidate.token.i, candidate.carrier.i} else ():
            if child.lower_ in _words("allege"):
                return Modality("alleged", f"'{child.text}'", child)
    for above in grammar.ancestors(candidate.token):
        if above.lower_ in {"accused", "accuses", "accusing", "suspected", "accuse"} and _is_complement(
            candidate.token, above
        ):
            return Modality("alleged", f"'{above.text}'", above)
    return None


def _is_complement(token: Token, above: Token) -> bool:
    """Whether the token hangs below `above` by a complement, not as its subject or in a clause of circumstance."""
    path = token
    for step in grammar.ancestors(token):
        if path.dep_ == "relcl" or (path.dep_ == "advcl" and step.i != above.i):
            return False
        if step.i == above.i:
            return path.dep_ in {"ccomp", "xcomp", "dobj", "prep", "pcomp", "pobj", "acl", "advcl", "conj"} and not (
                path.dep_ == "advcl" and any(c.dep_ == "mark" for c in path.children)
            )
        path = step
    return False


def _negated(candidate: Candidate, code: str) -> Modality | None:
    for verb in _chain(candidate.carrier)[1:]:
        if any(c.dep_ == "neg" for c in verb.children):
            return Modality(None, "negated above")
    if (
        any(a.lower_ in _words("conditional") for a in _auxiliaries(candidate.carrier))
        and any(c.dep_ == "neg" for c in candidate.carrier.children)
        and code not in PROMISES
    ):
        return Modality(None, "could not")
    for token in {candidate.carrier, candidate.token}:
        for child in token.children:
            if child.dep_ == "neg" or (
                child.lower_ in {"never", "no", "without"} and child.dep_ in {"det", "neg", "advmod"}
            ):
                return (
                    Modality("denied", f"'{child.text}'", child)
                    if candidate.agent is not None or code in PROMISES
                    else Modality(None, "negated")
                )
    if candidate.token.dep_ in {"pobj", "pcomp"} and candidate.token.head.lower_ == "without":
        return Modality(None, "'without'")
    for word in (candidate.agent, candidate.patient):
        if word is not None and any(c.lower_ == "no" and c.dep_ == "det" for c in word.children):
            return Modality("denied", "'no'", word) if code in PROMISES else Modality(None, "'no' subject")
    return None


def _conditional_clause(candidate: Candidate, code: str) -> Modality | None:
    for token in [candidate.carrier, *grammar.ancestors(candidate.token)]:
        if token.pos_ in {"VERB", "AUX"}:
            for child in token.children:
                if child.dep_ == "mark" and child.lower_ in _words("if_marks"):
                    return Modality(None, f"in a clause with '{child.text}'")
    for token in grammar.ancestors(candidate.token):
        if (
            token.lower_ in {"case", "event"}
            and token.dep_ == "pobj"
            and token.head.lower_ == "in"
            and candidate.pos == "noun"
        ):
            return Modality(None, f"'in {token.text} of'")
    return None


def _promised(candidate: Candidate, code: str) -> Modality | None:
    """`pledged $2 million`, `ordered residents to leave`: the trigger itself promises or orders what is coded."""
    word = candidate.token.lower_
    if code in PROMISES and word in _words("pledge"):
        return Modality("planned", f"'{candidate.token.text}'", candidate.token)
    if code == "evacuation" and word in _words("order"):
        return Modality("planned", f"'{candidate.token.text}': an order to leave", candidate.token)
    return None


def _governed(candidate: Candidate, code: str) -> Modality | None:
    """A verb or noun above the event that makes it a plan or a wish."""
    own = candidate.carrier
    if candidate.pos == "noun" and candidate.bare:
        return _governed_noun(candidate, code)
    if own.dep_ not in {"xcomp", "ccomp", "acl", "advcl", "pcomp", "relcl"} or not any(
        c.lower_ == "to" and c.dep_ == "aux" for c in own.children
    ):
        return _after_preposition(own)
    head = own.head
    while head.dep_ == "xcomp" and head.lower_ in _words("try_verbs"):
        head = head.head
    word = head.lower_
    if code == "mobilization" and word in _words("order"):
        return None  # a call-up is the order
    if word in _words("plan_verbs") or (word in {"is", "are", "was", "were"} and own.dep_ == "xcomp"):
        return Modality("planned", f"'{head.text} to'", head)
    if word in _words("plan_nouns"):
        return Modality("planned", f"'{head.text} to'", head)
    if word in _words("wish_verbs") or word in _words("wish_nouns"):
        return Modality(None, f"'{head.text} to'")
    if own.dep_ == "advcl" or (own.dep_ in {"acl", "relcl"} and word not in _words("try_verbs")):
        return Modality(None, "a purpose, not a deed")
    if own.dep_ == "xcomp" and head.pos_ == "ADJ":
        return Modality(None, f"'{head.text} to'")
    return None


def _after_preposition(own: Token) -> Modality | None:
    """`of attacking` after a wish or threat noun; `from attacking` after `prevent`."""
    if own.dep_ != "pcomp":
        return None
    above = own.head.head
    if own.head.lower_ == "into":
        return Modality(None, f"'{above.text} into'")
    if above.lower_ in _words("wish_nouns") or above.lower_ in {
        "prevent",
        "prevented",
        "stop",
        "stopped",
        "keep",
        "refrain",
        "for",
    }:
        return Modality(None, f"'{above.text} {own.head.text}'")
    if above.lower_ in _words("plan_nouns"):
        return Modality("planned", f"'{above.text} {own.head.text}'", above)
    return None


def _governed_noun(candidate: Candidate, code: str) -> Modality | None:
    """An event noun under a wish or plan: `called for talks`, `threat of an invasion`, `plans for an offensive`."""
    token = candidate.token
    steps = list(grammar.ancestors(token))[:3]
    for step in steps:
        word = step.lower_
        if step.pos_ in {"ADP"} or (step.pos_ == "NOUN" and word not in _words("wish_nouns") | _words("plan_nouns")):
            continue
        if word in _words("wish_nouns") and _is_complement(token, step):
            return Modality(None, f"'{step.text}' of it")
        if word in _words("plan_nouns") and _is_complement(token, step):
            return Modality("planned", f"'{step.text}' of it", step)
        if step.pos_ == "VERB":
            if word in _words("wish_verbs") and _is_complement(token, step) and code != "demand_or_threat":
                return Modality(None, f"'{step.text}' it")
            if word in {"plan", "plans", "planning", "prepare", "preparing", "planned", "prepared"} and _is_complement(
                token, step
            ):
                return Modality("planned", f"'{step.text}' it", step)
            return None
    adjectives = {c.lower_ for c in token.children if c.dep_ == "amod"}
    if (
        adjectives
        & {"possible", "potential", "future", "imminent", "new", "further"}
        & {"possible", "potential", "future", "imminent"}
    ):
        return Modality(None, "only possible")
    if adjectives & {"planned", "upcoming", "scheduled"}:
        return Modality("planned", "'planned'", token)
    return None


def _chain(verb: Token) -> list[Token]:
    """The verb and those that govern it as their infinitive: `attack` ← `continue`."""
    found = [verb]
    while found[-1].dep_ == "xcomp" and found[-1].head.pos_ in {"VERB", "AUX"}:
        found.append(found[-1].head)
    return found


VIOLENT = frozenset({"battle", "remote_violence", "violence_against_civilians", "sabotage", "losses"})


def _future(candidate: Candidate, code: str) -> Modality | None:
    for auxiliary in (a for verb in _chain(candidate.carrier) for a in _auxiliaries(verb)):
        word = auxiliary.lower_
        if word in _words("future"):
            if event_class(code) in VIOLENT and code != "ground_offensive":
                return Modality(None, f"'{auxiliary.text}': a forecast")
            if any(_has_if(clause) for clause in (candidate.carrier, candidate.carrier.head)):
                return Modality(None, "depends on an 'if'")
            return Modality("planned", f"'{auxiliary.text}'", auxiliary)
        if word in _words("conditional"):
            if word in {"should", "must", "ought"}:
                return Modality(None, f"'{auxiliary.text}': a wish")
            if code not in PROMISES | {
                "talks",
                "agreement",
                "evacuation",
                "training_exercise",
                "troop_buildup",
                "mobilization",
            }:
                return Modality(None, f"'{auxiliary.text}': a forecast")
            reported = any(
                a.lower_ in _words("speech") | _words("plan_verbs") and a.tag_ in {"VBD", "VBN"}
                for a in grammar.ancestors(candidate.carrier)
            )
            if word in {"would", "'d"} and reported:
                return Modality("planned", f"'{auxiliary.text}' in reported speech", auxiliary)
            if word in {"can", "ca"} or "have" in {a.lower_ for a in _auxiliaries(candidate.carrier)}:
                return Modality(None, f"'{auxiliary.text}': ability or what might have been")
            return Modality("hypothetical", f"'{auxiliary.text}'", auxiliary)
        if word == "to" and candidate.carrier.dep_ == "ROOT":
            return Modality("planned", "headline 'to'", auxiliary)
    return None


def _has_if(verb: Token) -> bool:
    """Whether a clause with `if` hangs on the verb."""
    return any(
        c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ in {"if", "unless"} for m in c.children)
        for c in verb.children
    )


def _growing(candidate: Candidate) -> Token | None:
    """The verb of `has intensified since April`, said of the event."""
    verb = candidate.carrier.head if candidate.carrier.dep_ == "nsubj" else candidate.carrier
    since = any(c.lower_ == "since" and c.dep_ == "prep" for c in verb.children)
    return verb if since and verb.lower_ in _words("growing") and tense_of(verb) == "perfect" else None


def _present(candidate: Candidate, code: str, tense: str) -> Modality:
    adverbs = {c.lower_ for c in candidate.carrier.children if c.dep_ == "advmod"}
    lowers = set(candidate.scene.lowers)
    if tense == "present" and (adverbs | lowers) & _words("habit"):
        return Modality(None, "a habit", tense=tense)
    above = {
        candidate.carrier.lower_,
        *(a.lower_ for a in list(grammar.ancestors(candidate.carrier))[:1] if candidate.carrier.dep_ == "xcomp"),
    }
    if tense in {"progressive", "perfect_progressive"}:
        return Modality("ongoing", "progressive", candidate.carrier, tense)
    if adverbs & {"still", "currently"} or (
        above & _words("ongoing") and tense in {"present", "perfect", "past", "none"}
    ):
        return Modality("ongoing", "goes on", candidate.carrier, tense)
    if tense == "present" and code in LASTING and candidate.pos == "verb" and candidate.scene.sentence.no > 1:
        return Modality("ongoing", "present tense", candidate.carrier, tense)
    if (verb := _growing(candidate)) is not None:
        return Modality("ongoing", f"'{verb.text} since'", verb, "perfect")
    under = "under siege" in candidate.text.lower() or (
        candidate.token.dep_ == "pobj" and candidate.token.head.lower_ == "under"
    )
    if code == "siege" and candidate.bare and tense in {"past", "none", "present", "perfect"}:
        return Modality("ongoing", "a siege", candidate.token, tense)
    if code == "siege" and (under or candidate.token.tag_ == "VBG"):
        return Modality("ongoing", "'under' or progressive", candidate.token, tense)
    if code in STATES and tense in {"present", "perfect"} and not candidate.bare:
        return Modality("ongoing", "a state", candidate.carrier, tense)
    return Modality("occurred", "no sign against it", None, tense)
