"""Helpers that tests of the report share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eventbase.config import ReportSettings, Settings


def settings_for(db: Path, **report: Any) -> Settings:
    return Settings(db=db, report=ReportSettings(**report))


class Watched:
    """A page and all that a clean page must not have: requests, console errors, refusals of its own policy."""

    def __init__(self, browser: Any, **options: Any) -> None:
        self.complaints: list[str] = []
        options = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"} | options
        self.context = browser.new_context(locale="en-GB", **options)
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
