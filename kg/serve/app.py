"""A graph folder and limits in, the web application over it out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from anyio import Lock, to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from kg.errors import PolicingError
from kg.serve import api, description, editor, pages, protocol, reconciliation, views, writing
from kg.serve.changes import Change
from kg.serve.current import Current
from kg.serve.limits import Limits, Refused
from kg.serve.negotiation import choose
from kg.serve.worker import TRIPLES, Workers

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "script-src 'self'; connect-src 'self'",
    "Referrer-Policy": "no-referrer",
}
Handler = Callable[["Server", Request], Awaitable[Response]]


def guarded(handler: Handler) -> Handler:
    """The handler, with errors answered as one line of text and the headers that every answer has."""

    @wraps(handler)
    async def safe(server: Server, request: Request) -> Response:
        try:
            response = await handler(server, request)
        except Refused as refused:
            told = refused.text + "\n"
            response = Response(told, refused.status, refused.headers, "text/plain; charset=utf-8")
        except PolicingError as error:
            response = Response(f"{error}\n", 400, media_type="text/plain; charset=utf-8")
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return safe


class Server:
    """What the routes share: the current graph, the workers and the limits."""

    def __init__(self, folder: Path, limits: Limits, token: str = "") -> None:
        """Open the graph in `folder`, for writing where there is a `token`; NotAGraph where there is none."""
        self.token = token
        self.one_writer = Lock()
        self.current = Current(folder)
        self.limits = limits
        self.workers = Workers(folder, limits)

    @guarded
    async def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol; without a query, the service description or the editor."""
        if request.method in {"GET", "HEAD"} and not request.url.query:
            return self._described(request)
        asked = await protocol.read_request(request, self.limits)
        if isinstance(asked, protocol.Update):
            writing.allow(request, self.token)
            return await self._changed(writing.change_of(asked, _address(request)))
        done = await to_thread.run_sync(self.workers.answer, asked)
        body = done.body + b"\n" if done.status != 200 else done.body
        return Response(body, done.status, media_type=_with_charset(done.media))

    async def _changed(self, change: Change) -> Response:
        """Make a change, one after another."""
        async with self.one_writer:
            done = await to_thread.run_sync(self.workers.answer, change)
        if done.status in {201, 204}:
            return Response(status_code=done.status)
        later = {"Retry-After": "5"} if done.status == 503 else None
        return Response(done.body + b"\n", done.status, later, "text/plain; charset=utf-8")

    @guarded
    async def update(self, request: Request) -> Response:
        """SPARQL 1.1 Update, by POST, with the token."""
        writing.allow(request, self.token)
        asked = await protocol.read_request(request, self.limits)
        if not isinstance(asked, protocol.Update):
            raise Refused(400, "no update was given; send a query to /sparql")
        return await self._changed(writing.change_of(asked, _address(request)))

    def _described(self, request: Request) -> Response:
        media = choose(request.headers.get("accept", ""), [*TRIPLES, "text/html"])
        if media == "text/html":
            return editor.page()
        triples = description.service_description(_address(request), bool(self.token))
        return Response(description.written(triples, media), media_type=_with_charset(media))

    @guarded
    async def void(self, request: Request) -> Response:
        """What the data set is."""
        media = choose(request.headers.get("accept", ""), TRIPLES)
        triples = await to_thread.run_sync(
            description.void_description, self.current.graph(), str(request.base_url)
        )
        return Response(description.written(triples, media), media_type=_with_charset(media))

    @guarded
    async def graph_store(self, request: Request) -> Response:
        """Graph Store Protocol, `?default` or `?graph=IRI`; writing with the token."""
        if request.method not in {"GET", "HEAD"}:
            writing.allow(request, self.token)
            return await self._changed(await writing.read_graph(request, self.limits))
        return await to_thread.run_sync(api.graph_store, self.current.graph(), request)

    @guarded
    async def thing(self, request: Request) -> Response:
        """The linked-data page of a thing: HTML for people, RDF for programs."""
        graph, iri = self.current.graph(), api.iri_of(request.path_params["key"])
        media = choose(request.headers.get("accept", ""), ["text/html", *TRIPLES])
        if media == "text/html":
            return HTMLResponse(await to_thread.run_sync(pages.html_of, graph, iri))
        if pages.hidden(graph, iri):
            raise Refused(404, f"the graph says nothing of {iri}")
        triples = await to_thread.run_sync(pages.triples_of, graph, iri)
        return Response(description.written(triples, media), media_type=_with_charset(media))

    @guarded
    async def api(self, request: Request) -> Response:
        """JSON for programs: lookup, entity, outcomes, openapi.json."""
        return JSONResponse(await to_thread.run_sync(api.answer, self.current.graph(), request))

    @guarded
    async def reconcile(self, request: Request) -> Response:
        """The reconciliation service: its manifest, batches of queries, data extension."""
        fields = dict(request.query_params)
        if request.method == "POST":
            fields |= dict(protocol.fields_of(await protocol.body_of(request, self.limits)))
        graph = self.current.graph()
        if "queries" in fields:
            found: Any = await to_thread.run_sync(reconciliation.reconcile, graph, fields["queries"])
        elif "extend" in fields:
            found = await to_thread.run_sync(reconciliation.extend, graph, fields["extend"])
        else:
            found = reconciliation.manifest(str(request.base_url))
        return JSONResponse(found)

    @guarded
    async def suggest(self, request: Request) -> Response:
        """Suggestions while somebody types."""
        kind, prefix = request.path_params["kind"], request.query_params.get("prefix", "")
        return JSONResponse(
            await to_thread.run_sync(reconciliation.suggest, self.current.graph(), kind, prefix)
        )

    @guarded
    async def properties(self, request: Request) -> Response:
        """The properties by which a table can be extended."""
        kind = request.query_params.get("type", "")
        most = api.number(request.query_params.get("limit", ""), api.MOST)
        offers = [{"id": name, "name": words} for name, words in reconciliation.PROPERTIES.items()]
        return JSONResponse({"type": kind, "properties": offers[:most], "limit": most})

    @guarded
    async def view(self, request: Request) -> Response:
        """The graph, map, timeline, outcomes or a document as an interactive page."""
        return await to_thread.run_sync(views.view, self.current.graph(), request)

    @guarded
    async def preview(self, request: Request) -> Response:
        """A small page of one candidate."""
        iri = api.iri_of(unquote(request.query_params.get("id", "")))
        return HTMLResponse(await to_thread.run_sync(pages.html_of, self.current.graph(), iri))


