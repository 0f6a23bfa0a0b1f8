"""A request by a program or a browser in, JSON, a graph's triples or a page out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.graph import Graph
from kg.graph.card import entity_card
from kg.graph.iris import ID, escape
from kg.graph.lookup import found, lookup, suggest
from kg.graph.outcomes import Wanted, outcomes
from kg.serve import pages
from kg.serve.description import written
from kg.serve.limits import Refused
from kg.serve.negotiation import choose
from kg.serve.worker import TRIPLES

MOST = 100
TEXTS = {"type": "string"}
PATHS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "lookup": ("Entities that a name may mean", ("name", "limit"), "name"),
    "entity": ("All that the graph says of one entity", ("name",), "name"),
    "outcomes": (
        "Measured outcomes that meet conditions",
        ("about", "metric", "period", "kind", "credited", "sure"),
        "",
    ),
}


def iri_of(key: str) -> str:
    """The IRI of `class/name` as it came in a URL; Refused (404) where it can be none."""
    iri = ID + escape(key)
    try:
        NamedNode(iri)
    except ValueError:
        raise Refused(404, "no thing of the graph has this address") from None
    return iri


def number(text: str, otherwise: int) -> int:
    """The number written in `text`, MOST at most; `otherwise` where there is none."""
    return min(int(text), MOST) if text.isascii() and text.isdigit() and int(text) else otherwise


def _share(text: str | None) -> float | None:
    """A number from 0 to 1; Refused (400) for anything else."""
    if text is None:
        return None
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise Refused(400, "sure must be a number from 0 to 1, such as 0.7")
    return found


def answer(graph: Graph, request: Request) -> Any:
    """The JSON that `/api/WHAT` answers; Refused (404) for another path."""
    given = request.query_params
    match request.path_params["what"]:
        case "lookup":
            name = _needed(given.get("name"), "name")
            hits = lookup(graph, name, number(given.get("limit", ""), 10))
            return {"hits": [asdict(hit) for hit in hits], "near": [] if hits else suggest(graph, name)}
        case "entity":
            return asdict(entity_card(graph, found(graph, _needed(given.get("name"), "name")).iri))
        case "outcomes":
            words = {name: given.get(name) for name in PATHS["outcomes"][1] if name != "sure"}
            wanted = Wanted(**words, sure=_share(given.get("sure")))
            heads, *rows = outcomes(graph, wanted)
            return {"outcomes": [dict(zip(heads, row, strict=True)) for row in rows]}
        case "openapi.json":
            return openapi(str(request.base_url))
        case _:
            raise Refused(404, "there are /api/lookup, /api/entity, /api/outcomes and /api/openapi.json")


def _needed(value: str | None, name: str) -> str:
    if not value:
        raise Refused(400, f"the parameter {name} is missing")
    return value


def openapi(home: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of `/api`."""
    paths = {}
    for what, (summary, names, needed) in PATHS.items():
        parameters = [
            {"name": name, "in": "query", "required": name == needed, "schema": TEXTS} for name in names
        ]
        content = {"application/json": {"schema": {"type": "object"}}}
        errors = {
            "400": {"description": "A parameter is missing, or names nothing", "content": {"text/plain": {}}}
        }
        responses = {"200": {"description": summary, "content": content}, **errors}
        paths[f"/api/{what}"] = {
            "get": {"summary": summary, "operationId": what, "parameters": parameters, "responses": responses}
        }
    about = {"title": "Policing knowledge graph", "version": "1.0"}
    return {"openapi": "3.1.0", "info": about, "servers": [{"url": home}], "paths": paths}


def graph_store(graph: Graph, request: Request) -> Response:
    """One named graph, or the union by `?default`; Refused (404) for a graph that is not there."""
    media = choose(request.headers.get("accept", ""), TRIPLES)
    name = request.query_params.get("graph")
    if (name is None) == ("default" not in request.query_params):
        raise Refused(400, "write ?default or ?graph=IRI")
    if name is None:
        triples = [quad.triple for quad in graph.union()]
    else:
        named = {each.value: each for each in graph.graphs()}
        if name not in named:
            raise Refused(404, f"there is no graph {name[:200]}")
        triples = [quad.triple for quad in graph.quads(named[name])]
    return Response(written(sorted(triples, key=str), media), media_type=media)


async def home(request: Request) -> Response:
    """What there is on this server."""
    items = (
        ("/view/graph", "图谱 · the graph as a page (around one name: /view/graph?around=NAME)"),
        ("/view/map", "地图 · map"),
        ("/view/timeline", "时间线 · timeline"),
        ("/view/outcomes", "成效 · outcomes"),
        ("/sparql", "SPARQL 1.1 查询 · query editor and endpoint"),
        ("/api/openapi.json", "JSON API (OpenAPI)"),
        ("/reconcile", "OpenRefine reconciliation service"),
        ("/void", "VoID"),
    )
    body = "".join(f'<li><a href="{path}">{words}</a></li>' for path, words in items)
    return HTMLResponse(pages.page("警务知识图谱 · Policing knowledge graph", f"<ul>{body}</ul>"))
