"""An article's scored pairs in, a row of numbers for each fact out: its scores beside those of its rivals.

What one sentence shows of a pair is judged alone by the regression (`scorer`). Here a fact is seen in its
article: who else may run the same programme, what else the same body may do, whether those listed beside
it do the same, what else may hold between the two. The forest (`forest`) decides on these numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from math import exp, log1p
from typing import NamedTuple

from kg.facts.relations.pairs import TYPES
from kg.records import Predicate

NONE = -9.0  # stands for no score
POOR = -2.5  # log-odds below which a fact is a rival only: the forest has never accepted one
PREDICATES = tuple(TYPES)
Fact = tuple[int, Predicate, int]
Place = tuple[int, int]  # sentence and first character of a list; for a carried one -1 and its entity
SIZE = 24 + len(PREDICATES)


class Shown(NamedTuple):
    """A pair in a sentence with its score as log-odds; subject and object are numbers of entities."""

    subject: int
    predicate: Predicate
    object: int
    sentence: int
    score: float
    subjects: Place  # the list that each of the two stands in
    objects: Place

    @property
    def fact(self) -> Fact:
        """The fact shown; partnership holds both ways and is one fact."""
        a, b = self.subject, self.object
        return (
            (b, self.predicate, a)
            if self.predicate == Predicate.PARTNER_OF and b < a
            else (a, self.predicate, b)
        )

    @property
    def carried(self) -> bool:
        """Whether one of the two is carried into the sentence."""
        return self.subjects[0] < 0 or self.objects[0] < 0


class _Best:
    """Scores kept by key: the highest of each owner."""

    def __init__(
        self, rows: Sequence[Shown], key: Callable[[Shown], Hashable], owner: Callable[[Shown], int]
    ) -> None:
        self.key, self.owner = key, owner
        self.of: dict[Hashable, dict[int, float]] = defaultdict(dict)
        for row in rows:
            held = self.of[key(row)]
            held[owner(row)] = max(held.get(owner(row), NONE), row.score)

    def beside(self, row: Shown) -> list[float]:
        """How many owners score higher, by how much the best other is beaten, how many are likely."""
        own = self.owner(row)
        others = [s for o, s in self.of[self.key(row)].items() if o != own]
        return [
            float(sum(s > row.score for s in others)),
            row.score - max(others, default=NONE),
            float(sum(s > 0 for s in others)),
        ]


def standings(rows: Sequence[Shown]) -> dict[Fact, list[float]]:
    """Each fact that `rows` show, if it is not too poor, with its numbers, SIZE of them."""
    facts: dict[Fact, list[Shown]] = defaultdict(list)
    for row in rows:
        facts[row.fact].append(row)
    best = {fact: max(own, key=lambda r: r.score) for fact, own in facts.items()}
    bests = list(best.values())
    subjects = _Best(bests, lambda r: (r.predicate, r.object), lambda r: r.subject)
    objects = _Best(bests, lambda r: (r.predicate, r.subject), lambda r: r.object)
    crowd = _Crowd(rows)
    whole = _Whole(bests)
    return {
        fact: [
            *_own(best[fact], own),
            *subjects.beside(best[fact]),
            *objects.beside(best[fact]),
            *crowd.beside(best[fact]),
            *whole.beside(best[fact]),
            float(PREDICATES.index(fact[1])),
        ]
        for fact, own in facts.items()
        if best[fact].score >= POOR
    }


def _own(best: Shown, rows: Sequence[Shown]) -> list[float]:
    scores = [r.score for r in rows]
    either = sum(s if s > 30 else log1p(exp(s)) for s in scores)
    inside = any(not r.carried for r in rows)
    return [
        best.score,
        sum(scores) / len(scores),
        float(len(scores)),
        either,
        float(inside),
        float(best.carried),
    ]


class _Crowd:
    """The rows of each sentence, to look up who stands beside whom."""

    def __init__(self, rows: Sequence[Shown]) -> None:
        self.toward: dict[Hashable, list[Shown]] = defaultdict(list)
        self.off: dict[Hashable, list[Shown]] = defaultdict(list)
        for row in rows:
            self.toward[row.sentence, row.predicate, row.object].append(row)
            self.off[row.sentence, row.predicate, row.subject, row.objects].append(row)

    def beside(self, row: Shown) -> list[float]:
        """The lead over subjects elsewhere in the sentence; mean and best of those in either list."""
        toward = self.toward[row.sentence, row.predicate, row.object]
        rivals = [r.score for r in toward if r.subjects != row.subjects]
        listed = [
            r.score
            for r in self.off[row.sentence, row.predicate, row.subject, row.objects]
            if r.object != row.object
        ]
        fellows = [r.score for r in toward if r.subjects == row.subjects and r.subject != row.subject]
        return [row.score - max(rivals, default=NONE), *_sum(listed), *_sum(fellows)]


def _sum(scores: Sequence[float]) -> list[float]:
    return [sum(scores) / len(scores), max(scores)] if scores else [NONE, NONE]


class _Whole:
    """The best scores of all pairs and entities of the article, whatever the predicate."""

    def __init__(self, bests: Sequence[Shown]) -> None:
        self.pairs: dict[tuple[int, int], dict[Predicate, float]] = defaultdict(dict)
        self.as_object: dict[int, float] = defaultdict(lambda: NONE)
        self.as_subject: dict[int, float] = defaultdict(lambda: NONE)
        for row in bests:
            held = self.pairs[row.subject, row.object]
            held[row.predicate] = max(held.get(row.predicate, NONE), row.score)
            self.as_object[row.object] = max(self.as_object[row.object], row.score)
            self.as_subject[row.subject] = max(self.as_subject[row.subject], row.score)

    def beside(self, row: Shown) -> list[float]:
        """What else may hold between the two, either way, and how firmly each stands anywhere."""
        pair = self.pairs[row.subject, row.object]
        turned = self.pairs.get((row.object, row.subject), {})
        others = [pair.get(p, NONE) if p != row.predicate else NONE for p in PREDICATES]
        ends = [held[e] for held in (self.as_object, self.as_subject) for e in (row.object, row.subject)]
        return [*others, max(turned.values(), default=NONE), turned.get(Predicate.PART_OF, NONE), *ends]
