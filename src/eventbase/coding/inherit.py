"""Where a sentence names no place of its own: "the city", "there", the recipient's country, the story's country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.analysis import Toponym
from eventbase.coding.drafts import Draft
from eventbase.coding.groups import AID, BLOODSHED
from eventbase.coding.scene import Candidate
from eventbase.coding.sharpness import points_to
from eventbase.coding.where import in_agent_phrase
from eventbase.ontology.event_types import event_class
from eventbase.records import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

TOWN, AREA, SITE, BORDER, ANY = "town", "area", "site", "border", "any"
KINDS = {
    **dict.fromkeys(
        ("city", "town", "village", "settlement", "suburb", "neighbourhood", "neighborhood", "camp", "capital"), TOWN
    ),
    **dict.fromkeys(("region", "province", "governorate", "district", "state", "territory"), AREA),
    **dict.fromkeys(("border", "frontier", "borders"), BORDER),
    **dict.fromkeys(
        ("facility", "plant", "base", "airport", "hospital", "prison", "dam", "bridge", "refinery", "barracks"), SITE
    ),
    **dict.fromkeys(("there", "area", "scene", "enclave"), ANY),
}
LEVELS = {
    TOWN: frozenset({"settlement", "near"}),
    AREA: frozenset({"admin1", "admin2", "region"}),
    SITE: frozenset({"exact"}),
    BORDER: frozenset({"region"}),
    ANY: frozenset({"settlement", "near", "exact", "admin1", "admin2", "region"}),
}
COARSE = frozenset({"country", "region"})
POINTING = frozenset({"the", "this", "that", "same", "its", "their"})
POINTED_DEPS = frozenset({"pobj", "dobj", "nsubjpass", "poss", "nsubj"})
HAPPENING = BLOODSHED | {"unrest", "civil_impact", "sabotage"}
DAMAGE = frozenset({"property_destruction", "infrastructure_disruption"})
MOVED = frozenset({"withdrawal", "troop_deployment", "troop_buildup", "evacuation", "base_established"})
LOOK_BACK = 4
REACH = 5  # arcs from the trigger to the words that point
NAMED_BACK = 2
POINT_BACK = 8  # sentences that "the town" reaches back


def inherit_places(drafts: Sequence[Draft], toponyms: Sequence[Toponym], country: str | None) -> None:
    """Gives drafts without a place the one that the story has been talking of."""
    last: Toponym | None = None
    for draft in drafts:
        kind, pointed = _pointed(draft, toponyms, last)
        if pointed is not None and (not draft.places or _replaces(kind, draft.places[0], pointed)):
            draft.places = [pointed]
        if draft.places and event_class(draft.code) in BLOODSHED and _is_dateline_abroad(draft.places[0], country):
            draft.places = []
        if not draft.places:
            found = _default(draft, last, toponyms, country)
            if draft.code in AID:
                found = _recipient(draft, toponyms, country)
            elif draft.code == "mobilization" and draft.actor1 is not None:
                found = _country(toponyms, draft.actor1.country)
            if found is not None:
                draft.places = [found]
        if draft.places and event_class(draft.code) in BLOODSHED and draft.places[0].place is not None:
            last = draft.places[0]


def _is_dateline_abroad(own: Toponym, country: str | None) -> bool:
    """`WASHINGTON - Air strikes killed …` in a story of another country: the news desk's place."""
    abroad = own.place is not None and country is not None and own.place.country not in {None, country}
    return abroad and len(own.name) > 3 and own.name.isupper()


def _replaces(kind: str, own: Toponym, pointed: Toponym) -> bool:
    """`took the city on the Rwandan border`: what is pointed at is finer than what the sentence names."""
    if own.place is None or pointed.place is None or kind not in {TOWN, BORDER}:
        return False
    if kind == BORDER:
        return own.place.geo_precision == "country"
    return own.place.geo_precision in COARSE


def _recipient(draft: Draft, toponyms: Sequence[Toponym], story: str | None) -> Toponym | None:
    """Goods go to the recipient's country: where it is named as one, else by the name of its capital.

    With no recipient named they go to the story's country, if it is not the giver's.
    """
    if draft.actor2 is None and (draft.actor1 is None or draft.actor1.country != story):
        return _country(toponyms, story)
    if draft.actor2 is None or draft.actor2.country is None:
        return None
    at, country = draft.actor2.start, draft.actor2.country
    named = [t for t in toponyms if t.place is not None and t.place.country == country]
    own = [t for t in named if t.place is not None and t.place.geo_precision == "country"]
    own.sort(key=lambda t: abs(t.start - at))
    if own:
        return own[0]
    acting = next((t for t in named if t.kind == "actor" and t.start == at and t.place is not None), None)
    if acting is None:
        return None
    return replace(acting, place=Place(place_id="", name=acting.name, geo_precision="country", country=country))


