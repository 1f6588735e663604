"""Territory captured or regained: by whose land it is (event_types.csv)."""

from __future__ import annotations

from eventbase.coding import grammar
from eventbase.coding.analysis import Actor
from eventbase.coding.fitting import BY_SUBJECT
from eventbase.coding.groups import ARMED
from eventbase.coding.scene import PRONOUN_PLACES, Candidate
from eventbase.ontology.rule_words import rule_words

STATE_FORCE = frozenset({"military", "paramilitary", "police", "government"})
_WORDS = rule_words("typing_territory")
REGAIN_WORDS = _WORDS["REGAIN_WORDS"]
WEAK_TAKE = _WORDS["WEAK_TAKE"]


def take(candidate: Candidate, actor1: Actor | None, actor2: Actor | None) -> str | None:
    """The sub-type of a seizure, None where no place is seized by arms."""
    word = candidate.token.lower_
    patient = candidate.patient or next(iter(candidate.targets), None)
    if patient is None and word in BY_SUBJECT:
        patient = candidate.agent
    classes = candidate.scene.classes(grammar.kernel(patient)) if patient is not None else set()
    if patient is not None and patient.lower_ in PRONOUN_PLACES:
        classes = {"place"}
    if (
        candidate.trigger.id == "take-place"
        and patient is not None
        and not classes & {"place", "toponym", "military_object", "civilian_object"}
    ):
        return None
    if (
        candidate.agent is not None
        and (actor1 is None or actor1.type not in ARMED | {"government", "unknown"})
        and word not in REGAIN_WORDS
    ):
        return None
    if classes & {"arms", "economic_aid", "company"} and not classes & {"toponym"}:
        return None
    if word in WEAK_TAKE and candidate.last - candidate.first == 1 and not classes & {"toponym", "place"}:
        return None
    if candidate.trigger.id == "drive-out" and not _out_of_place(candidate):
        return "armed_clash"
    return _by_whose_land(candidate, actor1, word in REGAIN_WORDS)


def _out_of_place(candidate: Candidate) -> bool:
    """`drove the rebels out of the town`, `from the hills`."""
    return any(
        candidate.scene.classes(grammar.kernel(noun)) & {"place", "toponym"}
        for source in (candidate.token, candidate.patient)
        if source is not None
        for noun in grammar.prep_objects(source, frozenset({"out", "from", "of"}))
    )


def _by_whose_land(candidate: Candidate, actor1: Actor | None, again: bool) -> str:
    """A state's own forces regain its territory; rebels and foreign forces capture it (event_types.csv)."""
    if actor1 is None or actor1.type == "unknown":
        return "territory_regained" if again else "territory_captured"
    if actor1.type not in STATE_FORCE:
        return "territory_captured"
    lands = {
        t.place.country
        for t in candidate.scene.toponyms
        if t.place is not None and t.place.country and t.kind != "actor"
    }
    if actor1.country is None or not lands:
        return "territory_regained" if again or actor1.country is not None else "territory_captured"
    return "territory_regained" if actor1.country in lands else "territory_captured"
