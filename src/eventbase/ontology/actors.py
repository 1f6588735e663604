"""The actor dictionary: countries, named actors with their aliases, and the nouns that name actors.

Data: `countries.csv`, `demonyms.csv`, `actors.csv`, `actor_aliases.csv`, `actor_nouns.yaml`. Loading checks them; an
`OntologyError` names file and line. `docs/actors.md` says how to add rows.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import yaml

from eventbase.errors import OntologyError
from eventbase.records import ActorType

FILES = ("countries.csv", "demonyms.csv", "actors.csv", "actor_aliases.csv", "actor_nouns.yaml")
KINDS = ("group", "body", "person", "regime")
COUNTRY_BASES = ("side", "named", "none")
EARLIEST, LATEST = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory. `gw`: Gleditsch-Ward number, None for what that list does not hold."""

    alpha3: str
    alpha2: str
    numeric: str | None
    gw: int | None
    kind: str
    name: str
    names: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A named actor. `kind`: `regime` is a government whose name also stands for its forces."""

    actor_id: str
    name: str
    type: ActorType
    country: str | None
    kind: str
    valid_from: date
    valid_to: date
    source: str


@dataclass(frozen=True, slots=True)
class AliasRow:
    """A spelling of an actor; with `context`, it counts only in texts about one of these countries."""

    alias: str
    actor_id: str
    context: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NounClass:
    """Head nouns of one meaning; see the head of `actor_nouns.yaml`."""

    name: str
    type: ActorType
    country: str
    words: tuple[str, ...]
    attacker: ActorType | None
    target: ActorType | None
    military_roles: tuple[str, ...]
    not_roles: tuple[str, ...]
    needs_side: bool
    side_only: bool
    match: tuple[str, ...]
    reject: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorNouns:
    """`actor_nouns.yaml`: classes, the modifiers that change them (in order), and plain word lists by name.

    `anaphora`: for each pronoun or noun, the types that its antecedent may have.
    """

    classes: dict[str, NounClass]
    modifiers: dict[str, frozenset[str]]
    anaphora: dict[str, frozenset[str]]
    lists: dict[str, frozenset[str]]


def _text(name: str) -> str:
    return (files("eventbase.ontology") / name).read_text(encoding="utf-8")


def _rows(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and row of a CSV file; a row with too many or too few cells is an error."""
    reader = csv.DictReader(_text(name).splitlines())
    for row in reader:
        if None in row or None in row.values():
            raise OntologyError(f"{name}:{reader.line_num}: not {len(reader.fieldnames or ())} cells; quote commas")
        yield reader.line_num, row


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _day(cell: str, default: date, where: str) -> date:
    try:
        return date.fromisoformat(cell) if cell else default
    except ValueError as error:
        raise OntologyError(f"{where}: {cell!r} is no date; write YYYY-MM-DD") from error


@cache
def countries() -> dict[str, Country]:
    """All states and territories by alpha-3 code. Source: ISO 3166-1; Gleditsch and Ward's list of states."""
    found: dict[str, Country] = {}
    for line, row in _rows("countries.csv"):
        code = row["alpha3"]
        if code in found:
            raise OntologyError(f"countries.csv:{line}: {code} stands twice; remove one of the rows")
        if len(code) != 3 or len(row["alpha2"]) != 2:
            raise OntologyError(f"countries.csv:{line}: {code!r}, {row['alpha2']!r} are no ISO 3166-1 codes")
        capitals = tuple(c for c in (row["capital"], *_split(row["capital_names"])) if c)
        found[code] = Country(
            alpha3=code, alpha2=row["alpha2"], numeric=row["numeric"] or None, gw=int(row["gw"]) if row["gw"] else None,
            kind=row["kind"], name=row["name"], names=(row["name"], *_split(row["names"])), capitals=capitals,
            seats=_split(row["seats"]),
        )  # fmt: skip
    return found


@cache
def demonyms() -> dict[str, tuple[str | None, str]]:
    """Country (None for peoples of no one state) and kind (`adjective`, `noun`) by demonym."""
    return {row["demonym"]: (row["country"] or None, row["kind"]) for _, row in _rows("demonyms.csv")}


@cache
def actors() -> dict[str, ActorRow]:
    """The named actors by id; unbounded validity is the year 1 or 9999."""
    found: dict[str, ActorRow] = {}
    for line, row in _rows("actors.csv"):
        where = f"actors.csv:{line}"
        _check_actor(row, where, found)
        found[row["actor_id"]] = ActorRow(
            actor_id=row["actor_id"], name=row["name"], type=row["type"],  # type: ignore[arg-type]
            country=row["country"] or None, kind=row["kind"],
            valid_from=_day(row["valid_from"], EARLIEST, where), valid_to=_day(row["valid_to"], LATEST, where),
            source=row["source"],
        )  # fmt: skip
    return found


def _check_actor(row: dict[str, str], where: str, found: dict[str, ActorRow]) -> None:
    if row["actor_id"] in found:
        raise OntologyError(f"{where}: id {row['actor_id']!r} stands twice; give one of them another id")
    if row["type"] not in get_args(ActorType):
        raise OntologyError(f"{where}: type {row['type']!r} is none of {', '.join(get_args(ActorType))}")
    if row["kind"] not in KINDS:
        raise OntologyError(f"{where}: kind {row['kind']!r} is none of {', '.join(KINDS)}")
    if row["country"] and row["country"] not in countries():
        raise OntologyError(f"{where}: country {row['country']!r} is not in countries.csv")
    if not row["name"] or not row["source"]:
        raise OntologyError(f"{where}: name and source must not be empty")
    if row["valid_from"] and row["valid_to"] and row["valid_from"] >= row["valid_to"]:
        raise OntologyError(f"{where}: valid_to is not after valid_from")


