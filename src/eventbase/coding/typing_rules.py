"""Which sub-type a candidate is: weapons, target and actors decide (CODEBOOK section 2, event_types.csv)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from eventbase.coding import grammar
from eventbase.coding.analysis import Actor
from eventbase.coding.fitting import FOILING
from eventbase.coding.groups import ARMED
from eventbase.coding.scene import Candidate, Scene
from eventbase.coding.typing_aid import give
from eventbase.coding.typing_territory import STATE_FORCE, take
from eventbase.ontology.event_types import event_types
from eventbase.ontology.rule_words import rule_words

if TYPE_CHECKING:
    from spacy.tokens import Token

WEAPON_CLASS = {
    "weapon_missile": "missile", "weapon_drone": "drone", "weapon_air": "air", "weapon_artillery": "artillery",
    "weapon_bomb": "bomb", "weapon_suicide": "suicide", "weapon_grenade": "grenade", "weapon_chemical": "chemical",
    "weapon_gun": "gun",
}  # fmt: skip
REMOTE = {"missile": "missile_strike", "drone": "drone_strike", "air": "air_strike", "artillery": "shelling"}
_WORDS = rule_words("typing_rules")
STRIKE_WORDS = _WORDS["STRIKE_WORDS"]
VIOLENT_CROWD = _WORDS["VIOLENT_CROWD"]
STOPPED_CROWD = _WORDS["STOPPED_CROWD"]
SHOT_CROWD = _WORDS["SHOT_CROWD"]
WARS = _WORDS["WARS"]


FIGHTING = frozenset({"fighting", "clashes", "battles", "attacks"})


def weapons_of(candidate: Candidate) -> frozenset[str]:
    """Weapons named in the candidate's clause; where it names none, those of the whole sentence."""
    scene = candidate.scene
    clause = {t.i for t in candidate.carrier.subtree} | {t.i for t in candidate.token.subtree}
    found = _weapons(scene, [t for t in scene.tokens if t.i in clause])
    return found or (_weapons(scene, list(scene.doc)) if scene.n_causes <= 1 else found)


def _weapons(scene: Scene, tokens: list[Token]) -> frozenset[str]:
    return frozenset(WEAPON_CLASS[name] for t in tokens for name in scene.classes(t) if name in WEAPON_CLASS)


def sub_event_type(candidate: Candidate, actor1: Actor | None, actor2: Actor | None) -> str | None:
    """The sub-type, or None where the words turn out to report no event of ours."""
    family = candidate.trigger.family
    if family in event_types():
        return _fixed(candidate, family, actor1, actor2)
    return _FAMILIES[family](candidate, actor1, actor2)


def _fixed(candidate: Candidate, code: str, actor1: Actor | None, actor2: Actor | None) -> str | None:
    if code == "execution" and not _captive(candidate) and candidate.token.lower_.startswith(("shot", "shoot")):
        return _shoot(candidate, actor1, actor2)
    if code == "capture" and candidate.patient is not None and _has(candidate, "place", "toponym", "military_object"):
        return take(candidate, actor1, actor2)
    if code == "troop_deployment" and _has(candidate, "arms") and grammar.children(candidate.token, "dative"):
        return "arms_transfer"
    if code == "troop_deployment" and _away(candidate):
        return "withdrawal"
    if code == "demand_or_threat" and _order_to_leave(candidate):
        return "evacuation"
    if code == "siege" and candidate.carrier.lower_ in {"break", "breaks", "broke", "broken", "breaking"}:
        return "armed_clash"
    if code == "armed_clash" and _protest_clash(candidate):
        return "violent_demonstration"
    if code == "prisoner_exchange" and candidate.trigger.id == "exchange-for" and not _in_exchange(candidate):
        return None
    return code


def _in_exchange(candidate: Candidate) -> bool:
    words = " ".join(candidate.scene.lowers)
    return (
        "in exchange for" in words or "prisoner" in words or "hostage" in words or "captive" in words or "swap" in words
    )


def _away(candidate: Candidate) -> bool:
    """`moving troops away from the border`, `moved planes out of the province`."""
    words = {c.lower_ for c in candidate.token.children if c.dep_ in {"advmod", "prep", "prt"}}
    return bool(words & {"away", "out", "back", "home"}) and not words & {"to", "into"}


def _order_to_leave(candidate: Candidate) -> bool:
    """`ordered the residents to leave`: an evacuation (CODEBOOK)."""
    leaving = any(
        c.dep_ in {"xcomp", "ccomp"} and c.lower_ in {"leave", "evacuate", "flee", "move"}
        for c in candidate.token.children
    )
    return leaving and any(
        "person" in candidate.scene.classes(t) and not candidate.scene.classes(t) & {"troops"}
        for t in candidate.scene.tokens
        if t.i > candidate.token.i
    )


def _captive(candidate: Candidate) -> bool:
    words = {t.lower_ for t in candidate.scene.tokens}
    return "captive" in {c for t in candidate.scene.doc for c in candidate.scene.classes(t)} or bool(
        words & {"captured", "blindfolded", "bound", "surrendered", "executed", "execution", "crucified", "beheaded"}
    )


