"""How likely a mention is to have type, date and place right: a logistic model over what the draft shows.

Coefficients: confidence.csv, made by `python -m eventbase.evaluate.calibrate`; a feature that is not in the file
weighs nothing. `features` is pure: the same draft, the same values.
"""

from __future__ import annotations

import csv
import math
from functools import cache
from importlib.resources import files

from eventbase.coding.drafts import Draft
from eventbase.errors import OntologyError
from eventbase.ontology.event_types import event_class

TABLE = "confidence.csv"
BIAS = "(bias)"
EXACT = frozenset({"exact", "settlement", "near"})


def confidence(draft: Draft) -> float:
    """0 to 1, rounded to three places; the draft's own value while there is no table."""
    weights = coefficients()
    if not weights:
        return draft.confidence
    return probability(features(draft), weights)


def probability(values: dict[str, float], weights: dict[str, float]) -> float:
    total = weights.get(BIAS, 0.0) + sum(weights.get(name, 0.0) * value for name, value in sorted(values.items()))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


def features(draft: Draft) -> dict[str, float]:
    """What a draft shows that bears on its chance; names as in confidence.csv, most are 0 or 1, zeros left out."""
    found = _kind(draft) | _date(draft) | _place(draft) | _actors(draft) | _position(draft)
    return {name: float(value) for name, value in found.items() if value}


def _kind(draft: Draft) -> dict[str, float]:
    trigger = draft.candidates[0].trigger
    return {
        f"class={event_class(draft.code)}": 1,
        f"status={draft.status}": draft.status != "occurred",
        "background": draft.role == "background",
        "bare": draft.bare,
        "label": draft.label,
        "definite": draft.definite,
        "total": draft.total,
        "weak_trigger": trigger.weak,
        "verb": draft.candidates[0].pos == "verb",
        "joined": len(draft.spans) > 1,
        "figures": bool(draft.figures),
        "killed": bool(draft.killed()),
        "speaker": draft.speaker is not None,
    }


def _date(draft: Draft) -> dict[str, float]:
    span = draft.date
    basis = span.basis if span is not None else "none"
    precision = span.precision if span is not None else "unknown"
    return {
        "own_date": draft.own_date,
        f"basis={basis}": 1,
        f"time={precision if precision in {'day', 'open', 'unknown'} else 'longer'}": 1,
        "own_date_background": draft.own_date and draft.role == "background",
        "no_own_date_background": not draft.own_date and draft.role == "background",
        "no_own_date_occurred": not draft.own_date and draft.status == "occurred" and draft.role == "new",
    }


def _place(draft: Draft) -> dict[str, float]:
    primary = draft.primary
    if primary is None:
        return {"no_place": 1, f"no_place_class={event_class(draft.code)}": 1}
    resolved = primary.place is not None and bool(primary.place.place_id)
    precision = primary.place.geo_precision if primary.place is not None else None
    level = "settlement" if precision in EXACT else precision or "unknown"
    return {
        "own_place": draft.own_place,
        "place_unresolved": not resolved,
        f"place={level}": 1,
        f"inherited_place={level}": not draft.own_place,
        "several_places": len(draft.places) > 1,
        "place_relation": primary.relation not in {"in", "near"},
        "stated_area": bool(primary.within),
    }


def _actors(draft: Draft) -> dict[str, float]:
    known = [a for a in (draft.actor1, draft.actor2) if a is not None and a.type != "unknown"]
    return {
        "actor1": draft.actor1 is not None,
        "actor2": draft.actor2 is not None,
        "both_known": len(known) == 2,
        "listed_actor": any(a.actor_id for a in known),
    }


def _position(draft: Draft) -> dict[str, float]:
    sentence = draft.sentence
    scene = draft.candidates[0].scene
    return {
        "teaser": sentence.part == "teaser",
        "first_sentences": sentence.no <= 2,
        "late": min(sentence.no, 60) / 60,
        "long_sentence": min(len(sentence.text), 500) / 500,
        "places_in_sentence": min(len(scene.toponyms), 6) / 6,
    }


@cache
def coefficients() -> dict[str, float]:
    """Weight of each feature; empty where there is no table. Raises OntologyError naming the line that is none."""
    file = files("eventbase.coding") / TABLE
    if not file.is_file():
        return {}
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [(number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("#")]
    found: dict[str, float] = {}
    for number, line in rows[1:]:
        name, value = next(csv.reader([line]))[:2]
        try:
            found[name] = float(value)
        except ValueError as error:
            raise OntologyError(f"{TABLE}:{number}: {value!r} is no number; calibrate anew") from error
    return found
