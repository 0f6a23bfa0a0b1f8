"""A pair's features in, for each predicate the log-odds that it holds out; weights from a packaged file.

`relation_weights.json.gz` is made by `scripts/train/train_relations.py`: for each predicate a bias and the
weight of each feature of a logistic regression.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.records import Predicate

WEIGHTS = "relation_weights.json.gz"


@dataclass(frozen=True, slots=True)
class Scorer:
    """The regression of one predicate."""

    bias: float
    weights: Mapping[str, float]

    def odds(self, features: Iterable[str]) -> float:
        """Log-odds that the pair with these features stands in the relation: 0 is even."""
        return self.bias + sum(filter(None, map(self.weights.get, features)))


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
