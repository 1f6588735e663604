"""`eventbase ingest`."""

from __future__ import annotations

from pathlib import Path

import click

from eventbase.cli.common import json_option, settings_options
from eventbase.cli.inputs import input_options
from eventbase.config import Settings
from eventbase.errors import UsageError
from eventbase.ingest.read import InputDefaults


@click.command("ingest")
@input_options
@json_option
@settings_options
def command(settings: Settings, paths: list[Path], defaults: InputDefaults, as_json: bool) -> None:
    """Reads files, folders and globs (.txt, .html, .jsonl, .csv, .parquet) into the work file.

    \b
    Examples:
      eventbase ingest data/raw
      eventbase ingest feed.jsonl --source "My outlet"
    """
    from eventbase.cli.summary import finish
    from eventbase.pipeline import run_ingest, stage

    if not paths:
        raise UsageError("say what to read: eventbase ingest PATHS…")
    run = stage(settings, "ingest", lambda work, run: _ignore(run_ingest(work, settings, paths, defaults, run)), paths)
    finish(settings, run, as_json)


def _ignore(_: object) -> None:
    return None
