"""The chances of each figure's candidates in, the same after they have heard their neighbours out.

Figures that follow each other in a sentence are mostly about the same entity, those of adjoining sentences
of a paragraph often. Each figure's chances are raised for what its neighbours hold likely, twice over.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

SAME = 1.0  # pull of a neighbour in the same sentence
NEXT = 0.5  # of one in an adjoining figure's sentence of the same paragraph
ROUNDS = 2
LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Odds:
    """One figure's candidates with their chances, and where it stands."""

    sentence: int
    paragraph: int
    chances: dict[str, float]


def _pull(one: Odds, other: Odds) -> float:
    return SAME if one.sentence == other.sentence else NEXT if one.paragraph == other.paragraph else 0.0


def _heard(start: Odds, now: Odds, near: Sequence[Odds]) -> Odds:
    sums = {entity: math.log(chance + LEAST) for entity, chance in start.chances.items()}
    for other in near:
        pull = _pull(now, other)
        for entity, chance in other.chances.items() if pull else ():
            if entity in sums:
                sums[entity] += pull * chance
    top = max(sums.values(), default=0.0)
    powers = {entity: math.exp(s - top) for entity, s in sums.items()}
    whole = sum(powers.values())
    return Odds(now.sentence, now.paragraph, {entity: p / whole for entity, p in powers.items()})


def heard(figures: Sequence[Odds]) -> list[Odds]:
    """Chances of the figures of one article, in its order, after hearing the one before and the one after."""
    now = list(figures)
    for _ in range(ROUNDS):
        now = [
            _heard(start, now[n], [*now[max(0, n - 1) : n], *now[n + 1 : n + 2]])
            for n, start in enumerate(figures)
        ]
    return now
