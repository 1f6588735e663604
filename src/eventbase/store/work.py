"""The work file: everything that was read, coded, geocoded and linked, in transactions.

Each method that writes is one transaction, so that a run killed at any moment loses at most the batch under way. One
process holds the file at a time. Nothing in here reads the clock but `begin_run` and `end_run`.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import duckdb
import polars as pl

from eventbase import __version__
from eventbase.errors import StoreError
from eventbase.records import Article, Issue, Mention, Part, Place
from eventbase.store import intake, links, results
from eventbase.store.files import explained, open_duckdb
from eventbase.store.frames import fetch, insert, value
from eventbase.store.intake import Counts
from eventbase.store.links import LinkTables
from eventbase.store.migrate import is_work_file, migrate
from eventbase.store.rows import Ingested, decompress, issues_frame, places_frame
from eventbase.store.tables import quoted, work_tables

STORAGE: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": "v1.2.0"}
MEND = "move it away and build again, or name another database with --db"
FREED = ("running", "unchanged", "failed", "interrupted")  # runs of these ends give their id to the next


def open_work(path: Path) -> WorkStore:
    """Opens the work file, makes it where there is none, and brings it to the newest version.

    Raises LockedError naming the process that holds it; StoreError for a file that is damaged, foreign or newer.
    Nothing of what is there is overwritten.
    """
    if not path.exists():
        _create(path)
    connection = open_duckdb(path, read_only=False, mend=MEND)
    try:
        if not is_work_file(connection):
            raise StoreError(f"{path}: not a work file of eventbase; {MEND}")
        _set_spill(connection, path)
        migrate(connection, path)
    except (duckdb.Error, StoreError) as error:
        connection.close()
        raise explained(error, path, MEND) if isinstance(error, duckdb.Error) else error from error
    return WorkStore(path, connection)


def _create(path: Path) -> None:
    """Makes the file aside and puts it there in one step: a run killed now leaves no half file."""
    temporary = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        with duckdb.connect(str(temporary), config=STORAGE) as connection:
            migrate(connection, path)
        os.link(temporary, path)
    except FileExistsError:
        return  # another process was faster; its file is the one to open
    except (duckdb.Error, OSError) as error:
        raise explained(error, path, MEND) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _set_spill(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Large sorts spill beside the work file; what a killed run left there goes."""
    spill = path.with_name(f".{path.name}.spill")
    shutil.rmtree(spill, ignore_errors=True)
    connection.execute("SET temp_directory = ?", [str(spill)])


