"""A request of the query editor's page in, the page and what it needs out, all from this server.

The editor is Yasgui (MIT), shipped unchanged beside this file with its licences; the page gives it the
prefixes, classes and properties of the ontology to complete, and the packaged queries as examples.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from kg.graph.iris import POL, PREFIXES
from kg.graph.parameters import bind
from kg.graph.queries import NamedQuery, named_queries
from kg.graph.vocabulary import terms

SHIPPED = {
    "editor.js": "text/javascript; charset=utf-8",
    "yasgui.min.js": "text/javascript; charset=utf-8",
    "yasgui.min.css": "text/css; charset=utf-8",
    "yasgui-licences.txt": "text/plain; charset=utf-8",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "img-src 'self' data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
)
OTHERS = {
    "class": (),
    "property": ("rdf:type", "rdfs:label", "skos:prefLabel", "skos:altLabel", "dct:identifier", "dct:title"),
}


@cache
def _shipped(name: str) -> bytes:
    return files("kg.serve").joinpath(name).read_bytes()


def page() -> Response:
    """The page on which a person writes queries; it asks no other host."""
    return HTMLResponse(_shipped("editor.html"), headers={"Content-Security-Policy": POLICY})


async def part(request: Request) -> Response:
    """One of the files that the page needs."""
    name = request.url.path.removeprefix("/")
    head = {"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=3600"}
    return Response(_shipped(name), media_type=SHIPPED[name], headers=head)


def _whole(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return PREFIXES[prefix] + local


def _words(kind: str, *types: str) -> list[str]:
    found = {POL + name for each in types for name in terms(each)}
    return sorted(found | {_whole(each) for each in OTHERS[kind]})


def _example(query: NamedQuery) -> dict[str, str]:
    """A packaged query with the examples of its parameters bound."""
    asked = query.bindings({each.name: each.example for each in query.parameters})
    lines = [line for line in bind(query.sparql, asked).splitlines() if not line.startswith("# ")]
    return {"name": query.name, "zh": query.zh, "en": query.en, "sparql": "\n".join(lines).strip()}


@cache
def known() -> dict[str, Any]:
    """What the editor completes and offers: prefixes, IRIs of classes and properties, example queries."""
    return {
        "prefixes": PREFIXES,
        "classes": _words("class", "owl:Class"),
        "properties": _words("property", "owl:ObjectProperty", "owl:DatatypeProperty"),
        "queries": [_example(query) for query in named_queries().values()],
    }


async def completions(request: Request) -> Response:
    """`known` as JSON."""
    return JSONResponse(known())
