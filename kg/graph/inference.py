"""Quads in, the triples that follow from the vocabulary's own axioms out, in a graph of their own.

Followed: transitive `partOf`, inverses, symmetric `partnerOf`, the chain `locatedIn` ∘ `partOf`, and
superclasses of entity classes. Which they are is read from `ontology/policing.ttl`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.graph.iris import INFERRED, POL, RDF
from kg.graph.vocabulary import axioms

Pairs = dict[NamedNode, set[NamedNode]]


def closure(edges: Pairs) -> Pairs:
    """All that can be reached along `edges`, one step or more; a node in a ring reaches not itself."""
    reached: Pairs = {}
    for start in edges:
        seen: set[NamedNode] = set()
        ahead = list(edges[start])
        while ahead:
            node = ahead.pop()
            if node not in seen:
                seen.add(node)
                ahead += edges.get(node, ())
        reached[start] = seen - {start}
    return reached


def _facts(quads: Iterable[Quad], wanted: set[NamedNode]) -> dict[NamedNode, Pairs]:
    facts: dict[NamedNode, Pairs] = {}
    for quad in quads:
        if (
            quad.predicate in wanted
            and isinstance(quad.object, NamedNode)
            and isinstance(quad.subject, NamedNode)
        ):
            facts.setdefault(quad.predicate, defaultdict(set))[quad.subject].add(quad.object)
    return facts


def _chains(facts: dict[NamedNode, Pairs], transitive: dict[NamedNode, Pairs]) -> None:
    """Extend `facts` in place: located in a part is located in the whole."""
    for predicate, (first, second) in axioms().chains.items():
        for start, nodes in facts.get(first, {}).items():
            further = {whole for node in nodes for whole in transitive.get(second, {}).get(node, ())}
            facts.setdefault(predicate, defaultdict(set))[start] |= further


def followed() -> set[NamedNode]:
    """The properties from which something may follow."""
    return axioms().properties | {NamedNode(RDF + "type")}


def inferred_triples(quads: Iterable[Quad]) -> Iterator[tuple[NamedNode, NamedNode, NamedNode]]:
    """What follows from `quads`, what stands there already included."""
    rules, kind = axioms(), NamedNode(RDF + "type")
    facts = _facts(quads, followed())
    closed = {predicate: closure(facts.get(predicate, {})) for predicate in rules.transitive}
    facts.update(closed)
    _chains(facts, closed)
    for predicate, pairs in facts.items():
        for start, nodes in pairs.items():
            for node in nodes:
                if predicate == kind:
                    yield from ((start, kind, parent) for parent in rules.superclasses.get(node, ()))
                    continue
                yield start, predicate, node
                if predicate in rules.symmetric:
                    yield node, predicate, start
                if predicate in rules.inverses:
                    yield node, rules.inverses[predicate], start


def inferred_quads(quads: set[Quad]) -> Iterator[Quad]:
    """Quads of the graph of inferred facts: what follows and no document says."""
    said = {
        (quad.subject, quad.predicate, quad.object) for quad in quads if quad.predicate.value.startswith(POL)
    }
    for triple in set(inferred_triples(quads)) - said:
        yield Quad(*triple, INFERRED)
