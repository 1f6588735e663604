"""Writes the table of docs/measured.json between its two markers in README.md.

    python scripts/update_readme.py            writes it
    python scripts/update_readme.py --check    exit code 1 if README.md does not say what measured.json says

A row of measured.json: `what` was measured, its `value` as it is to be read (null: not measured), the `command` that
measures it; `as_of` is the day.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
MEASURED = ROOT / "docs/measured.json"
START = "<!-- measured: made from docs/measured.json by scripts/update_readme.py -->\n"
END = "<!-- /measured -->\n"


def table(measured: dict[str, Any]) -> str:
    """The Markdown between the markers."""
    lines = [f"As of {measured['as_of']}, on 2 cores.", ""] if measured["as_of"] else []
    lines += ["| what | measured | command |", "|---|---|---|"]
    lines += [f"| {row['what']} | {row['value'] or 'not yet'} | `{row['command']}` |" for row in measured["rows"]]
    return "\n".join(lines) + "\n"


def updated(readme: str, measured: dict[str, Any]) -> str:
    """The README with its table made anew. Raises ValueError if a marker is missing."""
    head, _, rest = readme.partition(START)
    _, marker, tail = rest.partition(END)
    if not marker:
        raise ValueError(f"README.md: a marker is missing; it needs {START.strip()!r} and below it {END.strip()!r}")
    return head + START + "\n" + table(measured) + "\n" + END + tail


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    check = parser.parse_args().check
    old = README.read_text(encoding="utf-8")
    new = updated(old, json.loads(MEASURED.read_text(encoding="utf-8")))
    if check and new != old:
        raise SystemExit("README.md differs from docs/measured.json; run: make readme")
    if not check:
        README.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
