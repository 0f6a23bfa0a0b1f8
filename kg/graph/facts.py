"""A statement or observation and its entities' IRIs in, its triples with evidence out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import NamedNode

from kg.graph import terms
from kg.graph.iris import hashed, pol
from kg.graph.metrics import metric_node, metric_triples
from kg.graph.triples import (
    TYPE,
    Term,
    Triple,
    evidence_node,
    evidence_triples,
    statement_node,
    statement_triples,
)
from kg.records import Observation, Predicate, Statement, Status

Resolve = Callable[[str], NamedNode]  # local entity id → IRI
Said = tuple[str, Term]  # property, value


def statement_facts(statement: Statement, entity: Resolve) -> Iterator[Triple]:
    """The statement, its evidences and, where one asserts it, the plain triple.

    Two names that turned out to be one thing say nothing of each other and yield nothing.
    """
    subject, predicate = entity(statement.subject), pol(statement.predicate.value)
    target: Term
    if statement.predicate is Predicate.STARTED:
        target = terms.date(statement.object)
    else:
        target = entity(statement.object)
        if target == subject:
            return
        if statement.predicate is Predicate.PARTNER_OF and target.value < subject.value:
            subject, target = target, subject
    yield from statement_triples(subject, predicate, target)
    node = statement_node(subject, predicate, target)
    for evidence in statement.evidence:
        yield from evidence_triples(node, evidence)
    if any(evidence.status is Status.ASSERTED for evidence in statement.evidence):
        yield subject, predicate, target


def _figure(observation: Observation, entity: Resolve) -> Iterator[Said]:
    yield "about", entity(observation.about)
    yield "metric", metric_node(observation.metric)
    yield "kind", pol(observation.kind.value)
    yield "value", terms.decimal(observation.value)
    if observation.unit:
        yield "unit", terms.text(observation.unit)
    if observation.from_value is not None:
        yield "fromValue", terms.decimal(observation.from_value)


def _frame(observation: Observation, entity: Resolve) -> Iterator[Said]:
    closed = ("direction", observation.direction), ("basis", observation.basis), ("bound", observation.bound)
    days = ("periodStart", observation.period_start), ("periodEnd", observation.period_end)
    ties = ("rankScope", observation.rank_scope), ("attributedTo", observation.attributed_to)
    yield from ((name, pol(term.value)) for name, term in closed if term)
    yield from ((name, terms.date(day)) for name, day in days if day)
    yield from ((name, entity(local)) for name, local in ties if local)


def _aside(observation: Observation, entity: Resolve) -> Iterator[Said]:
    """What belongs to this telling of the figure, not to the figure."""
    if observation.quote:
        yield "quote", terms.chinese(observation.quote)
    if observation.figure != (0, 0):
        yield "figureStart", terms.integer(observation.figure[0])
        yield "figureEnd", terms.integer(observation.figure[1])
    if observation.speaker:
        yield "speaker", entity(observation.speaker)
    yield from (("flag", terms.text(flag)) for flag in observation.flags)


def observation_facts(observation: Observation, entity: Resolve) -> Iterator[Triple]:
    """The observation, its metric and its evidence."""
    said = [*_figure(observation, entity), *_frame(observation, entity)]
    node = hashed("Observation", *(part for name, value in said for part in (name, str(value))))
    yield node, TYPE, pol("Observation")
    yield from ((node, pol(name), value) for name, value in said)
    yield from metric_triples(observation.metric)
    evidence = evidence_node(node, observation.evidence)
    yield from evidence_triples(node, observation.evidence)
    yield from ((evidence, pol(name), value) for name, value in _aside(observation, entity))
