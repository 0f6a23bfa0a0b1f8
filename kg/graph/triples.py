"""What several kinds of triples share: spelt triples, and nodes made from their content.

An IRI is a hash of the fewest fields that make the thing what it is:
statement: subject, predicate, object; observation: all that it says, not where it stands;
evidence: its fact, document, span, origin and status; mention: document, span, entity.

A spelt triple is one string, `<subject> <predicate> object` as in N-Triples, without the dot.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.graph import spelling
from kg.graph.iris import RDF
from kg.graph.spelling import chinese, hashed, integer, pol
from kg.records import Evidence

Term = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Term]
TYPE = NamedNode(RDF + "type")

IN, START, END, EXACT = pol("inDocument"), pol("start"), pol("end"), pol("exact")
ORIGIN, CONFIDENCE, STATUS = pol("origin"), pol("confidence"), pol("status")


def statement_node(subject: str, predicate: str, target: str) -> str:
    """IRI of the statement that says `subject predicate target`, computable from the three alone."""
    return hashed("Statement", subject, predicate, target)


def evidence_node(fact: str, evidence: Evidence) -> str:
    """IRI of one evidence of `fact`."""
    span = str(evidence.start), str(evidence.end)
    return hashed("Evidence", fact[1:-1], evidence.document, *span, evidence.origin, evidence.status.value)


def statement_lines(subject: str, predicate: str, target: str) -> Iterator[str]:
    """The reified statement, without its evidence and without the plain triple."""
    node = statement_node(subject, predicate, target)
    yield f"{node} {spelling.TYPE} {pol('Statement')}"
    yield f"{node} {spelling.SUBJECT} {subject}"
    yield f"{node} {spelling.PREDICATE} {predicate}"
    yield f"{node} {spelling.OBJECT} {target}"


def span_lines(node: str, document: str, start: int, end: int, exact: str) -> Iterator[str]:
    """Where `node` stands: document (an IRI), offsets and characters."""
    yield f"{node} {IN} {document}"
    yield f"{node} {START} {integer(start)}"
    yield f"{node} {END} {integer(end)}"
    yield f"{node} {EXACT} {chinese(exact)}"


def evidence_lines(fact: str, evidence: Evidence) -> Iterator[str]:
    """One evidence of `fact`."""
    node = evidence_node(fact, evidence)
    document = spelling.thing("Document", evidence.document)
    yield f"{fact} {pol('evidence')} {node}"
    yield f"{node} {spelling.TYPE} {pol('Evidence')}"
    yield from span_lines(node, document, evidence.start, evidence.end, evidence.exact)
    yield f"{node} {ORIGIN} {spelling.text(evidence.origin)}"
    yield f"{node} {CONFIDENCE} {spelling.decimal(evidence.confidence)}"
    yield f"{node} {STATUS} {pol(evidence.status.value)}"
