"""`eventbase doctor`."""

from __future__ import annotations

from dataclasses import asdict

import click

from eventbase.cli.common import json_option, print_json, settings_options
from eventbase.config import Settings


@click.command("doctor")
@json_option
@settings_options
def command(settings: Settings, as_json: bool) -> None:
    """Says what is installed, found, locked or missing, and how to mend it. Exit code 1 if something needed is missing.

    \b
    Examples:
      eventbase doctor
      eventbase doctor --db my/events.duckdb --json
    """
    from eventbase.doctor import examine

    found = examine(settings)
    if as_json:
        print_json({"ok": all(f.state != "fail" for f in found), "findings": [asdict(f) for f in found]})
    else:
        width = max(len(f.name) for f in found)
        for finding in found:
            click.echo(f"{finding.state:4}  {finding.name:{width}}  {finding.detail}")
            if finding.mend:
                click.echo(f"{'':4}  {'':{width}}  → {finding.mend}")
    if any(f.state == "fail" for f in found):
        click.get_current_context().exit(1)
