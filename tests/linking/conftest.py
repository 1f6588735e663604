"""A work file, and the sample input as the default coder codes it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from eventbase.coding.stage import code
from eventbase.config import Settings
from eventbase.ingest.read import InputDefaults
from eventbase.ingest.stage import ingest
from eventbase.store.work import open_work

sys.path.insert(0, str(Path(__file__).parent))

from linking_samples import Tables

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "data" / "raw"
SHARED = ROOT.parent / "shared" / "corpus" / "war_news.jsonl"


@pytest.fixture
def work(tmp_path: Path) -> Any:
    """An empty work file with a run begun."""
    with open_work(tmp_path / "t.work.duckdb") as opened:
        opened.begin_run("test", {}, [])
        yield opened


@pytest.fixture(scope="session")
def coded_raw(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The sample input, ingested and coded by the default coder."""
    return _coded([RAW], tmp_path_factory.mktemp("raw"))


@pytest.fixture(scope="session")
def coded_shared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[str]], Tables]:
    """Codes articles of the shared corpus by id; skips where the corpus is absent."""
    if not SHARED.exists():
        pytest.skip("../shared/corpus/war_news.jsonl is absent: the pairs labelled on it are not measured")

    def coded(ids: Sequence[str]) -> Tables:
        folder = tmp_path_factory.mktemp("shared")
        wanted = tuple(f'"id": "{article_id}"' for article_id in ids)
        lines = [line for line in SHARED.read_text(encoding="utf-8").splitlines() if any(w in line for w in wanted)]
        (folder / "chosen.jsonl").write_text("\n".join(lines), encoding="utf-8")
        return _coded([folder / "chosen.jsonl"], folder)

    return coded


def _coded(paths: Sequence[Path], folder: Path) -> Tables:
    settings = Settings(db=folder / "e.duckdb", quiet=True)
    with open_work(settings.work_db) as opened:
        opened.begin_run("test", {}, [])
        ingest(opened, list(paths), InputDefaults(), settings)
        code(opened, settings)
        return {name: opened.table(name) for name in ("articles", "mentions", "figures", "evidence", "places")}
