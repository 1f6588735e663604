"""Progress bars on stderr, for stages that take over two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
SHOW_AFTER_SECONDS = 2.0


def track(rows: Iterable[T], what: str, *, total: int | None = None, quiet: bool = False) -> Iterator[T]:
    """Yields `rows`; draws a bar on stderr once the loop has taken two seconds and stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=total)
    started, shown = time.monotonic(), False
    try:
        for row in rows:
            if not shown and time.monotonic() - started > SHOW_AFTER_SECONDS:
                bar.start()
                shown = True
            yield row
            bar.advance(task)
    finally:
        if shown:
            bar.stop()
