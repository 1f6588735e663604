"""The whole job, one line a stage: articles → mentions → places → events → published file → files and report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eventbase.coding.stage import code, make_coder
from eventbase.config import Settings
from eventbase.export.tables import export, is_current
from eventbase.gazetteer.stage import geocode
from eventbase.ingest.issues import is_refusal
from eventbase.ingest.read import InputDefaults
from eventbase.ingest.stage import Ingestion, ingest
from eventbase.linking.stage import link
from eventbase.records import Issue
from eventbase.report.page import write_report
from eventbase.store.publish import publish
from eventbase.store.work import WorkStore, open_work

PARTLY = 4
CHANGES = frozenset({"new", "changed", "articles", "resolved", "events", "refused"})  # counts that tell of a change


@dataclass
class Run:
    """What a command did: counts a stage, the issues of its inputs, whether the published file changed."""

    counts: dict[str, dict[str, Any]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    published: bool = False
    written: dict[str, Path] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        return PARTLY if any(is_refusal(issue) for issue in self.issues) else 0


def build(settings: Settings, paths: Sequence[Path], defaults: InputDefaults) -> Run:
    """All stages; run again, it does only what is new or changed."""
    run = Run()
    with started(settings, "build", paths) as work:
        run_ingest(work, settings, paths, defaults, run)
        run.counts["code"] = code(work, settings)
        run.counts["geocode"] = geocode(work, settings)
        run.counts["link"] = link(work, settings)
        run.published = run_publish(work, settings, run)
    run.written["database"] = settings.db
    if not is_current(settings.db, settings.export_dir):
        export(settings.db, settings.export_dir)
    run.written["export"] = settings.export_dir
    if run.published or not (settings.report_dir / "index.html").exists():
        write_report(settings.db, settings.report_dir, settings=settings)
    run.written["report"] = settings.report_dir / "index.html"
    return run


def stage(settings: Settings, name: str, action: Callable[[WorkStore, Run], None], paths: Sequence[Path] = ()) -> Run:
    """One stage alone, on what is pending."""
    run = Run()
    with started(settings, name, paths) as work:
        action(work, run)
        changed = any(n for counts in run.counts.values() for key, n in counts.items() if key in CHANGES and n)
        work.end_run(_run_id(work), run.counts, ("partial" if run.exit_code else "done") if changed else "unchanged")
    return run


@contextmanager
def started(settings: Settings, command: str, paths: Sequence[Path]) -> Iterator[WorkStore]:
    """The work file with a run noted in it; a run that raises is noted as failed."""
    with open_work(settings.work_db) as work:
        facts = settings.model_dump(
            mode="json",
            include={"code", "gazetteer", "link"},
            exclude={"gazetteer": {"path"}, "link": {"judgements"}, "code": {"workers"}},
        )
        run_id = work.begin_run(
            command, facts, [_input_name(path) for path in paths], {"coder": _coder_version(settings)}
        )
        work.set_note("run", run_id)
        try:
            yield work
        except BaseException:
            work.end_run(run_id, {}, "failed")
            raise


def run_ingest(
    work: WorkStore, settings: Settings, paths: Sequence[Path], defaults: InputDefaults, run: Run
) -> Ingestion:
    """Ingests the paths and notes counts and issues in `run`."""
    done = ingest(work, paths, defaults, settings)
    run.counts["ingest"] = done.counts()
    run.issues += done.issues
    return done


def run_publish(work: WorkStore, settings: Settings, run: Run) -> bool:
    """Ends the run, then publishes; a run that changed nothing is noted in the work file only."""
    run_id = _run_id(work)
    work.end_run(run_id, run.counts, "partial" if run.exit_code else "done")
    metadata = {"figures_rule": settings.link.figures, "banner": settings.report.banner or work.note("dataset:banner")}
    changed = publish(work, settings.db, metadata=metadata)
    if not changed:
        work.end_run(run_id, run.counts, "unchanged")
    return changed


def _run_id(work: WorkStore) -> str:
    return work.note("run") or ""


def _coder_version(settings: Settings) -> str:
    return str(make_coder(settings).version)


def _input_name(path: Path) -> str:
    """The hash of a file given, the name alone of a folder: no path, or builds elsewhere differ."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else path.name
