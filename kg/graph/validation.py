"""A graph in, the violations of the SHACL shapes out.

Each named graph is validated by itself, which keeps the time in proportion to the graph; a graph that users
wrote may speak of things whose classes others tell. What must hold over all documents (one preferred label
an entity) and the shapes' SPARQL constraints are asked of the whole store at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.graph.constraints import Facts
from kg.graph.iris import INFERRED, PREFIXES
from kg.graph.shapes import shapes
from kg.graph.store import Answering, Graph
from kg.graph.triples import TYPE
from kg.graph.user import is_own

LABELS = "SELECT DISTINCT ?e ?a ?b { ?e skos:prefLabel ?a, ?b ; a ?c . FILTER(STR(?a) < STR(?b)) }"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One node that breaks a shape. `path` is the property, "" where the node itself is at fault."""

    graph: str  # IRI of the named graph, "" where it shows in the union only
    focus: str
    path: str  # local name
    message: str
    value: str

    def __str__(self) -> str:
        """One line: where, what, and what was wrong."""
        where = f"{self.focus} {self.path}".rstrip()
        shown = f" ({self.value})" if self.value not in {"", self.focus} else ""
        return f"{where}: {self.message}{shown}"


def _local(iri: str) -> str:
    return re.split("[#/]", iri)[-1]


def _users(graph: Graph, name: NamedNode) -> Facts:
    """What a users' graph says, with the classes that other graphs give to what it speaks of."""
    quads = list(graph.quads(name))
    facts = Facts(quads, shapes().backward)
    for node in {part for quad in quads for part in (quad.subject, quad.object)}:
        if isinstance(node, NamedNode):
            for quad in graph.store.quads_for_pattern(node, TYPE, None, DefaultGraph()):
                assert isinstance(quad.object, NamedNode)
                facts.know(node, quad.object)
    return facts


def _shaped(facts: Facts, name: str) -> Iterator[Violation]:
    for focus, (path, message, value) in shapes().problems(facts):
        yield Violation(name, focus, _local(path), message, value)


def _asked(store: Answering) -> Iterator[Violation]:
    for query, message in shapes().queries:
        for row in store.query(query, prefixes=PREFIXES):  # type: ignore[union-attr]
            yield Violation("", row["this"].value, "", message, row["value"].value)


def _double_labels(graph: Graph) -> Iterator[Violation]:
    for focus, one, other in graph.select(LABELS):
        yield Violation("", str(focus), "prefLabel", "an entity has one preferred label", f"{one} / {other}")


def violations_in(quads: Iterable[Quad], name: str) -> list[Violation]:
    """What breaks the shapes in the quads of one named graph called `name`, sorted."""
    own = list(quads)
    store = Store()
    store.bulk_extend(Quad(*quad.triple) for quad in own)
    return sorted({*_shaped(Facts(own, shapes().backward), name), *_asked(store)})


def validate(graph: Graph) -> list[Violation]:
    """Every violation in `graph`, sorted; what is only inferred is not validated."""
    found = {*_asked(graph.store), *_double_labels(graph)}
    for name in graph.graphs():
        if name != INFERRED:
            own = is_own(name.value)
            facts = _users(graph, name) if own else Facts(graph.quads(name), shapes().backward)
            found.update(_shaped(facts, name.value))
    return sorted(found)
