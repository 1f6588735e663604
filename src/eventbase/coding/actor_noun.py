"""Reads a core by its head noun: the noun's class, the modifiers before it, and the named body that owns it."""

from __future__ import annotations

from dataclasses import dataclass

from eventbase.coding.actor_index import Lexicon, choose_row
from eventbase.coding.actor_reading import ARMED, Context, Reading
from eventbase.coding.actor_units import Unit
from eventbase.ontology.actors import ActorRow, NounClass
from eventbase.records import ActorType

_SIDES = ("rebel", "police", "gang", "militia", "paramilitary", "military")
_SIDE_NOUNS = frozenset(
    {"force", "security_force", "paramilitary", "rebel", "fighter", "state_body", "militia", "police", "gang"}
)
_MODIFIED = frozenset(
    {
        *("force", "generic_force", "security_force", "rank", "fighter", "militia", "group", "materiel", "weapon"),
        *("office", "leaders", "government", "rebel", "gunman", "officer"),
    }
)
_OWN_SIDE = frozenset({"rank", "office", "leaders", "government", "materiel", "weapon"})
_WORKERS = frozenset({"igo", "ngo", "media", "company", "police", "intelligence", "military", "government"})


def code_of(unit: Unit) -> str | None:
    return unit.entry.value if unit.entry else None


def row_of(lex: Lexicon, unit: Unit, context: Context) -> ActorRow | None:
    rows = unit.entry.rows if unit.entry else ()
    return choose_row(lex, rows, when=context.when, countries=context.countries)


def read_noun(lex: Lexicon, units: list[Unit], head: int, context: Context) -> Reading | None:
    """What the noun `head` and its modifiers name: type, country, extent; None where it is no actor in this role."""
    unit = units[head]
    group = lex.nouns.classes[code_of(unit) or ""]
    before = [u for u in units[:head] if not u.neutral]
    owner = _owner(lex, before, context)
    kind = _modified_type(lex, group, units[:head], context)
    if context.role in group.not_roles:
        return None
    if group.name == "states" and context.bombed:
        return Reading("civilian", context.hint, units[0].i, units[-1].j, group=group.name)
    if group.name == "materiel" and "civilian" in _mods(lex, units[:head]) and context.role == "target":
        return Reading("civilian", owner.country if owner else context.hint, units[0].i, units[-1].j, group=group.name)
    side = owner is not None or _has_side_word(lex, units[:head])
    if group.needs_side and not side and not _self_sided(unit.fold):
        afloat = context.role == "target" and unit.fold in lex.nouns.lists["civil_unless_sided"]
        return Reading("civilian", None, units[0].i, units[-1].j, group="civil_object") if afloat else None
    country = _country(group, kind, owner, context)
    kind, country, actor_id = _combine(group, kind, country, owner, of_side=unit.fold in lex.nouns.lists["of_a_side"])
    first, end = units[0].i, units[-1].j
    if group.side_only:
        end = max((u.j for u in units[:head] if not u.neutral and _names_side(lex, u)), default=end)
        return Reading(kind, country, first, end, actor_id, group="side_only")
    return Reading(kind, country, first, end, actor_id, group=group.name, hinted=owner is None)


@dataclass(frozen=True, slots=True)
class _Owner:
    """The named side before a head noun."""

    type: ActorType | None
    country: str | None
    row: ActorRow | None = None
    cross_border: bool = False


def _owner(lex: Lexicon, before: list[Unit], context: Context) -> _Owner | None:
    """The side that stands before the head, a group before its country, the one nearest to the head."""
    country: _Owner | None = None
    for unit in reversed(before):
        if unit.kind == "alias" and (row := row_of(lex, unit, context)):
            return _Owner(row.type, row.country, row)
        if unit.kind == "noun" and code_of(unit) == "coalition":
            return _Owner(None, None, cross_border=True)
        if unit.kind in ("state", "capital", "demonym") and country is None:
            code = code_of(unit)
            if code or unit.fold in lex.nouns.lists["cross_border"]:
                country = _Owner(None, code, cross_border=code is None)
    return country


def _mods(lex: Lexicon, units: list[Unit]) -> set[str]:
    """The modifier lists that the words before a head belong to; stances count as "anti government"."""
    found: set[str] = set()
    for number, unit in enumerate(units):
        stance = units[number - 1].fold if number else ""
        word = f"{stance} {unit.fold}" if stance in lex.nouns.lists["stances"] else unit.fold
        follower = units[number + 1].fold if number + 1 < len(units) else ""
        if unit.neutral and stance not in lex.nouns.lists["stances"]:
            word = f"{unit.fold} {follower}"
        found.update(name for name, words in lex.nouns.modifiers.items() if word in words)
    return found


def read_people(lex: Lexicon, units: list[Unit], context: Context) -> Reading | None:
    """An unknown noun that looks like people and undergoes something: "gold diggers", "army rangers"."""
    word = units[-1].fold
    listed = lex.nouns.lists["not_persons"] | lex.nouns.lists["not_actors"]
    if context.role != "target" or word in listed or not word.endswith(tuple(lex.nouns.lists["person_endings"])):
        return None
    before = units[:-1]
    owner = _owner(lex, [u for u in before if not u.neutral], context)
    mods = _mods(lex, before)
    kind: ActorType = next((m for m in ("rebel", "police", "military") if m in mods), "civilian")
    country = owner.country if owner else context.hint
    if owner and owner.row and owner.row.type in ARMED:
        kind = owner.row.type
    return Reading(kind, country, units[0].i, units[-1].j, group="civilian", hinted=owner is None)


