"""A request to change the graph in, the change out, or the error that the request deserves.

SPARQL 1.1 Update and the writing half of the Graph Store Protocol, both behind a token. What may be written
is for `kg.graph.user` to say.
"""

from __future__ import annotations

import hmac
import re
from base64 import b64decode
from urllib.parse import urlsplit

from starlette.requests import Request

from kg.graph.federation import without_inert
from kg.serve.changes import Change
from kg.serve.limits import Limits, Refused
from kg.serve.protocol import Fields, Update, content_of, media_of

READ_ONLY = "this server is read-only; start it with kg serve --write to change users' graphs"
TOKEN = "Authorization: Bearer TOKEN"
WHERE = re.compile(r"\bWHERE\b", re.I)
CHOOSES = re.compile(r"\b(?:USING|WITH)\b", re.I)


def _given(authorization: str) -> str:
    """The token of a Bearer header, or of a Basic one, whose password it is; "" for none."""
    scheme, _, value = authorization.strip().partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return b64decode(value, validate=True).decode().partition(":")[2]
        except ValueError:
            return ""
    return ""


def allow(request: Request, token: str) -> None:
    """Refused: 403 where nobody may write here, 401 without the token, 403 from another site's page."""
    if not token:
        raise Refused(403, READ_ONLY)
    if not hmac.compare_digest(_given(request.headers.get("authorization", "")).encode(), token.encode()):
        raise Refused(
            401, f"a change needs the server's token; send {TOKEN}", {"WWW-Authenticate": 'Bearer realm="kg"'}
        )
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise Refused(403, "a page of another site may not write")


def _using(sparql: str, fields: Fields) -> str:
    """The update with the dataset of the request as USING clauses; Refused (400) where it has its own."""
    names = {"using-graph-uri": "USING", "using-named-graph-uri": "USING NAMED"}
    chosen = " ".join(f"{names[name]} <{_iri(value)}>" for name, value in fields if name in names)
    if not chosen:
        return sparql
    words = without_inert(sparql)
    if CHOOSES.search(words):
        raise Refused(400, "the update has USING or WITH, and so may the request not choose graphs")
    for match in reversed(list(WHERE.finditer(words))):
        before = words[: match.start()]
        if before.count("{") == before.count("}") and not before.rstrip().upper().endswith("DELETE"):
            sparql = f"{sparql[: match.start()]}{chosen} {sparql[match.start() :]}"
    return sparql


def _iri(value: str) -> str:
    if not re.fullmatch(r"[^\x00-\x20<>\"{}|^`\\]+", value):
        raise Refused(400, "a graph is named by an IRI")
    return value


def change_of(asked: Update, address: str) -> Change:
    """The change that an update makes, sent to `address`; Refused (400) unless there is just one update."""
    updates = [value for name, value in asked.fields if name == "update"]
    updates += [] if asked.direct is None else [asked.direct]
    if len(updates) != 1 or any(name == "query" for name, _ in asked.fields):
        raise Refused(400, f"one update is wanted, and no query; {len(updates)} were given")
    return Change("update", _using(updates[0], asked.fields).encode(), address)


async def read_graph(request: Request, limits: Limits) -> Change:
    """The change of a graph that a PUT, POST or DELETE request makes; Refused for what is none."""
    name = request.query_params.get("graph")
    if (name is None) == ("default" not in request.query_params):
        raise Refused(400, "write ?graph=IRI")
    if name is None:
        raise Refused(403, "the default graph is the union of the others; write ?graph=IRI")
    body = await content_of(request, limits)
    return Change(request.method.lower(), body, _iri(name), media_of(request))
