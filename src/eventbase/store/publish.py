"""Publishing: a new database file is written aside and put in the old one's place in one atomic step.

Readers that have the old file open keep reading it. Where nothing changed, nothing is published. A run that is killed,
a full disk or a read-only folder leaves the old file as it is.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import duckdb
import polars as pl

from eventbase import __version__
from eventbase.errors import StoreError
from eventbase.store.build import build_file
from eventbase.store.content import content_hash
from eventbase.store.files import explained, open_duckdb
from eventbase.store.frames import registered, value
from eventbase.store.tables import SCHEMA_VERSION
from eventbase.store.work import WorkStore

# What is published of a work table that holds more.
SOURCES = {
    "runs": "FROM runs WHERE status IN ('done', 'partial')",
    "places": "FROM places WHERE place_id IN "
    "(SELECT place_id FROM mentions UNION SELECT place_id FROM mention_locations UNION SELECT place_id FROM events)",
}
MEND = "the old file is as it was; mend the cause and run `eventbase publish`"


def publish(work: WorkStore, target: Path, *, metadata: Mapping[str, str | None] | None = None) -> bool:
    """Replaces `target` by the work file's present content; False, and no touch, where it would be equal.

    `metadata`: `figures_rule` and `banner`, written into schema_version. Runs that have ended are published: call
    `work.end_run` before, and correct it to `unchanged` where this returns False.
    Raises StoreError (disk full, no permission, a file there that eventbase did not write); the old file then stays.
    """
    facts = _facts(metadata or {})
    digest = content_hash(work.connection, facts, SOURCES)
    if _published_hash(work, target) == digest:
        return False
    temporary = temporary_path(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_temporaries(target)
        with registered(work.connection, schema_version=_version_row(facts, digest)):
            build_file(work.connection, temporary, SOURCES)
        put_in_place(temporary, target)
    except (duckdb.Error, OSError) as error:
        raise explained(error, target, MEND) from error
    finally:
        _remove(temporary)
    work.set_note(f"published:{target.resolve()}", digest)
    return True


def _facts(metadata: Mapping[str, str | None]) -> dict[str, str | None]:
    return {"figures_rule": metadata.get("figures_rule"), "banner": metadata.get("banner"),
            "eventbase_version": __version__, "schema_version": str(SCHEMA_VERSION)}  # fmt: skip


def _version_row(facts: Mapping[str, str | None], digest: str) -> pl.DataFrame:
    row = {**facts, "schema_version": SCHEMA_VERSION, "content_hash": digest}
    return pl.DataFrame([row], schema_overrides={"figures_rule": pl.String, "banner": pl.String})


def _published_hash(work: WorkStore, target: Path) -> str | None:
    """Content hash of what stands at `target`; None where that is nothing, or a file of ours that is damaged.

    Raises StoreError for a file that eventbase did not write.
    """
    if not target.exists():
        return None
    try:
        with open_duckdb(target, read_only=True, mend="") as connection:
            return str(value(connection, "SELECT content_hash FROM schema_version"))
    except (StoreError, duckdb.Error) as error:
        noted = work.note(f"published:{target.resolve()}")
        if noted is None:
            raise StoreError(
                f"{target}: not written by eventbase, so it is left alone; move it away or name another with --db"
            ) from error
        # Ours, but damaged (write it anew) or held open for writing by a reader's tool (its content is as we left it).
        return noted if "locked by" in str(error) else None


def temporary_path(target: Path) -> Path:
    """Where a new version of `target` is written: beside it, with the writer's process id."""
    return target.with_name(f".{target.name}.new-{os.getpid()}")


def remove_temporaries(target: Path) -> None:
    """Removes what killed runs left beside `target`. Only the holder of the work file's lock may call it."""
    for leftover in target.parent.glob(f".{target.name}.new-*"):
        _remove(leftover)


def put_in_place(temporary: Path, target: Path) -> None:
    """Flushes `temporary` to the disk and makes it `target` in one step."""
    flush(temporary)
    # A log that a reader's tool left would be replayed into the new file.
    target.with_name(target.name + ".wal").unlink(missing_ok=True)
    temporary.replace(target)
    flush(target.parent)


def flush(path: Path) -> None:
    """Waits until a file, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    with suppress(OSError):  # not there, or not removable: the error that led here is the one to tell
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
