"""The page's scripts: sound syntax, no way to turn data into markup or code, one subject a file."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.resources import files

import pytest

from eventbase.report.page import SCRIPTS, STYLES

STATIC = files("eventbase.report") / "static"
FORBIDDEN = (
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch(",
    "XMLHttpRequest", "sendBeacon", "WebSocket", "localStorage", "document.cookie", "createContextualFragment",
)  # fmt: skip


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_can_make_markup_or_talk_to_anyone(name: str):
    source = (STATIC / f"{name}.js").read_text(encoding="utf-8")
    assert [word for word in FORBIDDEN if word in source] == []
    assert '"use strict";' in source and source.startswith("/* ")
    assert len(source.splitlines()) < 400


def test_every_file_is_part_of_the_page():
    assert {path.name for path in STATIC.iterdir() if path.name.endswith(".js")} == {f"{name}.js" for name in SCRIPTS}
    assert {path.name for path in STATIC.iterdir() if path.name.endswith(".css")} == {f"{n}.css" for n in STYLES}


def test_styles_load_nothing():
    for name in STYLES:
        source = (STATIC / f"{name}.css").read_text(encoding="utf-8")
        assert not re.search(r"url\(|@import|</", source)


@pytest.mark.parametrize("name", SCRIPTS)
def test_syntax(name: str):
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node to check the syntax with")
    checked = subprocess.run([node, "--check", str(STATIC / f"{name}.js")], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_linter():
    eslint = shutil.which("eslint")
    if eslint is None:
        pytest.skip("no eslint: npm install --global eslint")
    command = [eslint, "--config", "eslint.config.cjs", "--max-warnings", "0", *(f"{name}.js" for name in SCRIPTS)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, cwd=str(STATIC))
    assert checked.returncode == 0, checked.stdout + checked.stderr
