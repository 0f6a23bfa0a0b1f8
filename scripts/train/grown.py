"""A fitted model of scikit-learn in, its trees as the arrays that the package reads out."""

from __future__ import annotations

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from kg.forest import Forest


def forest_of(model: HistGradientBoostingClassifier, least: float = 0.0) -> Forest:
    """The trees of a fitted model; `least` is the probability that a row must reach."""
    grown = [trees[0].nodes for trees in model._predictors]
    shape = (len(grown), max(map(len, grown)))
    feature, left, right = (np.zeros(shape, np.int32) for _ in range(3))
    threshold, value = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for i, nodes in enumerate(grown):
        own, size, leaf = np.arange(len(nodes)), len(nodes), nodes["is_leaf"].astype(bool)
        left[i, :size] = np.where(leaf, own, nodes["left"])
        right[i, :size] = np.where(leaf, own, nodes["right"])
        feature[i, :size] = np.where(leaf, 0, nodes["feature_idx"])
        threshold[i, :size] = np.where(leaf, 0, nodes["num_threshold"])
        value[i, :size] = np.where(leaf, nodes["value"], 0)
    base = float(np.ravel(model._baseline_prediction)[0])
    depth = max(int(nodes["depth"].max()) for nodes in grown)
    return Forest(feature, threshold, left, right, value, base, depth, least)
