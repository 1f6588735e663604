"""Where it happened: the toponyms of a candidate, the primary one first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.analysis import Toponym
from eventbase.coding.groups import AID
from eventbase.coding.scene import Candidate
from eventbase.coding.sharpness import as_told, is_facility, token_at
from eventbase.ontology.event_types import event_class

if TYPE_CHECKING:
    from spacy.tokens import Token

NO_PLACE_BY_ACTOR = frozenset(
    {"agreement", "talks", "sanction", "demand_or_threat", "prisoner_exchange", "other", "arrest"}
)
DESTINATION = frozenset(
    {"troop_deployment", "troop_buildup", "arms_transfer", "military_aid", "humanitarian_aid", "economic_aid"}
)
ORIGIN = frozenset({"withdrawal", "evacuation", "abduction"})
LOCATIVE = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "inside",
        "outside",
        "around",
        "across",
        "within",
        "along",
        "against",
        "over",
        "into",
        "towards",
        "toward",
        "to",
        "between",
        "above",
        "throughout",
        "off",
        "upon",
        "through",
        "from",
        "beside",
        "by",
        "under",
    }
)
FINENESS = {
    "exact": 0,
    "settlement": 1,
    "near": 1,
    "admin2": 2,
    "admin1": 3,
    "region": 4,
    "country": 5,
    "unknown": 6,
    None: 2,
}
PLACELESS = frozenset({"demand_or_threat"})
VIOLENT = frozenset({"battle", "remote_violence", "violence_against_civilians"})
UNDERGO = frozenset({"saw", "sees", "witnessed", "suffered", "came", "comes", "remained", "lost"})
FAR = 99
TARGET_BONUS = 3.0
UNKNOWN = 2.0
DATELINE = 6.0


def locate(candidate: Candidate, code: str, rivals: Sequence[Candidate]) -> list[Toponym]:
    """Toponyms of the sentence that belong to the candidate, best first; [] where none does.

    `rivals`: the other candidates of the sentence; a place nearer to one of them is left to it.
    """
    if code in PLACELESS:
        return []
    found = _without_examples(_ranked(candidate, code, rivals, agents=False), candidate)
    if not found and event_class(code) in VIOLENT:
        # what was shot down flew to the place that the rival, the launch, is told of
        launched = code == "weapon_intercepted"
        found = _ranked(candidate, code, () if launched else rivals, agents=not launched)
    return [as_told(candidate, toponym) for toponym in _primary_first(found, code)]


def _without_examples(found: list[Toponym], candidate: Candidate) -> list[Toponym]:
    tokens = [(t, token_at(candidate, t)) for t in found]
    return [t for t, token in tokens if token is not None and not _is_example(token)] or found


def _ranked(candidate: Candidate, code: str, rivals: Sequence[Candidate], *, agents: bool) -> list[Toponym]:
    """The fitting toponyms by score; with `agents` those where the agent is said to be ("an attack by rebels in X")."""
    scored: list[tuple[float, int, Toponym]] = []
    for toponym in candidate.scene.toponyms:
        token = token_at(candidate, toponym)
        if token is None or not _may_hold(candidate, code, token, toponym, agents):
            continue
        score = _score(candidate, code, token, toponym)
        if score >= FAR:
            continue
        if any(_score(rival, code, token, toponym) + 1 < score for rival in rivals if rival.rejected is None):
            continue
        doubt = DATELINE if _is_dateline(token, toponym, candidate) else _doubt(toponym)
        scored.append((score + doubt, toponym.start, toponym))
    scored.sort(key=lambda row: (row[0], row[1]))
    return [row[2] for row in scored]


def _is_dateline(token: Token, toponym: Toponym, candidate: Candidate) -> bool:
    """`BEIRUT, Nov 15 - An air strike …`: where the report was written."""
    if toponym.start > candidate.scene.sentence.start or token.dep_ in {"nsubj", "nsubjpass", "poss", "compound"}:
        return False
    after = candidate.scene.sentence.text[toponym.end - candidate.scene.sentence.start :].lstrip()
    return after[:1] in {",", "(", "-", "–", "—", ":"}


def _doubt(toponym: Toponym) -> float:
    """Names that the gazetteer does not hold and nothing calls a place may be none."""
    unknown = toponym.place is None or (not toponym.place.place_id and toponym.feature is None and not toponym.within)
    return UNKNOWN * unknown


def _is_example(token: Token) -> bool:
    return any(step.lower_ == "including" and step.dep_ == "prep" for step in grammar.ancestors(token))


def _may_hold(candidate: Candidate, code: str, token: Token, toponym: Toponym, agents: bool) -> bool:
    if code == "other" and _is_changed(token, toponym, candidate):
        return True
    if _is_speaker(token, candidate) and not (agents and _preposition(token) in {"in", "near", "at"}):
        return False
    owns_facility = token.dep_ == "poss" and is_facility(token.head)
    struck = owns_facility or _is_struck(token, candidate)
    if _is_party(token, toponym, candidate) or (toponym.kind == "actor" and not struck):
        return False
    return code not in AID or _reaches(token, candidate)


def _is_struck(token: Token, candidate: Candidate) -> bool:
    """A state that is the target is the place, too: `a strike against Ukraine`."""
    return any(
        token.i == t.i for t in (*candidate.targets, *([candidate.patient] if candidate.patient is not None else []))
    )


def _reaches(token: Token, candidate: Candidate) -> bool:
    """For goods: the name follows `to`, `for`, `in`, or is whom they are given to; never the giver."""
    return _preposition(token) in {"to", "for", "in", "into"} or token.dep_ in {"dative"} or token == candidate.patient


def _is_speaker(token: Token, candidate: Candidate) -> bool:
    """A name inside the agent's phrase or a speaker's: whose it is, not where it happens."""
    if candidate.trigger.theme != "actor1" and in_agent_phrase(token, candidate):
        return True
    return token.dep_ in {"nsubj"} and token.head.i != candidate.carrier.i and token.head.pos_ == "VERB"


def in_agent_phrase(token: Token, candidate: Candidate) -> bool:
    """True under the agent, but not under a trigger that stands in the agent's own relative clause."""
    agent = candidate.agent
    if agent is None:
        return False
    first, last = grammar.phrase_bounds(agent)
    if first <= token.i < last:
        return True
    own = agent.is_ancestor(candidate.token) and (candidate.token == token or candidate.token.is_ancestor(token))
    return agent.is_ancestor(token) and not own


