"""`eventbase verify`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from eventbase.cli.common import json_option, print_json, settings_options
from eventbase.config import Settings
from eventbase.errors import CheckFailed


@click.command("verify")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--texts", is_flag=True, help="Look each quote up in the articles of --db as well.")
@json_option
@settings_options
def command(settings: Settings, folder: Path, texts: bool, as_json: bool) -> None:
    """Re-checks a release or an export: hashes, keys, codes, evidence offsets. Exit code 1 if a check fails.

    \b
    Examples:
      eventbase verify data/processed/releases/1.0.0
      eventbase verify data/processed/releases/1.0.0 --texts --db data/processed/eventbase.duckdb
    """
    from eventbase.export.verify import verify

    problems = verify(folder, settings.db if texts else None)
    if as_json:
        print_json({"ok": not problems, "problems": [asdict(problem) for problem in problems]})
    else:
        for problem in problems:
            click.echo(f"{problem.check}: {problem.file}: {problem.detail}")
    if problems:
        raise CheckFailed(
            f"{folder}: {len(problems)} problem{'s' if len(problems) > 1 else ''}; get a fresh copy of it"
        )
    if not as_json:
        click.echo(f"{folder}: all checks passed")