def _pointed(draft: Draft, toponyms: Sequence[Toponym], last: Toponym | None) -> tuple[str, Toponym | None]:
    """`in the city`, `there`, `near the border`: the last place of that kind, if the words belong to the event."""
    if event_class(draft.code) not in HAPPENING and draft.code not in MOVED:
        return ANY, None
    for candidate in draft.candidates:
        for token in candidate.scene.tokens:
            kind = KINDS.get(token.lower_)
            if kind is None or not _points(token, candidate):
                continue
            found = _last_of(kind, candidate.scene.offset(token), candidate.scene.sentence.no, toponyms, last)
            if found is None and kind == BORDER:
                found = _border(candidate.scene.offset(token), draft, toponyms)
            if found is not None:
                return kind, _as_pointed(found, token)
    return ANY, None


def _points(token: Token, candidate: Candidate) -> bool:
    """`there`, or a noun with "the" and no name of its own, near the trigger and not in the agent's phrase."""
    if token.lower_ == "there":
        return token.dep_ == "advmod" and grammar.tree_distance(token, candidate.token) <= REACH
    if token.dep_ not in POINTED_DEPS or not any(
        c.lower_ in POINTING for c in token.children if c.dep_ in {"det", "poss", "amod"}
    ):
        return False
    if (
        any(c.dep_ in {"compound", "nmod"} and c.text[0].isupper() for c in token.children)
        or token.i in candidate.scene.toponym_tokens
    ):
        return False
    if any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children):
        return False
    if in_agent_phrase(token, candidate):
        return False
    return grammar.tree_distance(token, candidate.token) <= REACH


def _last_of(kind: str, at: int, sentence_no: int, toponyms: Sequence[Toponym], last: Toponym | None) -> Toponym | None:
    """The last place of an event, if it is of that kind, else the last such name before the words."""
    levels = LEVELS[kind]
    if kind == ANY and (
        same := [t for t in toponyms if t.sentence_no == sentence_no and t.end <= at and t.kind != "actor" and t.place]
    ):
        return same[-1]  # "in X, where …, a year after … there"
    if last is not None and last.place is not None and last.place.geo_precision in levels and kind in {ANY, SITE}:
        return last
    for toponym in reversed(toponyms):
        if toponym.end > at or toponym.place is None or toponym.kind == "actor":
            continue
        if sentence_no - toponym.sentence_no > POINT_BACK:
            return None
        if toponym.place.geo_precision in levels and (kind != BORDER or toponym.relation == "beside"):
            return toponym
    return None


def _border(at: int, draft: Draft, toponyms: Sequence[Toponym]) -> Toponym | None:
    """`troops near the border`: that of the last country named that is not their own."""
    own = draft.actor1.country if draft.actor1 is not None else None
    for toponym in reversed(toponyms):
        place = toponym.place
        if toponym.end <= at and place is not None and place.geo_precision == "country" and place.country != own:
            return replace(toponym, kind="place", place=place.model_copy(update={"geo_precision": "region"}))
    return None


def _as_pointed(found: Toponym, token: Token) -> Toponym:
    """`near the town` is near it; `in the town` is in it, even if it was first named as a neighbour."""
    if found.place is None or found.place.geo_precision not in {"settlement", "near"}:
        return found
    near = token.lower_ == "area" or points_to(token)
    return replace(found, place=found.place.model_copy(update={"geo_precision": "near" if near else "settlement"}))


def _default(draft: Draft, last: Toponym | None, toponyms: Sequence[Toponym], country: str | None) -> Toponym | None:
    """Violence happens somewhere: the last place told of, if it is near; for totals the country of the story."""
    kind = event_class(draft.code)
    if draft.code == "casualty_report":
        return _country(toponyms, country)
    if kind not in BLOODSHED and draft.code not in DAMAGE:
        return None
    if last is not None and draft.sentence.no - last.sentence_no <= LOOK_BACK:
        return last
    return _named_before(draft, toponyms) or (_country(toponyms, country) if kind in BLOODSHED else None)


def _named_before(draft: Draft, toponyms: Sequence[Toponym]) -> Toponym | None:
    """The last place finer than a region in the two sentences before: one that the story has just gone to."""
    for toponym in reversed(toponyms):
        if toponym.end > draft.sentence.start or toponym.kind == "actor" or toponym.place is None:
            continue
        if draft.sentence.no - toponym.sentence_no > NAMED_BACK:
            return None
        if toponym.place.geo_precision in LEVELS[TOWN] and toponym.place.place_id:
            return toponym
    return None


def _country(toponyms: Sequence[Toponym], country: str | None) -> Toponym | None:
    whole = [
        t for t in toponyms if t.place is not None and t.place.geo_precision == "country" and t.place.country == country
    ]
    return replace(whole[0], kind="place") if whole else None
