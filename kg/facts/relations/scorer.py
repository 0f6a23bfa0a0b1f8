"""A pair's features in, for each predicate the probability that it holds out; weights from a packaged file.

`relation_weights.json.gz` is made by `scripts/train/train_relations.py`: for each predicate a bias, a
threshold and the weight of each feature of a logistic regression. Nothing but the standard library is needed
to apply it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from kg.records import Predicate

WEIGHTS = "relation_weights.json.gz"


@dataclass(frozen=True, slots=True)
class Scorer:
    """The regression of one predicate."""

    bias: float
    threshold: float
    weights: Mapping[str, float]
    side: str = ""  # where rivals meet: "subject", "object" or nowhere
    ratio: float = 0.0  # of the best rival's score, what a fact must reach

    def score(self, features: Iterable[str]) -> float:
        """Probability, 0 to 1, that the pair with these features stands in the relation."""
        weights = self.weights
        total = self.bias + sum([weights[f] for f in features if f in weights])
        return 1.0 / (1.0 + exp(-total)) if total > -40 else 0.0


@dataclass(frozen=True, slots=True)
class Scorers:
    """All predicates' regressions and their version."""

    version: str
    of: Mapping[Predicate, Scorer]


def parse(packed: bytes) -> Scorers:
    """Read a weights file."""
    raw = json.loads(gzip.decompress(packed))
    found = {Predicate(p): Scorer(**r) for p, r in raw["predicates"].items()}
    return Scorers(raw["version"], found)


@cache
def scorers() -> Scorers:
    """The packaged regressions, read once a process."""
    return parse(files("kg.facts").joinpath(WEIGHTS).read_bytes())
