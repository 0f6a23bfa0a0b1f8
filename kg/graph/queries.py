"""A name in, the named query of `ontology/queries/` out, with its titles and parameters.

A query file begins with comment lines:

    # title-zh: 某单位开展的项目
    # title-en: Programmes of a unit
    # param: unit name 织里分局 | 单位 | unit, by any of its names
    # param: least number 0 = | 最小值 | least value

A parameter has a name, a type (`name`, `text`, `number` or `year`), an example, an optional `=` that
makes the example its default, and a description in Chinese and in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from kg.errors import BadQuery, MalformedRule
from kg.graph import terms
from kg.graph.parameters import Value

if TYPE_CHECKING:
    from kg.graph.store import Graph

HEADER = re.compile(r"# (title-zh|title-en|param): (.+)")
PARAMETER = re.compile(r"(\w+) (name|text|number|year) (\S+)( =)? \| ([^|]+?) \| ([^|]+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a named query; `default` is "" where a value must be given."""

    name: str
    kind: str
    example: str
    default: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that ships with the ontology."""

    name: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def bindings(self, given: Mapping[str, str], graph: Graph | None = None) -> dict[str, Value]:
        """Values for the query's variables from what a user gave as text.

        With a `graph`, a name that is no label there stands for the entity that looking it up finds.
        A query of a user's own, which declares nothing, takes any. Raises BadQuery for an unknown
        parameter, a missing one, or a value of the wrong type; NoSuchName for a name that finds nothing.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if not self.en:
            return {name: guessed(value) for name, value in given.items()}
        if odd := sorted(given.keys() - known.keys()):
            raise BadQuery(f"{self.name} has no parameter {odd[0]}; it has {', '.join(known) or 'none'}")
        values = {p.name: given.get(p.name, p.default) for p in self.parameters}
        if missing := [name for name, value in values.items() if not value]:
            example = f"--set {missing[0]}={known[missing[0]].example}"
            raise BadQuery(f"{self.name} needs a value for {missing[0]}; for example {example}")
        if graph:
            values = {n: _known(graph, v) if known[n].kind == "name" else v for n, v in values.items()}
        return {name: typed(known[name], value) for name, value in values.items()}


def _known(graph: Graph, name: str) -> str:
    """The name itself where something bears it, else that of the entity that it finds."""
    from kg.graph.lookup import found

    bears = "ASK { ?e skos:prefLabel|skos:altLabel ?name }"
    return name if graph.query(bears, {"name": name}) else found(graph, name).name


def typed(parameter: Parameter, value: str) -> Value:
    """The RDF value of a parameter given as text; BadQuery where it is not of its type."""
    if parameter.kind == "name":
        return terms.chinese(value)
    if parameter.kind == "text":
        return terms.text(value)
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise BadQuery(f"{parameter.name} is a {parameter.kind}, not {value!r}") from None
    if not number.is_finite() or (parameter.kind == "year" and not re.fullmatch(r"\d{4}", value)):
        raise BadQuery(f"{parameter.name} is a {parameter.kind}, not {value!r}")
    return Literal(int(number)) if parameter.kind == "year" else terms.decimal(number)


def _parameter(name: str, line: str) -> Parameter:
    match = PARAMETER.fullmatch(line.strip())
    if not match:
        raise MalformedRule(f"{name}.rq: malformed parameter {line!r}; write: name type example | zh | en")
    variable, kind, example, fixed, zh, en = match.groups()
    return Parameter(variable, kind, example, example if fixed else "", zh, en)


def guessed(value: str) -> Value:
    """The RDF value of an undeclared parameter: a number where it is written as one, else a name."""
    return Decimal(value) if re.fullmatch(r"-?\d+(\.\d+)?", value) else terms.chinese(value)


def read_query(name: str, sparql: str) -> NamedQuery:
    """The named query of a file's text; MalformedRule where its head is incomplete."""
    heads = HEADER.findall(sparql)
    titles = {key: value.strip() for key, value in heads if key != "param"}
    if titles.keys() != {"title-zh", "title-en"}:
        raise MalformedRule(f"{name}.rq: the head must have title-zh and title-en")
    parameters = tuple(_parameter(name, value) for key, value in heads if key == "param")
    return NamedQuery(name, titles["title-zh"], titles["title-en"], parameters, sparql)


@cache
def named_queries() -> dict[str, NamedQuery]:
    """Every query that ships, by name, sorted."""
    folder = files("kg.ontology").joinpath("queries")
    found = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".rq"):
            name = path.name.removesuffix(".rq")
            found[name] = read_query(name, path.read_text("utf-8"))
    return found


def named_query(name: str) -> NamedQuery:
    """The query called `name`; BadQuery, with the names there are, where it is none."""
    found = named_queries()
    if name not in found:
        raise BadQuery(f"no query is called {name!r}; there are {', '.join(found)}")
    return found[name]
