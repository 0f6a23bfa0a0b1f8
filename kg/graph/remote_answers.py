"""A server's reply to a query in, the answer as the local store gives it out, whatever the dialect."""

from __future__ import annotations

import json

from pyoxigraph import (
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse_query_results,
)

from kg.errors import NotAGraph
from kg.graph.iris import XSD
from kg.graph.remote_http import Reply
from kg.graph.store import Answer


def read_answer(reply: Reply, address: str) -> Answer:
    """The answer in a reply, read to its end, since a server may break off in its midst.

    Raises NotAGraph where it is none; `address` is named there.
    """
    media, found = reply.media, reply.body
    try:
        if form := QueryResultsFormat.from_media_type(media):
            found = _standard(found) if form == QueryResultsFormat.JSON else found
            _read_through(found, form)
            return parse_query_results(found, form)
        if syntax := RdfFormat.from_media_type(media):
            return _triples(found, syntax)
    except (SyntaxError, ValueError, KeyError, TypeError) as error:
        raise NotAGraph(f"{address} answers with what is no whole {media} ({_short(error)})") from None
    raise NotAGraph(f"{address} answers with {media}; it seems to be no SPARQL endpoint")


def _read_through(found: bytes, form: QueryResultsFormat) -> None:
    """Read an answer to its end; SyntaxError where it is broken off."""
    answer = parse_query_results(found, form)
    try:
        if isinstance(answer, QuerySolutions):
            for _ in answer:
                pass
    finally:
        del answer  # an error would hold it, and it must end in the thread that made it


def rows_of(answer: Answer) -> list[tuple[str, ...]]:
    """Rows of plain text; each variable must be bound."""
    return [tuple(str(term.value) for term in row) for row in answer]  # type: ignore[union-attr]


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__


def _standard(found: bytes) -> bytes:
    """Virtuoso's JSON as the standard has it: ASK as a boolean, booleans as words."""
    if b'"typed-literal"' not in found and b'"__ASK_RETVAL"' not in found:
        return found
    read = json.loads(found)
    rows = read["results"]["bindings"]
    if read["head"].get("vars") == ["__ASK_RETVAL"]:
        return json.dumps(
            {"head": {}, "boolean": bool(rows) and rows[0]["__ASK_RETVAL"]["value"] == "1"}
        ).encode()
    for row in rows:
        for term in row.values():
            if term.get("datatype") == f"{XSD}boolean":
                term["value"] = {"1": "true", "0": "false"}.get(term["value"], term["value"])
    return json.dumps(read).encode()


def _triples(found: bytes, syntax: RdfFormat) -> QueryTriples:
    store = Store()
    store.load(found, syntax)
    answer = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    assert isinstance(answer, QueryTriples)
    return answer
