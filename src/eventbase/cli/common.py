"""Options that all commands share."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from eventbase.config import Settings, load_settings


def settings_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --db, --config, --quiet, --verbose; the command gets one argument `settings: Settings`."""

    @click.option("--db", type=click.Path(path_type=Path), help="Published database [data/processed/eventbase.duckdb].")
    @click.option("--config", type=click.Path(path_type=Path), help="Settings file [eventbase.toml, if it is there].")
    @click.option("--quiet", is_flag=True, help="No progress, no summary.")
    @click.option("--verbose", is_flag=True, help="Say more on stderr.")
    @functools.wraps(function)
    def command(db: Path | None, config: Path | None, quiet: bool, verbose: bool, **options: Any) -> Any:
        settings: Settings = load_settings(config, db=db, quiet=quiet or None, verbose=verbose or None)
        return function(settings=settings, **options)

    return command


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --json as `as_json: bool`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")(function)


def say(settings: Settings, message: str) -> None:
    """A line on stderr, unless --quiet."""
    if not settings.quiet:
        click.echo(message, err=True)


def print_json(value: Any) -> None:
    """One JSON document on stdout; dates as ISO 8601."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
