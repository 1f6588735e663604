#!/usr/bin/env python3
"""How well saved pages are cut down to their stories, and how fast ingest and sentence splitting are.

    python benchmarks/ingest.py [--corpus DIR] [--json]

DIR holds `html/` (pages as .html.gz and ground_truth.json with their article bodies), `war_news.jsonl`; and beside it
`gold/dev.jsonl` may stand. What is absent is left out. Figures: mean word F1 of the story's body (titles not counted
against it), share of gold quotes that lie in a part of the stated kind, articles and characters a second.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from eventbase.coding.sentences import split
from eventbase.ingest.parts import cut
from eventbase.ingest.read import Ingested, InputDefaults, read_inputs

START = datetime(2026, 1, 1)


def words(text: str) -> collections.Counter[str]:
    return collections.Counter(re.findall(r"\w+", text.lower()))


def word_f1(truth: str, title: str, body: str) -> float:
    want, have = words(truth), words(body)
    have -= words(title) - want
    hit = sum((want & have).values())
    return 2 * hit / (sum(want.values()) + sum(have.values())) if hit else 0.0


def articles(path: Path) -> Iterator[Ingested]:
    for found in read_inputs([path], InputDefaults(), retrieved_at=START):
        if isinstance(found, Ingested):
            yield found


def body(found: Ingested) -> str:
    text = found.article.text
    return " ".join(text[p.start : p.end] for p in found.parts if p.part == "body" and p.story_no == 0)


def pages(folder: Path) -> dict[str, Any]:
    """Mean F1 over the pages; those that were not read count 0."""
    truth = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    started = time.perf_counter()
    got = {Path(a.article.raw_path or "").name.split(".")[0]: a for a in articles(folder)}
    seconds = time.perf_counter() - started
    scores = {
        name: word_f1(page["articleBody"], got[name].article.title or "", body(got[name])) if name in got else 0.0
        for name, page in truth.items()
    }
    worst = sorted(scores, key=scores.__getitem__)[:8]
    return {
        "pages": len(scores),
        "missing": len(set(truth) - set(got)),
        "mean_f1": round(sum(scores.values()) / len(scores), 4),
        "pages_a_second": round(len(got) / seconds, 1),
        "worst": {name[:12]: round(scores[name], 2) for name in worst},
    }


def speed(path: Path) -> dict[str, Any]:
    """By the process's own time, so that a busy machine changes little."""
    started = time.process_time()
    found = list(articles(path))
    seconds = time.process_time() - started
    characters = sum(len(a.article.text) for a in found)
    started = time.process_time()
    sentences = sum(len(split(a.article.text, a.parts)) for a in found)
    splitting = time.process_time() - started
    return {
        "articles": len(found),
        "articles_a_second": round(len(found) / seconds),
        "sentences": sentences,
        "split_mb_a_second": round(characters / splitting / 1e6, 2),
    }


def agreement(gold: Path) -> dict[str, Any]:
    """Share of the gold events' quotes that lie whole in a part of the stated kind."""
    hits = total = 0
    for line in gold.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        parts = cut(page["text"], title=page.get("title"))
        for event in page["events"]:
            total += 1
            spots = [m.span() for m in re.finditer(re.escape(event["quote"]), page["text"])]
            hits += any(p.part == event["part"] and p.start <= a and b <= p.end for p in parts for a, b in spots)
    return {"quotes": total, "in_their_part": round(hits / total, 4)}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    results: dict[str, Any] = {}
    for name, path, measure in (
        ("pages", given.corpus / "html", pages),
        ("war_news", given.corpus / "war_news.jsonl", speed),
        ("gold", given.corpus.parent / "gold" / "dev.jsonl", agreement),
    ):
        if path.exists():
            results[name] = measure(path)
    if given.json:
        print(json.dumps(results, indent=2))
    else:
        for name, figures in results.items():
            print(f"{name:10}", "  ".join(f"{k} {v}" for k, v in figures.items()))


if __name__ == "__main__":
    main()