def _is_party(token: Token, toponym: Toponym, candidate: Candidate) -> bool:
    """A country as who acts: the subject of a verb, or of a compound ("X-backed forces"); not one that undergoes it."""
    if toponym.place is None or toponym.place.geo_precision != "country" or token == candidate.patient:
        return False
    doc = token.doc
    if (
        token.i + 2 < len(doc)
        and doc[token.i + 1].text == "-"
        and doc[token.i + 2].lower_.endswith(("ed", "led", "held"))
    ):
        return True
    if token.dep_ == "ROOT" and token.is_ancestor(candidate.token):
        return True
    return token.dep_ == "nsubj" and token.head.pos_ == "VERB" and token.head.lower_ not in UNDERGO


def _score(candidate: Candidate, code: str, token: Token, toponym: Toponym) -> float:
    """Tree distance, less for targets and locative phrases, more for actors; FAR where it cannot be the place."""
    if code == "other" and _is_changed(token, toponym, candidate):
        return 0.0
    if (
        code in NO_PLACE_BY_ACTOR
        and not _locative(token)
        and not (candidate.token.lower_.startswith("visit") and token == candidate.patient)
    ):
        return FAR
    if (
        code in {"agreement", "talks", "sanction", "demand_or_threat"}
        and toponym.place is not None
        and toponym.place.geo_precision in {"country", "region"}
        and not _held_in(token, candidate)
    ):
        return FAR
    preposition = _preposition(token)
    if preposition == "from" and code not in ORIGIN and event_class(code) in {"remote_violence", "force_posture"}:
        return FAR
    distance = float(
        min(grammar.tree_distance(token, candidate.token), grammar.tree_distance(token, candidate.carrier) + 0.5)
    )
    if any(token == t or t.is_ancestor(token) for t in candidate.targets) or (
        candidate.patient is not None and (token == candidate.patient or candidate.patient.is_ancestor(token))
    ):
        distance -= TARGET_BONUS
    if (code in DESTINATION and preposition in {"to", "into", "for"}) or (code in ORIGIN and preposition == "from"):
        distance -= TARGET_BONUS
    if code in DESTINATION and grammar.clause_head(token) not in (
        candidate.carrier,
        grammar.clause_head(candidate.token),
    ):
        distance += TARGET_BONUS
    if preposition is None and not _is_argument(token, candidate):
        distance += 3
    return distance


