"""Sides that a sentence leaves out: the hand behind further strikes, the other side of a fight, the people hit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from eventbase.coding.analysis import Actor, Toponym
from eventbase.coding.drafts import Draft
from eventbase.coding.groups import AID
from eventbase.coding.roles_cast import Cast
from eventbase.ontology.role_words import role_words

STRIKES = frozenset({"missile_strike", "drone_strike", "air_strike", "shelling", "combined_strike", "chemical_weapon"})
GROUND = frozenset(
    {"armed_clash", "ground_offensive", "territory_captured", "territory_regained", "infiltration", "siege"}
)
MOVES = frozenset({"troop_deployment", "troop_buildup", "withdrawal", "training_exercise"})
ARMED = frozenset({"military", "rebel", "militia", "paramilitary", "gang"})
SETTLED = frozenset({"settlement", "near", "exact"})
LOOK_BACK = 4  # sentences


def inherit_actors(drafts: Sequence[Draft], toponyms: Sequence[Toponym], cast: Cast) -> None:
    """Fills actors that a draft's own sentences do not name, from earlier drafts of its story and from its place."""
    for number, draft in enumerate(drafts):
        draft.actor1, draft.actor2 = _of_the_place(draft, draft.actor1, cast), _of_the_place(draft, draft.actor2, cast)
        earlier = list(_near(drafts[:number], draft))
        if draft.code == "armed_clash":
            _complete_fight(draft, earlier)
            _add_foe(draft, cast)
        elif draft.code in MOVES:
            draft.actor1 = _same_movers(draft, earlier)
        elif draft.actor1 is None and draft.code in STRIKES:
            draft.actor1 = _same_hand(draft, earlier)
        if draft.actor2 is None and draft.code in AID:
            draft.actor2 = _same_receiver(draft, earlier)
        if draft.actor2 is None:
            draft.actor2 = _people_hit(draft) or _country_invaded(draft, toponyms)


def _of_the_place(draft: Draft, actor: Actor | None, cast: Cast) -> Actor | None:
    """`the rangers`, `residents`: of the country of the event, not of the one that the story tells most of."""
    place = draft.primary
    if actor is None or place is None or place.place is None or actor.actor_id is not None:
        return actor
    here = place.place.country
    if actor.type == "unknown" or (actor is draft.actor1 and actor.country is None and actor.type == "civilian"):
        return actor
    if here is None or actor.country == here or (actor is draft.actor1 and actor.type in {"military", "government"}):
        return actor
    named = _again(actor, None, cast)
    local = _again(actor, here, cast)
    if named is None or local is None or named.country is not None or local.country != here:
        return actor
    return replace(actor, country=here)


def _again(actor: Actor, country: str | None, cast: Cast) -> Actor | None:
    return cast.index.describe_actor(actor.name, start=actor.start, role="target", when=cast.when, country_hint=country)


def _near(earlier: Sequence[Draft], draft: Draft) -> Iterator[Draft]:
    """Drafts told shortly before, the nearest first."""
    for other in reversed(earlier):
        if draft.sentence.no - other.sentence.no <= LOOK_BACK:
            yield other


def _same_hand(draft: Draft, earlier: Sequence[Draft]) -> Actor | None:
    """Who struck when the story last told of such a strike, at the same time or without a date of its own."""
    for other in earlier:
        if other.code == draft.code and other.actor1 is not None and other.actor1.type in ARMED:
            doubtful = other.actor1.country is None or draft.status == "alleged" or other.role != draft.role
            return None if doubtful or _same(other.actor1, draft.actor2) else other.actor1
    return None


def _same_receiver(draft: Draft, earlier: Sequence[Draft]) -> Actor | None:
    """`They are now providing longer-range weapons`: to whom the story told of giving before."""
    for other in earlier:
        if other.code in AID and other.actor2 is not None:
            return None if _same(other.actor2, draft.actor1) else other.actor2
    return None


def _same_movers(draft: Draft, earlier: Sequence[Draft]) -> Actor | None:
    """`extra troops`, `the units`: those of the side whose moves the story told before."""
    actor = draft.actor1
    if actor is not None and actor.name.lower().split()[-1] not in role_words()["back"] | {"personnel", "units"}:
        return actor
    if actor is not None and len(actor.name.split()) > 2:
        return actor
    for other in earlier:
        if other.code in MOVES and other.actor1 is not None and other.actor1.type in ARMED and other.actor1.country:
            return other.actor1
    return actor


def _add_foe(draft: Draft, cast: Cast) -> None:
    """Of a fight with one known side: the last armed one of another kind that the story named before."""
    one, other = draft.actor1, draft.actor2
    known = one or other
    if known is None or (one is not None and other is not None) or known.type not in ARMED:
        return
    before = [a for a in cast.previous if a.start < draft.sentence.start and a.type in ARMED and a.type != known.type]
    if before:
        draft.actor1, draft.actor2 = (one, before[-1]) if one is not None else (before[-1], other)


def _complete_fight(draft: Draft, earlier: Sequence[Draft]) -> None:
    """`fighting raged on`, `16 troops died in a firefight`: the sides, or the other side, of the fight told before."""
    known = [a for a in (draft.actor1, draft.actor2) if a is not None and a.type in ARMED]
    if len(known) == 2:
        return
    for other in earlier:
        pair = [a for a in (other.actor1, other.actor2) if a is not None and a.type in ARMED]
        if other.code not in GROUND | STRIKES or len(pair) < 2:
            continue
        if not known:
            draft.actor1, draft.actor2 = pair[0], draft.actor2 or pair[1]
            return
        foes = [a for a in pair if not _same(a, known[0])]
        if len(foes) == 1:
            draft.actor1, draft.actor2 = (known[0], foes[0]) if known[0] is draft.actor1 else (foes[0], known[0])
            return


def _same(a: Actor, b: Actor | None) -> bool:
    return b is not None and a.country == b.country and a.type == b.type


def _people_hit(draft: Draft) -> Actor | None:
    """A settlement that is struck, with no stated target, stands for its people (CODEBOOK)."""
    place = draft.primary
    if draft.code not in STRIKES or place is None or place.place is None or place.kind != "place":
        return None
    if place.place.geo_precision not in SETTLED or place.place.country is None:
        return None
    return Actor(place.name, place.place.country, "civilian", place.start, place.end)


def _country_invaded(draft: Draft, toponyms: Sequence[Toponym]) -> Actor | None:
    """A state's army that takes ground in another country takes it from that country's army."""
    doer, place = draft.actor1, draft.primary
    if draft.code not in {"territory_captured", "ground_offensive"} or doer is None or doer.type != "military":
        return None
    if place is None or place.place is None or doer.country is None or place.place.country in {None, doer.country}:
        return None
    whole = [t for t in toponyms if t.place is not None and t.place.geo_precision == "country"]
    named = [t for t in whole if t.place is not None and t.place.country == place.place.country]
    named.sort(key=lambda t: abs(t.start - draft.sentence.start))
    if not named:
        return None
    return Actor(named[0].name, place.place.country, "military", named[0].start, named[0].end)
