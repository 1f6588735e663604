"""Opening DuckDB files: every failure becomes a StoreError that says what is wrong, where, and what to do."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from eventbase.errors import LockedError, StoreError

_LOCK = re.compile(r"Could not set lock.*?held in (?P<program>.*?) \(PID (?P<pid>\d+)\)", re.S)


def open_duckdb(path: Path, *, read_only: bool, mend: str) -> duckdb.DuckDBPyConnection:
    """A connection to an existing DuckDB file; `mend` tells what to do where the file is damaged or foreign.

    Raises LockedError naming the process that holds the file, StoreError for all else.
    """
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; name a file, e.g. {path / 'eventbase.duckdb'}")
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET TimeZone = 'UTC'")
    except duckdb.Error as error:
        raise explained(error, path, mend) from error
    return connection


def explained(error: duckdb.Error | OSError, path: Path, mend: str) -> StoreError:
    """The StoreError for an error of DuckDB or the system about `path`."""
    text = str(error)
    lock = _LOCK.search(text)
    if lock:
        return LockedError(_lock_message(path, int(lock["pid"]), lock["program"]))
    if "same database file with a different configuration" in text:
        return LockedError(f"{path}: this process already has it open for writing; close that connection first")
    if "newer version" in text or "version number" in text or "storage version" in text.lower():
        return StoreError(f"{path}: written by a newer DuckDB than {duckdb.__version__}; update duckdb to read it")
    if "No space left" in text or "disk full" in text.lower():
        return StoreError(f"{path}: no space left on the disk; free some and run the same command again")
    if "Permission denied" in text or "Read-only file system" in text:
        return StoreError(f"{path}: no permission to write there; change it, or name another place with --db")
    if isinstance(error, FileExistsError | NotADirectoryError):
        return StoreError(f"{path}: a file stands where a folder is needed; name another place with --db")
    return StoreError(f"{path}: {first_line(text)}; {mend}")


def first_line(text: str) -> str:
    """An error message's first line, without DuckDB's own heading and without a full stop."""
    line = text.strip().splitlines()[0] if text.strip() else "unknown error"
    return re.sub(r"^[A-Z][\w ]* Error: ", "", line).rstrip(".!")


def _lock_message(path: Path, pid: int, program: str) -> str:
    command = command_of(pid) or program
    return f"{path}: locked by process {pid} ({command}); wait until it ends, or stop it with: kill {pid}"


def command_of(pid: int) -> str | None:
    """The command line of a running process, shortened; None where the system does not tell."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return None
    # The folder of the program tells nothing and may fill the line.
    line = " ".join([Path(words[0]).name, *(word for word in words[1:] if word)])
    return line[:117] + "..." if len(line) > 120 else line or None
