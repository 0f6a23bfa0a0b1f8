"""A graph in, JSON-LD with a context that reads well out: one node a thing, its properties sorted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, BinaryIO

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.iris import ID, PREFIXES, RDF, XSD
from kg.graph.store import Graph

Node = dict[str, Any]
LISTED = {"skos:altLabel", "pol:evidence", "@type"}  # always arrays, however many values there are


def _short(iri: str) -> str:
    for prefix, start in PREFIXES.items():
        if prefix != "id" and iri.startswith(start) and iri[len(start) :].replace("_", "").isalnum():
            return f"{prefix}:{iri[len(start) :]}"
    return iri.removeprefix(ID) if iri.startswith(ID) else iri


def _value(term: object) -> Any:
    if isinstance(term, NamedNode):
        short = _short(term.value)
        return {"@id": short}
    assert isinstance(term, Literal)
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == XSD + "string":
        return term.value
    return {"@value": term.value, "@type": _short(term.datatype.value)}


def _nodes(quads: Iterator[Quad]) -> Iterator[Node]:
    for subject, own in groupby(sorted(quads, key=str), key=lambda quad: quad.subject):
        assert isinstance(subject, NamedNode)
        node: Node = {"@id": _short(subject.value)}
        for predicate, same in groupby(own, key=lambda quad: quad.predicate):
            kind = predicate.value == RDF + "type"
            name = "@type" if kind else _short(predicate.value)
            values = [_value(quad.object) for quad in same]
            if kind:
                values = [value["@id"] for value in values]
            node[name] = values if name in LISTED or len(values) > 1 else values[0]
        yield node


def write_jsonld(graph: Graph, out: BinaryIO) -> None:
    """Write each named graph as `{"@id": …, "@graph": […]}` under one context."""
    context = {"@base": ID, **{name: iri for name, iri in sorted(PREFIXES.items()) if name != "id"}}
    out.write(b'{"@context": ' + json.dumps(context, ensure_ascii=False).encode() + b',\n"@graph": [')
    between = b"\n"
    for name in graph.graphs():
        whole = {"@id": name.value, "@graph": list(_nodes(graph.quads(name)))}
        out.write(between + json.dumps(whole, ensure_ascii=False, indent=1).encode())
        between = b",\n"
    out.write(b"\n]}\n")
