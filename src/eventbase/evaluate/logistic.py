"""Logistic regression with an L2 penalty by Newton's method: small, deterministic, numpy only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS = 50
TOLERANCE = 1e-9


def fit(x: Floats, y: Floats, penalty: float, weights: Floats | None = None) -> Floats:
    """Coefficients, the first for the bias, which is not penalised. `x` rows by features, `y` 0 or 1."""
    design = np.column_stack([np.ones(len(x)), x])
    importance = np.ones(len(x)) if weights is None else weights
    ridge = np.full(design.shape[1], penalty)
    ridge[0] = 1e-6  # keeps the bias finite where all rows are of one kind
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = sigmoid(design @ beta)
        gradient = design.T @ (importance * (y - chance)) - ridge * beta
        hessian = (design * (importance * chance * (1 - chance))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        beta = beta + step
        if float(np.max(np.abs(step))) < TOLERANCE:
            break
    return beta


def predict(x: Floats, beta: Floats) -> Floats:
    return sigmoid(beta[0] + x @ beta[1:])


def sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), dtype=np.float64)


def log_loss(y: Floats, chance: Floats) -> float:
    """Mean; lower is better."""
    safe = np.clip(chance, 1e-6, 1 - 1e-6)
    return float(-np.mean(y * np.log(safe) + (1 - y) * np.log(1 - safe)))
