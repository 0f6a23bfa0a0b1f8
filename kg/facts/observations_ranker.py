"""Features of candidates in, their probabilities out: a log-linear choice with weights from a file.

The weights are learnt on composed reports: `about` (whom a figure measures) by
`scripts/train/train_about.py` in `kg/lexicon/about_weights.json.gz`; `period` (over what time) and `keep`
(whether a number is an observation at all) by `train_periods.py` in `period_weights.json`.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

Features = tuple[str, ...]


@cache
def weights(question: str) -> dict[str, float]:
    """Feature → weight for `question`; read once a process."""
    folder = files("kg.lexicon")
    if question == "about":
        packed = folder.joinpath("about_weights.json.gz").read_bytes()
        table: dict[str, float] = json.loads(gzip.decompress(packed))
    else:
        table = json.loads(folder.joinpath("period_weights.json").read_text("utf-8"))[question]
    return table


def score(features: Iterable[str], table: dict[str, float]) -> float:
    """Sum of the weights of the features that hold."""
    get = table.get
    return sum([get(feature, 0.0) for feature in features])


def chances(candidates: Sequence[Features], table: dict[str, float]) -> list[float]:
    """Probability of each candidate; they sum to 1."""
    return spread([score(features, table) for features in candidates])


def spread(sums: Sequence[float]) -> list[float]:
    """Probabilities whose logarithms differ as `sums` do."""
    top = max(sums, default=0.0)
    powers = [math.exp(s - top) for s in sums]
    whole = sum(powers)
    return [p / whole for p in powers]


def likely(features: Features, table: dict[str, float]) -> float:
    """Probability that one thing holds, from its own features."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score(features, table)))))
