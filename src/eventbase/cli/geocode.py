"""`eventbase geocode`."""

from __future__ import annotations

import click

from eventbase.cli.common import json_option, settings_options
from eventbase.config import Settings


@click.command("geocode")
@json_option
@settings_options
def command(settings: Settings, as_json: bool) -> None:
    """Resolves place names that are pending.

    \b
    Example:
      eventbase geocode
    """
    from eventbase.cli.summary import finish
    from eventbase.gazetteer.stage import geocode
    from eventbase.pipeline import stage

    finish(
        settings,
        stage(settings, "geocode", lambda work, run: run.counts.update(geocode=geocode(work, settings))),
        as_json,
    )
