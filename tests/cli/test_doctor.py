"""`eventbase doctor`: what it finds right, and what it says where something is broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import metadata
from types import SimpleNamespace

import duckdb
import pytest
from click.testing import CliRunner

from eventbase import doctor
from eventbase.cli.doctor import command
from eventbase.config import Settings
from eventbase.store.work import open_work


@pytest.fixture
def settings(tmp_path):
    return Settings(db=tmp_path / "x" / "e.duckdb", quiet=True)


def by_name(found):
    return {finding.name: finding for finding in found}


def test_a_sound_installation_has_no_failure(settings):
    done = CliRunner().invoke(command, ["--db", str(settings.db), "--json"])
    value = json.loads(done.output)
    assert (done.exit_code, value["ok"]) == (0, True), done.output
    found = {f["name"]: f for f in value["findings"]}
    assert found["spacy"]["detail"] == metadata.version("spacy")
    assert found["database"]["state"] == "warn"
    assert found["database"]["mend"] == "run `eventbase build`"
    assert {"python", "model", "gazetteer", "coder", "work file", "report folder", "disk", "pictures"} <= set(found)


def test_lines_are_for_reading(settings):
    done = CliRunner().invoke(command, ["--db", str(settings.db)])
    assert any(line.startswith("ok    gazetteer") for line in done.output.splitlines())
    assert "→ run `eventbase build`" in done.output


def test_every_state_but_ok_says_how_to_mend_it(settings, monkeypatch):
    monkeypatch.setattr(doctor, "BROWSERS", ())
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    assert [f for f in doctor.examine(settings) if f.state != "ok" and not f.mend] == []


@pytest.mark.parametrize(
    ("version", "bounds", "holds"),
    [
        ("3.8.18", ">=3.8,<3.9", True),
        ("3.9.0", ">=3.8,<3.9", False),
        ("2.0", "==2.0.0", True),
        ("1.10", ">=1.9", True),
        ("1.2", "", True),
        ("2.0.1+local", "<=2.0", False),
    ],
)
def test_versions_are_compared_by_number(version, bounds, holds):
    assert doctor.within(version, bounds) is holds


def test_a_missing_package_fails_with_the_command_that_installs_it():
    found = doctor.package("no-such-package-here", ">=2")
    assert (found.state, found.mend) == ("fail", "pip install 'no-such-package-here>=2'")
    assert doctor.package("click", ">=99").state == "fail"


def test_a_damaged_database_fails(settings):
    settings.db.parent.mkdir()
    settings.db.write_bytes(b"this is no database, only words" * 500)
    found = by_name(doctor.examine(settings))["database"]
    assert found.state == "fail"
    assert str(settings.db) in found.detail and found.mend
    done = CliRunner().invoke(command, ["--db", str(settings.db)])
    assert done.exit_code == 1


def test_a_foreign_database_fails(settings):
    settings.db.parent.mkdir()
    duckdb.connect(str(settings.db)).close()
    assert "not one that eventbase published" in by_name(doctor.examine(settings))["database"].detail


def test_a_missing_gazetteer_fails(tmp_path):
    settings = Settings.model_validate({"db": tmp_path / "e.duckdb", "gazetteer": {"path": tmp_path / "none.sqlite"}})
    found = by_name(doctor.examine(settings))["gazetteer"]
    assert found.state == "fail"
    assert "no such gazetteer" in found.detail and "gazetteer build" in (found.mend or "")


def test_an_unknown_coder_fails(tmp_path):
    settings = Settings.model_validate({"db": tmp_path / "e.duckdb", "code": {"coder": "oracle"}})
    found = by_name(doctor.examine(settings))["coder"]
    assert found.state == "fail" and "'oracle'" in found.detail


def test_the_holder_of_the_work_file_is_named(settings):
    with open_work(settings.work_db):
        pass
    assert by_name(doctor.examine(settings))["work file"].detail.endswith("free")
    script = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(settings.work_db)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline().strip() == "held"
        found = by_name(doctor.examine(settings))["work file"]
    finally:
        holder.communicate("")
    assert found.state == "warn"
    assert f"process {holder.pid}" in found.detail
    assert f"kill {holder.pid}" in (found.mend or "")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_fails(settings):
    settings.db.parent.mkdir(mode=0o500)
    assert by_name(doctor.folders(settings))["database folder"].state == "fail"


def test_a_file_in_a_folder_s_place_fails(settings):
    settings.db.parent.write_text("in the way")
    found = by_name(doctor.folders(settings))
    assert {f.state for f in found.values()} == {"fail"}
    assert "is a file" in found["export folder"].detail


def test_little_space_warns_and_none_fails(settings, monkeypatch):
    for free, state in ((10**12, "ok"), (10**9, "warn"), (10**7, "fail")):
        monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        assert doctor.disk(settings).state == state
