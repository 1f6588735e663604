"""`eventbase code`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from eventbase.cli.common import json_option, print_json, settings_options
from eventbase.config import Settings
from eventbase.errors import InputError, UsageError
from eventbase.records import Article, Part


@click.command("code")
@click.option(
    "--explain",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Show what matches in FILE and why; stores nothing.",
)
@click.option("--published-at", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication, with --explain.")
@json_option
@settings_options
def command(settings: Settings, explain: Path | None, published_at: datetime | None, as_json: bool) -> None:
    """Finds the events in articles that are pending.

    \b
    Examples:
      eventbase code
      eventbase code --explain page.txt --published-at 2025-02-09
    """
    if explain is not None:
        _explain(settings, explain, published_at, as_json)
        return
    from eventbase.cli.summary import finish
    from eventbase.coding.stage import code
    from eventbase.pipeline import stage

    finish(settings, stage(settings, "code", lambda work, run: run.counts.update(code=code(work, settings))), as_json)


def _explain(settings: Settings, path: Path, published_at: datetime | None, as_json: bool) -> None:
    from eventbase.coding.rules import RulesCoder
    from eventbase.coding.verify import verify

    article, parts = _article(path, published_at)
    lines: list[str] = []
    mentions, issues = verify(article, RulesCoder(settings=settings).code(article, parts, lines.append))
    if as_json:
        print_json(
            {
                "steps": lines,
                "mentions": [m.model_dump(mode="json") for m in mentions],
                "issues": [i.model_dump() for i in issues],
            }
        )
        return
    click.echo("\n".join(lines))
    for mention in mentions:
        click.echo(
            f"\n{mention.sub_event_type} ({mention.status}, {mention.temporal_role}, "
            f"confidence {mention.confidence:.2f})"
        )
        for evidence in mention.evidence:
            click.echo(f"  {evidence.field:14} {evidence.start}-{evidence.end} {evidence.quote!r}")
        for figure in mention.figures:
            click.echo(
                f"  figure         {figure.start}-{figure.end} {figure.measure} "
                f"{figure.low}/{figure.best}/{figure.high} {figure.side} {figure.quote!r}"
            )


def _article(path: Path, published_at: datetime | None) -> tuple[Article, tuple[Part, ...]]:
    from eventbase.ingest.read import Ingested, InputDefaults, read_inputs

    if not path.is_file():
        raise UsageError(f"{path}: no such file; give a .txt, .html or .jsonl file")
    for row in read_inputs(
        [path], InputDefaults(published_at=published_at), retrieved_at=datetime.now(UTC).replace(tzinfo=None)
    ):
        if isinstance(row, Ingested):
            return row.article, row.parts
    raise InputError(f"{path}: holds no article; see what `eventbase ingest` says of it")
