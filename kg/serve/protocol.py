"""An HTTP request in, a query by the SPARQL 1.1 Protocol out, or the error that the request deserves."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.serve.limits import Limits, Refused
from kg.serve.worker import Asked

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
READ_ONLY = "this server is read-only; build the graph anew with kg build"
Fields = list[tuple[str, str]]


def fields_of(text: str) -> Fields:
    """Names and values of a form or a URL's query; Refused (400) for what is no form."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError):
        raise Refused(400, "the parameters are no valid UTF-8 form") from None


async def body_of(request: Request, limits: Limits) -> str:
    """The request's body as text; Refused (413) as soon as it is longer than allowed."""
    whole = bytearray()
    async for part in request.stream():
        whole += part
        if len(whole) > limits.query_bytes:
            raise Refused(413, f"the request is longer than {limits.query_bytes} bytes")
    try:
        return whole.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the request is no valid UTF-8") from None


def _asked(fields: Fields, query: str | None, accept: str) -> Asked:
    queries = [value for name, value in fields if name == "query"] + ([] if query is None else [query])
    if any(name == "update" for name, _ in fields):
        raise Refused(403, READ_ONLY)
    if len(queries) != 1:
        raise Refused(400, f"one query is wanted, {len(queries)} were given")
    return Asked(
        queries[0],
        accept,
        tuple(value for name, value in fields if name == "default-graph-uri"),
        tuple(value for name, value in fields if name == "named-graph-uri"),
    )


async def read_query(request: Request, limits: Limits) -> Asked:
    """The query that a GET or POST request makes; Refused for what the protocol does not allow."""
    accept = ",".join(request.headers.getlist("accept"))
    in_url = fields_of(request.url.query)
    if request.method in {"GET", "HEAD"}:
        if len(request.url.query) > limits.query_bytes:
            raise Refused(414, f"the query is longer than {limits.query_bytes} bytes; send it by POST")
        return _asked(in_url, None, accept)
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    if "charset" in parameters.lower() and "utf-8" not in parameters.lower():
        raise Refused(415, "only UTF-8 is read")
    body = await body_of(request, limits)
    match media.strip().lower():
        case "application/sparql-query":
            return _asked(in_url, body, accept)
        case "application/x-www-form-urlencoded":
            return _asked(fields_of(body), None, accept)
        case "application/sparql-update":
            raise Refused(403, READ_ONLY)
        case other:
            raise Refused(415, f"no query is sent as {other or 'nothing'!r}; use {QUERY} or {FORM}")
