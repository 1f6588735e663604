"""Time and memory of linking, from 10,000 to 300,000 made-up mentions, and the exponent of its growth.

    python benchmarks/linking.py [--sizes 10000,30000,100000,300000] [--seed 1] [--limit]

The mentions are those of `eventbase.store.synthetic` for 480 days and 28 places (about 20 a day), laid side by side in
further places of the same countries, so that a day and a place hold as many as before: 300,000 are 625 a day in 840
places. Each size runs in a process of its own, on two cores; `--limit` gives it 2 GB of memory and no more. Times are
those of linking with nothing linked before, reading and storing left out; the exponent is that of processor time, which
other programs disturb least.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import time

import polars as pl

from eventbase.linking.facts import facts
from eventbase.linking.identity import HISTORY
from eventbase.linking.merge import Inputs, merged
from eventbase.linking.stage import link_facts
from eventbase.store.synthetic import synthetic_tables

TILE_EVENTS = 6150  # about 10,000 mentions
STEP = 0.7  # degrees between a place and its double
KEYS = ("article_id", "mention_id", "figure_id", "place_id", "admin1", "location_name")


def main() -> None:
    """Prints a row a size and the exponent between the smallest and the largest."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--sizes", default="10000,30000,100000,300000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", action="store_true", help="2 GB of memory")
    parser.add_argument("--one", type=int, help="measure this size in this process and print JSON")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one, arguments.seed, arguments.limit)))
        return
    rows = [_apart(int(size), arguments.seed, arguments.limit) for size in arguments.sizes.split(",")]
    columns = {"mentions": ",", "seconds": ".1f", "cpu": ".1f", "pairs": ",", "events": ",", "peak_mb": ","}
    print(" ".join(f"{name:>10}" for name in columns))
    for row in rows:
        print(" ".join(f"{row[name]:>10{style}}" for name, style in columns.items()))
    if len(rows) > 1:
        print(f"exponent {exponent(rows):.2f}")


def exponent(rows: list[dict[str, float]]) -> float:
    """How processor time grows with the number of mentions: t ~ n^x, between the first and the last row."""
    first, last = rows[0], rows[-1]
    return math.log(last["cpu"] / first["cpu"]) / math.log(last["mentions"] / first["mentions"])


def _apart(size: int, seed: int, limit: bool) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", str(size), "--seed", str(seed), *(["--limit"] if limit else [])]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env=os.environ | {"POLARS_MAX_THREADS": "2"}
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def tables(size: int, seed: int) -> dict[str, pl.DataFrame]:
    """Articles, mentions, figures and evidence of about `size` mentions."""
    base = synthetic_tables(TILE_EVENTS, seed)
    wanted = ("articles", "mentions", "figures", "evidence")
    count = max(1, round(size / base["mentions"].height))
    return {name: pl.concat([_tile(base[name], number) for number in range(count)]) for name in wanted}


def _tile(frame: pl.DataFrame, number: int) -> pl.DataFrame:
    """The rows with keys and places of their own."""
    marked = [pl.format(f"{{}}~{number}", name).alias(name) for name in KEYS if name in frame.columns]
    north, east = STEP * (number % 6), STEP * (number // 6)
    moved = [(pl.col(name) + step).alias(name) for name, step in (("latitude", north), ("longitude", east))
             if name in frame.columns]  # fmt: skip
    return frame.with_columns(*marked, *moved)


def measure(size: int, seed: int, limit: bool) -> dict[str, float]:
    """Seconds and peak memory of linking about `size` mentions."""
    data = tables(size, seed)
    mentions = data["mentions"].drop("event_id")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if limit:
        resource.setrlimit(resource.RLIMIT_DATA, (2 << 30, 2 << 30))
    started, used = time.perf_counter(), time.process_time()
    frame = facts(mentions, data["articles"], data["figures"], data["evidence"])
    groups, pairs = link_facts(frame)
    places = pl.DataFrame(schema={"place_id": pl.String, "name": pl.String})
    empty = pl.DataFrame(schema={"mention_id": pl.String, "event_id": pl.String})
    inputs = Inputs(data["articles"], data["figures"], places, pl.DataFrame(schema=HISTORY), empty)
    result = merged(frame, groups, inputs, rule="newest_specific")
    seconds, cpu = time.perf_counter() - started, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "mentions": frame.height,
        "seconds": round(seconds, 2),
        "cpu": round(cpu, 2),
        "pairs": pairs,
        "events": result.events.height,
        "peak_mb": max(before, peak) // 1024,
    }


if __name__ == "__main__":
    main()
