"""What holds for the whole project: sizes, names, docstrings, lock files, help texts, the wheel."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

import eventbase
from eventbase.cli import COMMANDS, cli

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src/eventbase").rglob("*.py"))
MODULE_LINES = 450
FUNCTION_LINES = 60
FILE_BYTES = 1_000_000
GLANCE = 5  # lines; what is shorter is read faster than its description

LARGE_FILES = {"src/eventbase/gazetteer/places.sqlite.xz", "src/eventbase/report/static/vendor/plotly-report.min.js"}
LONG_MODULES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}

# The commands of the contract.
STABLE = [
    "build", "ingest", "code", "geocode", "link", "publish", "export", "report", "query", "evaluate", "gazetteer",
    "release", "verify", "diff", "doctor",
]  # fmt: skip
BINARY = {".xz", ".gz", ".png", ".parquet", ".zip"}
FOREIGN = re.compile(
    r"(?:https?:)?//[\w.-]*(?:pypi|pythonhosted|npmjs|registry|mirror|artifactory|nexus)[\w.-]*"  # a registry's host
    r"|(?<![\w.~$}/-])/(?:home|root|work|Users|opt)/\w"  # a path of one machine
)


@cache
def committed() -> tuple[Path, ...]:
    """The files that belong to the project; without git, those outside of hidden folders."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.split("\0")  # fmt: skip
        return tuple(path for name in listed if name and (path := ROOT / name).is_file())
    return tuple(
        path
        for folder in ("src", "tests", "docs", "data/raw", "benchmarks", "scripts", "requirements", ".ci")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    )


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = []
    for path in committed():
        if path.suffix in BINARY or "vendor" in path.parts or path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if match := FOREIGN.search(line):
                found.append(f"{_name(path)}:{number}: {match[0]}")
    assert not found


def test_no_file_is_large() -> None:
    large = {_name(path) for path in committed() if path.stat().st_size > FILE_BYTES}
    assert large == LARGE_FILES


def test_modules_are_short() -> None:
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    long = {name: length for name, length in lengths.items() if length >= MODULE_LINES}
    assert {name: length for name, length in long.items() if length > LONG_MODULES.get(name, 0)} == {}
    assert LONG_MODULES.keys() <= long.keys(), "an exception is no longer needed"


def test_functions_are_short() -> None:
    long = {
        f"{_name(path)}:{node.name}": length
        for path in SOURCES
        for node in _functions(path)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) >= FUNCTION_LINES
    }
    assert {name: length for name, length in long.items() if length > LONG_FUNCTIONS.get(name, 0)} == {}
    assert LONG_FUNCTIONS.keys() <= long.keys(), "an exception is no longer needed"


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_modules_and_public_functions_say_what_they_do() -> None:
    bare = []
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and ast.get_docstring(tree) is None:
            bare.append(_name(path))
        bare += [
            f"{_name(path)}:{node.lineno}: {node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if ast.get_docstring(node) is None and (node.end_lineno or node.lineno) - node.lineno >= GLANCE
        ]
    assert not bare


def test_everything_public_is_explained() -> None:
    assert [name for name in eventbase.__all__ if name != "__version__" and not getattr(eventbase, name).__doc__] == []


def test_the_commands_of_the_contract_exist() -> None:
    assert list(COMMANDS) == STABLE


def _commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {sub}", child) for sub, child in command.commands.items())


@pytest.mark.parametrize("name", STABLE)
def test_help_shows_an_example(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    text = command.get_help(click.Context(command, info_name=f"eventbase {name}"))
    assert f"eventbase {name}" in text.partition("Example")[2]


def test_every_option_is_explained() -> None:
    bare = [
        f"{name} {option.opts[0]}"
        for name, command in _commands()
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert not bare


def _pins(name: str) -> set[str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9][\w.-]*==[^\s;\\]+)", text, re.MULTILINE))


def test_tests_run_on_the_versions_that_users_get() -> None:
    assert _pins("runtime.txt") <= _pins("dev.txt")


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "tools.txt"])
def test_everything_locked_has_its_hashes(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(entries) >= len(_pins(name)) > 0
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_direct_dependencies_are_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for lock, wanted in {"runtime.txt": project["dependencies"], "dev.txt": extras["dev"] + extras["stata"]}.items():
        locked = {pin.partition("==")[0] for pin in _pins(lock)}
        assert {re.split(r"[<>=\[ ;]", name)[0] for name in wanted} <= locked


def test_wheel_holds_every_data_file(tmp_path: Path) -> None:
    """What is installed from a wheel is what runs from the checkout: word lists, SQL, templates, gazetteer."""
    pytest.importorskip("hatchling", reason="hatchling is not in this environment: make test puts it there")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        inside = set(wheel.namelist())
    expected = {_name(path).removeprefix("src/") for path in committed() if _name(path).startswith("src/")}
    assert expected <= inside
    assert any(name.endswith("licenses/NOTICE") for name in inside)
