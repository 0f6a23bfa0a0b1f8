"""What several kinds of triples share: the type of a triple, and nodes made from their content.

An IRI is a hash of the fewest fields that make the thing what it is:
statement: subject, predicate, object; observation: all that it says, not where it stands;
evidence: its fact, document, span, origin and status; mention: document, span, entity.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.graph import iris, terms
from kg.graph.iris import RDF, hashed, pol
from kg.records import Evidence

Term = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Term]
TYPE = NamedNode(RDF + "type")


def statement_node(subject: NamedNode, predicate: NamedNode, target: Term) -> NamedNode:
    """IRI of the statement that says `subject predicate target`, computable from the three alone."""
    return hashed("Statement", str(subject), str(predicate), str(target))


def evidence_node(fact: NamedNode, evidence: Evidence) -> NamedNode:
    """IRI of one evidence of `fact`."""
    span = str(evidence.start), str(evidence.end)
    return hashed("Evidence", fact.value, evidence.document, *span, evidence.origin, evidence.status.value)


def statement_triples(subject: NamedNode, predicate: NamedNode, target: Term) -> Iterator[Triple]:
    """The reified statement, without its evidence and without the plain triple."""
    node = statement_node(subject, predicate, target)
    yield node, TYPE, pol("Statement")
    yield node, NamedNode(RDF + "subject"), subject
    yield node, NamedNode(RDF + "predicate"), predicate
    yield node, NamedNode(RDF + "object"), target


def span_triples(node: NamedNode, document: str, start: int, end: int, exact: str) -> Iterator[Triple]:
    """Where `node` stands: document, offsets and characters."""
    yield node, pol("inDocument"), iris.document(document)
    yield node, pol("start"), terms.integer(start)
    yield node, pol("end"), terms.integer(end)
    yield node, pol("exact"), terms.chinese(exact)


def evidence_triples(fact: NamedNode, evidence: Evidence) -> Iterator[Triple]:
    """One evidence of `fact`."""
    node = evidence_node(fact, evidence)
    yield fact, pol("evidence"), node
    yield node, TYPE, pol("Evidence")
    yield from span_triples(node, evidence.document, evidence.start, evidence.end, evidence.exact)
    yield node, pol("origin"), terms.text(evidence.origin)
    yield node, pol("confidence"), terms.decimal(evidence.confidence)
    yield node, pol("status"), pol(evidence.status.value)