def _is_changed(token: Token, toponym: Toponym, candidate: Candidate) -> bool:
    """An area that secedes or is annexed is where it happens."""
    area = toponym.place is not None and toponym.place.geo_precision in {"admin1", "admin2", "region"}
    return area and token.head in (candidate.token, candidate.carrier) and token.dep_ in {"nsubj", "nsubjpass", "dobj"}


def _held_in(token: Token, candidate: Candidate) -> bool:
    """`talks in X`, not `talks on the war in X`."""
    preposition = token.head
    return preposition.lower_ in {"in", "across"} and preposition.head.i in {candidate.token.i, candidate.carrier.i}


def _is_argument(token: Token, candidate: Candidate) -> bool:
    return token.head.i in {candidate.token.i, candidate.carrier.i}


def _preposition(token: Token) -> str | None:
    """The preposition that leads to the name: `in the town of X` → in."""
    step = token
    for _ in range(6):
        if step.dep_ == "pobj":
            if step.head.lower_ in {"of"}:
                step = step.head.head
                continue
            return step.head.lower_ if step.head.lower_ in LOCATIVE else None
        if step.dep_ in {"compound", "conj", "appos", "amod", "nmod", "poss", "nummod"}:
            step = step.head
            continue
        break
    return _word_before(token)


def _word_before(token: Token) -> str | None:
    """The preposition that stands before the name, where a headline's parse does not show it."""
    before = token.nbor(-1) if token.i > 0 else None
    return before.lower_ if before is not None and before.lower_ in {"in", "at", "near"} else None


def _locative(token: Token) -> bool:
    return _preposition(token) in LOCATIVE - {"to", "against", "by", "on", "between", "from", "towards", "toward"}


def _primary_first(toponyms: list[Toponym], code: str) -> list[Toponym]:
    """The best one leads; one that lies inside the leader's area and stands by it is finer and takes its place."""
    if not toponyms:
        return []
    best = toponyms[0]
    for other in toponyms[1:]:
        if best.list_no is not None and other.list_no == best.list_no:
            continue
        if _finer(other, best) and _inside(other, best):
            best = other
    listed = [t for t in toponyms if t is not best and best.list_no is not None and t.list_no == best.list_no]
    return [best, *listed]


def _finer(a: Toponym, b: Toponym) -> bool:
    return FINENESS[a.place.geo_precision if a.place else None] < FINENESS[b.place.geo_precision if b.place else None]


def _inside(inner: Toponym, outer: Toponym) -> bool:
    if inner.place is None or outer.place is None:
        return outer.name in inner.within
    level = outer.place.geo_precision
    if level == "country":
        return inner.place.country == outer.place.country
    if level == "admin1":
        return inner.place.country == outer.place.country and inner.place.admin1 == outer.place.admin1
    return outer.name in inner.within
