"""The command line: one module a command, imported only when it is called."""

from __future__ import annotations

import importlib
import sys

import click

from eventbase import __version__
from eventbase.errors import EventbaseError

COMMANDS = {
    "build": "build",
    "ingest": "ingest",
    "code": "code",
    "geocode": "geocode",
    "link": "link",
    "publish": "publish",
    "export": "export",
    "report": "report",
    "query": "query",
    "evaluate": "evaluate",
    "gazetteer": "gazetteer",
    "release": "release",
    "verify": "verify",
    "diff": "diff",
    "doctor": "doctor",
}


class LazyGroup(click.Group):
    """Imports `eventbase.cli.NAME` and takes its `command` when NAME is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = importlib.import_module(f"eventbase.cli.{module}").command
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="eventbase")
def cli() -> None:
    """Turns news articles about wars into a dataset of events that can be followed to the words they came from.

    \b
    Examples:
      eventbase build                      # data/raw/ to database, Parquet files and report
      eventbase build page.txt --published-at 2025-02-09 --db my.duckdb
      eventbase query "select * from events order by event_date limit 10"
    """


def main() -> None:
    """Runs the command line; every EventbaseError becomes one line on stderr and its exit code."""
    try:
        sys.exit(cli(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        click.echo("eventbase: stopped; what was stored is kept, run the same command to go on", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except EventbaseError as error:
        click.echo(f"eventbase: {error}", err=True)
        sys.exit(error.exit_code)
