"""An article's arguments in, the pairs that may stand in a relation out: in a sentence, or one carried in.

Which labels a predicate joins is the table of `docs/model.md`. A pair is carried where a sentence has left
its subject out: the paragraph's first actor, the last one named, the home police and the like stand in for
it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.facts.relations.arguments import Argument
from kg.records import Article, Label, Predicate, Role

P, U, T, ORG = Label.PLACE, Label.UNIT, Label.TEAM, Label.ORG
BODIES = frozenset((U, ORG, T))
MEASURES = frozenset((Label.PROGRAM, Label.PLATFORM))
TYPES: dict[Predicate, tuple[frozenset[Label], frozenset[Label]]] = {
    Predicate.RUNS: (BODIES | {P}, MEASURES | {T, U, ORG, Label.ROLE, Label.EVENT}),
    Predicate.USES: (BODIES | MEASURES | {Label.ROLE, Label.PERSON}, MEASURES),
    Predicate.PARTNER_OF: (BODIES, BODIES),
    Predicate.MEMBER_OF: (frozenset((Label.PERSON,)), BODIES),
    Predicate.HAS_ROLE: (frozenset((Label.PERSON,)), frozenset((Label.ROLE,))),
    Predicate.RECEIVED: (
        frozenset(Label) - {Label.AWARD, Label.CASE, Label.EVENT},
        frozenset((Label.AWARD,)),
    ),
    Predicate.TOOK_PART_IN: (BODIES | MEASURES | {P, Label.PERSON, Label.ROLE}, frozenset((Label.EVENT,))),
    Predicate.HANDLED: (BODIES | {Label.PERSON}, frozenset((Label.CASE,))),
    Predicate.LOCATED_IN: (BODIES | {Label.EVENT}, frozenset((P,))),
    Predicate.PART_OF: (BODIES | MEASURES | {P}, BODIES | MEASURES | {P}),
}
PARTS = frozenset(
    [(T, U), (T, ORG), (U, U), (ORG, ORG), (P, P)] + [(a, b) for a in MEASURES for b in MEASURES]
)
REACH = 220  # characters between the two; farther apart almost nothing holds


def _joins(a: Label, b: Label) -> tuple[Predicate, ...]:
    return tuple(
        p
        for p, (subjects, objects) in TYPES.items()
        if a in subjects and b in objects and (p != Predicate.PART_OF or (a, b) in PARTS)
    )


JOINS = {(a, b): _joins(a, b) for a in Label for b in Label}


@dataclass(frozen=True, slots=True)
class Carried:
    """An entity named outside the sentence that its words may mean; `how` says where it stood."""

    entity: int
    label: Label
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that may be related, as one sentence shows them; one of the two may be carried."""

    sentence: int
    subject: Argument | Carried
    object: Argument | Carried
    predicates: tuple[Predicate, ...]


class Carrier:
    """What earlier sentences hand on: read in order, asked before each sentence."""

    def __init__(
        self, article: Article, rows: Sequence[Sequence[Argument]], home: int | None, labels: Sequence[Label]
    ) -> None:
        self.article, self.labels = article, labels
        counts = Counter(a.entity for row in rows for a in row if labels[a.entity] in (U, ORG))
        main = min(counts, key=lambda e: (-counts[e], e)) if counts else None
        events = Counter(a.entity for row in rows for a in row if labels[a.entity] == Label.EVENT)
        self.fixed = [(home, "home"), (main, "main"), (next(iter(events), None), "event0")]
        self.slots: dict[str, int] = {}
        self.paragraph, self.section = -1, ""

    def before(self, number: int) -> list[Carried]:
        """Entities that may be meant, unnamed, in sentence `number`."""
        sentence = self.article.sentences[number]
        if sentence.paragraph != self.paragraph:
            self.slots = {k: v for k, v in self.slots.items() if k.startswith(("last", "head"))}
            self.paragraph = sentence.paragraph
        how: dict[int, list[str]] = {}
        for entity, slot in [*self.fixed, *((e, s) for s, e in self.slots.items())]:
            if entity is not None:
                how.setdefault(entity, []).append(slot)
        return [Carried(e, self.labels[e], tuple(sorted(h))) for e, h in how.items()]

    def after(self, number: int, row: Sequence[Argument]) -> None:
        """Take in the arguments of sentence `number`."""
        if not row:
            return
        heading = self.article.sentences[number].role in (Role.HEADING, Role.TITLE)
        if heading:
            self.slots = {k: v for k, v in self.slots.items() if not k.startswith("head")}
        for name, labels in KINDS.items():
            found = [a for a in row if a.label in labels]
            if not found:
                if f"prev-{name}" in self.slots:
                    self.slots[f"prev-{name}"] = self.slots[f"prev-{name}"]
                continue
            self.slots[f"prev-{name}"] = found[0].entity
            self.slots[f"last-{name}"] = found[-1].entity
            self.slots.setdefault(f"para-{name}", found[0].entity)
            if heading:
                self.slots[f"head-{name}"] = found[0].entity


KINDS = {
    "actor": BODIES,
    "person": frozenset((Label.PERSON,)),
    "event": frozenset((Label.EVENT,)),
    "measure": MEASURES,
}
CARRIED_OBJECTS = frozenset((Predicate.MEMBER_OF, Predicate.TOOK_PART_IN, Predicate.PART_OF))
CARRIED_SUBJECTS = frozenset(TYPES) - {Predicate.MEMBER_OF, Predicate.LOCATED_IN}


def pairs_of(
    article: Article, rows: Sequence[Sequence[Argument]], home: int | None, labels: Sequence[Label]
) -> Iterator[tuple[int, list[Pair]]]:
    """Sentence by sentence, its number and its candidate pairs."""
    carrier = Carrier(article, rows, home, labels)
    for number, row in enumerate(rows):
        carried = carrier.before(number)
        if row:
            yield number, [*_inside(number, row), *_carried(number, row, carried)]
        carrier.after(number, row)


def _inside(number: int, row: Sequence[Argument]) -> Iterator[Pair]:
    for i, a in enumerate(row):
        for b in row[i + 1 :]:
            if b.low - a.high > REACH:
                break
            if a.entity == b.entity:
                continue
            if predicates := JOINS[a.label, b.label]:
                yield Pair(number, a, b, predicates)
            if predicates := tuple(p for p in JOINS[b.label, a.label] if p != Predicate.PARTNER_OF):
                yield Pair(number, b, a, predicates)


def _carried(number: int, row: Sequence[Argument], carried: Sequence[Carried]) -> Iterator[Pair]:
    present = {a.entity for a in row}
    for other in carried:
        if other.entity in present:
            continue
        for a in row:
            if a.pointing and a.label not in MEASURES:
                continue
            if predicates := tuple(p for p in JOINS[other.label, a.label] if p in CARRIED_SUBJECTS):
                yield Pair(number, other, a, predicates)
            if predicates := tuple(p for p in JOINS[a.label, other.label] if p in CARRIED_OBJECTS):
                yield Pair(number, a, other, predicates)
