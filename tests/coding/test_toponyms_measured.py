"""The floor of place finding on marked articles: nobody lowers it by accident."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from eventbase.coding.sentences import normalise
from eventbase.gazetteer.store import open_gazetteer

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "geo"


def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("toponyms_benchmark", ROOT / "benchmarks" / "toponyms.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus folder is not beside the project")
@pytest.mark.parametrize(("name", "floor"), [("geovirus.jsonl", 0.92), ("lgl.jsonl", 0.76)])
def test_f1_of_spans(name: str, floor: float) -> None:
    bench = benchmark()
    with (CORPUS / name).open(encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    plain = [normalise(article["text"]) for article in articles]
    found = bench.find_all([(text, bench.sentences(text)) for text in plain], open_gazetteer())
    marked = [bench.marked_spans(article) for article in articles]
    assert bench.rates(marked, [bench.names_of(row) for row in found], bench.overlap)[2] >= floor
