"""Takes the report's screenshots at 1440, 1024 and 390 pixels, light and dark, and of the printed page.

    python scripts/screenshots.py reports/index.html            # the four of the documentation, to docs/images/
    python scripts/screenshots.py reports/index.html FOLDER     # all of them, to look at

Look at them after every change of the page: nothing may overlap, be cut off or unreadable. Needs Chromium and
Playwright; the printed page becomes PNG where poppler's `pdftoppm` is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WIDTHS = (1440, 1024, 390)
SECTIONS = ("timeline", "map", "events", "actors", "method")
DOCS = ("report", "report-map", "report-event", "report-phone")


def open_page(browser: Any, index: Path, width: int, scheme: str) -> Any:
    height = 844 if width < 500 else 900
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB", reduced_motion="reduce"
    )
    page.goto(index.resolve().as_uri())
    page.wait_for_selector('html[data-complete="1"]')
    return page


def take(page: Any, path: Path, section: str | None = None) -> None:
    if section:
        page.evaluate("(name) => document.getElementById(`section-${name}`).scrollIntoView()", section)
    page.wait_for_timeout(500)
    page.screenshot(path=str(path))


def all_widths(browser: Any, index: Path, folder: Path) -> None:
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            page = open_page(browser, index, width, scheme)
            take(page, folder / f"{width}-{scheme}-top.png")
            for section in SECTIONS:
                take(page, folder / f"{width}-{scheme}-{section}.png", section)
            open_card(page)
            take(page, folder / f"{width}-{scheme}-card.png")
            page.close()


def open_card(page: Any) -> None:
    """The event with most claims of killed."""
    page.evaluate("""() => {
        const rows = EB.sum([...EB.selection.rows], "killed").rows;
        const claims = (row) => EB.claimsOf(row).length;
        const found = rows.reduce((best, row) => (best === null || claims(row) > claims(best) ? row : best), null);
        EB.openEvent(found ?? EB.tableOrder[0]);
    }""")
    page.wait_for_selector("#card-body .card-facts")


def printed(browser: Any, index: Path, folder: Path) -> None:
    page = open_page(browser, index, 1024, "light")
    page.pdf(path=str(folder / "print.pdf"), format="A4")
    page.close()
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "60", "-png", str(folder / "print.pdf"), str(folder / "print")], check=True)


def for_docs(browser: Any, index: Path, folder: Path) -> None:
    """The four pictures that the documentation shows."""
    page = open_page(browser, index, 1440, "light")
    take(page, folder / f"{DOCS[0]}.png")
    take(page, folder / f"{DOCS[1]}.png", "map")
    open_card(page)
    take(page, folder / f"{DOCS[2]}.png")
    page.close()
    take(open_page(browser, index, 390, "light"), folder / f"{DOCS[3]}.png", "timeline")


def main() -> int:
    from playwright.sync_api import sync_playwright

    index = Path(sys.argv[1])
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    target = folder or Path("docs/images")
    target.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("BROWSER_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        if folder is None:
            for_docs(browser, index, target)
        else:
            all_widths(browser, index, target)
            printed(browser, index, target)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
