"""Who does it and who undergoes or joins it: the actors of a candidate (CODEBOOK section 3)."""

from __future__ import annotations

from collections.abc import Callable

from eventbase.coding.analysis import Actor
from eventbase.coding.groups import AID
from eventbase.coding.roles_cast import Cast
from eventbase.coding.roles_sides import crowd, diplomatic, evacuees, force, giver, joint, movers
from eventbase.coding.roles_violence import attacker, captor, fallen, fighters, invaded, launcher, loser, target
from eventbase.coding.scene import Candidate

__all__ = ["Cast", "roles"]

Pair = tuple[Actor | None, Actor | None]
Finder = Callable[[Candidate, str, Cast], Pair]

FIGHTS = frozenset({"armed_clash", "violent_demonstration"})
TERRITORY = frozenset({"territory_captured", "territory_regained"})
FINDERS: dict[Finder, tuple[str, ...]] = {
    joint: ("agreement", "talks", "prisoner_exchange"),
    movers: ("troop_deployment", "troop_buildup", "withdrawal", "mobilization", "training_exercise", "group_change"),
    giver: tuple(sorted(AID)),
    crowd: ("peaceful_protest", "violent_demonstration", "protest_with_intervention", "mob_violence"),
    force: ("excessive_force_against_protesters",),
    captor: ("capture",),
    evacuees: ("evacuation",),
    diplomatic: ("sanction", "demand_or_threat"),
}
_BY_CODE: dict[str, Finder] = {code: finder for finder, codes in FINDERS.items() for code in codes}


def roles(candidate: Candidate, code: str | None, cast: Cast) -> Pair:
    """actor1 and actor2 of the candidate; `code` None: a first look, to find the sub-type."""
    if code is not None and (finder := _BY_CODE.get(code)):
        return finder(candidate, code, cast)
    if code in FIGHTS and candidate.trigger.id == "clash" and (pair := fighters(candidate, code, cast)):
        return pair
    undergoing = target(candidate, code, cast)
    if code == "armed_clash" and undergoing is not None and undergoing.type in {"ngo", "media"}:
        undergoing = None
    if code == "armed_clash" and undergoing is None:
        undergoing = fallen(candidate, code, cast)
    if code in TERRITORY and (undergoing is None or undergoing.type == "civilian"):
        undergoing = loser(candidate, code, cast)
    if code == "weapon_intercepted":
        undergoing = launcher(candidate, code, cast)
    if code == "ground_offensive" and undergoing is None:
        undergoing = invaded(candidate)
    return attacker(candidate, code, cast), undergoing
