"""A SPARQL text and values for its variables in, the text with the values bound out.

A value is written as one RDF term in a VALUES clause, so that it can never change the query. The
clause takes the place of a line `# bind: NAME` inside the pattern, where there is one, or stands at
the beginning of the pattern: at the end of the query it would come after groups have been counted, and
Virtuoso knows it there only for variables that are selected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg.errors import BadQuery
from kg.graph import terms
from kg.graph.federation import without_inert

Value = str | int | Decimal | Literal | NamedNode
PATTERN = re.compile(r"\bWHERE\s*\{", re.I)
TEMPLATE = re.compile(r"\b(?:CONSTRUCT|DESCRIBE)\b", re.I)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def term_of(value: Value) -> Literal | NamedNode:
    """The RDF term of a plain value: text is Chinese, as the labels are."""
    if isinstance(value, Literal | NamedNode):
        return value
    if isinstance(value, int):
        return terms.integer(value)
    return terms.decimal(value) if isinstance(value, Decimal) else terms.chinese(value)


def bind(sparql: str, bindings: Mapping[str, Value]) -> str:
    """`sparql` with every variable of `bindings` bound; BadQuery where it has no such variable."""
    for name, value in bindings.items():
        if not NAME.fullmatch(name) or not re.search(rf"[?$]{re.escape(name)}\b", sparql):
            raise BadQuery(f"the query has no parameter {name!r}; its variables stand after a question mark")
        clause = f"VALUES ?{name} {{ {term_of(value)} }}"
        place = re.compile(rf"(?m)^\s*# bind: {name}\s*$")
        head, *rest = place.split(sparql)
        sparql = clause.join([head, *rest]) if rest else _begun(sparql, clause)
    return sparql


def _begun(sparql: str, clause: str) -> str:
    """The query with a clause at the beginning of its pattern; at its end where none can be made out."""
    words = without_inert(sparql)
    pattern = PATTERN.search(words) or (None if TEMPLATE.search(words) else re.search(r"\{", words))
    if pattern is None:
        return f"{sparql}\n{clause}"
    return f"{sparql[: pattern.end()]} {clause} {sparql[pattern.end() :]}"
