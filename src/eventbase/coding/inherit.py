"""Where a sentence names no place of its own: "the city", "there", the recipient's country, the story's country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventbase.coding.analysis import Toponym
from eventbase.coding.drafts import Draft
from eventbase.ontology.event_types import event_class

HERE = frozenset("there city town village area region province district neighbourhood neighborhood suburb camp town's city's capital "
    "enclave scene country border settlement territory".split())  # fmt: skip
POINTING = frozenset({"the", "this", "that", "same"})
PLACED = frozenset({"battle", "remote_violence", "violence_against_civilians", "losses"})
GIVEN = frozenset({"arms_transfer", "military_aid", "humanitarian_aid", "economic_aid"})
LOOK_BACK = 4


def inherit_places(drafts: Sequence[Draft], toponyms: Sequence[Toponym], country: str | None) -> None:
    """Gives drafts without a place the one that the story has been talking of."""
    last: Toponym | None = None
    for draft in drafts:
        if not draft.places:
            found = _recipient(draft, toponyms) if draft.code in GIVEN else _pointed(draft, last) or _default(draft, last, toponyms, country)
            if found is not None:
                draft.places = [found]
        if draft.places and event_class(draft.code) in PLACED and draft.places[0].place is not None:
            last = draft.places[0]


def _recipient(draft: Draft, toponyms: Sequence[Toponym]) -> Toponym | None:
    """Goods go to the recipient's country."""
    if draft.actor2 is None or draft.actor2.country is None:
        return None
    own = [t for t in toponyms if t.place is not None and t.place.geo_precision == "country" and t.place.country == draft.actor2.country]
    own.sort(key=lambda t: abs(t.start - draft.actor2.start) if draft.actor2 else 0)
    return own[0] if own else None


def _pointed(draft: Draft, last: Toponym | None) -> Toponym | None:
    """`in the city`, `there`: the last place, if the words are in the event's sentence."""
    if last is None or event_class(draft.code) == "diplomacy":
        return None
    scene = draft.candidates[0].scene
    for token in scene.doc:
        if token.lower_ in HERE and (token.lower_ == "there" and token.dep_ == "advmod" or any(c.lower_ in POINTING for c in token.children)):
            return last
    return None


def _default(draft: Draft, last: Toponym | None, toponyms: Sequence[Toponym], country: str | None) -> Toponym | None:
    """Violence happens somewhere: the last place told of, if it is near; for totals the country of the story."""
    if event_class(draft.code) not in PLACED:
        return None
    if draft.code == "casualty_report":
        return _country(toponyms, country)
    if last is not None and draft.sentence.no - last.sentence_no <= LOOK_BACK:
        return last
    return _country(toponyms, country)


def _country(toponyms: Sequence[Toponym], country: str | None) -> Toponym | None:
    whole = [t for t in toponyms if t.place is not None and t.place.geo_precision == "country" and t.place.country == country]
    return replace(whole[0], kind="place") if whole else None
