"""The address of a SPARQL 1.1 endpoint in, answers to queries out, as from a graph folder.

The store's default graph must hold the graph (or be the union of its named graphs): load what
`kg export graph.nt` writes. A query is sent by POST as a form, which every server takes, and the answer
asked for in a form that we read, whatever the server calls it.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from urllib.parse import urlencode, urlsplit

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store, parse_query_results

from kg.errors import BadQuery, NotAGraph
from kg.graph.iris import PREFIXES
from kg.graph.parameters import Value, bind
from kg.graph.store import Answer

ACCEPT = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
    "application/n-triples;q=0.8, text/turtle;q=0.7, application/rdf+xml;q=0.6"
)
SECONDS = 120  # the longest that an answer may take to begin
# On one line, so that the server names the right line of a fault.
PROLOGUE = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())


class RemoteGraph:
    """A graph that another server holds."""

    def __init__(self, endpoint: str) -> None:
        """Ask the SPARQL endpoint at this URL; NotAGraph where it is no http or https address."""
        if urlsplit(endpoint).scheme not in {"http", "https"}:
            raise NotAGraph(f"{endpoint} is no SPARQL endpoint; write http://HOST:PORT/PATH")
        self.endpoint = endpoint

    def query(self, sparql: str, bindings: Mapping[str, Value] | None = None) -> Answer:
        """Answer a SPARQL query, prefixes predeclared and `bindings` bound.

        Raises BadQuery where the server refuses the query, NotAGraph where there is no answer.
        """
        body = urlencode({"query": f"{PROLOGUE} {bind(sparql, bindings or {})}"}).encode()
        request = urllib.request.Request(self.endpoint, body, {"Accept": ACCEPT})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as reply:
                media, found = reply.headers.get_content_type(), reply.read()
        except urllib.error.HTTPError as error:
            told = error.read(2000).decode("utf-8", "replace").strip().partition("\n")[0]
            raise BadQuery(f"{self.endpoint} refuses the query ({error.code}): {told[:300]}") from None
        except (OSError, HTTPException) as error:
            raise NotAGraph(f"{self.endpoint} does not answer ({error}); is its server running?") from None
        return self._read(media, found)

    def _read(self, media: str, found: bytes) -> Answer:
        try:
            if form := QueryResultsFormat.from_media_type(media):
                return parse_query_results(found, form)
            if syntax := RdfFormat.from_media_type(media):
                return _triples(found, syntax)
        except (SyntaxError, ValueError) as error:
            raise NotAGraph(f"{self.endpoint} answers with what is no whole {media} ({error})") from None
        raise NotAGraph(f"{self.endpoint} answers with {media}; it seems to be no SPARQL endpoint")


def _triples(found: bytes, syntax: RdfFormat) -> QueryTriples:
    store = Store()
    store.load(found, syntax)
    answer = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    assert isinstance(answer, QueryTriples)
    return answer
