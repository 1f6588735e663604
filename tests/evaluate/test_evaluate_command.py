"""`eventbase evaluate`: the lines, the page, the comparison of two versions, the floors."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from eventbase.cli.evaluate import command
from eventbase.config import Settings
from eventbase.errors import CheckFailed, UsageError
from eventbase.evaluate.coded import code_gold, from_database
from eventbase.evaluate.compare import change_lines, changes
from eventbase.evaluate.floors import breaches, measured, read_floors
from eventbase.evaluate.gold import read_gold
from eventbase.evaluate.page import render, stretches
from eventbase.evaluate.raise_floors import raised
from eventbase.evaluate.score import score
from eventbase.ingest.read import InputDefaults
from eventbase.pipeline import build

OWN = Path(__file__).parents[1] / "gold"
GOLD = OWN / "merge.jsonl"


@pytest.fixture(scope="module")
def coded():
    return code_gold([GOLD], Settings(quiet=True))


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Path:
    db = tmp_path_factory.mktemp("other") / "other.duckdb"
    build(Settings(db=db, quiet=True), [GOLD], InputDefaults())
    return db


def run(*arguments: str):
    return CliRunner().invoke(command, [*arguments, "--quiet"])


def test_coding_in_memory_equals_the_database(coded, database):
    stored = from_database(database)
    gold = read_gold([GOLD])
    assert {k: [e.mention_id for e in v] for k, v in stored.items()} == {
        k: [e.mention_id for e in v] for k, v in coded.items()
    }
    assert score(gold, stored).strict == score(gold, coded).strict


def test_prints_measures_confidence_and_types():
    done = run(str(GOLD), "--types", "--errors")
    assert done.exit_code == 0, done.output
    assert re.search(r"^detection  P [01]\.\d{3}  R [01]\.\d{3}  F1 [01]\.\d{3} \[", done.output, re.M)
    assert "expected calibration error" in done.output
    assert re.search(r"^missile_strike +\d+", done.output, re.M)


def test_json_holds_what_is_printed(database):
    done = run(str(GOLD), "--json", "--coded", str(database), "--against", str(database))
    value = json.loads(done.output)
    assert value["pages"] == 10
    assert len(value["confidence"]["bins"]) == 10
    assert value["changes"] == []
    assert value["against"]["strict"] == value["strict"]


def test_unknown_gold_is_wrong_use(tmp_path):
    assert isinstance(run(str(tmp_path / "none.jsonl")).exception, UsageError)


def test_against_tells_what_was_gained_and_lost(coded):
    gold = read_gold([GOLD])
    full = score(gold, coded)
    page = next(p for p in full.matches if p.required)
    event = page.required[0][1]
    less = {k: [e for e in v if e is not event] for k, v in coded.items()}
    lost = changes(full, score(gold, less))
    assert [(c.better, c.what) for c in lost] == [(False, "missed")]
    assert next(iter(change_lines(changes(score(gold, less), full)))) == "gained 1"
    moved = {k: [replace(e, status="denied") if e is event else e for e in v] for k, v in coded.items()}
    assert [(c.better, c.what) for c in changes(full, score(gold, moved))] == [(False, "status")]
    doubled = {
        k: [*v, replace(event, spans=((0, 1),), sub_event_type="talks", place=None)] if k == page.page_id else v
        for k, v in coded.items()
    }
    assert [(c.better, c.what) for c in changes(full, score(gold, doubled))] == [(False, "false alarm")]


def test_the_page_stands_alone_and_marks_what_differs(coded):
    gold = read_gold([GOLD])
    first = next(p for p in score(gold, coded).matches if p.required)
    wrong = first.required[0][1]
    spoiled = {k: [replace(e, status="hypothetical") if e is wrong else e for e in v] for k, v in coded.items()}
    spoiled["merge-10"] = []
    found = score(gold, spoiled)
    html = render(gold, found)
    assert not re.search(r"(src|href)=|<script|url\(|@import", html)
    assert html.count("<details") == len(gold)
    assert html.count("status ≠") == sum(g.status != c.status for p in found.matches for g, c in p.pairs) >= 1
    assert html.count('class="event missed"') == sum(len(page.lost) for page in found.matches) >= 1
    assert all(page.page_id in html for page in gold)
    assert render(gold, found) == html


def test_the_page_shows_markup_of_a_text_as_text():
    gold = [replace(read_gold([GOLD])[0], text="<script>alert(1)</script>", title="<b>", events=())]
    html = render(gold, score(gold, {}))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_stretches_put_the_text_together_again(coded):
    page = read_gold([GOLD])[0]
    found = list(stretches(page.text, page.events, coded[page.page_id]))
    assert "".join(s.text for s in found) == page.text
    assert {"both"} <= {s.css for s in found}


def test_floors_fail_the_command(tmp_path, database):
    floors = tmp_path / "floors.yaml"
    floors.write_text("merge:\n  detection: 1.0\n  part: 0.1\nown:\n  detection: 0.1\n", encoding="utf-8")
    arguments = (str(GOLD), "--coded", str(database), "--floors", str(floors))
    broken = run(*arguments)
    assert isinstance(broken.exception, CheckFailed)
    assert "1 measures fell: detection" in str(broken.exception)
    assert run(*arguments, "--section", "own").exit_code == 0


def test_the_calibration_error_has_a_ceiling(coded):
    found = score(read_gold([GOLD]), coded)
    error = measured(found)["calibration_error"]
    assert breaches(found, {"calibration_error": error}) == []
    assert [b.name for b in breaches(found, {"calibration_error": error - 0.01})] == ["calibration_error"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("own:\n  speed: 0.5\n", "'speed' is no measure"),
        ("own:\n  strict: 55\n", "55 is no share"),
        ("dev:\n  strict: 0.5\n", "no section 'own'; sections there: dev"),
        ("own: [\n", "cannot be read"),
    ],
)
def test_a_broken_floors_file_is_named(tmp_path, text, message):
    path = tmp_path / "floors.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        read_floors(path, "own")


def test_floors_are_raised_and_never_lowered():
    text = "# why\nown:\n  strict: 0.500\n  figures: 0.700\n  calibration_error: 0.080\ndev:\n  strict: 0.100\n"
    found = raised(text, "own", {"strict": 0.6, "figures": 0.6, "calibration_error": 0.05})
    assert (
        found == "# why\nown:\n  strict: 0.580\n  figures: 0.700\n  calibration_error: 0.070\ndev:\n  strict: 0.100\n"
    )
    assert raised(found, "own", {"strict": 0.4, "calibration_error": 0.2}) == found
