"""A request for a view in, one of the offline pages out, whole or around an entity."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.graph import Graph
from kg.graph.iris import ID
from kg.serve.limits import Refused
from kg.views import VIEWS, page_of
from kg.views.shell import policy

MOST = 20_000  # entities of a page that is drawn whole; a larger graph is looked through name by name


def view(graph: Graph, request: Request) -> HTMLResponse:
    """`/view/NAME?around=…&document=…&lang=…`; `around` is an entity's name or IRI.

    Refused (404) for another view, (413) for a whole page of a graph that is too large for one.
    """
    name, asked = request.path_params["name"], request.query_params
    if name not in VIEWS:
        raise Refused(404, f"no view {name}; there are {', '.join(VIEWS)}")
    around = _iri(graph, asked.get("around", ""))
    if not around and name == "graph" and sum(graph.stats().entities.values()) > MOST:
        raise Refused(413, "the graph is too large for one page; add ?around=NAME")
    language = "en" if asked.get("lang") == "en" else "zh"
    html = page_of(graph, name, around=around, document=asked.get("document", ""), language=language)
    return HTMLResponse(html, headers={"Content-Security-Policy": policy(html)})


def _iri(graph: Graph, around: str) -> str:
    from kg.graph.lookup import only

    return around if not around or around.startswith(ID) else only(graph, around).iri
