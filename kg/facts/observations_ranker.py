"""Features of candidates in, their probabilities out: a log-linear choice with weights from a file.

The weights are learnt by `scripts/train/train_about.py` on composed reports and stand in
`kg/lexicon/observation_weights.json`, one table for each question: `about` (whom a figure measures),
`period` (over what time) and `keep` (whether a number is an observation at all).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

Features = tuple[str, ...]


@cache
def weights(question: str) -> dict[str, float]:
    """Feature → weight for `question`; read once a process."""
    path = files("kg.lexicon").joinpath("observation_weights.json")
    table: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8"))
    return table[question]


def score(features: Iterable[str], table: dict[str, float]) -> float:
    """Sum of the weights of the features that hold."""
    get = table.get
    return sum([get(feature, 0.0) for feature in features])


def chances(candidates: Sequence[Features], table: dict[str, float]) -> list[float]:
    """Probability of each candidate; they sum to 1."""
    sums = [score(features, table) for features in candidates]
    top = max(sums, default=0.0)
    powers = [math.exp(s - top) for s in sums]
    whole = sum(powers)
    return [p / whole for p in powers]


def likely(features: Features, table: dict[str, float]) -> float:
    """Probability that one thing holds, from its own features."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score(features, table)))))
