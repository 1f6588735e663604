"""The sample input is complete, dated in its period, and lists the public fact behind every item."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

RAW = Path(__file__).parents[2] / "data" / "raw"
FIRST, LAST = date(2024, 8, 1), date(2025, 11, 30)


def read_rows() -> list[dict[str, Any]]:
    """The items of feeds and tables, as their columns."""
    rows = [json.loads(line) for path in sorted(RAW.glob("feeds/*.jsonl")) for line in path.open(encoding="utf-8")]
    for path in sorted(RAW.glob("feeds/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    return rows


def item_names() -> set[str]:
    pages = [*RAW.glob("pages/*.txt"), *RAW.glob("html/*.html")]
    return {path.relative_to(RAW).as_posix() for path in pages} | {row["id"] for row in read_rows()}


def test_formats_and_numbers() -> None:
    assert len(list(RAW.glob("pages/*.txt"))) >= 14
    assert len(list(RAW.glob("html/*.html"))) >= 8
    assert len(list(RAW.glob("feeds/*.jsonl"))) >= 2
    assert len(list(RAW.glob("feeds/*.csv"))) >= 1
    assert len(item_names()) >= 44


def test_readme_lists_every_item_and_no_other() -> None:
    listed = set(
        re.findall(r"`((?:pages|html)/[\w-]+\.(?:txt|html)|(?:nbw|lnm|hc|sd)-[\w-]+)`", (RAW / "README.md").read_text())
    )
    assert listed == item_names()


def test_sidecars_have_their_page() -> None:
    for path in RAW.glob("pages/*.meta.json"):
        assert path.with_name(path.name.removesuffix(".meta.json") + ".txt").exists(), path.name
        meta = json.loads(path.read_text(encoding="utf-8"))
        assert meta["source"].endswith("(sample)")
        assert meta["url"].split("/")[2].endswith(".example")


def test_items_come_from_made_up_outlets_in_the_period() -> None:
    rows = read_rows()
    for row in rows:
        assert row["source"].endswith("(sample)"), row["id"]
        assert row["url"].split("/")[2].endswith(".example"), row["id"]
        assert FIRST <= date.fromisoformat(row["published_at"][:10]) <= LAST, row["id"]
    for path in [*RAW.glob("pages/*.txt"), *RAW.glob("html/*.html")]:
        assert FIRST <= date.fromisoformat(path.name[:10]) <= LAST, path.name
    assert len({row["source"] for row in rows}) >= 4


def test_banner_is_set_by_data() -> None:
    declared = tomllib.loads((RAW / "dataset.toml").read_text(encoding="utf-8"))
    assert declared["banner"] == "sample texts, not for citation"
    assert declared["licence"] == "CC0-1.0"
    assert declared["title"]
