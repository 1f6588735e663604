"""`eventbase export`."""

from __future__ import annotations

from pathlib import Path

import click

from eventbase.cli.common import json_option, print_json, say, settings_options
from eventbase.config import Settings


@click.command("export")
@click.option(
    "--format", "formats", multiple=True, metavar="FORMAT", help="parquet, csv or geojson; may be repeated [all]."
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder [export/ beside the database].")
@click.option("--excel", is_flag=True, help="CSV with a byte order mark, so that Excel reads it as UTF-8.")
@json_option
@settings_options
def command(settings: Settings, formats: tuple[str, ...], out: Path | None, excel: bool, as_json: bool) -> None:
    """Writes the tables of the published database as Parquet, CSV and GeoJSON, with a manifest.

    \b
    Examples:
      eventbase export
      eventbase export --format csv --excel --out for-excel/
    """
    from eventbase.export.tables import FORMATS, export

    written = export(settings.db, out or settings.export_dir, formats or FORMATS, bom=excel)
    if as_json:
        print_json({"files": [str(path) for path in written]})
    else:
        say(settings, f"{len(written)} files in {out or settings.export_dir}")
