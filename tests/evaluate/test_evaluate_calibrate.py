"""Confidence: the fit, its table, the reliability of what it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eventbase.coding import confidence
from eventbase.config import Settings
from eventbase.errors import OntologyError
from eventbase.evaluate.calibrate import Example, calibrate, examples, folds, table_text
from eventbase.evaluate.logistic import fit, log_loss, predict
from eventbase.evaluate.reliability import calibration_error, reliability

OWN = Path(__file__).parents[1] / "gold"


def drawn(number: int = 2000) -> tuple[np.ndarray, np.ndarray]:
    """Rows of a known model: log odds -1 + 2a - b."""
    source = np.random.default_rng(7)
    x = source.integers(0, 2, size=(number, 2)).astype(float)
    chance = 1 / (1 + np.exp(-(-1 + 2 * x[:, 0] - x[:, 1])))
    return x, (source.random(number) < chance).astype(float)


def test_newton_finds_the_model_that_made_the_rows():
    x, y = drawn(20_000)
    assert fit(x, y, 1e-3) == pytest.approx([-1, 2, -1], abs=0.1)


def test_a_penalty_shrinks_all_but_the_bias():
    x, y = drawn()
    loose, tight = fit(x, y, 1e-3), fit(x, y, 1000.0)
    assert np.abs(tight[1:]).max() < 0.5 * np.abs(loose[1:]).max()
    assert predict(x, tight).mean() == pytest.approx(y.mean(), abs=0.01)


def test_weights_count_rows_as_often():
    x, y = drawn(300)
    twice = fit(np.concatenate([x, x[:100]]), np.concatenate([y, y[:100]]), 1.0)
    weighted = fit(x, y, 1.0, np.where(np.arange(300) < 100, 2.0, 1.0))
    assert weighted == pytest.approx(twice, abs=1e-6)


def test_log_loss_prefers_the_truth():
    y = np.array([1.0, 0.0])
    assert log_loss(y, np.array([0.9, 0.1])) < log_loss(y, np.array([0.5, 0.5])) < log_loss(y, np.array([0.0, 1.0]))


def test_bins_hold_every_mention_once():
    rows = [(0.0, False), (0.05, True), (0.55, True), (1.0, True)]
    table = reliability(rows)
    assert [b.n for b in table] == [2, 0, 0, 0, 0, 1, 0, 0, 0, 1]
    assert table[0].right == 0.5
    assert table[1].confidence is None


def test_calibration_error_is_the_weighted_gap():
    assert calibration_error([(0.5, True), (0.5, False)]) == 0
    assert calibration_error([(0.9, False), (0.1, False)]) == pytest.approx(0.5)
    assert calibration_error([]) is None


def test_pages_are_held_out_whole():
    rows = [Example(f"p{n // 3}", "a", {}, True) for n in range(60)]
    fold = folds(rows, 5)
    for page in {row.page_id for row in rows}:
        assert len({f for row, f in zip(rows, fold, strict=True) if row.page_id == page}) == 1
    assert len(set(fold)) == 5


def test_the_fit_is_calibrated_on_held_out_pages_and_repeatable():
    x, y = drawn(1500)
    rows = [
        Example(f"p{n // 5}", "main", {"a": float(a), "b": float(b)}, bool(right))
        for n, ((a, b), right) in enumerate(zip(x, y, strict=True))
    ]
    found = calibrate(rows, "main")
    assert found.error < 0.05
    assert found.weights["a"] > 1 > 0 > found.weights["b"]
    assert table_text(found, "x") == table_text(calibrate(rows, "main"), "x")


def test_examples_come_from_the_coder_with_their_features():
    rows = examples([OWN / "none.jsonl", OWN / "dates.jsonl"], Settings(quiet=True))
    assert {row.file for row in rows} >= {"dates.jsonl"}
    assert any(row.right for row in rows) and any("own_date" in row.values for row in rows)
    assert all(value != 0 for row in rows for value in row.values.values())


def test_the_shipped_table_is_read_and_knows_only_features_of_the_coder():
    weights = confidence.coefficients()
    assert confidence.BIAS in weights
    assert weights["own_place"] > 0 > weights["bare"], "a place of its own helps, a bare noun harms"
    assert 0 < confidence.probability({}, weights) < confidence.probability({"own_place": 1.0}, weights) < 1


def test_a_broken_table_names_its_line(tmp_path, monkeypatch):
    (tmp_path / confidence.TABLE).write_text("# made\nfeature,weight\n(bias),0.1\nbare,much\n", encoding="utf-8")
    monkeypatch.setattr(confidence, "files", lambda _: tmp_path)
    confidence.coefficients.cache_clear()
    try:
        with pytest.raises(OntologyError, match=r"confidence\.csv:4: 'much' is no number"):
            confidence.coefficients()
    finally:
        confidence.coefficients.cache_clear()
