"""Raises floors to just under what is measured: `python -m eventbase.evaluate.raise_floors FLOORS SECTION GOLD…`.

None is lowered (the ceiling of the calibration error is not raised); comments and order of the file stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import click

from eventbase.config import Settings
from eventbase.evaluate.coded import code_gold
from eventbase.evaluate.floors import CEILING, measured, read_floors
from eventbase.evaluate.gold import read_gold
from eventbase.evaluate.score import score

SLACK = 0.02


def raised(text: str, section: str, values: Mapping[str, float], slack: float = SLACK) -> str:
    """The file's text with the section's bounds moved where the measured value, less `slack`, allows it."""
    lines, inside = [], False
    for line in text.split("\n"):
        if re.match(r"\S", line) and not line.startswith("#"):
            inside = line.rstrip().rstrip(":") == section
        match = re.match(r"  (?P<name>\w+): (?P<bound>[\d.]+)$", line)
        if inside and match and match["name"] in values:
            bound = _moved(match["name"], float(match["bound"]), values[match["name"]], slack)
            line = f"  {match['name']}: {bound:.3f}"
        lines.append(line)
    return "\n".join(lines)


def _moved(name: str, bound: float, value: float, slack: float) -> float:
    return min(bound, value + slack) if name == CEILING else max(bound, value - slack)


@click.command()
@click.argument("floors", type=click.Path(path_type=Path, exists=True))
@click.argument("section")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--slack", default=SLACK, show_default=True, help="How far below what is measured.")
def main(floors: Path, section: str, gold: tuple[Path, ...], slack: float) -> None:
    """Codes GOLD and raises the bounds of SECTION in the file FLOORS."""
    before = read_floors(floors, section)
    values = measured(score(read_gold(gold), code_gold(gold, Settings(quiet=True))))
    text = raised(floors.read_text(encoding="utf-8"), section, values, slack)
    floors.write_text(text, encoding="utf-8", newline="\n")
    for name, bound in read_floors(floors, section).items():
        if bound != before[name]:
            click.echo(f"{section}: {name}: {before[name]:.3f} -> {bound:.3f} (measured {values[name]:.3f})")


if __name__ == "__main__":
    main()
