"""One SHACL constraint and its argument in, a test of a value out: the Core components that are used."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.iris import RDF, XSD
from kg.graph.triples import TYPE
from kg.graph.vocabulary import axioms

Term = NamedNode | Literal
LEXICAL = {
    "integer": r"[+-]?\d+",
    "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "boolean": r"true|false|0|1",
    "date": r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "gYearMonth": r"-?\d{4,}-(0[1-9]|1[0-2])",
    "gYear": r"-?\d{4,}",
}
NUMBERS = {XSD + "integer", XSD + "decimal"}


class Facts:
    """The triples of one named graph, by subject and by object, with the classes of each node."""

    def __init__(self, quads: Iterable[Quad], backward: Container[NamedNode]) -> None:
        """Index `quads`, whose nodes are IRIs; by object for the predicates in `backward` alone."""
        self.out: dict[Term, dict[NamedNode, list[Term]]] = {}
        self.back: dict[tuple[Term, NamedNode], list[Term]] = {}
        self.kinds: dict[NamedNode, list[NamedNode]] = {}
        above, out, back = axioms().superclasses, self.out, self.back
        subject: Any
        value: Any
        for subject, predicate, value, _ in quads:  # each part is made anew whenever it is asked for
            said = out.get(subject)
            if said is None:
                said = out[subject] = {}
            if predicate in said:
                said[predicate].append(value)
            else:
                said[predicate] = [value]
            if isinstance(value, NamedNode):
                if predicate in backward:
                    back.setdefault((value, predicate), []).append(subject)
                if predicate == TYPE:
                    for kind in (value, *above.get(value, ())):
                        self.kinds.setdefault(kind, []).append(subject)

    def know(self, node: NamedNode, kind: NamedNode) -> None:
        """Take it that `node` has a class by what stands elsewhere; it is no shape's target by that."""
        kinds = self.out.setdefault(node, {}).setdefault(TYPE, [])
        if kind not in kinds:
            kinds.append(kind)

    def values(self, node: Term, path: NamedNode) -> list[Term]:
        """Objects of `node` along `path`."""
        return self.out.get(node, {}).get(path, [])

    def is_a(self, node: Term, kind: NamedNode) -> bool:
        """True when `node` has the class `kind` or one below it."""
        above = axioms().superclasses
        return any(
            own == kind or (isinstance(own, NamedNode) and kind in above.get(own, ()))
            for own in self.values(node, TYPE)
        )


Test = Callable[[Facts, Term], bool]


def _datatype(argument: NamedNode) -> Test:
    pattern = re.compile(LEXICAL.get(argument.value.removeprefix(XSD), "(?s:.*)"))

    def test(_: Facts, value: Term) -> bool:
        return (
            isinstance(value, Literal) and value.datatype == argument and bool(pattern.fullmatch(value.value))
        )

    return test


def _languages(argument: list[Term]) -> Test:
    allowed = {term.value.lower() for term in argument}
    return lambda _, value: isinstance(value, Literal) and (value.language or "").lower() in allowed


def _pattern(argument: Literal) -> Test:
    compiled = re.compile(argument.value)
    return lambda _, value: bool(compiled.search(value.value))


def _length(argument: Literal) -> Test:
    least = int(argument.value)
    return lambda _, value: len(value.value) >= least


def number_of(value: Term) -> Decimal | None:
    """The number that a literal is, None where it is none."""
    if isinstance(value, Literal) and value.datatype.value in NUMBERS:
        return Decimal(value.value) if re.fullmatch(LEXICAL["decimal"], value.value) else None
    return None


def _bounded(argument: Literal, least: bool) -> Test:
    limit = Decimal(argument.value)

    def test(_: Facts, value: Term) -> bool:
        number = number_of(value)
        return number is not None and (number >= limit if least else number <= limit)

    return test


def ordered(one: Term, other: Term, equal: bool) -> bool:
    """True when `one` < `other` (or equal, where `equal`); False for what cannot be compared."""
    left, right = number_of(one), number_of(other)
    if left is not None and right is not None:
        return left < right or (equal and left == right)
    if isinstance(one, Literal) and isinstance(other, Literal) and one.datatype == other.datatype:
        return one.value < other.value or (equal and one.value == other.value)
    return False


def value_test(name: str, argument: Term, members: list[Term]) -> Test | None:
    """The test that `sh:NAME argument` makes of each value; None where it is no such constraint.

    `members` are those of the list that the argument heads.
    """
    if isinstance(argument, NamedNode):
        if name == "datatype":
            return _datatype(argument)
        if name == "class":
            return lambda facts, value: facts.is_a(value, argument)
        if name == "nodeKind":
            return lambda _, value: isinstance(value, NamedNode)
    if isinstance(argument, Literal):
        if name == "pattern":
            return _pattern(argument)
        if name == "minLength":
            return _length(argument)
        if name in {"minInclusive", "maxInclusive"}:
            return _bounded(argument, name == "minInclusive")
    if name == "in":
        return lambda _, value: value in members
    return _languages(members) if name == "languageIn" else None


LIST_END = NamedNode(RDF + "nil")
