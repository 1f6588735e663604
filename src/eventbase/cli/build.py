"""`eventbase build`."""

from __future__ import annotations

from pathlib import Path

import click

from eventbase.cli.common import json_option, settings_options
from eventbase.cli.inputs import input_options
from eventbase.config import DEFAULT_INPUT, Settings
from eventbase.ingest.read import InputDefaults


@click.command("build")
@input_options
@json_option
@settings_options
def command(settings: Settings, paths: list[Path], defaults: InputDefaults, as_json: bool) -> None:
    """All stages on PATHS (default data/raw/): ingest, code, geocode, link, publish, export, report.

    Run again, it does only what is new or changed. Exit code 4: some inputs were refused, and are listed.

    \b
    Examples:
      eventbase build
      eventbase build page.txt --published-at 2025-02-09 --db my/events.duckdb
      eventbase build 'archive/2025-*.jsonl' more/
    """
    from eventbase.cli.summary import finish
    from eventbase.pipeline import build

    finish(settings, build(settings, paths or [DEFAULT_INPUT], defaults), as_json)
