"""`eventbase publish`."""

from __future__ import annotations

import click

from eventbase.cli.common import json_option, settings_options
from eventbase.config import Settings


@click.command("publish")
@json_option
@settings_options
def command(settings: Settings, as_json: bool) -> None:
    """Replaces the published database in one step by what the work file holds.

    \b
    Example:
      eventbase publish --db my/events.duckdb
    """
    from eventbase.cli.summary import finish
    from eventbase.pipeline import Run, run_publish, started

    run = Run()
    with started(settings, "publish", ()) as work:
        run.published = run_publish(work, settings, run)
    run.written["database"] = settings.db
    finish(settings, run, as_json)
