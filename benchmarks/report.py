"""Measures the report: size, time to write, seconds until it is ready and milliseconds to filter, in headless Chromium.

    python benchmarks/report.py [EVENTS ...]        # by default 2000 and 100000; JSON lines on stdout

Limits for 100,000 events: under 15 MB, ready in under 5 s, a filter in under 0.5 s on 2 cores. Exit code 1 if a limit
is broken. A machine that is busy with something else gives other numbers.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from eventbase.config import Settings
from eventbase.report.page import write_report
from eventbase.store.synthetic import write_synthetic

LIMITS = {"mb": 15.0, "ready_s": 5.0, "filter_ms": 500.0}
REPEATS = 3
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FILTERS = {
    "type": {"type": ["@battle"]},
    "type off": {"type": []},
    "country": {"country": ["UKR"]},
    "country off": {"country": []},
    "period": {"from": "2025-01-01", "to": "2025-03-31"},
    "period off": {"from": None, "to": None},
    "source": {"source": []},
    "status off": {"status": []},
    "search": {"q": "kharkiv killed"},
    "search off": {"q": None},
    "sort": {"sort": "place.up"},
}


def measure(n_events: int, folder: Path) -> dict[str, Any]:
    db = folder / f"{n_events}.duckdb"
    write_synthetic(db, n_events)
    started = time.perf_counter()
    index = write_report(db, folder / str(n_events), settings=Settings(db=db))
    written = time.perf_counter() - started
    runs = [in_browser(index) for _ in range(REPEATS)]
    best = min(runs, key=lambda run: run["ready_s"])
    filters = {name: min(run["filters"][name] for run in runs) for name in FILTERS}
    return {
        "events": n_events,
        "mb": round(index.stat().st_size / 1e6, 2),
        "write_s": round(written, 1),
        "ready_s": best["ready_s"],
        "complete_s": best["complete_s"],
        "filter_ms": max(filters.values()),
        "filters": filters,
        "load": round(os.getloadavg()[0], 1),
    }


def in_browser(index: Path) -> dict[str, Any]:
    from playwright.sync_api import sync_playwright

    path = os.environ.get("BROWSER_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(index.resolve().as_uri())
        page.wait_for_selector('html[data-ready="1"]')
        ready = page.evaluate("performance.now()") / 1000
        page.wait_for_selector('html[data-complete="1"]')
        complete = page.evaluate("performance.now()") / 1000
        page.wait_for_timeout(3000)
        filters = {name: round(page.evaluate(TIMED, change), 0) for name, change in FILTERS.items()}
        browser.close()
    return {"ready_s": round(ready, 2), "complete_s": round(complete, 2), "filters": filters}


# Until the frame after the change has been painted.
TIMED = """(change) => new Promise((resolve) => {
    const started = performance.now();
    EB.change(change);
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
})"""


def main() -> int:
    sizes = [int(value) for value in sys.argv[1:]] or [2_000, 100_000]
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for n_events in sizes:
            result = measure(n_events, Path(folder))
            result["broken"] = [name for name, limit in LIMITS.items() if result[name] >= limit]
            broken += len(result["broken"])
            print(json.dumps(result), flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
