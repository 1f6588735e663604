"""The declared rules: they load, and a fault is told with its file and line."""

from __future__ import annotations

import pytest

from eventbase.errors import OntologyError
from eventbase.linking import rules
from eventbase.linking.candidates import families
from eventbase.linking.rules import VETO, kin, weights, words


def test_kin_is_the_same_in_both_orders() -> None:
    table = kin()
    assert table["missile_strike", "combined_strike"] == "close"
    assert all(table[b, a] == kinship for (a, b), kinship in table.items())


def test_all_kin_meet_in_a_family() -> None:
    rows: dict[str, set[str]] = {}
    for name, family in families().iter_rows():
        rows.setdefault(name, set()).add(family)
    assert all(rows[a] & rows[b] for a, b in kin())


def test_vetoes_outweigh_everything_else() -> None:
    best = sum(max(w.points for w in codes.values()) for codes in weights().rules.values())
    assert best + VETO < VETO / 2
    assert weights().keep_at <= weights().link_at


@pytest.mark.parametrize(
    ("row", "words_"),
    [
        ("missile_strike,bombing,close,x", "kin.csv:3: 'bombing' is no type"),
        ("missile_strike,shelling,cousin,x", "kin.csv:3: kin is 'close' or 'loose'"),
        ("shelling,shelling,close,x", "kin.csv:3: shelling, shelling is given before"),
    ],
)
def test_a_fault_in_kin_names_its_line(monkeypatch: pytest.MonkeyPatch, row: str, words_: str) -> None:
    monkeypatch.setattr(rules, "_text", lambda name: f"# note\ntype_a,type_b,kin,why\n{row}\n")
    with pytest.raises(OntologyError, match=words_.replace("(", r"\(")):
        kin.__wrapped__()


def test_words_are_words() -> None:
    assert all(isinstance(word, str) for word in words().stop)
    assert words().targets["mosque"] == "worship"
