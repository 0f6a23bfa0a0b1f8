"""A graph in, the violations of the SHACL shapes out.

Each named graph is validated by itself, which keeps the time in proportion to the graph. What must
hold over all documents (one preferred label an entity) and the shapes' SPARQL constraints are asked
of the whole store at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Quad, Store

from kg.graph.constraints import Facts
from kg.graph.iris import INFERRED, PREFIXES
from kg.graph.shapes import shapes
from kg.graph.store import Answering, Graph

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


def _shaped(quads: Iterable[Quad], name: str) -> Iterator[Violation]:
    for focus, (path, message, value) in shapes().problems(Facts(quads, shapes().backward)):
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
    return sorted({*_shaped(own, name), *_asked(store)})


def validate(graph: Graph) -> list[Violation]:
    """Every violation in `graph`, sorted; what is only inferred is not validated."""
    found = {*_asked(graph.store), *_double_labels(graph)}
    for name in graph.graphs():
        if name != INFERRED:
            found.update(_shaped(graph.quads(name), name.value))
    return sorted(found)
