"""A store of observations in, those that cannot all be true out: one metric, subject and period, two values.

Held against each other are asserted figures of different documents with a period and without a bound: a
running total has no period, and 近 or 余 allow for another value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from pyoxigraph import NamedNode, Quad, Store

from kg.graph import terms
from kg.graph.iris import INFERRED, PREFIXES, hashed, pol
from kg.graph.triples import TYPE

FIGURES = """SELECT ?o ?value ?from ?about ?metric ?kind ?unit ?direction ?basis ?start ?end ?scope {
  ?o a pol:Observation ; pol:about ?about ; pol:metric ?metric ; pol:kind ?kind ; pol:value ?value .
  OPTIONAL { ?o pol:unit ?unit } OPTIONAL { ?o pol:direction ?direction } OPTIONAL { ?o pol:basis ?basis }
  OPTIONAL { ?o pol:fromValue ?from } OPTIONAL { ?o pol:rankScope ?scope }
  OPTIONAL { ?o pol:periodStart ?start } OPTIONAL { ?o pol:periodEnd ?end }
  FILTER(BOUND(?start) || BOUND(?end)) FILTER NOT EXISTS { ?o pol:bound ?bound }
}"""
DOCUMENTS = """SELECT ?o ?d {
  ?o a pol:Observation ; pol:evidence ?v . ?v pol:status pol:Asserted ; pol:inDocument ?d
}"""
Row = tuple[str, ...]


def _rows(store: Store, query: str) -> Iterator[Row]:
    for row in store.query(query, prefixes=PREFIXES):  # type: ignore[union-attr]
        yield tuple("" if cell is None else cell.value for cell in row)


def conflicts(store: Store) -> list[tuple[str, str, str]]:
    """IRIs of two observations and the reason, `value` or `from-value`, sorted."""
    documents: dict[str, set[str]] = defaultdict(set)
    for observation, document in _rows(store, DOCUMENTS):
        documents[observation].add(document)
    groups: dict[Row, list[Row]] = defaultdict(list)
    for observation, value, earlier, *key in _rows(store, FIGURES):
        if documents[observation]:
            groups[tuple(key)].append((observation, value, earlier))
    found = []
    for members in groups.values():
        for one, other in combinations(sorted(members), 2):
            if len(documents[one[0]] | documents[other[0]]) > 1 and one[1:] != other[1:]:
                found.append((one[0], other[0], "value" if one[1] != other[1] else "from-value"))
    return sorted(found)


def conflict_quads(store: Store) -> Iterator[Quad]:
    """The conflicts of a store, for the graph of inferred facts."""
    for one, other, reason in conflicts(store):
        node = hashed("Conflict", one, other)
        yield Quad(node, TYPE, pol("Conflict"), INFERRED)
        yield Quad(node, pol("conflicting"), NamedNode(one), INFERRED)
        yield Quad(node, pol("conflicting"), NamedNode(other), INFERRED)
        yield Quad(node, pol("reason"), terms.text(reason), INFERRED)
