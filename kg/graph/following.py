"""A store whose documents' graphs changed in, its graph of inferred facts renewed where they changed out.

Each triple that may follow now or no more is looked at alone: it stands in the graph of inferred facts if
it follows from what the other graphs say (`kg.graph.inference`) and none of them says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.graph.edits import UNION, Edits
from kg.graph.inference import followed
from kg.graph.iris import INFERRED, POL
from kg.graph.triples import TYPE
from kg.graph.vocabulary import axioms

Nodes = set[NamedNode]
Fact = tuple[NamedNode, NamedNode, NamedNode]


class _Said:
    """What the graphs but that of inferred facts say, and what follows from it for one thing."""

    def __init__(self, edits: Edits) -> None:
        self._edits = edits

    def says(self, fact: Fact) -> bool:
        """Whether some graph says it."""
        return any(quad.graph_name != INFERRED for quad in self._edits.held_by(Quad(*fact)))

    def objects(self, subject: NamedNode, predicate: NamedNode) -> Nodes:
        """What a thing is said to be related to."""
        found = {q.object for q in self._edits.find(subject, predicate, None, UNION)}
        return {n for n in found if isinstance(n, NamedNode) and self.says((subject, predicate, n))}

    def subjects(self, predicate: NamedNode, target: NamedNode) -> Nodes:
        """What is said to be related to a thing."""
        found = {q.subject for q in self._edits.find(None, predicate, target, UNION)}
        return {n for n in found if isinstance(n, NamedNode) and self.says((n, predicate, target))}

    def reached(self, starts: Nodes, predicate: NamedNode, back: bool = False) -> Nodes:
        """All that is reached from `starts` in one step or more, or that reaches them."""
        seen: Nodes = set()
        ahead = list(starts)
        while ahead:
            node = ahead.pop()
            found = self.subjects(predicate, node) if back else self.objects(node, predicate)
            ahead += found - seen
            seen |= found
        return seen

    def related(self, start: NamedNode, predicate: NamedNode) -> Nodes:
        """What a thing is related to, by saying, along a transitive property or a chain."""
        rules = axioms()
        if predicate in rules.transitive:
            return self.reached({start}, predicate) - {start}
        found = self.objects(start, predicate)
        if predicate in rules.chains:
            first, second = rules.chains[predicate]
            parts = self.objects(start, first)
            found |= {whole for part in parts for whole in self.reached({part}, second) - {part}}
        return found

    def follows(self, fact: Fact) -> bool:
        """Whether the vocabulary lets it follow."""
        rules, (start, predicate, node) = axioms(), fact
        if predicate == TYPE:
            kinds = self.objects(start, TYPE)
            return any(node in rules.superclasses.get(kind, ()) for kind in kinds)
        if predicate in rules.properties and node in self.related(start, predicate):
            return True
        if predicate in rules.symmetric and start in self.related(node, predicate):
            return True
        turned = (p for p, inverse in rules.inverses.items() if inverse == predicate)
        return any(start in self.related(node, p) for p in turned)


def _mirrored(start: NamedNode, predicate: NamedNode, nodes: Iterable[NamedNode]) -> Iterator[Fact]:
    rules = axioms()
    for node in nodes:
        yield start, predicate, node
        if predicate in rules.symmetric:
            yield node, predicate, start
        if predicate in rules.inverses:
            yield node, rules.inverses[predicate], start


def _affected(said: _Said, edits: Edits, changed: set[Fact]) -> Iterator[Fact]:
    """Facts that may follow, or no more, as `changed` ones came or went."""
    rules = axioms()
    starts: dict[NamedNode, Nodes] = {}
    for start, predicate, node in changed:
        yield start, predicate, node
        if predicate == TYPE:
            yield from ((start, TYPE, parent) for parent in rules.superclasses.get(node, ()))
        else:
            yield from _mirrored(start, predicate, {node})
            starts.setdefault(predicate, set()).add(start)
    for predicate in rules.transitive & starts.keys():
        starts[predicate] |= said.reached(starts[predicate], predicate, back=True)
    wide = set(rules.transitive & starts.keys())
    for predicate, (first, second) in rules.chains.items():
        above = starts.get(second, set())
        below = {part for whole in above for part in said.subjects(first, whole)}
        starts.setdefault(predicate, set()).update(below, starts.get(first, set()))
        wide.add(predicate)
    for predicate in wide:
        for start in starts[predicate]:
            old = {q.object for q in edits.find(start, predicate, None, INFERRED)}
            nodes = {node for node in old if isinstance(node, NamedNode)}
            nodes |= said.related(start, predicate) | said.objects(start, predicate)
            yield from _mirrored(start, predicate, nodes)


def renew_inferred(edits: Edits) -> None:
    """Renew the graph of inferred facts where what the other graphs say was edited; the union is settled."""
    wanted = followed()
    changed = {
        (quad.subject, quad.predicate, quad.object)
        for quad in edits.came | edits.went
        if quad.graph_name != INFERRED
        and quad.predicate in wanted
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
    }
    said = _Said(edits)
    old, new = set(), set()
    for fact in set(_affected(said, edits, changed)):
        quad = Quad(*fact, INFERRED)
        if quad in edits.store:
            old.add(quad)
        spoken = fact[1].value.startswith(POL) and said.says(fact)
        if not spoken and said.follows(fact):
            new.add(quad)
    edits.replace(old, new)
