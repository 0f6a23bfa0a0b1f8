"""A reading in, the facts that its pairs show out: scored in their sentences, then judged in the article.

Pairs of one status are judged together: a plan has its rivals among plans.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from math import exp

from kg.facts.relations.arguments import Argument
from kg.facts.relations.bars import barred
from kg.facts.relations.context import status_at
from kg.facts.relations.forest import forest
from kg.facts.relations.pairs import Carried, Pair
from kg.facts.relations.readings import LEAST, Reading
from kg.facts.relations.scorer import scorers
from kg.facts.relations.standing import Place, Shown, standings
from kg.facts.relations.told import Fact
from kg.records import Predicate, Status

LIKELY = 0.0  # log-odds from which a sentence is evidence of an accepted fact, beside its best one
FAINT = -3.5  # log-odds below which a pair is not even a rival


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence that shows an accepted fact."""

    fact: Fact
    sentence: int
    status: Status
    confidence: float
    origin: str


def judged(reading: Reading, known: Set[Fact]) -> Iterator[Judged]:
    """The facts of an article that are likely enough, each with the sentences that show it.

    `known` are those that rules have found: they stand, and are no rivals.
    """
    shown: dict[Status, list[Shown]] = defaultdict(list)
    for row, status in _shown(reading, known):
        shown[status].append(row)
    for status, rows in shown.items():
        yield from _accepted(reading, rows, status)


def _accepted(reading: Reading, rows: Sequence[Shown], status: Status) -> Iterator[Judged]:
    numbers = standings(rows)
    chances = forest().probabilities(list(numbers.values())).tolist()
    likely = {f: c for f, c in zip(numbers, chances, strict=True) if c >= forest().least}
    origin = f"relations/pairs@{scorers().version}"
    for row in rows:
        if row.fact not in likely:
            continue
        best = numbers[row.fact][0]
        if row.score >= min(best, LIKELY):
            chance = likely[row.fact]
            if row.score < best:
                chance = min(chance, 1 / (1 + exp(-row.score)))
            sure = reading.sure[row.subject] * reading.sure[row.object]
            yield Judged(_named(row, reading), row.sentence, status, chance * sure, origin)


def _shown(reading: Reading, known: Set[Fact]) -> Iterator[tuple[Shown, Status]]:
    """Every pair with its score, and how the text stands to it."""
    of = scorers().of
    for pair, features in reading.pairs():
        if min(reading.sure[pair.subject.entity], reading.sure[pair.object.entity]) < LEAST:
            continue
        for predicate in pair.predicates:
            if barred(pair, predicate, reading):
                continue
            score = of[predicate].odds(features)
            if score >= FAINT and _named(row := shown(pair, predicate, score), reading) not in known:
                yield row, status_of(reading, pair, predicate)


def shown(pair: Pair, predicate: Predicate, score: float) -> Shown:
    """A pair and its score for a predicate, as its rivals see it."""
    ends = _place(pair.sentence, pair.subject), _place(pair.sentence, pair.object)
    return Shown(pair.subject.entity, predicate, pair.object.entity, pair.sentence, score, *ends)


def _place(sentence: int, end: Argument | Carried) -> Place:
    return (sentence, end.left) if isinstance(end, Argument) else (-1, end.entity)


def _named(row: Shown, reading: Reading) -> Fact:
    subject, object_ = reading.entities[row.subject].id, reading.entities[row.object].id
    if row.predicate == Predicate.PARTNER_OF and object_ < subject:
        return object_, row.predicate, subject
    return subject, row.predicate, object_


def status_of(reading: Reading, pair: Pair, predicate: Predicate) -> Status:
    """How the pair's sentence stands to the relation: asserted or planned, say."""
    places = [a for a in (pair.subject, pair.object) if isinstance(a, Argument)]
    last = pair.object if isinstance(pair.object, Argument) else places[0]
    sentence = reading.article.sentences[pair.sentence]
    return status_at(sentence.text, last.low, last.high, sentence.section, predicate)
