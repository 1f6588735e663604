"""`eventbase evaluate`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventbase.cli.common import json_option, print_json, say, settings_options
from eventbase.config import Settings
from eventbase.errors import CheckFailed

if TYPE_CHECKING:
    from eventbase.evaluate.floors import Breach
    from eventbase.evaluate.records import GoldPage
    from eventbase.evaluate.score import Score

OWN = "own"  # the floors' section for several files


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...", type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="List every miss, false alarm and wrong field.")
@click.option("--types", is_flag=True, help="Precision and recall by sub-type.")
@click.option("--html", type=click.Path(path_type=Path), help="Write a page with gold and coded events side by side.")
@click.option(
    "--coded", type=click.Path(path_type=Path), metavar="DB", help="Score a published database, not the coder."
)
@click.option(
    "--against", type=click.Path(path_type=Path), metavar="DB", help="Show what was gained and lost against DB."
)
@click.option("--floors", type=click.Path(path_type=Path), help="Exit with 1 if a measure is below its floor.")
@click.option("--section", help="Section of the floors' file [the gold file's name, if it has one; else own].")
@json_option
@settings_options
def command(
    settings: Settings, gold: tuple[Path, ...], errors: bool, types: bool, html: Path | None, coded: Path | None,
    against: Path | None, floors: Path | None, section: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Scores the coder against the events of GOLD: files, or folders of .jsonl files. Needs no database.

    \b
    Examples:
      eventbase evaluate tests/gold --errors
      eventbase evaluate tests/gold/dates.jsonl --html dates.html
      eventbase evaluate tests/gold --floors tests/floors.yaml
      eventbase evaluate gold.jsonl --against old/eventbase.duckdb
    """
    from eventbase.evaluate.gold import read_gold

    pages = read_gold(gold)
    found = _score(settings, pages, gold, coded)
    _print(found, pages, against, errors=errors, types=types, as_json=as_json)
    if html is not None:
        from eventbase.evaluate.page import write_page

        write_page(html, pages, found)
        say(settings, f"html     {html}")
    if floors is not None:
        _hold(found, floors, section or _section(floors, gold))


def _score(settings: Settings, pages: Sequence[GoldPage], gold: Sequence[Path], coded: Path | None) -> Score:
    from eventbase.evaluate.coded import code_gold, from_database
    from eventbase.evaluate.score import score

    events = code_gold(gold, settings) if coded is None else from_database(coded)
    absent = sorted(page.page_id for page in pages if page.page_id not in events)
    if absent:
        say(settings, f"{len(absent)} gold pages were not coded, e.g. {absent[:3]}; build the gold file itself")
    return score(pages, events)


def _print(
    found: Score, pages: Sequence[GoldPage], against: Path | None, *, errors: bool, types: bool, as_json: bool
) -> None:
    from eventbase.evaluate import tell
    from eventbase.evaluate.coded import from_database
    from eventbase.evaluate.score import score

    other = score(pages, from_database(against)) if against is not None else None
    if as_json:
        print_json(_object(found, other, errors=errors))
        return
    lines = [*tell.error_lines(found)] if errors else []
    lines += [*tell.score_lines(found), *tell.reliability_lines(found)]
    lines += tell.type_lines(found) if types else []
    if other is not None:
        from eventbase.evaluate.compare import change_lines, changes

        lines += [f"against {against}:", *tell.score_lines(other), *change_lines(changes(other, found))]
    click.echo("\n".join(lines))


def _object(found: Score, other: Score | None, *, errors: bool) -> dict[str, Any]:
    from eventbase.evaluate import tell
    from eventbase.evaluate.compare import change_object, changes

    value = tell.score_object(found)
    if errors:
        value["errors"] = list(tell.error_lines(found))
    if other is not None:
        value["against"] = tell.score_object(other)
        value["changes"] = [change_object(change) for change in changes(other, found)]
    return value


def _section(floors: Path, gold: Sequence[Path]) -> str:
    """The section named as the only gold file, if there is one; else `own`."""
    from eventbase.evaluate.floors import sections

    return gold[0].stem if len(gold) == 1 and gold[0].stem in sections(floors) else OWN


def _hold(found: Score, floors: Path, section: str) -> None:
    from eventbase.evaluate.floors import breaches, read_floors

    broken: list[Breach] = breaches(found, read_floors(floors, section))
    for breach in broken:
        click.echo(breach.line(), err=True)
    if broken:
        names = ", ".join(breach.name for breach in broken)
        raise CheckFailed(f"{floors}: {section}: {len(broken)} measures fell: {names}; see `evaluate --errors`")
