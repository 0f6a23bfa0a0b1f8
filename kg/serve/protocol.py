"""An HTTP request in, a SPARQL 1.1 Protocol query or update out, or the error that it deserves."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.serve.limits import Limits, Refused
from kg.serve.worker import Asked

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Update:
    """A request to update: its parameters, and the update where it is the body."""

    fields: Fields
    direct: str | None = None


def fields_of(text: str) -> Fields:
    """Names and values of a form or a URL's query; Refused (400) for what is no form."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError):
        raise Refused(400, "the parameters are no valid UTF-8 form") from None


def media_of(request: Request) -> str:
    """The media type of the body; Refused (415) for another encoding than UTF-8."""
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    if "charset" in parameters.lower() and "utf-8" not in parameters.lower():
        raise Refused(415, "only UTF-8 is read")
    return media.strip().lower()


async def content_of(request: Request, limits: Limits) -> bytes:
    """The request's body; Refused (413) as soon as it is longer than allowed."""
    whole = bytearray()
    async for part in request.stream():
        whole += part
        if len(whole) > limits.query_bytes:
            raise Refused(413, f"the request is longer than {limits.query_bytes} bytes")
    return bytes(whole)


async def body_of(request: Request, limits: Limits) -> str:
    """The request's body as text; Refused (413) as soon as it is longer than allowed."""
    try:
        return (await content_of(request, limits)).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the request is no valid UTF-8") from None


def _asked(fields: Fields, query: str | None, accept: str) -> Asked | Update:
    queries = [value for name, value in fields if name == "query"] + ([] if query is None else [query])
    if any(name == "update" for name, _ in fields):
        return Update(fields)
    if len(queries) != 1:
        raise Refused(400, f"one query is wanted, {len(queries)} were given")
    return Asked(
        queries[0],
        accept,
        tuple(value for name, value in fields if name == "default-graph-uri"),
        tuple(value for name, value in fields if name == "named-graph-uri"),
    )


async def read_request(request: Request, limits: Limits) -> Asked | Update:
    """The query or update that a request makes; Refused for what the protocol does not allow."""
    accept = ",".join(request.headers.getlist("accept"))
    in_url = fields_of(request.url.query)
    if request.method in {"GET", "HEAD"}:
        if len(request.url.query) > limits.query_bytes:
            raise Refused(414, f"the query is longer than {limits.query_bytes} bytes; send it by POST")
        if any(name == "update" for name, _ in in_url):
            raise Refused(400, "an update is sent by POST")
        return _asked(in_url, None, accept)
    media, body = media_of(request), await body_of(request, limits)
    match media:
        case "application/sparql-query":
            return _asked(in_url, body, accept)
        case "application/x-www-form-urlencoded":
            if any(name == "update" for name, _ in in_url):
                raise Refused(400, "an update stands in the body, not in the address")
            return _asked([*in_url, *fields_of(body)], None, accept)
        case "application/sparql-update":
            return Update(in_url, body)
        case other:
            told = f"no query or update is sent as {other or 'nothing'!r}; use {QUERY}, {UPDATE} or {FORM}"
            raise Refused(415, told)
