"""A statement or observation and its entities' IRIs in, its triples with evidence out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import NamedNode

from kg.graph import spelling
from kg.graph.metrics import metric_lines, metric_name
from kg.graph.spelling import hashed, pol
from kg.graph.triples import Triple, evidence_lines, evidence_node, statement_lines, statement_node
from kg.records import Observation, Predicate, Statement, Status

Spell = Callable[[str], str]  # local entity id → its IRI, spelt
Said = tuple[str, str]  # property, value


def statement_facts(statement: Statement, entity: Callable[[str], NamedNode]) -> Iterator[Triple]:
    """The triples of `fact_lines` as objects."""
    return spelling.read(fact_lines(statement, lambda local: str(entity(local))))


def fact_lines(statement: Statement, entity: Spell) -> Iterator[str]:
    """The statement, its evidences and, where one asserts it, the plain triple.

    Two names that turned out to be one thing say nothing of each other and yield nothing.
    """
    subject, predicate = entity(statement.subject), pol(statement.predicate.value)
    if statement.predicate is Predicate.STARTED:
        target = spelling.date(statement.object)
    else:
        target = entity(statement.object)
        if target == subject:
            return
        if statement.predicate is Predicate.PARTNER_OF and target[1:-1] < subject[1:-1]:
            subject, target = target, subject
    yield from statement_lines(subject, predicate, target)
    node = statement_node(subject, predicate, target)
    for evidence in statement.evidence:
        yield from evidence_lines(node, evidence)
    if any(evidence.status is Status.ASSERTED for evidence in statement.evidence):
        yield f"{subject} {predicate} {target}"


def _figure(observation: Observation, entity: Spell) -> Iterator[Said]:
    yield "about", entity(observation.about)
    yield "metric", metric_name(observation.metric)
    yield "kind", pol(observation.kind.value)
    yield "value", spelling.decimal(observation.value)
    if observation.unit:
        yield "unit", spelling.text(observation.unit)
    if observation.from_value is not None:
        yield "fromValue", spelling.decimal(observation.from_value)


def _frame(observation: Observation, entity: Spell) -> Iterator[Said]:
    closed = ("direction", observation.direction), ("basis", observation.basis), ("bound", observation.bound)
    days = ("periodStart", observation.period_start), ("periodEnd", observation.period_end)
    ties = ("rankScope", observation.rank_scope), ("attributedTo", observation.attributed_to)
    yield from ((name, pol(term.value)) for name, term in closed if term)
    yield from ((name, spelling.date(day)) for name, day in days if day)
    yield from ((name, entity(local)) for name, local in ties if local)


def _aside(observation: Observation, entity: Spell) -> Iterator[Said]:
    """What belongs to this telling of the figure, not to the figure."""
    if observation.quote:
        yield "quote", spelling.chinese(observation.quote)
    if observation.figure != (0, 0):
        yield "figureStart", spelling.integer(observation.figure[0])
        yield "figureEnd", spelling.integer(observation.figure[1])
    if observation.speaker:
        yield "speaker", entity(observation.speaker)
    yield from (("flag", spelling.text(flag)) for flag in observation.flags)


def observation_lines(observation: Observation, entity: Spell) -> Iterator[str]:
    """The observation, its metric and its evidence."""
    said = [*_figure(observation, entity), *_frame(observation, entity)]
    node = hashed("Observation", *(part for name_value in said for part in name_value))
    yield f"{node} {spelling.TYPE} {pol('Observation')}"
    yield from (f"{node} {pol(name)} {value}" for name, value in said)
    yield from metric_lines(observation.metric)
    evidence = evidence_node(node, observation.evidence)
    yield from evidence_lines(node, observation.evidence)
    yield from (f"{evidence} {pol(name)} {value}" for name, value in _aside(observation, entity))
