"""Linear scales and their scores on tables unseen; the fits themselves are scikit-learn's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDS = 5
Matrix = Any
Labels = NDArray[np.bool_]
Scores = NDArray[np.float64]


def folds_of(tables: Sequence[str], learnt: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Per passage the fold of its table; -1 for passages that are only learnt from."""
    order = sorted({table for table, only in zip(tables, learnt, strict=True) if not only})
    place = {table: index % min(FOLDS, len(order)) for index, table in enumerate(order)}
    return np.array([-1 if only else place[table] for table, only in zip(tables, learnt, strict=True)])


def fitted(matrix: Matrix, labels: Labels, known: Labels, strength: float) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of one scale, learnt where its label is known."""
    machine = _machine(matrix, strength).fit(matrix[known], labels[known])
    return machine.coef_[0], float(machine.intercept_[0])


def out_of_fold(
    matrix: Matrix, labels: Labels, known: Labels, folds: NDArray[np.int64], strength: float
) -> NDArray[np.float64]:
    """Scores of the passages of each fold by a scale that saw none of them."""
    scores = np.full(len(labels), -10.0)
    for fold in sorted(set(folds.tolist()) - {-1}):
        seen = known & (folds != fold)
        if labels[seen].any() and not labels[seen].all():
            machine = _machine(matrix, strength).fit(matrix[seen], labels[seen])
            scores[folds == fold] = machine.decision_function(matrix[folds == fold])
    return scores


def _machine(matrix: Matrix, strength: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    solver = "liblinear" if hasattr(matrix, "tocsr") else "lbfgs"
    return LogisticRegression(C=strength, solver=solver, random_state=0, max_iter=500)
