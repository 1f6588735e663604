"""What is an event of ours: casualties that belong to an attack in the same sentence, and the edge of the subject."""

from __future__ import annotations

from collections.abc import Sequence

from eventbase.coding import grammar
from eventbase.coding.analysis import Actor
from eventbase.coding.drafts import Draft
from eventbase.coding.scene import Candidate
from eventbase.coding.typing_rules import is_total
from eventbase.ontology.event_types import event_class
from eventbase.ontology.rule_words import rule_words

OUTCOME = frozenset({"kill", "losses", "destroy"})
CAUSES = frozenset({"attack", "launch", "shoot", "explode", "take"})
_WORDS = rule_words("scope")
CAUSE_TYPES = _WORDS["CAUSE_TYPES"]
FAR_APART = 7
LITTLE_WAR = 0.12
ARMED = frozenset({"military", "rebel", "militia", "paramilitary", "intelligence"})
STATES = frozenset({"government", "military", "rebel", "igo", "paramilitary", "intelligence", "militia"})


def absorb(candidates: Sequence[Candidate]) -> list[tuple[Candidate, list[Candidate]]]:
    """Each event with the outcome verbs that belong to it: `killed in an air strike` is the strike's."""
    causes = [c for c in candidates if is_cause(c)]
    parts: dict[int, list[Candidate]] = {id(c): [] for c in candidates}
    taken: set[int] = set()
    for candidate in candidates:
        if candidate.trigger.family not in OUTCOME:
            continue
        cause = None if is_total(candidate) else _cause_of(candidate, causes)
        cause = cause or _twin(candidate, candidates, taken)
        if cause is not None:
            parts[id(cause)].append(candidate)
            taken.add(id(candidate))
    taken |= {id(c) for c in candidates if _sums_up(c, candidates)}
    for again, first in _repeats([c for c in causes if id(c) not in taken]):
        parts[id(first)] += [again, *parts[id(again)]]
        taken.add(id(again))
    return [(c, parts[id(c)]) for c in candidates if id(c) not in taken]


def _sums_up(noun: Candidate, candidates: Sequence[Candidate]) -> bool:
    """`Fighting since April has killed thousands`: the noun is told as its total, not as an event."""
    return noun.pos == "noun" and any(
        o.agent is not None and o.agent.i == noun.token.i and is_total(o) for o in candidates
    )


def is_cause(candidate: Candidate) -> bool:
    """Whether casualties and damage of the sentence may be its doing."""
    return candidate.trigger.family in CAUSES or candidate.trigger.family in CAUSE_TYPES


def _cause_of(outcome: Candidate, causes: Sequence[Candidate]) -> Candidate | None:
    near = [
        (grammar.tree_distance(outcome.token, c.token), c.token.i, c) for c in causes if c.token.i != outcome.token.i
    ]
    near.sort(key=lambda row: row[:2])
    if near and near[0][0] <= FAR_APART and not _own_clause(outcome, near[0][2]):
        return near[0][2]
    return None


def _own_clause(outcome: Candidate, cause: Candidate) -> bool:
    """`X shelled A and killed a man in B`: joined by `and`, with a subject of its own."""
    joined = outcome.carrier.dep_ == "conj" and outcome.carrier.head.i == cause.carrier.i
    return joined and bool(grammar.children(outcome.carrier, "nsubj", "nsubjpass")) and outcome.agent is not None


def _twin(outcome: Candidate, candidates: Sequence[Candidate], taken: set[int]) -> Candidate | None:
    """Killed and wounded of one sentence are one event, the first."""
    for other in candidates:
        if other is outcome:
            return None
        if (
            other.trigger.family in OUTCOME
            and id(other) not in taken
            and grammar.tree_distance(outcome.token, other.token) <= FAR_APART
        ):
            return other
    return None


def _repeats(causes: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """Pairs (again, first) of causes that say one thing twice: `in shelling that hit the town`, `attack … launched`."""
    found = []
    for i, later in enumerate(causes):
        for earlier in causes[:i]:
            if later.carrier.i == earlier.carrier.i or _relative_of(later, earlier) or _relative_of(earlier, later):
                found.append((later, earlier))
                break
    return found


def _relative_of(inner: Candidate, outer: Candidate) -> bool:
    """Whether `inner` is a clause or a phrase that only says more of `outer`'s noun."""
    head = inner.carrier if inner.pos == "verb" else inner.token
    if (
        inner.pos == "verb"
        and outer.patient is not None
        and head.dep_ in {"relcl", "acl"}
        and head.head.i == outer.patient.i
    ):
        return True  # "fired a round that landed on the school"
    if (
        inner.pos == "noun"
        and outer.pos == "noun"
        and inner.trigger.family == outer.trigger.family == "explode"
        and outer.token.is_ancestor(inner.token)
    ):
        return True
    return (
        outer.pos == "noun"
        and head.dep_ in {"acl", "relcl"}
        and head.head.i == outer.token.i
        and inner.trigger.family in {"attack", "launch"}
        and outer.trigger.family in {"attack", "launch"}
    )


def out_of_scope(draft: Draft, conflict: float) -> str | None:
    """Why the draft is no event of ours, or None. `conflict`: share of the story's sentences with a word of war."""
    candidate = draft.candidates[0]
    if candidate.trigger.weak and draft.code not in {"arrest"} and conflict < LITTLE_WAR and not _war_in(draft):
        return "no sign of conflict in the story"
    if draft.code == "arrest" and not (_war_in(draft) or _class_in(draft, "political")):
        return "an ordinary crime"
    group = event_class(draft.code)
    if group == "diplomacy" and draft.code != "sanction":
        return _not_between_powers(draft)
    if draft.code == "sanction" and not _power(draft.actor1) and not _power(draft.actor2):
        return "no state or armed group imposes it"
    if group == "support" and not (_power(draft.actor1) or _power(draft.actor2)):
        return "neither side is a state or an armed group"
    if draft.code == "casualty_report" and not draft.modality.status:
        return "no toll"
    return None


def _several(actor: Actor) -> bool:
    """`leaders of the G7`: several sides in one name."""
    return any(word in PLURAL_OFFICES for word in actor.name.lower().split())


PLURAL_OFFICES = _WORDS["PLURAL_OFFICES"]


def _power(actor: object) -> bool:
    return actor is not None and getattr(actor, "type", None) in STATES


def _not_between_powers(draft: Draft) -> str | None:
    if draft.code == "demand_or_threat":
        if draft.actor1 is None or draft.actor2 is None:
            return "no one is addressed"
        if draft.actor1.country == draft.actor2.country and draft.actor1.type == draft.actor2.type:
            return "addressed to itself"
        return None if _power(draft.actor1) and _power(draft.actor2) else "not between powers"
    if draft.code == "talks" and (draft.actor1 is None or (draft.actor2 is None and not _several(draft.actor1))):
        return "no two sides are named"
    return (
        None
        if _power(draft.actor1) or _power(draft.actor2) or (draft.bare is False and _war_in(draft))
        else "not between powers"
    )


def _class_in(draft: Draft, name: str) -> bool:
    scene = draft.candidates[0].scene
    return any(name in scene.classes(t) for t in scene.tokens)


def _war_in(draft: Draft) -> bool:
    """A word of war in the sentence, or an armed actor."""
    if any(actor is not None and actor.type in ARMED for actor in (draft.actor1, draft.actor2)):
        return True
    scene = draft.candidates[0].scene
    return any("military_word" in scene.classes(t) for t in scene.tokens)
