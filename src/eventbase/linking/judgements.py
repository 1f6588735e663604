"""What people decided about pairs of mentions: a CSV with mention_id_a, mention_id_b, judgement (same, different)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from eventbase.errors import UsageError
from eventbase.linking.cluster import find
from eventbase.records import Issue

COLUMNS = ("mention_id_a", "mention_id_b", "judgement")
Pair = tuple[int, int]


@dataclass
class Judgements:
    """Pairs of rows, and the issues of what could not be followed."""

    same: list[Pair] = field(default_factory=list)
    different: list[Pair] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def read_judgements(path: Path | None, rows: Mapping[str, int]) -> Judgements:
    """Reads the file; `rows` gives a mention's row. A row that cannot be followed becomes an issue with its line.

    Raises UsageError where there is no such file or its header lacks a column.
    """
    found = Judgements()
    if path is None:
        return found
    root = list(range(len(rows)))
    for number, row in _read(path):
        detail = _fault(row, rows)
        if detail is None:
            pair = rows[row["mention_id_a"].strip()], rows[row["mention_id_b"].strip()]
            detail = _add(found, root, (min(pair), max(pair)), row["judgement"].strip().lower())
        if detail is not None:
            found.issues.append(
                Issue(stage="link", article_id=None, mention_id=None, code="bad_judgement",
                      detail=f"{path.name}:{number}: {detail}")
            )  # fmt: skip
    return found


def _read(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}); give a UTF-8 CSV with {', '.join(COLUMNS)}") from error
    kept = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(line for _, line in kept)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise UsageError(f"{path}: the header lacks {', '.join(missing)}; it must hold {', '.join(COLUMNS)}")
    return [
        (number, {k: v or "" for k, v in row.items() if k}) for (number, _), row in zip(kept[1:], reader, strict=False)
    ]


def _fault(row: Mapping[str, str], rows: Mapping[str, int]) -> str | None:
    for name in COLUMNS[:2]:
        if row[name].strip() not in rows:
            return f"{name} {row[name]!r} is no mention; a changed article or coder gives its mentions new ids"
    if row["mention_id_a"].strip() == row["mention_id_b"].strip():
        return "a mention is paired with itself; remove the row"
    if row["judgement"].strip().lower() not in ("same", "different"):
        return f"judgement is 'same' or 'different', not {row['judgement']!r}"
    return None


def _add(found: Judgements, root: list[int], pair: Pair, judgement: str) -> str | None:
    """Keeps a judgement unless it contradicts those before it."""
    x, y = find(root, pair[0]), find(root, pair[1])
    if judgement == "different":
        if x == y:
            return "judged different, but rows before it make the two the same; remove one of them"
        found.different.append(pair)
        return None
    apart = {tuple(sorted((find(root, p), find(root, q)))) for p, q in found.different}
    if x != y and (min(x, y), max(x, y)) in apart:
        return "judged the same, but rows before it keep the two apart; remove one of them"
    root[max(x, y)] = min(x, y)
    found.same.append(pair)
    return None
