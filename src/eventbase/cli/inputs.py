"""Options of the commands that read articles."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from eventbase.ingest.read import InputDefaults


def input_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds PATHS, --published-at and --source; the command gets `paths` and `defaults: InputDefaults`."""

    @click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
    @click.option(
        "--published-at",
        type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]),
        help="Day of publication, for inputs that tell none.",
    )
    @click.option("--source", help="Publisher, for inputs that tell none.")
    @functools.wraps(function)
    def command(paths: tuple[Path, ...], published_at: datetime | None, source: str | None, **options: Any) -> Any:
        return function(paths=list(paths), defaults=InputDefaults(published_at=published_at, source=source), **options)

    return command
