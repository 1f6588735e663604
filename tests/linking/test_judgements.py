"""The file of judgements: what it holds wins, what cannot be followed is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventbase.errors import UsageError
from eventbase.linking.judgements import Judgements, read_judgements

ROWS = {"m-a": 0, "m-b": 1, "m-c": 2}
HEADER = "mention_id_a,mention_id_b,judgement\n"


def read(folder: Path, text: str) -> Judgements:
    path = folder / "judged.csv"
    path.write_text(text, encoding="utf-8")
    return read_judgements(path, ROWS)


def test_pairs_are_read_in_either_order(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + "# a note\nm-b,m-a,same\nm-a, m-c ,Different\n")
    assert (found.same, found.different, found.issues) == ([(0, 1)], [(0, 2)], [])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("m-a,m-x,same", "judged.csv:2: mention_id_b 'm-x' is no mention"),
        ("m-a,m-a,same", "judged.csv:2: a mention is paired with itself"),
        ("m-a,m-b,maybe", "judged.csv:2: judgement is 'same' or 'different'"),
        ("m-a", "judged.csv:2: mention_id_b '' is no mention"),
    ],
)
def test_a_bad_row_is_an_issue_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    found = read(tmp_path, HEADER + row + "\n")
    assert [issue.detail.startswith(words) for issue in found.issues] == [True]
    assert not found.same and not found.different


def test_contradictions_are_issues_and_the_first_row_stands(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + "m-a,m-b,same\nm-b,m-c,same\nm-a,m-c,different\n")
    assert found.same == [(0, 1), (1, 2)] and not found.different
    assert "judged.csv:4" in found.issues[0].detail
    found = read(tmp_path, HEADER + "m-a,m-c,different\nm-a,m-b,same\nm-b,m-c,same\n")
    assert found.same == [(0, 1)] and found.different == [(0, 2)]
    assert "judged.csv:4" in found.issues[0].detail


def test_a_wrong_header_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="judgement"):
        read(tmp_path, "a,b\n")
    with pytest.raises(UsageError, match="cannot be read"):
        read_judgements(tmp_path / "none.csv", ROWS)


def test_without_a_file_nothing_is_judged() -> None:
    assert read_judgements(None, ROWS) == Judgements()
