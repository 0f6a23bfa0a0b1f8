"""A graph in, the violations of the SHACL shapes out.

Each named graph is validated by itself, which keeps the time in proportion to the graph; what must
hold over all documents (one preferred label an entity) is asked of the store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.iris import INFERRED, POL, RDFS, XSD
from kg.graph.store import Graph
from kg.graph.vocabulary import axioms

if TYPE_CHECKING:
    import rdflib

LABELS = """SELECT DISTINCT ?e ?a ?b { ?e skos:prefLabel ?a, ?b ; a ?c . FILTER(STR(?a) < STR(?b)) }"""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One node that breaks a shape. `path` is the property, "" where the node itself is at fault."""

    graph: str
    focus: str
    path: str
    message: str
    value: str

    def __str__(self) -> str:
        """One line: where, what, and what was wrong."""
        where = f"{self.focus} {self.path}".rstrip()
        return f"{where}: {self.message}" + (f" ({self.value})" if self.value != self.focus else "")


def _term(term: object) -> rdflib.term.Identifier:
    import rdflib

    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        if term.datatype.value == XSD + "string":
            return rdflib.Literal(term.value)  # rdflib takes "x" and "x"^^xsd:string for two values
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
    assert isinstance(term, NamedNode)
    return rdflib.URIRef(term.value)


def rdflib_graph(quads: Iterable[Quad]) -> rdflib.Graph:
    """Quads of one named graph as an rdflib graph, with the entity classes' superclass."""
    import rdflib

    data = rdflib.Graph()
    data.addN((_term(q.subject), _term(q.predicate), _term(q.object), data) for q in quads)
    above = rdflib.URIRef(RDFS + "subClassOf")
    entity = rdflib.URIRef(POL + "Entity")
    for child in axioms().superclasses:
        data.add((rdflib.URIRef(child.value), above, entity))
    return data


@cache
def shapes() -> rdflib.Graph:
    """`shapes.ttl`, parsed once a process."""
    import rdflib

    text = files("kg.ontology").joinpath("shapes.ttl").read_text("utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


def violations_of(data: rdflib.Graph, name: str) -> list[Violation]:
    """What breaks the shapes in one named graph called `name`."""
    import pyshacl
    from rdflib.namespace import RDF, SH

    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes(), inference="none")
    if conforms:
        return []
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        said = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        parts = (report.value(result, part) for part in (SH.focusNode, SH.resultPath, SH.value))
        focus, path, value = ("" if part is None else str(part) for part in parts)
        found.append(Violation(name, focus, re.split("[#/]", path)[-1], said[0] if said else "", value))
    return found


def violations_in(quads: Iterable[Quad], name: str) -> list[Violation]:
    """What breaks the shapes in the quads of one named graph called `name`."""
    return violations_of(rdflib_graph(quads), name)


def _double_labels(graph: Graph) -> Iterator[Violation]:
    for focus, one, other in graph.select(LABELS):
        yield Violation("", str(focus), "prefLabel", "an entity has one preferred label", f"{one} / {other}")


def validate(graph: Graph) -> list[Violation]:
    """Every violation in `graph`, sorted; what is only inferred is not validated."""
    found = set(_double_labels(graph))
    for name in graph.graphs():
        if name != INFERRED:
            found.update(violations_in(graph.quads(name), name.value))
    return sorted(found)