def _modified_type(lex: Lexicon, group: NounClass, before: list[Unit], context: Context) -> ActorType:
    """The class's type, changed by what stands before the noun ("rebel", "police", "pro-government")."""
    kind: ActorType = group.type
    if context.role == "attacker" and group.attacker:
        kind = group.attacker
    if context.role == "target" and group.target:
        kind = group.target
    if group.military_roles and context.fights and not context.decrees:
        kind = "military"
    if group.name == "security_force" and context.unrest:
        kind = "police"
    if group.name == "civilian" and before and before[-1].fold == "army":
        return "military"  # "army engineers"
    if group.name not in _MODIFIED:
        return kind
    mods = _mods(lex, before)
    for name in lex.nouns.modifiers:
        if name in mods and not (group.needs_side and name in ("rebel_body", "arm")):
            return _modifier_type(name, group, kind)
    if group.name in ("force", "generic_force") and _is_stateless(lex, before):
        return "rebel"
    if _stands_for_foreign_side(lex, before) and group.name not in _OWN_SIDE:
        return "rebel" if group.name != "group" or kind == "unknown" else kind
    return kind


def _modifier_type(name: str, group: NounClass, kind: ActorType) -> ActorType:
    if name == "rebel" and group.name == "government":
        return kind  # "opposition lawmakers"
    if name in ("military", "arm"):
        return kind if group.name in ("militia", "rebel", "office", "government", "fighter", "group") else "military"
    if name == "civilian":
        return kind
    if name == "loyalist":
        return kind if group.name in ("force", "generic_force", "security_force", "rank", "office") else "paramilitary"
    return {"rebel_body": "rebel"}.get(name, name)  # type: ignore[return-value]


def _stands_for_foreign_side(lex: Lexicon, before: list[Unit]) -> bool:
    """ "pro-Russian militias", "Turkish-backed forces": fighters on their own soil for somebody else."""
    for number, unit in enumerate(before):
        follower = before[number + 1].fold if number + 1 < len(before) else ""
        stance = before[number - 1].fold if number else ""
        foreign = unit.neutral and unit.kind in ("state", "capital", "demonym")
        if foreign and (stance == "pro" or follower in lex.nouns.lists["backing"]):
            return True
    return False


def _is_stateless(lex: Lexicon, before: list[Unit]) -> bool:
    """ "Kurdish forces": named after a people without a state, and not after a part of the world."""
    peoples = [u for u in before if u.kind == "demonym" and not u.neutral]
    return any(code_of(u) is None and u.fold not in lex.nouns.lists["regions"] for u in peoples) and not any(
        code_of(u) for u in peoples
    )


def _has_side_word(lex: Lexicon, before: list[Unit]) -> bool:
    return not _mods(lex, before).isdisjoint(_SIDES) or any(u.kind == "noun" and _names_side(lex, u) for u in before)


def _names_side(lex: Lexicon, unit: Unit) -> bool:
    if unit.kind in ("alias", "state", "capital", "demonym"):
        return True
    return any(unit.fold in lex.nouns.modifiers[name] for name in _SIDES) or (
        unit.kind == "noun" and code_of(unit) in _SIDE_NOUNS
    )


def _self_sided(fold: str) -> bool:
    """ "army base", "military airfield": the noun itself says whose it is."""
    return fold.split()[0] in ("military", "army", "naval", "coalition")


def _country(group: NounClass, kind: ActorType, owner: _Owner | None, context: Context) -> str | None:
    if group.country == "none":
        return None
    if owner and (owner.country or owner.row or owner.cross_border):
        return owner.country
    return context.hint if group.country == "side" or kind in ARMED else None


def _combine(
    group: NounClass, kind: ActorType, country: str | None, owner: _Owner | None, *, of_side: bool
) -> tuple[ActorType, str | None, str | None]:
    """A head noun with a named body before it: "Daesh operatives", "NATO troops", "Gazprom workers"."""
    row = owner.row if owner else None
    if row is None:
        return kind, country, None
    if group.name == "civilian" and row.type in ("igo", "ngo", "company", "media"):
        return row.type, row.country, row.actor_id
    if of_side and (row.type in ARMED or row.kind in ("person", "regime")):
        return row.type if row.type in ARMED else "military", row.country, row.actor_id
    own = kind if group.name in ("civil_object", "civilian", "ngo", "media") else None
    if group.name == "group":
        return row.type, row.country, row.actor_id
    if row.type in ARMED:
        return (own or row.type), row.country, row.actor_id
    if row.type == "igo":
        if group.name == "states":
            return "government", None, None
        armed = group.name in ("force", "generic_force", "materiel", "weapon", "coalition", "rank")
        return ("military" if armed and row.actor_id == "nato" else row.type), None, row.actor_id
    if row.type == "government" or (row.kind == "person" and row.type == "military"):
        return kind, row.country, None
    stands_for_body = group.name in ("generic_force", "office", "materiel", "weapon", "rank")
    if stands_for_body or (row.type in _WORKERS and own is None):
        return row.type, row.country, row.actor_id
    return kind, row.country, None
