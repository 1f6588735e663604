"""`eventbase release`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from eventbase.cli.common import json_option, print_json, say, settings_options
from eventbase.config import Settings
from eventbase.errors import UsageError


@click.command("release")
@click.argument("version")
@click.option("--out", type=click.Path(path_type=Path), help="New folder [releases/VERSION beside the database].")
@click.option("--title", help="Title of the data set.")
@click.option("--author", "authors", multiple=True, help="Name to cite; may be repeated.")
@click.option("--licence", help="SPDX name of the data's licence [CC-BY-4.0].")
@click.option("--date", help="Release date, YYYY-MM-DD; left out if not given: nothing comes from the clock.")
@click.option("--by-year", is_flag=True, help="Events in a folder a year too (hive partitions).")
@click.option(
    "--safe", is_flag=True, help="Withhold names of private persons and quotes, blur exact places of civilians."
)
@click.option("--previous", type=click.Path(path_type=Path), help="Last release: writes what changed since.")
@click.option(
    "--accuracy", type=click.Path(path_type=Path), help="JSON of `eventbase evaluate --json`, for method.json."
)
@click.option("--stata", is_flag=True, help="Events as Stata .dta too (needs pyreadstat).")
@click.option("--croissant", is_flag=True, help="Croissant metadata too.")
@json_option
@settings_options
def command(settings: Settings, version: str, out: Path | None, as_json: bool, **given: Any) -> None:
    """Writes a citable, immutable release: Parquet, CSV, codebook, data package, citation, licence, hashes.

    \b
    Examples:
      eventbase release 1.0.0
      eventbase release 1.1.0 --previous data/processed/releases/1.0.0 --out /data/conflict-1.1.0
      eventbase release 1.1.0-safe --safe --by-year
    """
    from eventbase.export.release import release

    target = out or settings.db.parent / "releases" / version
    release(settings.db, version, target, _options(given))
    if as_json:
        print_json({"version": version, "path": str(target)})
    else:
        say(settings, f"release {version} in {target}; check it with: eventbase verify {target}")


def _options(given: dict[str, Any]) -> Any:
    from eventbase.export.release import ReleaseOptions

    accuracy = given.pop("accuracy")
    names = {name: value for name, value in given.items() if value not in (None, ())}
    if "authors" in names:
        names["authors"] = list(names["authors"])
    return ReleaseOptions(**names, accuracy=_json_file(accuracy) if accuracy else None)


def _json_file(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"--accuracy {path}: {error}; give the output of `eventbase evaluate GOLD --json`") from error