def _protest_clash(candidate: Candidate) -> bool:
    words = set(candidate.scene.lowers)
    crowd = words & {"protesters", "demonstrators", "protestors", "rioters", "crowd", "activists"}
    return bool(crowd) and not words & {"rebels", "militants", "artillery", "insurgents"}


def _attack(candidate: Candidate, actor1: Actor | None, actor2: Actor | None) -> str | None:
    weapons = set(weapons_of(candidate))
    if (
        any("weapon_chemical" in candidate.scene.classes(t) for t in candidate.scene.tokens)
        and candidate.scene.n_causes <= 2
    ):
        weapons.add("chemical")
    if candidate.carrier.lower_ in FOILING and not candidate.trigger.weapon:
        return "armed_clash"
    if candidate.trigger.family == "launch" and candidate.patient is not None:
        weapons = set(_weapons(candidate.scene, grammar.conjuncts(candidate.patient))) or weapons
    if candidate.trigger.weapon and candidate.trigger.weapon != "bombing":
        weapons = {candidate.trigger.weapon} | (
            weapons & {"missile", "drone", "suicide"} if candidate.token.lower_ in STRIKE_WORDS else set()
        )
    crowd = actor1 is not None and actor1.type == "civilian" and _protest_clash(candidate)
    if (crowd and weapons & {"grenade", "gun", "bomb"}) or (crowd and not weapons):
        return "violent_demonstration"
    for kind, code in (("suicide", "suicide_bombing"), ("chemical", "chemical_weapon")):
        if kind in weapons:
            return code
    if candidate.trigger.weapon == "bombing":
        return _bombing(candidate, weapons, actor1)
    remote = weapons & set(REMOTE)
    if {"air", "missile"} == remote and _aircraft(candidate):
        return "air_strike"
    if remote:
        return REMOTE[remote.pop()] if len(remote) == 1 else "combined_strike"
    if "bomb" in weapons:
        return _bombing(candidate, weapons, actor1)
    if "grenade" in weapons:
        return "grenade"
    return _no_weapon(candidate, actor1, actor2, "gun" in weapons)


def _aircraft(candidate: Candidate) -> bool:
    """Whether manned aircraft are named: what they fire is an air strike (event_types.csv)."""
    return any("aircraft" in candidate.scene.classes(t) for t in candidate.scene.tokens)


def _bombing(candidate: Candidate, weapons: set[str], actor1: Actor | None) -> str:
    if "air" in weapons:
        return "air_strike"
    words = set(candidate.scene.lowers)
    planted = words & {
        "car",
        "roadside",
        "ied",
        "explosive",
        "planted",
        "device",
        "mine",
        "landmine",
        "truck",
        "motorcycle",
        "suicide",
        "detonated",
    }
    if planted or actor1 is None or actor1.type not in {"military", "government"}:
        return "mine_ied"
    return "air_strike"


def _no_weapon(candidate: Candidate, actor1: Actor | None, actor2: Actor | None, gun: bool) -> str:
    striking = candidate.token.lower_ in STRIKE_WORDS
    target = actor2.type if actor2 else None
    if not striking and target != "civilian" and _has(candidate, "military_object", "troops"):
        return "armed_clash"
    if (
        not striking
        and target is None
        and _has(candidate, "civilian_object")
        and (actor1 is None or actor1.type != "military")
    ):
        return "attack_on_civilians"
    if gun or not striking:
        if target == "civilian" and actor1 is not None and actor1.type == "civilian" and _protest_clash(candidate):
            return "mob_violence"
        if target in {"civilian", "media", "ngo"} and (actor1 is None or actor1.type != "military" or gun):
            return "attack_on_civilians"
        if target in ARMED or (actor1 is not None and actor1.type in ARMED - {"military"}) or gun:
            return "armed_clash"
        return (
            "armed_clash"
            if candidate.token.lower_ in {"assault", "raid", "ambush", "stormed", "ambushed", "raided"}
            else "combined_strike"
        )
    return "combined_strike"


def _shoot(candidate: Candidate, actor1: Actor | None, actor2: Actor | None) -> str | None:
    weapons = weapons_of(candidate) & set(REMOTE)
    if weapons and not candidate.token.lower_.startswith(("shot", "shoot")):
        return _attack(candidate, actor1, actor2)
    words = set(candidate.scene.lowers)
    if _captive(candidate) and actor2 is not None and actor2.type in ARMED:
        return "execution"
    if words & {
        "protesters",
        "demonstrators",
        "protestors",
        "protest",
        "demonstration",
        "rally",
        "sit",
        "marchers",
        "crowd",
    }:
        return "excessive_force_against_protesters"
    if actor2 is not None and actor2.type in ARMED:
        return "armed_clash"
    if actor2 is None and candidate.patient is None:
        return "armed_clash" if actor1 is not None and actor1.type in STATE_FORCE else "attack_on_civilians"
    return "execution" if _captive(candidate) else "attack_on_civilians"


