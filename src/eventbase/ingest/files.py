"""Which files to read: walks paths, folders and globs in a fixed order."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eventbase.ingest.issues import issue
from eventbase.records import Issue

FORMATS = {
    ".txt": "txt", ".text": "txt", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet",
}  # fmt: skip
SIDECAR = ".meta.json"
_COMPANIONS = ("readme", "license", "licence", "notice", "changelog", "copying", "dataset.toml")
_NEXT = "give .txt, .html, .jsonl, .csv or .parquet (or .gz of these)"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read; `raw_path` is relative to the folder given, with forward slashes."""

    path: Path
    raw_path: str
    format: str
    gz: bool


def walk(paths: Sequence[Path]) -> Iterator[Source | Issue]:
    """The files behind `paths`, each once, sorted within a folder; what cannot be read is an issue."""
    seen: set[Path] = set()
    for path in paths:
        for found in _expand(path):
            if isinstance(found, Issue):
                yield found
                continue
            real = found.path.resolve()
            if real not in seen:
                seen.add(real)
                yield found


def split_suffix(name: str) -> tuple[str, str, bool]:
    """Name without suffixes, suffix in lower case, whether gzipped: "a.html.gz" gives ("a", ".html", True)."""
    gz = name.lower().endswith(".gz")
    stem = Path(name[:-3] if gz else name)
    return stem.stem, stem.suffix.lower(), gz


def _expand(path: Path) -> Iterator[Source | Issue]:
    try:
        if path.is_dir():
            yield from _folder(path)
        elif path.exists():
            yield _given(path, path.name)
        elif glob.has_magic(str(path)):
            yield from _glob(path)
        else:
            yield issue("missing_path", f"{path}: no such file or folder; check the spelling")
    except (OSError, ValueError) as error:
        yield issue("unreadable_path", f"{path}: {_reason(error)}; check its rights and links")


def _glob(pattern: Path) -> Iterator[Source | Issue]:
    fixed = pattern
    while glob.has_magic(str(fixed)):
        fixed = fixed.parent
    found = sorted(fixed.glob(pattern.relative_to(fixed).as_posix()))
    if not found:
        yield issue("missing_path", f"{pattern}: no file fits the pattern; quote it and check the spelling")
    for path in found:
        if path.is_file() and not path.name.lower().endswith(SIDECAR):
            yield _given(path, path.relative_to(fixed).as_posix())


def _given(path: Path, raw_path: str) -> Source | Issue:
    """A file that was named: an unknown extension is refused."""
    _, suffix, gz = split_suffix(path.name)
    if suffix not in FORMATS:
        return issue("unknown_format", f"{path}: {suffix or 'no'} extension is not read; {_NEXT}")
    return Source(path, raw_path, FORMATS[suffix], gz)


def _folder(root: Path) -> Iterator[Source | Issue]:
    for path in _files(root, root, frozenset({root.resolve()})):
        if isinstance(path, Issue):
            yield path
            continue
        found = _in_folder(path, path.relative_to(root).as_posix())
        if found is not None:
            yield found


def _files(root: Path, folder: Path, above: frozenset[Path]) -> Iterator[Path | Issue]:
    """Files under `folder` by name, hidden ones left out; `above` are the folders around it, to notice link loops."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield issue("unreadable_path", f"{folder.relative_to(root)}: {_reason(error)}; check its rights")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        yield from _entry(root, entry, above)


def _entry(root: Path, entry: Path, above: frozenset[Path]) -> Iterator[Path | Issue]:
    name = entry.relative_to(root).as_posix()
    try:
        if entry.is_dir():
            real = entry.resolve()
            if real in above:
                yield issue("link_loop", f"{name}: link to a folder around itself, passed over; remove the link")
            else:
                yield from _files(root, entry, above | {real})
        elif entry.is_file():
            yield entry
        elif entry.is_symlink():
            yield issue("unreadable_path", f"{name}: link to nothing; mend or remove it")
    except (OSError, RuntimeError) as error:
        yield issue("unreadable_path", f"{name}: {_reason(error)}; check its rights and links")


def _in_folder(path: Path, raw_path: str) -> Source | Issue | None:
    """A file found in a folder: companions are passed over, other unknown ones noted."""
    name = path.name.lower()
    if name.startswith(_COMPANIONS):
        return None
    if name.endswith(SIDECAR):
        return None if _has_article(path) else _orphan(raw_path)
    _, suffix, gz = split_suffix(path.name)
    if suffix in FORMATS:
        return Source(path, raw_path, FORMATS[suffix], gz)
    return issue("unknown_format", f"{raw_path}: {suffix or 'no'} extension is not read; {_NEXT}, or move it away")


def _orphan(raw_path: str) -> Issue:
    return issue("orphan_sidecar", f"{raw_path}: no .txt or .html of that name beside it; rename or remove it")


def _has_article(sidecar: Path) -> bool:
    base = sidecar.name[: -len(SIDECAR)]
    names: Iterable[str] = (base + suffix + gz for suffix in ("", *FORMATS) for gz in ("", ".gz"))
    return any(name != sidecar.name and sidecar.with_name(name).is_file() for name in names if name)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
