"""Rows of numbers of facts in, the probability of each out: boosted trees from a packaged file.

`relation_forest.npz` is made by `scripts/train/train_relations.py`; what the numbers are, `standing` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FOREST = "relation_forest.npz"
Numbers = NDArray[np.float32]


class Forest(NamedTuple):
    """Trees as arrays [tree, node]; a leaf is its own left and right. `least` is what a fact must reach."""

    feature: NDArray[np.int32]
    threshold: Numbers
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Numbers
    base: float
    depth: int
    least: float

    def probabilities(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Probability, 0 to 1, of each row: the sum of one leaf of every tree, made a probability."""
        if not rows:
            return []
        given = np.asarray(rows, np.float32)
        at = np.zeros((len(given), len(self.feature)), np.int32)
        trees, own = np.arange(len(self.feature)), np.arange(len(given))[:, None]
        for _ in range(self.depth):
            seen = given[own, self.feature[trees, at]]
            at = np.where(seen <= self.threshold[trees, at], self.left[trees, at], self.right[trees, at])
        total = self.base + self.value[trees, at].sum(axis=1, dtype=np.float64)
        probable: list[float] = (1 / (1 + np.exp(-total))).tolist()
        return probable


@cache
def forest() -> Forest:
    """The packaged trees, read once a process."""
    with files("kg.facts").joinpath(FOREST).open("rb") as stream, np.load(stream) as held:
        arrays = {name: held[name] for name in Forest._fields}
    return Forest(
        arrays["feature"],
        arrays["threshold"],
        arrays["left"],
        arrays["right"],
        arrays["value"],
        float(arrays["base"]),
        int(arrays["depth"]),
        float(arrays["least"]),
    )
