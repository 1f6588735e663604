"""The stage `ingest`: inputs into the work file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from eventbase.config import Settings
from eventbase.errors import UsageError
from eventbase.ingest.read import Ingested, InputDefaults, read_inputs
from eventbase.progress import track
from eventbase.records import Issue
from eventbase.store.work import WorkStore

BATCH = 200
DATASET_FILE = "dataset.toml"
DATASET_KEYS = frozenset({"title", "banner", "licence"})


@dataclass
class Ingestion:
    """What came in: counts of articles and the issues of this run."""

    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    issues: list[Issue] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        return {"new": self.new, "changed": self.changed, "same": self.same, "refused": self.refused}


def ingest(work: WorkStore, paths: Sequence[Path], defaults: InputDefaults, settings: Settings) -> Ingestion:
    """Reads the paths into the work file, batch by batch; a bad input becomes an issue row, the rest goes on."""
    missing = [path for path in paths if not path.exists() and not any(c in str(path) for c in "*?[")]
    if missing:
        raise UsageError(f"{missing[0]}: no such file or folder; give files, folders or globs")
    result = Ingestion()
    rows = read_inputs(paths, defaults, retrieved_at=datetime.now(UTC).replace(tzinfo=None))
    for batch in _batches(track(rows, "ingest", quiet=settings.quiet)):
        _store(work, batch, result)
    _note_dataset(work, paths)
    return result


def _batches(rows: Iterator[Ingested | Issue]) -> Iterator[list[Ingested | Issue]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _store(work: WorkStore, batch: Sequence[Ingested | Issue], result: Ingestion) -> None:
    articles = [row for row in batch if isinstance(row, Ingested)]
    issues = [row for row in batch if isinstance(row, Issue)]
    counts = work.put_articles(articles, issues)
    result.new += counts.new
    result.changed += counts.changed
    result.same += counts.same
    result.refused += counts.refused
    result.issues += issues


def _note_dataset(work: WorkStore, paths: Sequence[Path]) -> None:
    """Keeps title, banner and licence of an input folder's dataset.toml for report, export and release."""
    for path in paths:
        file = path / DATASET_FILE
        if path.is_dir() and file.is_file():
            try:
                facts = tomllib.loads(file.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise UsageError(f"{file}: {error}; mend the line or remove the file") from error
            for key in sorted(DATASET_KEYS & set(facts)):
                work.set_note(f"dataset:{key}", str(facts[key]))
