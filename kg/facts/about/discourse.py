"""A scene in, its references strung together out, with what was spoken of before any place in it.

Subjects and things made (推出X, 开展Y) are looked for in the paragraph of a figure and in the one above.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from kg.facts.about.clauses import Part, clauses, parts
from kg.facts.about.references import references
from kg.facts.observations_scene import Scene

SUBJECT = frozenset({"subject", "listed", "alone"})
MADE = frozenset({"create", "carry", "called"})


@dataclass(frozen=True, slots=True)
class Flow:
    """All parts of an article in order, each with its clause and paragraph counted through the article."""

    parts: tuple[Part, ...]
    clause: tuple[int, ...]
    paragraph: tuple[int, ...]
    first: tuple[int, ...]  # number of the first clause of each sentence
    starts: tuple[tuple[int, ...], ...]  # where the clauses of each sentence begin
    ends: tuple[int, ...]  # for each sentence, how many parts stand up to its end
    where: dict[str, list[int]]  # entity → its parts, in order
    main: dict[str, int]  # entity → how many of its class the article names more often, at most 3


def flow_of(scene: Scene) -> Flow:
    """String together the parts of all sentences of a scene."""
    rows = parts(scene, references(scene))
    starts = tuple(clauses(sentence.text) for sentence in scene.article.sentences)
    strung: list[Part] = []
    clause: list[int] = []
    paragraph: list[int] = []
    first: list[int] = []
    ends: list[int] = []
    where: dict[str, list[int]] = defaultdict(list)
    base = 0
    for sentence, row, begun in zip(scene.article.sentences, rows, starts, strict=True):
        first.append(base)
        for part in row:
            where[part.ref.entity].append(len(strung))
            strung.append(part)
            clause.append(base + part.clause)
            paragraph.append(sentence.paragraph)
        base += len(begun)
        ends.append(len(strung))
    return Flow(
        tuple(strung),
        tuple(clause),
        tuple(paragraph),
        tuple(first),
        starts,
        tuple(ends),
        dict(where),
        _main(where),
    )


def _main(where: dict[str, list[int]]) -> dict[str, int]:
    """How many entities of the same class are named more often than each, at most 3."""
    by_class: dict[str, list[int]] = defaultdict(list)
    for entity, rows in where.items():
        by_class[entity.partition("/")[0]].append(len(rows))
    return {
        entity: min(3, sum(n > len(rows) for n in by_class[entity.partition("/")[0]]))
        for entity, rows in where.items()
    }


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before one figure: subjects and things made, the last of each entity, nearest first."""

    stop: int  # number of parts before the figure
    clause: int  # number of the figure's clause
    subjects: dict[str, int]  # entity → its last part as a subject
    made: dict[str, int]

    def last(self, flow: Flow, entity: str) -> int:
        """Index of the last part of an entity before the figure, -1 where there is none."""
        found = flow.where.get(entity, [])
        n = bisect_left(found, self.stop)
        return found[n - 1] if n else -1


def before(scene: Scene, flow: Flow, i: int, low: int) -> Before:
    """Look back from the place `low` of sentence `i`."""
    stop = flow.ends[i]
    while stop and flow.parts[stop - 1].ref.sentence == i and flow.parts[stop - 1].ref.low >= low:
        stop -= 1
    clause = flow.first[i] + sum(start <= low for start in flow.starts[i]) - 1
    earliest = scene.article.sentences[i].paragraph - 1
    subjects: dict[str, int] = {}
    made: dict[str, int] = {}
    for k in range(stop - 1, -1, -1):
        if flow.paragraph[k] < earliest:
            break
        part = flow.parts[k]
        if part.role in SUBJECT:
            subjects.setdefault(part.ref.entity, k)
        elif part.role in MADE:
            made.setdefault(part.ref.entity, k)
    return Before(stop, clause, subjects, made)
