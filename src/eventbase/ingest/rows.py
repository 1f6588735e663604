"""A reader a format: files become raw rows (fields, raw bytes, where they stand), one at a time."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from eventbase.ingest.decode import decode, decode_page
from eventbase.ingest.files import SIDECAR, Source, split_suffix
from eventbase.ingest.issues import issue
from eventbase.records import Issue

MAX_BYTES = 32 * 1024 * 1024  # of one article; longer files are no articles
_BATCH = 500
_HEAD = 64 * 1024
_TOO_LARGE = f"longer than {MAX_BYTES // 1024 // 1024} MB; split it into articles"


@dataclass(frozen=True, slots=True)
class Row:
    """One article as it came: `fields` as in SCHEMA.md, `where` is file and line, `markup` true for HTML."""

    fields: dict[str, Any]
    raw: bytes
    where: str
    raw_path: str


def read_rows(source: Source) -> Iterator[Row | Issue]:
    """The rows of a file; faults are issues, what can be read is read."""
    try:
        yield from _READERS[source.format](source)
    except (OSError, EOFError, zlib.error) as error:
        yield issue("unreadable_path", f"{source.raw_path}: {error}; check its rights, or save it anew")


def _open(source: Source) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(source.path)) if source.gz else source.path.open("rb")


# ---- one article a file ------------------------------------------------------------------------------------------
def _whole(source: Source) -> Iterator[Row | Issue]:
    with _open(source) as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        yield issue("too_large", f"{source.raw_path}: {_TOO_LARGE}")
        return
    decoded = decode_page(raw) if source.format == "html" else decode(raw)
    if decoded.code == "binary_file":
        yield issue("binary_file", f"{source.raw_path}: control characters, no text; convert it to text first")
        return
    if decoded.code and not (source.format == "html" and decoded.code == "bad_bytes"):
        yield _encoding_issue(decoded.code, source.raw_path, decoded.encoding)
    fields: dict[str, Any] = {source.format if source.format == "html" else "text": decoded.text}
    sidecar = _sidecar(source)
    if isinstance(sidecar, Issue):
        yield sidecar
    else:
        fields = sidecar | fields
    yield Row(fields, raw, source.raw_path, source.raw_path)


def _encoding_issue(code: str, where: str, encoding: str) -> Issue:
    if code == "bad_bytes":
        return issue(code, f"{where}: bytes that are no {encoding} were replaced by U+FFFD; save it as UTF-8")
    return issue(code, f"{where}: not UTF-8, read as {encoding}; save it as UTF-8 if letters look wrong")


def _sidecar(source: Source) -> dict[str, Any] | Issue:
    """The fields of NAME.meta.json (or NAME.txt.meta.json) beside the file; empty if there is none."""
    stem, _, _ = split_suffix(source.path.name)
    for name in (stem + SIDECAR, source.path.name + SIDECAR):
        path = source.path.with_name(name)
        if path.is_file():
            return _load_sidecar(path, Path(source.raw_path).with_name(name).as_posix())
    return {}


def _load_sidecar(path: Path, name: str) -> dict[str, Any] | Issue:
    try:
        content = json.loads(decode(path.read_bytes()).text)
    except (OSError, ValueError, RecursionError) as error:
        return issue("invalid_sidecar", f"{name}: {error}; its fields were left out, mend the JSON")
    if not isinstance(content, dict):
        return issue("invalid_sidecar", f"{name}: no JSON object; its fields were left out")
    return {str(field): value for field, value in content.items() if field not in {"text", "html"}}


# ---- one article a line ------------------------------------------------------------------------------------------
def _jsonl(source: Source) -> Iterator[Row | Issue]:
    for number, raw in enumerate(_raw_lines(source), 1):
        where = f"{source.raw_path}:{number}"
        if len(raw) > MAX_BYTES:
            yield issue("too_large", f"{where}: {_TOO_LARGE}")
        elif raw.strip(b"\x00 \t\r\n"):
            yield from _json_row(raw, where, source.raw_path)


def _json_row(raw: bytes, where: str, raw_path: str) -> Iterator[Row | Issue]:
    decoded = decode(raw)
    if decoded.code == "binary_file":
        yield issue("invalid_json", f"{where}: control characters, no JSON; mend or remove the line")
        return
    if decoded.code:
        yield _encoding_issue(decoded.code, where, decoded.encoding)
    try:
        content = json.loads(decoded.text.strip("\0 \t\r\n"))
    except (ValueError, RecursionError) as error:
        yield issue("invalid_json", f"{where}: {error}; mend or remove the line")
        return
    if isinstance(content, dict):
        yield Row({str(name): value for name, value in content.items()}, raw, where, raw_path)
    else:
        yield issue("invalid_json", f"{where}: {type(content).__name__}, no JSON object; put one article a line")


def _raw_lines(source: Source) -> Iterator[bytes]:
    """Lines without their ends, never more than one in memory; a UTF-16 file is turned into UTF-8 lines."""
    with _open(source) as file:
        head = file.read(_HEAD)
        encoding = decode(head).encoding if head else "utf-8"
    with _open(source) as file:
        if encoding.startswith(("utf-16", "utf-32")):
            for text in io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="\n"):
                yield text.lstrip("\ufeff").rstrip("\r\n").encode("utf-8", "replace")
            return
        while line := file.readline(MAX_BYTES + 1):
            whole = line.endswith(b"\n") or len(line) <= MAX_BYTES
            yield line.rstrip(b"\r\n") if whole else line
            while not whole and (rest := file.readline(MAX_BYTES)):
                whole = rest.endswith(b"\n")


# ---- tables --------------------------------------------------------------------------------------------------------
def _csv(source: Source) -> Iterator[Row | Issue]:
    csv.field_size_limit(MAX_BYTES)
    taken: list[bytes] = []
    lines = _text_lines(source, taken)
    try:
        head = next(lines, "")
        names = next(csv.reader([head], delimiter=_delimiter(head)), [])
    except csv.Error as error:
        yield issue("invalid_row", f"{source.raw_path}:1: {error}; mend the header")
        return
    names = [name.strip().lower() for name in names]
    if not {"text", "html"} & set(names):
        yield issue("invalid_row", f"{source.raw_path}:1: no column `text` or `html`; name one in the header")
        return
    taken.clear()
    yield from _csv_rows(csv.reader(lines, delimiter=_delimiter(head)), names, taken, source.raw_path)


def _csv_rows(reader: Any, names: list[str], taken: list[bytes], raw_path: str) -> Iterator[Row | Issue]:
    while True:
        where = f"{raw_path}:{reader.line_num + 2}"
        try:
            values = next(reader, None)
        except csv.Error as error:
            taken.clear()
            yield issue("invalid_row", f"{where}: {error}; mend or remove the row")
            continue
        raw = b"".join(taken).rstrip(b"\r\n")
        taken.clear()
        if values is None:
            return
        if len(values) > len(names):
            yield issue("invalid_row", f"{where}: {len(values)} cells, {len(names)} columns; quote cells with commas")
        elif values:
            yield Row({k: v for k, v in zip(names, values, strict=False) if v != ""}, raw, where, raw_path)


def _text_lines(source: Source, taken: list[bytes]) -> Iterator[str]:
    """Decoded lines of a table with their ends; their bytes are added to `taken`."""
    with _open(source) as file:
        head = file.read(_HEAD)
        cut = head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1] or head
        encoding = decode(cut).encoding
    with _open(source) as file:
        for line in io.TextIOWrapper(file, encoding=encoding, errors="replace", newline=""):
            clean = line.lstrip("\ufeff")
            taken.append(clean.encode("utf-8", "replace"))
            yield clean


def _delimiter(head: str) -> str:
    return max(",;\t|", key=head.count) if any(c in head for c in ",;\t|") else ","


def _parquet(source: Source) -> Iterator[Row | Issue]:
    import polars as pl

    try:
        content: Any = io.BytesIO(gzip.decompress(source.path.read_bytes())) if source.gz else source.path
        frame = pl.scan_parquet(content)
        names = {name.lower(): name for name in frame.collect_schema().names()}
        count = int(frame.select(pl.len()).collect().item())
    except pl.exceptions.PolarsError as error:
        yield issue("invalid_row", f"{source.raw_path}: {error}; write the Parquet file anew")
        return
    if not {"text", "html"} & set(names):
        yield issue("invalid_row", f"{source.raw_path}: no column `text` or `html`; rename one")
        return
    for first in range(0, count, _BATCH):
        batch = frame.slice(first, _BATCH).collect().rename({old: new for new, old in names.items()})
        for number, values in enumerate(batch.iter_rows(named=True), first + 1):
            raw = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "replace")
            fields = {name: value for name, value in values.items() if value is not None}
            yield Row(fields, raw, f"{source.raw_path}: row {number}", source.raw_path)


_READERS: dict[str, Callable[[Source], Iterator[Row | Issue]]] = {
    "txt": _whole,
    "html": _whole,
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
}
