"""`eventbase diff`."""

from __future__ import annotations

from pathlib import Path

import click

from eventbase.cli.common import json_option, print_json, say, settings_options
from eventbase.config import Settings


@click.command("diff")
@click.argument("a", type=click.Path(path_type=Path))
@click.argument("b", type=click.Path(path_type=Path))
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write an HTML page there.")
@json_option
@settings_options
def command(settings: Settings, a: Path, b: Path, page: Path | None, as_json: bool) -> None:
    """What changed from A to B: events added, changed field by field, merged, split, withdrawn; monthly totals.

    A and B are published databases, or folders of a release or an export.

    \b
    Examples:
      eventbase diff releases/1.0.0 releases/1.1.0
      eventbase diff releases/1.0.0 data/processed/eventbase.duckdb --html changes.html
    """
    from eventbase.export.diff import diff, to_html, to_text

    changes = diff(a, b)
    if page:
        page.write_text(to_html(changes), encoding="utf-8", newline="\n")
        say(settings, f"written to {page}")
    if as_json:
        print_json(changes.as_dict())
    elif not page:
        click.echo(to_text(changes), nl=False)
