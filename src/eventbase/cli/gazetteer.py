"""`eventbase gazetteer`: look places up, list and describe gazetteers, build a larger one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from eventbase.cli.common import json_option, print_json, say, settings_options
from eventbase.config import Settings
from eventbase.errors import UsageError
from eventbase.gazetteer.files import CURRENT, builtin_file, gazetteer_dir, user_file
from eventbase.gazetteer.resolve import OfflineGeocoder, Query, Resolution
from eventbase.gazetteer.store import Gazetteer, open_gazetteer
from eventbase.records import Place

BUILTIN = "built-in"


@click.group()
def command() -> None:
    """Look places up, and build a larger gazetteer from GeoNames dumps.

    \b
    Examples:
      eventbase gazetteer lookup Pokrovsk --context Myrnohrad --why
      eventbase gazetteer build --geonames SD.zip --geonames SS.zip
    """


@command.command()
@click.argument("name")
@click.option("--admin1", help="First-level area that the place must lie in.")
@click.option("--country", help="Country that it must lie in: name or code.")
@click.option("--context", multiple=True, help="Another place name of the text; may be given several times.")
@click.option("--why", is_flag=True, help="Print every candidate with the reasons for its score.")
@json_option
@settings_options
def lookup(
    settings: Settings,
    name: str,
    admin1: str | None,
    country: str | None,
    context: tuple[str, ...],
    why: bool,
    as_json: bool,
) -> None:
    """Says which place NAME means, and how sure that is. Exit 1 if it stays open.

    \b
    Example:
      eventbase gazetteer lookup "Kursk Oblast" --json
    """
    with open_gazetteer(settings) as gazetteer:
        geocoder = OfflineGeocoder(gazetteer=gazetteer)
        found = geocoder.resolve(Query(name, admin1, country, context))
        if as_json:
            print_json(_as_json(gazetteer, found, why))
        else:
            _print(gazetteer, name, found, why)
    if found.place is None:
        raise SystemExit(1)


def _as_json(gazetteer: Gazetteer, found: Resolution, why: bool) -> dict[str, Any]:
    out: dict[str, Any] = {"place": found.place.model_dump(mode="json") if found.place else None, "note": found.note}
    if why:
        out["candidates"] = [
            {
                "place_id": scored.entry.place_id,
                "name": scored.entry.name,
                "where": _where(gazetteer, scored.entry.admin1_id, scored.entry.country),
                "feature": scored.entry.feature,
                "score": round(scored.score, 2),
                "reasons": [{"reason": reason, "weight": round(weight, 2)} for reason, weight in scored.reasons],
            }
            for scored in found.candidates
        ]
    return out


def _print(gazetteer: Gazetteer, name: str, found: Resolution, why: bool) -> None:
    click.echo(_line(found.place) if found.place else f"{name}: {found.note}")
    if found.place and found.note:
        click.echo(found.note)
    for scored in found.candidates if why else ():
        entry = scored.entry
        where = _where(gazetteer, entry.admin1_id, entry.country)
        click.echo(
            f"{scored.score:6.2f}  {scored.entry.name}, {where} ({scored.entry.feature}, {scored.entry.place_id})"
        )
        click.echo("        " + "; ".join(f"{reason} {weight:+.2f}" for reason, weight in scored.reasons))


def _line(place: Place) -> str:
    where = ", ".join(part for part in (place.name, place.admin2, place.admin1, place.country) if part)
    at = "" if place.latitude is None else f"  {place.latitude:.4f} {place.longitude:.4f}"
    return f"{where}{at}  {place.geo_precision}  {place.place_id}"


def _where(gazetteer: Gazetteer, admin1: int | None, country: str | None) -> str:
    area = gazetteer.entry(admin1)
    return ", ".join(part for part in (area.name if area else None, country) if part) or "no country"


@command.command("list")
@json_option
@settings_options
def list_gazetteers(settings: Settings, as_json: bool) -> None:
    """Lists the built-in gazetteer and those that were built; the one in use has a star.

    \b
    Example:
      eventbase gazetteer list
    """
    used = settings.gazetteer.path or user_file()
    rows = [{"name": BUILTIN, "path": str(builtin_file()), "in_use": used is None}]
    rows += [
        {"name": path.stem, "path": str(path), "in_use": path == used}
        for path in sorted(gazetteer_dir().glob("*.sqlite"))
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{'*' if row['in_use'] else ' '} {row['name']}  {row['path']}")


@command.command()
@json_option
@settings_options
def info(settings: Settings, as_json: bool) -> None:
    """Describes the gazetteer in use: sources, versions, counts, attribution.

    \b
    Example:
      eventbase gazetteer info
    """
    with open_gazetteer(settings) as gazetteer:
        meta = gazetteer.meta()
        facts: dict[str, Any] = {
            "path": str(gazetteer.path),
            "version": gazetteer.version,
            **{key: value for key, value in meta.items() if key not in ("sources", "dumps")},
            "sources": json.loads(meta.get("sources", "[]")),
            "dumps": json.loads(meta.get("dumps", "[]")),
            "crimea": settings.gazetteer.crimea,
        }
    if as_json:
        print_json(facts)
        return
    for key, value in facts.items():
        click.echo(f"{key}: {'; '.join(value) if isinstance(value, list) else value}")


@command.command()
@click.option(
    "--geonames",
    "dumps",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="A GeoNames file: country dump, allCountries, alternateNamesV2, admin1CodesASCII, admin2Codes; zip or txt.",
)
@click.option("--name", help="Name of the new gazetteer [from the files].")
@settings_options
def build(settings: Settings, dumps: tuple[Path, ...], name: str | None) -> None:
    """Builds a larger gazetteer from the built-in one and GeoNames dumps, and uses it from then on.

    \b
    Example:
      eventbase gazetteer build --geonames UA.zip --geonames alternateNamesV2.zip
    """
    from eventbase.gazetteer.builders.larger import build_larger

    name = name or "-".join(path.stem for path in dumps)
    if name == BUILTIN or Path(name).name != name or name.startswith("."):
        raise UsageError(f"{name!r} cannot name a gazetteer; use letters, digits and hyphens")
    out = gazetteer_dir() / f"{name}.sqlite"
    meta = build_larger(dumps, out, name=name, quiet=settings.quiet)
    _use(out.name)
    say(settings, f"{out}: {int(meta['places']):,} places; in use from now on")


@command.command()
@click.argument("name")
@settings_options
def use(settings: Settings, name: str) -> None:
    """Uses another gazetteer from now on: NAME as `list` prints it, or `built-in`.

    \b
    Example:
      eventbase gazetteer use built-in
    """
    if name == BUILTIN:
        (gazetteer_dir() / CURRENT).unlink(missing_ok=True)
    elif (gazetteer_dir() / f"{name}.sqlite").is_file():
        _use(f"{name}.sqlite")
    else:
        raise UsageError(f"no gazetteer is called {name!r}; `eventbase gazetteer list` prints the names")
    say(settings, f"{name} is in use from now on")


def _use(file_name: str) -> None:
    """Points `current` to a file, in one step."""
    pointer = gazetteer_dir() / CURRENT
    new = pointer.with_suffix(".new")
    new.write_text(file_name, encoding="utf-8")
    new.replace(pointer)
