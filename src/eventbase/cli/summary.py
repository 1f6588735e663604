"""What a command says at its end: counts on stderr or as JSON, the first issues, where the files are."""

from __future__ import annotations

import click

from eventbase.cli.common import print_json, say
from eventbase.config import Settings
from eventbase.pipeline import Run

SHOWN = 10


def finish(settings: Settings, run: Run, as_json: bool) -> None:
    """Prints the summary and ends with the run's exit code."""
    if as_json:
        print_json({
            "counts": run.counts, "published": run.published, "written": {k: str(v) for k, v in run.written.items()},
            "issues": [issue.model_dump() for issue in run.issues],
        })  # fmt: skip
    for name, counts in run.counts.items():
        say(
            settings,
            f"{name:8} " + ", ".join(f"{value:,} {key}" for key, value in counts.items() if not isinstance(value, str)),
        )
    for issue in run.issues[:SHOWN]:
        say(settings, f"issue    {issue.code}: {issue.detail}")
    if len(run.issues) > SHOWN:
        say(settings, f'issue    … and {len(run.issues) - SHOWN} more; see: eventbase query "select * from issues"')
    if "publish" in run.counts or run.written:
        say(settings, "publish  " + ("the database is new" if run.published else "nothing changed"))
    for name, path in run.written.items():
        say(settings, f"{name:8} {path}")
    if run.exit_code:
        click.get_current_context().exit(run.exit_code)
