"""Rows of numbers in, the probability of each out: boosted trees as plain arrays.

Stages that let trees decide read them from a packaged file each; `scripts/train/grown.py` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.intp]
ROWS = 256  # rows whose way through all trees stays in the nearer caches


class Forest(NamedTuple):
    """Trees as arrays [tree, node]; a leaf is its own left and right. `least` is what a row must reach."""

    feature: NDArray[np.int32]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats
    base: float
    depth: int
    least: float = 0.0

    def probabilities(self, given: Floats | Sequence[Sequence[float]]) -> NDArray[np.float64]:
        """Probability of each row, 0 to 1: the sum of one leaf of every tree, through the logistic curve."""
        rows = np.asarray(given, np.float32)
        roots = np.arange(len(self.feature))[:, None] * self.feature.shape[1]
        children = np.stack([self.right + roots, self.left + roots], axis=2).ravel()
        flat = self.feature.ravel(), self.threshold.ravel(), self.value.ravel(), children
        parts = [self._sums(rows[low : low + ROWS], roots[:, 0], *flat) for low in range(0, len(rows), ROWS)]
        total = np.concatenate(parts) if parts else np.zeros(0)
        probable: NDArray[np.float64] = 1 / (1 + np.exp(-total))
        return probable

    def _sums(
        self,
        rows: Floats,
        roots: Places,
        feature: NDArray[np.int32],
        threshold: Floats,
        value: Floats,
        children: Places,
    ) -> NDArray[np.float64]:
        """Sums for some rows; nodes are numbered through all trees, a node's right child before its left."""
        own = np.arange(len(rows))[:, None] * rows.shape[1]
        values = rows.ravel()
        at = np.broadcast_to(roots, (len(rows), len(roots)))
        for _ in range(self.depth):
            under = values.take(feature.take(at) + own) <= threshold.take(at)
            at = children.take(2 * at + under)
        found: NDArray[np.float64] = self.base + value.take(at).sum(axis=1, dtype=np.float64)
        return found


def forest_in(held: Mapping[str, Any]) -> Forest:
    """The forest whose fields a file of arrays holds; one without `least` asks for nothing."""
    return Forest(
        held["feature"],
        held["threshold"],
        held["left"],
        held["right"],
        held["value"],
        float(held["base"]),
        int(held["depth"]),
        float(held["least"]) if "least" in held else 0.0,
    )