@dataclass
class WorkStore:
    """An open work file. A context manager; `connection` is for queries only."""

    path: Path
    connection: duckdb.DuckDBPyConnection
    _seen: dict[str, str] = field(default_factory=dict)  # article_id -> text hash, of the run under way
    _run: str | None = None
    _started: float = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; a second call does nothing."""
        self.connection.close()
        shutil.rmtree(self.path.with_name(f".{self.path.name}.spill"), ignore_errors=True)

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All or nothing; errors of DuckDB become a StoreError with the next step."""
        try:
            self.connection.execute("BEGIN")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        except duckdb.Error as error:
            raise explained(error, self.path, "nothing of this batch was stored; run the same command again") from error

    def _roll_back(self) -> None:
        try:
            self.connection.execute("ROLLBACK")
        except duckdb.Error:
            return  # DuckDB has rolled back by itself

    # runs

    def begin_run(
        self,
        command: str,
        settings: Mapping[str, Any],
        inputs: Sequence[str],
        versions: Mapping[str, str] | None = None,
    ) -> str:
        """Notes the start of a run and returns its id: `r000001` and on.

        A run that was killed or changed nothing gives its id to the next, so that what is published does not tell how
        often a run was begun. `inputs` are hashes; `settings` hold no path, or builds elsewhere differ.
        """
        with self.transaction() as connection:
            connection.execute("UPDATE runs SET status = 'interrupted' WHERE status = 'running'")
            run_id = self._next_run_id()
            freed = value(connection, "SELECT count(*) FROM runs WHERE starts_with(run_id, ?)", [run_id])
            connection.execute("UPDATE runs SET run_id = ? WHERE run_id = ?", [f"{run_id}.{freed}", run_id])
            connection.execute(
                "INSERT INTO runs VALUES (?, ?, 'running', ?, NULL, ?, ?, ?, '{}', ?)",
                [run_id, command, datetime.now(UTC).replace(tzinfo=None), __version__, _json(versions or {}),
                 _json(settings), _json(sorted(inputs))],
            )  # fmt: skip
        self._run, self._started, self._seen = run_id, time.monotonic(), {}
        return run_id

    def _next_run_id(self) -> str:
        freed = ", ".join(f"'{status}'" for status in FREED)
        kept = value(self.connection, f"SELECT count(*) FROM runs WHERE status NOT IN ({freed})")
        return f"r{kept + 1:06d}"

    def end_run(self, run_id: str, counts: Mapping[str, Any], status: str = "done") -> None:
        """Notes a run's end: `done`, `partial`, `unchanged` or `failed`. A second call corrects the first."""
        duration = round(time.monotonic() - self._started, 3)
        with self.transaction() as connection:
            connection.execute(
                "UPDATE runs SET status = ?, counts = ?, duration_s = ? WHERE run_id = ?",
                [status, _json(counts), duration, run_id],
            )

    # articles

    def put_articles(self, batch: Sequence[Ingested], issues: Sequence[Issue] = ()) -> Counts:
        """Stores a batch as read. Counts new, changed, same and refused articles.

        The same id with the same text is `same`; with another text in this run it is refused with an issue, in a later
        run a change: the article is replaced and what was coded from it goes.
        """
        with self.transaction() as connection:
            counts, refused = intake.store_articles(connection, batch, self._seen)
            self._add_issues([*issues, *refused])
        return counts

    def raw(self, article_id: str) -> bytes | None:
        """The bytes that an article was read from."""
        found = value(self.connection, "SELECT raw FROM article_states WHERE article_id = ?", [article_id])
        return None if found is None else decompress(found)

    def pending_articles(
        self, coder: str, version: str, batch: int = 50
    ) -> Iterator[list[tuple[Article, tuple[Part, ...]]]]:
        """Articles that this version of this coder has not coded as they now stand, by article_id."""
        ids = results.pending_ids(self.connection, coder, version)
        for start in range(0, len(ids), batch):
            yield results.articles_of(self.connection, ids[start : start + batch])

    def count_pending(self, coder: str, version: str) -> int:
        """How many articles `pending_articles` would give."""
        return len(results.pending_ids(self.connection, coder, version))

    # mentions

    def put_codings(
        self, coder: str, version: str, batch: Sequence[tuple[str, Sequence[Mention], Sequence[Issue]]]
    ) -> int:
        """Stores what was coded: (article_id, mentions, issues) each; replaces what any coder found there before."""
        with self.transaction() as connection:
            stored = results.store_codings(connection, coder, version, batch)
            self._add_issues([issue for _, _, issues in batch for issue in issues])
        return stored

    def mentions_without_place(self) -> pl.DataFrame:
        """Places of mentions that have no gazetteer entry, sorted by mention and number.

        Columns: mention_id, location_no, location_name, article_id, admin1, admin2, country, geo_precision, start, end.
        """
        return fetch(self.connection, results.UNPLACED)

    def set_places(self, rows: Sequence[tuple[str, int, Place]], issues: Sequence[Issue] = ()) -> None:
        """Sets (mention_id, location_no, place); number 0 also sets the mention's own place columns."""
        with self.transaction() as connection:
            results.set_places(connection, rows)
            self._add_places([place for _, _, place in rows])
            self._add_issues(issues)

    def missing_places(self) -> list[str]:
        """place_ids that mentions or their further places use and that `places` has no row of, sorted."""
        return fetch(self.connection, results.MISSING_PLACES)["place_id"].to_list()

    def put_places(self, places: Sequence[Place]) -> None:
        """Stores gazetteer entries in use; one of the same place_id is replaced."""
        with self.transaction():
            self._add_places(places)

    def _add_places(self, places: Sequence[Place]) -> None:
        frame = places_frame(places)
        if not frame.is_empty():
            results.delete_where(self.connection, "places", "place_id", frame["place_id"])
            insert(self.connection, "places", frame)

    # links

    def put_links(self, tables: LinkTables) -> None:
        """Replaces events, event_sources, event_figures and the mentions' event_id; adds to event_history."""
        with self.transaction() as connection:
            links.store_links(connection, tables, self._run)
            if tables.issues is not None:
                connection.execute("DELETE FROM issues WHERE stage = 'link'")
                self._add_issues(tables.issues)

    # reading

    def table(self, name: str) -> pl.DataFrame:
        """A table of SCHEMA.md with the work file's further columns, sorted by key."""
        order = ", ".join(f"{quoted(column)} NULLS FIRST" for column in work_tables()[name].order)
        columns = ", ".join(map(quoted, work_tables()[name].names))
        return fetch(self.connection, f"SELECT {columns} FROM {quoted(name)} ORDER BY {order}")

    def articles(self) -> pl.DataFrame:
        return self.table("articles")

    def mentions(self) -> pl.DataFrame:
        return self.table("mentions")

    def mention_locations(self) -> pl.DataFrame:
        return self.table("mention_locations")

    def figures(self) -> pl.DataFrame:
        return self.table("figures")

    def evidence(self) -> pl.DataFrame:
        return self.table("evidence")

    def events(self) -> pl.DataFrame:
        return self.table("events")

    def event_history(self) -> pl.DataFrame:
        return self.table("event_history")

    def places(self) -> pl.DataFrame:
        return self.table("places")

    def issues(self) -> pl.DataFrame:
        return self.table("issues")

    def runs(self) -> pl.DataFrame:
        return self.table("runs")

    # issues and notes

    def put_issues(self, issues: Sequence[Issue]) -> None:
        """Adds issues that are not there yet."""
        with self.transaction():
            self._add_issues(issues)

    def forget_issues(self, stage: str, prefix: str = "") -> None:
        """Removes a stage's issues whose detail begins with `prefix` (a path), before that input is read again."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM issues WHERE stage = ? AND starts_with(detail, ?)", [stage, prefix])

    def _add_issues(self, issues: Sequence[Issue]) -> None:
        if issues:
            known = fetch(self.connection, "SELECT stage, article_id, mention_id, code, detail FROM issues")
            new = issues_frame(issues).join(known, on=known.columns, how="anti", nulls_equal=True)
            insert(self.connection, "issues", new)

    def note(self, key: str) -> str | None:
        """A fact about the file that a stage left, e.g. the version that last linked."""
        found = value(self.connection, "SELECT value FROM notes WHERE key = ?", [key])
        return None if found is None else str(found)

    def set_note(self, key: str, text: str) -> None:
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", [key, text])


def _json(facts: Any) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
