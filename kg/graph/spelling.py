"""Plain values in, terms as N-Triples spells them out; each value in one spelling only.

Triples of documents are made as text, which takes a third of the time of objects: most of them only pass
from here into the store. `kg.graph.terms` has the same literals as objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.graph import terms
from kg.graph.iris import DCT, ID, POL, RDF, SKOS, XSD, digest, escape

Object = NamedNode | Literal
# What a literal or an IRI may not hold as it is: control characters, quotation mark, non-characters, halves.
UNSAFE = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff\ud800-\udfff]')
INTEGER, DECIMAL, BOOLEAN = (f'"^^<{XSD}{name}>' for name in ("integer", "decimal", "boolean"))
TYPE, SUBJECT, PREDICATE, OBJECT = (f"<{RDF}{name}>" for name in ("type", "subject", "predicate", "object"))
PREFERRED, ALTERNATIVE, BROADER, DEFINITION = (
    f"<{SKOS}{name}>" for name in ("prefLabel", "altLabel", "broader", "definition")
)
IDENTIFIER, TITLE, PUBLISHER, ISSUED = (
    f"<{DCT}{name}>" for name in ("identifier", "title", "publisher", "issued")
)


@lru_cache(maxsize=1024)
def pol(name: str) -> str:
    """Term `name` of the vocabulary."""
    return f"<{POL}{name}>"


def thing(kind: str, key: str) -> str:
    """The thing of class `kind` with `key`."""
    return f"<{ID}{kind}/{escape(key)}>"


def hashed(kind: str, *parts: str) -> str:
    """The thing of class `kind` whose content is `parts`."""
    return f"<{ID}{kind}/{digest(*parts)}>"


def _literal(value: str) -> str:
    return str(terms.text(value)) if UNSAFE.search(value) else f'"{value}"'


def text(value: str) -> str:
    """A plain string."""
    return _literal(value)


def chinese(value: str) -> str:
    """A string of Chinese text."""
    return f"{_literal(value)}@zh"


def pinyin(value: str) -> str:
    """A romanisation of Chinese."""
    return f"{_literal(value)}@zh-latn-pinyin"


def integer(value: int) -> str:
    """An `xsd:integer`."""
    return f'"{value}{INTEGER}'


@lru_cache(maxsize=4096)
def decimal(value: Decimal | float) -> str:
    """An `xsd:decimal` without exponent or trailing zeros."""
    return str(terms.decimal(value))


def boolean(value: bool) -> str:
    """An `xsd:boolean`."""
    return f'"{"true" if value else "false"}{BOOLEAN}'


@lru_cache(maxsize=4096)
def date(value: str) -> str:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD` with its type; ValueError for anything else."""
    return str(terms.date(value))


def read(lines: Iterator[str]) -> Iterator[tuple[NamedNode, NamedNode, Object]]:
    """Spelt triples as objects."""
    told = "".join(f"{line} .\n" for line in lines)
    for quad in parse(told.encode(), RdfFormat.N_TRIPLES, lenient=True):
        assert isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
        yield quad.subject, quad.predicate, quad.object
