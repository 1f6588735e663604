"""The stage `code`: pending articles through the coder and the verifier, on all cores, stored batch by batch."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor

from eventbase.coding.verify import verify
from eventbase.config import Settings
from eventbase.plugins import load_plugin
from eventbase.progress import track
from eventbase.protocols import Coder
from eventbase.records import Article, Issue, Mention, Part
from eventbase.store.work import WorkStore

BATCH = 16
FEW = 24  # fewer articles than this are coded in this process: starting others takes longer
LIMIT = 250_000  # characters of a single text; a longer one is coded up to here, with an issue

Coded = tuple[str, list[Mention], list[Issue]]
Pending = Sequence[tuple[Article, Sequence[Part]]]

_worker: list[Coder] = []


def code(work: WorkStore, settings: Settings) -> dict[str, int]:
    """Codes what this coder's version has not coded yet; returns the numbers of articles, mentions and issues."""
    coder = make_coder(settings)
    total = work.count_pending(coder.name, coder.version)
    counts = {"articles": 0, "mentions": 0, "issues": 0}
    batches = work.pending_articles(coder.name, coder.version, BATCH)
    workers = 1 if total < FEW else settings.code.workers or os.cpu_count() or 1
    coded = (code_batch(coder, batch) for batch in batches) if workers == 1 else _parallel(batches, settings, workers)
    for batch in track(coded, "code", total=-(-total // BATCH), quiet=settings.quiet):
        work.put_codings(coder.name, coder.version, batch)
        counts["articles"] += len(batch)
        counts["mentions"] += sum(len(mentions) for _, mentions, _ in batch)
        counts["issues"] += sum(len(issues) for _, _, issues in batch)
    return counts


def make_coder(settings: Settings) -> Coder:
    """The coder that the settings name."""
    cls = load_plugin("coder", settings.code.coder)
    coder: Coder = cls(settings=settings) if settings.code.coder == "rules" else cls()
    return coder


def code_batch(coder: Coder, batch: Pending) -> list[Coded]:
    return [code_one(coder, article, parts) for article, parts in batch]


def code_one(coder: Coder, article: Article, parts: Sequence[Part]) -> Coded:
    """One article through coder and verifier; a coder that fails on it leaves an issue and stops nothing."""
    issues: list[Issue] = []
    if len(article.text) > LIMIT:
        parts = [p for p in parts if p.end <= LIMIT]
        issues.append(
            _issue(
                article,
                "text_cut",
                f"only the first {LIMIT:,} of {len(article.text):,} characters were coded; split the file",
            )
        )
    try:
        mentions = coder.code(article, parts)
    except Exception as error:  # a plugin may raise anything; one text must not stop the rest
        return (
            article.article_id,
            [],
            [*issues, _issue(article, "coder_failed", f"{type(error).__name__}: {error}; report it with the text")],
        )
    kept, faults = verify(article, mentions)
    return article.article_id, kept, [*issues, *faults]


def _issue(article: Article, code: str, detail: str) -> Issue:
    return Issue(stage="code", article_id=article.article_id, code=code, detail=detail)


def _start_worker(settings: Settings) -> None:
    _worker[:] = [make_coder(settings)]


def _work(batch: Pending) -> list[Coded]:
    return code_batch(_worker[0], batch)


def _parallel(batches: Iterator[Pending], settings: Settings, workers: int) -> Iterator[list[Coded]]:
    """Batches in order, at most two a worker under way, so that memory does not grow with the input."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(settings,)) as pool:
        waiting: deque[Future[list[Coded]]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(_work, batch))
                if len(waiting) >= 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except (KeyboardInterrupt, GeneratorExit):
            pool.shutdown(wait=False, cancel_futures=True)
            raise
