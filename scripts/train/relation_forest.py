"""Scored cases in, the forest that judges facts among their rivals out, with its figures.

The forest learns from scores of regressions that have not seen the article, and is itself measured on folds
that it has not seen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from grown import forest_of
from relation_cases import ALWAYS, FOLDS, Case, Document
from sklearn.ensemble import HistGradientBoostingClassifier

from kg.facts.relations.judged import FAINT
from kg.facts.relations.standing import PREDICATES, standings
from kg.forest import Forest

SETTINGS = {
    "max_iter": 60,
    "learning_rate": 0.1,
    "max_leaf_nodes": 12,
    "max_depth": 5,
    "min_samples_leaf": 30,
    "l2_regularization": 5.0,
    "random_state": 0,
}
# The probability that a fact must reach: on names as they are found the best F1 of all kinds of text.
LEAST = 0.35
SHOWN = (0.3, 0.35, 0.4, 0.45, 0.5)


@dataclass(frozen=True)
class Table:
    """Facts of many readings: their numbers, whether gold holds them, and their documents."""

    numbers: np.ndarray
    right: np.ndarray
    document: np.ndarray

    @property
    def predicate(self) -> np.ndarray:
        """Number of each fact's predicate."""
        return self.numbers[:, -1].astype(int)


def table(rows: Sequence[tuple[Case, float]]) -> Table:
    """The facts that asserted cases show with the scores given, the faint ones left out as in a reading."""
    held: dict[int, list[tuple[Case, float]]] = defaultdict(list)
    for case, score in rows:
        if case.asserted and score >= FAINT:
            held[case.document].append((case, score))
    lines: list[tuple[list[float], bool, int]] = []
    for number, own in sorted(held.items()):
        right = {case.row.fact: case.right for case, _ in own}
        found = standings([case.row._replace(score=score) for case, score in own])
        lines += [(line, right[fact], number) for fact, line in found.items()]
    numbers, truth, document = zip(*lines, strict=True)
    return Table(np.array(numbers, np.float32), np.array(truth), np.array(document))


def grow(given: Table, used: np.ndarray) -> Forest:
    """A forest from the facts `used`."""
    model = HistGradientBoostingClassifier(**SETTINGS).fit(given.numbers[used], given.right[used])
    return forest_of(model, LEAST)


def crossed(given: Table, documents: Sequence[Document]) -> np.ndarray:
    """Probabilities of facts by forests of the other folds; made-up text is left out."""
    fold = np.array([documents[d].fold for d in given.document])
    chance = np.zeros(len(fold))
    for number in range(FOLDS):
        tested = fold == number
        grown = grow(given, (fold != number) & (fold != ALWAYS))
        chance[tested] = grown.probabilities(given.numbers[tested])
    return chance


def report(given: Table, chance: np.ndarray, documents: Sequence[Document]) -> Iterator[str]:
    """Lines of figures: each kind of text and mentions at several bars, then predicates at LEAST."""
    kinds = [f"{documents[d].kind} {documents[d].mentions}" for d in given.document]
    names = sorted(set(kinds) - {"made made"})
    of = np.array(kinds)
    wanted: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        wanted[f"{document.kind} {document.mentions}"] += document.wanted
    for name in names:
        goal = wanted[name].total() - wanted[name]["started"]
        for least in SHOWN:
            yield _line(f"{name} {least}", given.right[(of == name) & (chance >= least)], goal)
    for name in names:
        for i, p in enumerate(PREDICATES):
            picked = (of == name) & (chance >= LEAST) & (given.predicate == i)
            yield _line(f"{name} {p}", given.right[picked], wanted[name][str(p)])


def _line(name: str, right: np.ndarray, wanted: int) -> str:
    hit, made = int(right.sum()), len(right)
    rates = f"P {hit / max(1, made):.3f} R {hit / max(1, wanted):.3f} F {2 * hit / max(1, made + wanted):.3f}"
    return f"{name:30} {rates}  right {hit} of {made}, {wanted} wanted"
