"""A published database of made-up events, the report on it, and a browser that notes whatever goes wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from report_fixtures import Watched, settings_for

from eventbase.report.page import write_report
from eventbase.store.synthetic import write_synthetic

N_EVENTS = 1200
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str | None:
    """Path of a Chromium or Chrome; BROWSER_PATH first."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return os.environ.get("BROWSER_PATH") or next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "eventbase.duckdb"
    write_synthetic(path, N_EVENTS)
    return path


@pytest.fixture(scope="session")
def report(database: Path) -> Path:
    """The index.html of the report on `database`."""
    return write_report(database, database.parent / "reports", settings=settings_for(database))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium: install Debian's `chromium` or set BROWSER_PATH")
    sync_api = pytest.importorskip("playwright.sync_api", reason="no Playwright: pip install playwright")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def watch(browser: Any) -> Iterator[Callable[..., Watched]]:
    """Opens watched pages; they are closed and must have had no complaint at the end of the test."""
    opened: list[Watched] = []

    def open_watched(**options: Any) -> Watched:
        opened.append(Watched(browser, **options))
        return opened[-1]

    yield open_watched
    for watched in opened:
        watched.context.close()
        assert watched.complaints == []
