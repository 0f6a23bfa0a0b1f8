"""Scored facts in, those out that no rival beats: one who receives an award, one body that a person serves.

A rival shares the predicate and one end. A fact stays if its best score reaches a ratio of the best rival's,
so that bodies listed side by side, whose scores are close, all stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.facts.relations.scorer import Scorer
from kg.facts.relations.told import Fact
from kg.records import Predicate


def unbeaten(best: Mapping[Fact, float], of: Mapping[Predicate, Scorer]) -> frozenset[Fact]:
    """The facts of `best` (fact to its best score) that stand against their rivals."""
    top: dict[tuple[Predicate, str], float] = defaultdict(float)
    for fact, score in best.items():
        if end := _end(fact, of[fact[1]]):
            top[fact[1], end] = max(top[fact[1], end], score)
    return frozenset(f for f, s in best.items() if s >= of[f[1]].ratio * top[f[1], _end(f, of[f[1]])])


def _end(fact: Fact, scorer: Scorer) -> str:
    return {"subject": fact[0], "object": fact[2]}.get(scorer.side, "")
