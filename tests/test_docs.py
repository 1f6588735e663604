"""The documentation is true: blocks marked `run` run, links lead somewhere, settings and figures are the code's."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pydantic import BaseModel

from eventbase.cli import COMMANDS
from eventbase.config import Settings

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAMPLE = (
    "dataset.toml",
    "pages/2025-09-14-oryol-railway.txt",
    "pages/2025-09-14-oryol-railway.meta.json",
    "html/2025-04-05-kryvyi-rih-eighteen-dead.html",
    "pages/2024-12-02-tbilisi.txt",
    "pages/2024-12-02-tbilisi.meta.json",
)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page; `line` is its first line."""

    page: Path
    line: int
    language: str
    mark: str
    code: str

    @property
    def name(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(mark: str) -> list[Block]:
    return [block for page in PAGES for block in _blocks(page) if block.mark == mark]


def _blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for match in BLOCK.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Block(page, line, match[1], match[2].strip(), match[3])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like the project after `make demo` on a few sample articles."""
    folder = tmp_path_factory.mktemp("docs")
    for name in SAMPLE:
        target = folder / "data/raw" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "data/raw" / name, target)
    (folder / ".venv").mkdir()
    (folder / ".venv/bin").symlink_to(Path(sys.executable).parent)
    _run(["sh", "-ec", ".venv/bin/eventbase build data/raw"], folder)
    return folder


def _run(command: list[str], folder: Path) -> str:
    # Settings of whoever runs the tests must not reach the examples.
    environment = {k: v for k, v in os.environ.items() if k != "EVENTBASE_DB"} | {"PYTHONUTF8": "1"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, f"{command}: exit code {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


@pytest.mark.parametrize("block", blocks("run"), ids=lambda block: block.name)
def test_block_runs(block: Block, folder: Path) -> None:
    if block.language == "sh":
        _run(["sh", "-ec", block.code], folder)
    elif block.language == "python":
        _run([sys.executable, "-c", block.code], folder)
    else:
        assert block.language == "sql", f"{block.name}: nobody knows how to run {block.language}"
        assert _rows(block.code, folder) > 0


def _rows(sql: str, folder: Path) -> int:
    with duckdb.connect(folder / "data/processed/eventbase.duckdb", read_only=True) as connection:
        connection.execute(f"SET file_search_path = '{folder}'")
        return len(connection.execute(sql).fetchall())


def test_there_are_blocks_of_each_kind() -> None:
    assert {block.language for block in blocks("run")} == {"sh", "python", "sql"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    missing = [t for t in targets if "://" not in t and not t.startswith("mailto:") and not (page.parent / t).exists()]
    assert not missing


def test_readme_leads_to_every_page() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in ROOT.glob("docs/*.md") if f"](docs/{page.name})" not in readme] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page: Path) -> None:
    code = "\n".join(block.code for block in _blocks(page) if block.language == "sh")
    named = re.findall(r"^(?:\$ )?(?:\.venv/bin/)?eventbase ([a-z-]+)", code, re.MULTILINE)
    assert set(named) <= set(COMMANDS)


def test_makefile_has_the_targets_named() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        name
        for page in PAGES
        for name in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named
    assert named <= targets


def _keys(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _keys(kind, f"{name}.")
        else:
            yield prefix + name, field.default


def test_every_setting_is_described_with_its_default() -> None:
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    table = page.partition("A whole file:")[0]
    described = dict(re.findall(r"^\| `([a-z_.]+)` \| (.+?) \|", table, re.MULTILINE))
    expected = {key: _shown(value) for key, value in _keys(Settings)}
    assert described == expected


def _shown(default: Any) -> str:
    if default is None or default == {}:
        return "none"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


@pytest.mark.parametrize("block", blocks("settings"), ids=lambda block: block.name)
def test_settings_file_is_valid(block: Block) -> None:
    values = tomllib.loads(block.code)
    assert Settings.model_validate(values).model_dump(exclude_unset=True, mode="json") == values


def test_every_environment_variable_is_described() -> None:
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    sources = [*ROOT.glob("src/**/*.py"), *ROOT.glob("tests/**/*.py")]
    used = {name for path in sources for name in re.findall(r"\bEVENTBASE_[A-Z_]+", path.read_text(encoding="utf-8"))}
    assert {name for name in used if f"`{name}`" not in page} == set()


def test_readme_says_what_was_measured() -> None:
    spec = importlib.util.spec_from_file_location("update_readme", ROOT / "scripts/update_readme.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    measured = json.loads((ROOT / "docs/measured.json").read_text(encoding="utf-8"))
    assert script.updated(readme, measured) == readme


def test_scripts_that_measure_exist() -> None:
    measured = json.loads((ROOT / "docs/measured.json").read_text(encoding="utf-8"))
    scripts = {name for row in measured["rows"] for name in re.findall(r"benchmarks/\w+\.py", row["command"])}
    assert [name for name in sorted(scripts) if not (ROOT / name).exists()] == []
