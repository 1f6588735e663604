from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eventbase.cli.gazetteer import command
from eventbase.errors import GazetteerError, UsageError


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


@pytest.fixture(autouse=True)
def empty_data(own_data: Path) -> None:
    return None


def test_lookup_prints_one_line() -> None:
    result = run("lookup", "Sudzha")
    assert result.exit_code == 0
    assert result.stdout.startswith("Sudzha, Kursk Oblast, RUS") and "settlement" in result.stdout


def test_why_prints_every_candidate_with_reasons() -> None:
    result = run("lookup", "Pokrovsk", "--context", "Myrnohrad", "--why")
    lines = result.stdout.splitlines()
    assert "Donetsk Oblast" in lines[0]
    assert sum("main name" in line for line in lines) >= 2 and any("population" in line for line in lines)


def test_json_has_place_and_candidates() -> None:
    out = json.loads(run("lookup", "Goma", "--country", "COD", "--json", "--why").stdout)
    assert out["place"]["admin1"] == "North Kivu"
    assert out["candidates"][0]["place_id"] == out["place"]["place_id"]
    assert out["candidates"][0]["score"] == pytest.approx(
        sum(reason["weight"] for reason in out["candidates"][0]["reasons"]), abs=0.05
    )


def test_an_unknown_name_ends_with_one() -> None:
    result = run("lookup", "Qwertzuiop")
    assert result.exit_code == 1 and "no candidate" in result.stdout


def test_info_names_sources_and_attribution() -> None:
    text = run("info").stdout
    assert "GeoNames" in text and "CC BY 4.0" in text and "Natural Earth" in text
    facts = json.loads(run("info", "--json").stdout)
    assert int(facts["places"]) > 380_000 and facts["sources"]


def test_build_list_and_use(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventbase.gazetteer.builders.larger.builtin_file", lambda: small)
    dump = tmp_path / "XX.txt"
    cells = ["12999500", "Testaville", "Testaville", "", "13.6", "25.3", "P", "PPL", "SD", "", "55", "", "", "", "7"]
    dump.write_text("\t".join([*cells, "", "1", "Africa/Khartoum", "2026-01-01"]) + "\n", encoding="utf-8")
    assert run("lookup", "Testaville").exit_code == 1
    built = run("build", "--geonames", str(dump), "--name", "small")
    assert built.exit_code == 0, built.output
    assert run("lookup", "Testaville").exit_code == 0
    rows = json.loads(run("list", "--json").stdout)
    assert [(row["name"], row["in_use"]) for row in rows] == [("built-in", False), ("small", True)]
    assert run("use", "built-in").exit_code == 0
    assert run("lookup", "Testaville").exit_code == 1
    assert run("use", "small").exit_code == 0
    assert run("list").stdout.splitlines()[1].startswith("* small")


def test_wrong_use_is_told() -> None:
    assert isinstance(run("use", "nothing").exception, UsageError)
    assert isinstance(run("build", "--geonames", "none.zip").exception, GazetteerError)
    assert isinstance(run("build", "--geonames", "none.zip", "--name", "../x").exception, UsageError)
