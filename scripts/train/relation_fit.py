"""Cases in, one logistic regression a predicate out.

A pair that gold relates counts as right in every sentence where both stand, though not every sentence says
so: after a first fit those that look unlike their best sentence are left out and the regression is fitted
again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from relation_cases import Case
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

# Inverse strength of L2, least count of a feature, least weight kept.
STRENGTH, RARE, SMALL = 0.15, 2, 0.02


@dataclass(frozen=True)
class Fitted:
    """A regression: features with their weights, and the bias."""

    weights: dict[str, float]
    bias: float

    def odds(self, features: Sequence[str]) -> float:
        """Log-odds that a pair with these features is related."""
        return self.bias + sum(self.weights.get(f, 0.0) for f in features)


def _matrix(rows: Sequence[Case], columns: dict[str, int]) -> csr_matrix:
    picked = [sorted(columns[f] for f in row.features if f in columns) for row in rows]
    ends = np.cumsum([0, *map(len, picked)])
    return csr_matrix(
        (np.ones(ends[-1]), [c for row in picked for c in row], ends), (len(rows), len(columns))
    )


def fit(rows: Sequence[Case], weight_of: dict[int, float]) -> Fitted:
    """Fit, drop right pairs whose sentence does not say so, fit again; weights are by document."""
    rows = [r for r in rows if r.right or r.asserted]
    counts = Counter(f for row in rows for f in row.features)
    columns = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= RARE))}
    matrix, right = _matrix(rows, columns), np.array([r.right for r in rows])
    weight = given = np.array([weight_of[r.document] for r in rows])
    model = LogisticRegression(C=STRENGTH, solver="lbfgs", max_iter=150, tol=1e-3, warm_start=True)
    for last in (False, True):
        model.fit(matrix, right, sample_weight=weight)
        if not last:
            weight = given * _kept(rows, model.decision_function(matrix))
    kept = {
        f: round(float(model.coef_[0][i]), 3) for f, i in columns.items() if abs(model.coef_[0][i]) >= SMALL
    }
    return Fitted(kept, round(float(model.intercept_[0]), 3))


def _kept(rows: Sequence[Case], scores: np.ndarray) -> np.ndarray:
    best: dict[tuple[int, object], float] = defaultdict(lambda: -np.inf)
    for row, score in zip(rows, scores, strict=True):
        key = row.document, row.row.fact
        best[key] = max(best[key], score)
    unlike = [
        r.right and s < 0 and s < best[r.document, r.row.fact] - 1 for r, s in zip(rows, scores, strict=True)
    ]
    return np.where(unlike, 0.0, 1.0)