@cache
def aliases() -> tuple[AliasRow, ...]:
    """All spellings, the actors' own names included. Two actors may share one only if dates or contexts part them."""
    lines = {row.actor_id: number for number, row in enumerate(actors().values(), start=2)}
    named = [a for a in actors().values() if not a.name.endswith(")")]  # "RSF (since 2023)" is a label, no spelling
    rows = [(f"actors.csv:{lines[a.actor_id]}", AliasRow(a.name, a.actor_id, ())) for a in named]
    for line, row in _rows("actor_aliases.csv"):
        where = f"actor_aliases.csv:{line}"
        if row["actor_id"] not in actors():
            raise OntologyError(f"{where}: {row['actor_id']!r} is no id of actors.csv")
        context = _split(row["context"])
        if unknown := [c for c in context if c not in countries()]:
            raise OntologyError(f"{where}: {unknown[0]!r} is not in countries.csv")
        rows.append((where, AliasRow(row["alias"], row["actor_id"], context)))
    _check_overlaps(rows)
    return tuple(row for _, row in rows)


def _check_overlaps(rows: list[tuple[str, AliasRow]]) -> None:
    by_alias: dict[str, list[tuple[str, AliasRow]]] = {}
    for where, row in rows:
        for other_where, other in by_alias.setdefault(row.alias, []):
            if _overlap(row, other):
                raise OntologyError(
                    f"{where}: alias {row.alias!r} overlaps {other_where}; "
                    "bound one of them with valid_to or give it a context"
                )
        by_alias[row.alias].append((where, row))


def _overlap(a: AliasRow, b: AliasRow) -> bool:
    if a.actor_id == b.actor_id:
        return a.context == b.context
    one, two = actors()[a.actor_id], actors()[b.actor_id]
    if one.valid_from >= two.valid_to or two.valid_from >= one.valid_to:
        return False
    return bool(set(a.context) & set(b.context)) or a.context == b.context


@cache
def actor_nouns() -> ActorNouns:
    """The nouns of `actor_nouns.yaml`, checked: known types, and no word in two classes."""
    raw: dict[str, Any] = yaml.load(_text("actor_nouns.yaml"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    classes: dict[str, NounClass] = {}
    owner: dict[str, str] = {}
    for name, fields in raw.pop("classes").items():
        classes[name] = _noun_class(name, fields)
        for word in classes[name].words:
            if word in owner:
                raise OntologyError(f"{_noun_line(word)}: {word!r} stands in {owner[word]} and {name}; keep one")
            owner[word] = name
    modifiers = {name: frozenset(_words(words)) for name, words in raw.pop("modifiers").items()}
    anaphora = {w: frozenset(kinds.split("|")) for kinds, words in raw.pop("anaphora").items() for w in _words(words)}
    return ActorNouns(classes, modifiers, anaphora, {name: frozenset(_words(words)) for name, words in raw.items()})


def _noun_class(name: str, fields: dict[str, Any]) -> NounClass:
    for key in ("type", "attacker", "target"):
        if fields.get(key, "unknown") not in get_args(ActorType):
            raise OntologyError(f"{_noun_line(name + ':')}: {key} {fields[key]!r} is no actor type")
    if fields["country"] not in COUNTRY_BASES:
        raise OntologyError(f"{_noun_line(name + ':')}: country is none of {', '.join(COUNTRY_BASES)}")
    if not fields.get("match") or not fields.get("reject"):
        raise OntologyError(f"{_noun_line(name + ':')}: class {name} needs an example under match and under reject")
    return NounClass(
        name=name, type=fields["type"], country=fields["country"], words=_words(fields["words"]),
        attacker=fields.get("attacker"), target=fields.get("target"),
        military_roles=tuple(fields.get("military_roles", ())),
        not_roles=tuple(fields.get("not_roles", ())), needs_side=bool(fields.get("needs_side")),
        side_only=bool(fields.get("side_only")), match=tuple(fields["match"]), reject=tuple(fields["reject"]),
    )  # fmt: skip


def _words(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w.strip() for w in words.split(",") if w.strip()))


def _noun_line(word: str) -> str:
    for number, line in enumerate(_text("actor_nouns.yaml").splitlines(), start=1):
        if word in line:
            return f"actor_nouns.yaml:{number}"
    return "actor_nouns.yaml"


@cache
def data_version() -> str:
    """Hash of all data files: changes whenever one of them does."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(_text(name).encode())
    return digest.hexdigest()[:12]


def check_actors() -> dict[str, int]:
    """Loads and checks everything; counts by file. Raises OntologyError at the first row that breaks a rule."""
    nouns = actor_nouns()
    known = {*get_args(ActorType), "any", "person", "body"}
    if wrong := [kind for kinds in nouns.anaphora.values() for kind in kinds if kind not in known]:
        raise OntologyError(f"{_noun_line(wrong[0])}: {wrong[0]!r} under anaphora is no actor type")
    return {
        "countries": len(countries()),
        "demonyms": len(demonyms()),
        "actors": len(actors()),
        "aliases": len(aliases()),
        "nouns": sum(len(c.words) for c in nouns.classes.values()),
    }
