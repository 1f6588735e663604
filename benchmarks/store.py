"""How long publishing and the cookbook's queries take on a large made-up database; prints JSON.

    python benchmarks/store.py --events 1000000

Floors (2 cores): publishing 1,000,000 events under 60 s, each query of the cookbook under 0.5 s.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from eventbase.store.cookbook import recipes
from eventbase.store.frames import insert
from eventbase.store.publish import publish
from eventbase.store.read import connect
from eventbase.store.synthetic import synthetic_tables
from eventbase.store.work import open_work

PUBLISH_SECONDS, QUERY_SECONDS = 60.0, 0.5


def fill(work_file: Path, events: int) -> None:
    """A work file with the made-up tables, as if they had been coded and linked."""
    with open_work(work_file) as work:
        run_id = work.begin_run("benchmark", {"events": events}, [])
        with work.transaction() as connection:
            for name, frame in synthetic_tables(events).items():
                if name not in ("runs", "schema_version"):
                    insert(connection, name, frame)
        work.end_run(run_id, {})


def time_publish(work_file: Path, target: Path) -> dict[str, float]:
    """Seconds of a first publishing, and of one that finds nothing changed."""
    with open_work(work_file) as work:
        started = time.perf_counter()
        assert publish(work, target)
        first = time.perf_counter() - started
        started = time.perf_counter()
        assert not publish(work, target)
        return {"publish_s": round(first, 2), "unchanged_s": round(time.perf_counter() - started, 2)}


def time_queries(target: Path) -> dict[str, list[float]]:
    """Seconds of each recipe: the first run, and the best of three more."""
    times = {}
    for recipe in recipes():
        with connect(target) as connection:
            seconds = []
            for _ in range(4):
                started = time.perf_counter()
                connection.execute(recipe.sql).fetchall()
                seconds.append(round(time.perf_counter() - started, 3))
        times[recipe.name] = [seconds[0], min(seconds[1:])]
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="folder to work in and keep")
    parser.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.fill:
        fill(arguments.fill, arguments.events)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        work_file, target = folder / "bench.work.duckdb", folder / "bench.duckdb"
        if not work_file.exists():  # in a process of its own, so that its memory does not count
            subprocess.run(
                [sys.executable, __file__, "--events", str(arguments.events), "--fill", str(work_file)], check=True
            )
        target.unlink(missing_ok=True)
        result: dict[str, object] = {"events": arguments.events, **time_publish(work_file, target)}
        result["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        result["file_mb"] = target.stat().st_size // 1_000_000
        queries = time_queries(target)
        result["slowest_query_s"] = max(best for _, best in queries.values())
        result["queries_s (first, best of three)"] = queries
        within = result["publish_s"] < PUBLISH_SECONDS and result["slowest_query_s"] < QUERY_SECONDS  # type: ignore[operator]
        print(json.dumps(result | {"within_floors": within}, indent=2))


if __name__ == "__main__":
    main()