def _explode(candidate: Candidate, actor1: Actor | None, actor2: Actor | None) -> str | None:
    weapons = weapons_of(candidate)
    words = set(candidate.scene.lowers)
    if "suicide" in weapons or (
        words & {"himself", "herself", "themselves"}
        and candidate.token.lower_ in {"blew", "blow", "blown", "detonated"}
    ):
        return "suicide_bombing"
    remote = weapons & set(REMOTE)
    if "bomb" in weapons or words & {"bomb", "bombs", "mine", "mines", "car", "planted"}:
        return "mine_ied"
    if remote:
        return REMOTE[next(iter(remote))] if len(remote) == 1 else "combined_strike"
    if "grenade" in weapons:
        return "grenade"
    if (
        candidate.pos == "verb"
        and candidate.token.lower_ in {"blew", "blow", "blown", "blasted"}
        and _has(candidate, "infrastructure")
    ):
        return "sabotage"
    return (
        "mine_ied"
        if words & {"blast", "explosion", "explosions", "blasts"}
        and words & {"killed", "wounded", "injured", "dead", "killing", "hit", "rocked", "ripped"}
        else None
    )


def _has(candidate: Candidate, *names: str) -> bool:
    words = [candidate.patient, *candidate.targets, *grammar.prep_objects(candidate.token, frozenset({"to"}))]
    return any(
        candidate.scene.classes(grammar.kernel(w)) & set(names)
        for word in words
        if word is not None
        for w in grammar.conjuncts(word)
    )


def _kill(candidate: Candidate, actor1: Actor | None, actor2: Actor | None) -> str | None:
    if is_total(candidate):
        return "casualty_report"
    weapons = weapons_of(candidate) - {"gun"}
    if weapons and not weapons <= {"bomb"}:
        return _attack(candidate, actor1, actor2)
    if "bomb" in weapons:
        return _bombing(candidate, set(weapons), actor1)
    if candidate.agent is None:
        return "casualty_report"
    target = actor2.type if actor2 else None
    if target == "civilian" and set(candidate.scene.lowers) & {"protesters", "demonstrators", "protestors"}:
        return "excessive_force_against_protesters"
    if _captive(candidate):
        return "execution"
    if target in {"civilian", "media", "ngo"}:
        return "attack_on_civilians"
    return "armed_clash"


def is_total(candidate: Candidate) -> bool:
    """A running total ("have been killed since", "death toll"), which no single incident explains."""
    words = candidate.scene.lowers
    joined = " ".join(words)
    doer = candidate.agent.lower_ if candidate.agent is not None else ""
    if doer in WARS or (doer in FIGHTING and "since" in words):
        return True
    return (
        (
            "since" in words
            and any(
                w in joined
                for w in ("have been killed", "has killed", "have died", "has claimed", "been wounded", "have killed")
            )
        )
        or "so far" in joined
        or "death toll" in joined
        or "in total" in joined
    )


def _destroy(candidate: Candidate, actor1: Actor | None, actor2: Actor | None) -> str | None:
    weapons = weapons_of(candidate) & {"missile", "drone", "air", "artillery", "bomb", "suicide"}
    arson = candidate.token.lower_ in {
        "torched",
        "burned",
        "burnt",
        "looted",
        "looting",
        "ransacked",
        "set",
        "vandalized",
        "pillaged",
    }
    if weapons and not arson:
        return _attack(candidate, actor1, actor2)
    if candidate.token.lower_ in {"blew", "blow", "blown", "blasted", "derailed"} and (
        _has(candidate, "infrastructure")
    ):
        return "sabotage"
    if _has(candidate, "military_object") or _has(candidate, "arms") or _has(candidate, "troops"):
        return "armed_clash"
    if arson or (actor1 is not None and actor1.type in ARMED):
        return "property_destruction"
    return None


def _protest(candidate: Candidate, actor1: Actor | None, actor2: Actor | None) -> str | None:
    if actor1 is not None and actor1.type == "military":
        return None  # a parade
    words = set(candidate.scene.lowers)
    forces = words & {"police", "soldiers", "troops", "forces", "army", "gendarmes", "guards"}
    if words & SHOT_CROWD and (forces or "crackdown" in words) and not words & {"stones", "rocks", "molotov", "petrol"}:
        return "excessive_force_against_protesters"
    if words & VIOLENT_CROWD:
        return "violent_demonstration"
    if words & STOPPED_CROWD and (forces or "tear" in words):
        return "protest_with_intervention"
    return "violent_demonstration" if words & VIOLENT_CROWD else "peaceful_protest"


def _losses(candidate: Candidate, actor1: Actor | None, actor2: Actor | None) -> str | None:
    return (
        "casualty_report"
        if any(t.like_num or t.lower_ in {"dozens", "hundreds", "thousands"} for t in candidate.scene.tokens)
        else None
    )


_FAMILIES: dict[str, Callable[[Candidate, Actor | None, Actor | None], str | None]] = {
    "attack": _attack, "launch": _attack, "shoot": _shoot, "explode": _explode, "kill": _kill, "take": take,
    "destroy": _destroy, "give": give, "protest": _protest, "losses": _losses,
}  # fmt: skip
