"""Writing a folder of files so that nobody sees it half done, and the manifest that proves what it holds."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eventbase.errors import StoreError

MANIFEST = "manifest.json"


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A folder beside `out` to write into; on success its files replace those of `out`, the manifest last.

    Other files in `out` stay; files that the old manifest lists and the new one does not are removed. Raises
    StoreError where the folder cannot be written; `out` is then as it was.
    """
    try:
        with _beside(out) as staging:
            yield staging
            _move_in(staging, out)
    except OSError as error:
        raise StoreError(f"{out}: {_reason(error)}; mend that, or name another folder with --out") from error


@contextmanager
def created(out: Path) -> Iterator[Path]:
    """A folder beside `out` to write into; on success it becomes `out` in one step.

    Raises StoreError where the folder cannot be written, or `out` holds anything by then.
    """
    try:
        with _beside(out) as staging:
            yield staging
            staging.rename(out)
    except OSError as error:
        raise StoreError(f"{out}: {error.strerror or error}; mend that, or name another folder with --out") from error


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """An empty hidden folder beside `out`, gone afterwards; what an interrupted run left there goes first."""
    staging = out.with_name(f".{out.name}.new-{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        for leftover in out.parent.glob(f".{out.name}.new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        staging.mkdir()
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _reason(error: OSError) -> str:
    return error.strerror.lower() if error.strerror else str(error)


def _move_in(staging: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    new = files_in(staging)
    old = listed(out)
    for name in sorted(new, key=lambda name: (name == MANIFEST, name)):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (staging / name).replace(out / name)
    for name in old - set(new):
        (out / name).unlink(missing_ok=True)


def files_in(folder: Path) -> list[str]:
    """Paths of all files below a folder, relative to it, with forward slashes, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def listed(folder: Path) -> set[str]:
    """Names of the files that a folder's manifest lists; none where it has no readable manifest."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        names = {str(entry["path"]) for entry in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in names if not Path(name).is_absolute() and ".." not in Path(name).parts}


def sha256_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, value: Any) -> None:
    """A JSON file, the same bytes for the same value."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def write_manifest(folder: Path, facts: Mapping[str, Any], rows: Mapping[str, int]) -> None:
    """`manifest.json`: `facts`, and path, size, SHA-256 and rows of every other file in the folder."""
    entries = []
    for name in files_in(folder):
        if name != MANIFEST:
            entry: dict[str, Any] = {"path": name, "bytes": (folder / name).stat().st_size}
            entry["sha256"] = sha256_of(folder / name)
            entries.append(entry | ({"rows": rows[name]} if name in rows else {}))
    write_json(folder / MANIFEST, {**facts, "files": entries})
