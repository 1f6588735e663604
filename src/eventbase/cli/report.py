"""`eventbase report`."""

from __future__ import annotations

from pathlib import Path

import click

from eventbase.cli.common import say, settings_options
from eventbase.config import Settings


@click.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write [reports/].")
@click.option(
    "--split",
    type=click.Choice(["country", "conflict", "actor", "month"]),
    help="Write a page for each of these besides.",
)
@click.option(
    "--figures",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write timeline and map as SVG and PNG to this folder instead of the page.",
)
@settings_options
def command(settings: Settings, out: Path | None, split: str | None, figures: Path | None) -> None:
    """Write the HTML page for readers, from the published database.

    The page holds data, script and style; it can be mailed, printed, put on any web server or opened from disk.

    \b
    Examples:
      eventbase report                          # reports/index.html
      eventbase report --split country          # and reports/country/UKR.html ...
      eventbase report --figures slides/        # timeline and map as SVG and PNG
    """
    if figures is not None:
        from eventbase.report.figures import write_figures

        for path in write_figures(settings.db, figures):
            click.echo(path)
        return
    from eventbase.report.page import write_report

    index = write_report(settings.db, out or settings.report_dir, settings=settings, split=split)
    say(settings, f"Report written: open {index} in a browser")
    click.echo(index)
