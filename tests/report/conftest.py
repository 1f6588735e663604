"""A published database of made-up events, the report on it, and a browser that notes whatever goes wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from report_fixtures import settings_for

from eventbase.report.page import write_report
from eventbase.store.synthetic import write_synthetic

N_EVENTS = 1500
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


class Watched:
    """A page and all that a clean page must not have: requests, console errors, refusals of its own policy."""

    def __init__(self, browser: Any, **options: Any) -> None:
        self.complaints: list[str] = []
        self.context = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900}, **options)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._request)
        self.page.on("dialog", self._dialog)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _request(self, request: Any) -> None:
        if not (request.url.startswith("file:") and request.is_navigation_request()):
            self.complaints.append(f"request: {request.url[:200]}")

    def _dialog(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, path: Path, view: str = "") -> Any:
        self.page.goto(f"{path.resolve().as_uri()}{view}")
        self.page.wait_for_selector('html[data-complete="1"]')
        return self.page


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
