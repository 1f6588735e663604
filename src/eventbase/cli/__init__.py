"""The command line: one module a command, imported only when it is called."""

from __future__ import annotations

import importlib
import sys

import click

from eventbase import __version__
from eventbase.errors import EventbaseError

COMMANDS = {
    "build": "All stages: ingest, code, geocode, link, publish, export, report.",
    "ingest": "Read files and folders into the work file.",
    "code": "Find the events in articles that are pending.",
    "geocode": "Resolve place names that are pending.",
    "link": "Join mentions of the same happening into events.",
    "publish": "Replace the published database in one step.",
    "export": "Write Parquet, CSV and GeoJSON for researchers.",
    "report": "Write the HTML page for readers.",
    "query": "Run SQL on the published database, read-only.",
    "evaluate": "Score the coder against gold events.",
    "gazetteer": "Look places up; build a larger gazetteer.",
    "release": "Write a citable, immutable release.",
    "verify": "Re-check a release: hashes, keys, evidence.",
    "diff": "What changed between two databases or releases.",
    "doctor": "What is installed, found, locked or missing.",
}


class LazyGroup(click.Group):
    """Imports `eventbase.cli.NAME` and takes its `command` only when NAME is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"eventbase.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


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
