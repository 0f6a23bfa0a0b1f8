"""A store and what its named graphs are to hold in, the store changed by the difference out, and its union.

The store's default graph holds each triple of a named graph once; a triple leaves it when the last named
graph that holds it lets it go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

UNION = DefaultGraph()


class Edits:
    """Changes of a store, which are written at once, and what they come to."""

    def __init__(self, store: Store) -> None:
        """Of a store open for writing."""
        self.store = store
        self.came: set[Quad] = set()  # quads of named graphs, against the store as it was
        self.went: set[Quad] = set()
        self.union_came: set[Quad] = set()  # quads of the default graph
        self.union_went: set[Quad] = set()

    def find(
        self, subject: Any = None, predicate: Any = None, target: Any = None, graph: Any = None
    ) -> Iterator[Quad]:
        """The quads that match, of any graph where none is given."""
        return iter(self.store.quads_for_pattern(subject, predicate, target, graph))

    def replace(self, old: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Take out of named graphs what is in `old` alone, put in what is in `new` alone."""
        before, after = set(old), set(new)
        went, came = before - after, after - before
        for quad in went:
            self.store.remove(quad)
        self.store.extend(came)
        self.came, self.went = (
            (self.came - went) | (came - self.went),
            (self.went - came) | (went - self.came),
        )

    def replace_graph(self, name: NamedNode, new: Iterable[Quad]) -> None:
        """Make `new`, quads of the named graph `name`, all that it holds."""
        quads = set(new)
        self.replace(self.find(graph=name), quads)
        if not quads:
            self.store.remove_graph(name)

    def held_by(self, quad: Quad) -> Iterator[Quad]:
        """The quads of named graphs that hold the triple of `quad`."""
        found = self.find(quad.subject, quad.predicate, quad.object)
        return (each for each in found if each.graph_name != UNION)

    def settle_union(self) -> None:
        """Make the default graph the union of the named graphs again."""
        held, lost = set(), set()
        for quad in self.went:
            if next(self.held_by(quad), None) is None:
                lost.add(Quad(*quad.triple))
        held = {union for quad in self.came if (union := Quad(*quad.triple)) not in self.store}
        lost = {union for union in lost if union in self.store}
        for union in lost:
            self.store.remove(union)
        self.store.extend(held)
        came, went = self.union_came, self.union_went
        self.union_came = (came - lost) | (held - went)
        self.union_went = (went - held) | (lost - came)
