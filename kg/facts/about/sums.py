"""The weights of features in, those of clues and of whole metrics out, summed up when first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from kg.facts.about.clues import SPELT, Clue, stretches
from kg.facts.observations_ranker import score, weights

KEPT = 60_000  # sums held at once, some 200 bytes each


class Sums(dict[Clue, float]):
    """The sum of the weights of each clue."""

    def __init__(self, table: dict[str, float]) -> None:
        super().__init__()
        self.table = table
        self.spelling: dict[str, dict[str, float]] = defaultdict(dict)  # stretch → class → weight
        for feature, weight in table.items():
            if feature.startswith(SPELT):
                stretch, _, label = feature.removeprefix(SPELT).rpartition("|")
                self.spelling[stretch][label] = weight

    def __missing__(self, clue: Clue) -> float:
        if len(self) >= KEPT:
            self.clear()
        found = self[clue] = score(clue[0](*clue[1:]), self.table)
        return found

    def of(self, clues: Iterable[Clue]) -> float:
        """Sum of the weights of the features that `clues` give."""
        return sum(map(self.__getitem__, clues))

    def spelt(self, metric: str, labels: Iterable[str]) -> dict[str, float]:
        """For each class the sum of the weights of the stretches of `metric`, as `clues.spelt` names them."""
        known = self.spelling
        rows = [known[stretch] for stretch in stretches(metric) if stretch in known]
        return {label: sum([row[label] for row in rows if label in row]) for label in labels}


@cache
def sums() -> Sums:
    """The packaged weights of `about`."""
    return Sums(weights("about"))
