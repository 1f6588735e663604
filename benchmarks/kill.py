"""Kills publishing and releasing with SIGKILL at many random moments and checks that nothing is lost or half written.

python benchmarks/kill.py --times 50
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from eventbase.export.verify import verify
from eventbase.store.frames import insert
from eventbase.store.publish import publish
from eventbase.store.read import connect
from eventbase.store.synthetic import synthetic_tables
from eventbase.store.work import open_work

EVENTS = 5000
PUBLISHER = """
import sys, itertools
from pathlib import Path
from eventbase.store.publish import publish
from eventbase.store.work import open_work
with open_work(Path(sys.argv[1]) / "k.work.duckdb") as work:
    print("go", flush=True)
    for number in itertools.count():
        publish(work, Path(sys.argv[1]) / "k.duckdb", metadata={"banner": f"{sys.argv[2]} {number}"})
"""
RELEASER = """
import sys
from pathlib import Path
from eventbase.export.release import ReleaseOptions, release
print("go", flush=True)
release(Path(sys.argv[1]) / "k.duckdb", "1.0", Path(sys.argv[1]) / f"release-{sys.argv[2]}", ReleaseOptions())
"""


def kill_after(script: str, folder: Path, number: int, seconds: float) -> None:
    """Starts the script and kills it so long after it has begun."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(folder), str(number)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()


def check_database(path: Path) -> None:
    """The published file is whole: it opens and has all its rows."""
    with connect(path) as connection:
        row = connection.execute("SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM v_acled)").fetchall()[0]
    assert row[0] == EVENTS and row[1] > 0, row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    moments = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with open_work(folder / "k.work.duckdb") as work:
            with work.transaction() as connection:
                for name, frame in synthetic_tables(EVENTS).items():
                    if name not in ("runs", "schema_version"):
                        insert(connection, name, frame)
            publish(work, folder / "k.duckdb")
        whole = 0
        for number in range(arguments.times):
            kill_after(PUBLISHER, folder, number, moments.uniform(0, 3))
            check_database(folder / "k.duckdb")
            kill_after(RELEASER, folder, number, moments.uniform(0, 3))
            released = folder / f"release-{number}"
            if released.exists():
                assert verify(released) == [], released
                whole += 1
        with open_work(folder / "k.work.duckdb") as work:
            assert publish(work, folder / "k.duckdb", metadata={"banner": "after"})
        check_database(folder / "k.duckdb")
    print(json.dumps({"killed": 2 * arguments.times, "half_files": 0, "releases_finished_before_the_kill": whole}))


if __name__ == "__main__":
    main()
