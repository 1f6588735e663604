"""Kills `eventbase build` at random moments and looks at what is left; exits 1 at the first loss. Prints JSON.

    python benchmarks/kill_build.py [--times 20] [--seed 1]

Each time: a database of a part of data/raw is published, then a build of all of data/raw is killed by SIGKILL, with its
workers, at a random moment. The published file must open and hold the old events or the new ones, whole; the next build
must end with the same events as an undisturbed one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "data" / "raw"
PART = RAW / "html"
Rows = list[tuple[object, ...]]


def command(db: Path, source: Path) -> list[str]:
    return [sys.executable, "-m", "eventbase", "build", str(source), "--db", str(db), "--quiet"]


def build(db: Path, source: Path) -> float:
    """Builds undisturbed and returns the seconds it took."""
    started = time.monotonic()
    subprocess.run(command(db, source), check=True, stdin=subprocess.DEVNULL)
    return time.monotonic() - started


def events(db: Path) -> Rows:
    with duckdb.connect(str(db), read_only=True) as connection:
        return connection.execute("SELECT * EXCLUDE (summary) FROM events ORDER BY event_id").fetchall()


def kill_once(folder: Path, part: Path, moment: float, whole: Rows) -> str:
    """What the published file held after the kill: `old` or `new`. Raises AssertionError on any loss."""
    shutil.copytree(part, folder)
    db = folder / "e.duckdb"
    before = events(db)
    run = subprocess.Popen(command(db, RAW), start_new_session=True, stdin=subprocess.DEVNULL)
    time.sleep(moment)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    left = events(db)
    assert left in (before, whole), f"killed after {moment:.2f} s: the published file holds neither run's events"
    build(db, RAW)
    assert events(db) == whole, f"killed after {moment:.2f} s: the next build ends with other events"
    shutil.rmtree(folder)
    return "old" if left == before else "new"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        part, undisturbed = Path(scratch) / "part", Path(scratch) / "undisturbed"
        build(part / "e.duckdb", PART)
        shutil.copytree(part, undisturbed)
        took = build(undisturbed / "e.duckdb", RAW)
        whole = events(undisturbed / "e.duckdb")
        moments = [rng.uniform(0.2, took) for _ in range(options.times)]
        left = [kill_once(Path(scratch) / f"run{n}", part, moment, whole) for n, moment in enumerate(moments)]
    print(
        json.dumps(
            {"times": options.times, "build_s": round(took, 1), "old": left.count("old"), "new": left.count("new")}
        )
    )


if __name__ == "__main__":
    main()
