"""`eventbase link`."""

from __future__ import annotations

import click

from eventbase.cli.common import json_option, settings_options
from eventbase.config import Settings


@click.command("link")
@json_option
@settings_options
def command(settings: Settings, as_json: bool) -> None:
    """Joins mentions of the same happening into events.

    \b
    Example:
      eventbase link
    """
    from eventbase.cli.summary import finish
    from eventbase.linking.stage import link
    from eventbase.pipeline import stage

    finish(settings, stage(settings, "link", lambda work, run: run.counts.update(link=link(work, settings))), as_json)