def _address(request: Request) -> str:
    """The request's URL without its parameters."""
    return str(request.url.replace(query="", fragment=""))


def _with_charset(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def application(folder: Path, limits: Limits | None = None, token: str = "") -> Starlette:
    """The application over the graph in `folder`; NotAGraph where there is none.

    With a `token`, who shows it may write the users' graphs.
    """
    allowed = limits or Limits()
    server = Server(folder, allowed, token)
    changing = ["PUT", "POST", "DELETE"] if token else []
    routes = [
        Route("/sparql", server.sparql, methods=["GET", "POST"]),
        Route("/update", server.update, methods=["POST"]),
        Route("/data", server.graph_store, methods=["GET", *changing]),
        Route("/void", server.void),
        Route("/.well-known/void", server.void),
        Route("/id/{key:path}", server.thing),
        Route("/view/{name}", server.view),
        Route("/api/{what}", server.api),
        Route("/reconcile", server.reconcile, methods=["GET", "POST"]),
        Route("/reconcile/suggest/{kind}", server.suggest),
        Route("/reconcile/properties", server.properties),
        Route("/reconcile/preview", server.preview),
        Route("/", api.home),
        Route("/editor.json", editor.completions),
        *(Route(f"/{name}", editor.part) for name in editor.SHIPPED),
    ]
    read = ["GET", "POST"]
    open_to_all = (
        [Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=read)] if allowed.cors else []
    )
    app = Starlette(routes=routes, middleware=open_to_all)
    app.state.server = server
    return app
