"""The query part of the W3C's SPARQL 1.1 Protocol tests, in our words and with our documents.

The W3C describes them in prose (rdf-tests, sparql11/protocol); each case here has the name it has there.
"""

from __future__ import annotations

from urllib.parse import urlencode

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
HOME = "https://w3id.org/policing-kg/graph/"
ONE, TWO = f"{HOME}document/a/一.txt", f"{HOME}document/b/二.txt"
ASK = "ASK {}"
BOTH = "ASK { ?a dct:identifier 'a/一.txt' . ?b dct:identifier 'b/二.txt' }"
NAMED = (
    "ASK { GRAPH ?x { ?a dct:identifier 'a/一.txt' } GRAPH ?y { ?b dct:identifier 'b/二.txt' } "
    "FILTER NOT EXISTS { ?s ?p ?o } }"
)
FULL = "ASK { ?a dct:identifier 'a/一.txt' GRAPH ?y { ?b dct:identifier 'b/二.txt' } }"
ONLY_ONE = "{ ?a dct:identifier 'a/一.txt' FILTER NOT EXISTS { ?b dct:identifier 'b/二.txt' } }"
DEFAULTS = [("default-graph-uri", ONE), ("default-graph-uri", TWO)]
NAMES = [("named-graph-uri", ONE), ("named-graph-uri", TWO)]
Pairs = list[tuple[str, str]]


@pytest.mark.parametrize("way", ["get", "form", "direct"])
@pytest.mark.parametrize(
    ("query", "dataset", "answer"),
    [
        pytest.param(ASK, [], True, id="query"),
        pytest.param(BOTH, [], True, id="query_dataset_none"),
        pytest.param(f"ASK {ONLY_ONE}", DEFAULTS[:1], True, id="query_dataset_default_graph"),
        pytest.param(BOTH, DEFAULTS[:1], False, id="query_dataset_default_graph_other"),
        pytest.param(BOTH, DEFAULTS, True, id="query_dataset_default_graphs"),
        pytest.param(NAMED, NAMES, True, id="query_dataset_named_graphs"),
        pytest.param(NAMED, NAMES[:1], False, id="query_dataset_named_graphs_other"),
        pytest.param(FULL, [*DEFAULTS[:1], *NAMES[1:]], True, id="query_dataset_full"),
        pytest.param(FULL, [*DEFAULTS[:1], *NAMES[:1]], False, id="query_dataset_full_other"),
        pytest.param(
            f"ASK FROM <{TWO}> {ONLY_ONE}", DEFAULTS[:1], True, id="query_multiple_dataset_protocol_wins"
        ),
        pytest.param(f"ASK FROM <{ONE}> {ONLY_ONE}", [], True, id="query_dataset_in_the_query"),
    ],
)
def test_queries_are_answered(
    client: httpx.Client, way: str, query: str, dataset: Pairs, answer: bool
) -> None:
    if way == "get":
        reply = client.get("/sparql", params=[("query", query), *dataset])
    elif way == "form":
        reply = client.post("/sparql", content=urlencode([("query", query), *dataset]), headers=FORM)
    else:
        reply = client.post("/sparql", params=urlencode(dataset), content=query, headers=DIRECT)
    assert reply.status_code == 200
    assert reply.json()["boolean"] is answer


SELECT = "SELECT (1 AS ?n) {}"
DESCRIBE = "DESCRIBE <https://w3id.org/policing-kg/id/Place/青溪县>"
CONSTRUCT = "CONSTRUCT { <a:s> <a:p> 1 } {}"
SOLUTIONS = [
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
]
TRIPLES = ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]


@pytest.mark.parametrize(
    ("query", "accept"),
    [(SELECT, each) for each in SOLUTIONS]
    + [(ASK, each) for each in SOLUTIONS[:2]]
    + [(query, each) for query in (DESCRIBE, CONSTRUCT) for each in TRIPLES],
)
def test_query_content_type(client: httpx.Client, query: str, accept: str) -> None:
    reply = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert (reply.status_code, reply.headers["content-type"].partition(";")[0]) == (200, accept)
    reply = client.post("/sparql", content=query, headers={**DIRECT, "Accept": f"{accept}, */*;q=0.1"})
    assert (reply.status_code, reply.headers["content-type"].partition(";")[0]) == (200, accept)


@pytest.mark.parametrize(
    ("method", "given"),
    [
        pytest.param("GET", {"params": [("query", ASK), ("query", SELECT)]}, id="bad_multiple_queries"),
        pytest.param(
            "POST",
            {"content": urlencode([("query", ASK), ("query", ASK)]), "headers": FORM},
            id="bad_multiple_queries_form",
        ),
        pytest.param(
            "POST",
            {"params": {"query": ASK}, "content": ASK, "headers": DIRECT},
            id="bad_multiple_queries_url_and_body",
        ),
        pytest.param("PUT", {"params": {"query": ASK}}, id="bad_query_method"),
        pytest.param("DELETE", {"params": {"query": ASK}}, id="bad_query_method_delete"),
        pytest.param("PATCH", {"content": ASK, "headers": DIRECT}, id="bad_query_method_patch"),
        pytest.param("POST", {"content": urlencode({"query": ASK})}, id="bad_query_missing_form_type"),
        pytest.param("POST", {"content": ASK}, id="bad_query_missing_direct_type"),
        pytest.param("POST", {"content": ASK.encode("utf-16"), "headers": DIRECT}, id="bad_query_non_utf8"),
        pytest.param(
            "POST",
            {"content": ASK, "headers": {"Content-Type": "application/sparql-query; charset=UTF-16"}},
            id="bad_query_non_utf8_told",
        ),
        pytest.param("GET", {"params": {"query": "ASK {"}}, id="bad_query_syntax"),
        pytest.param("POST", {"content": "ASK {", "headers": DIRECT}, id="bad_query_syntax_direct"),
        pytest.param(
            "POST",
            {"content": urlencode({"query": ASK}), "headers": {"Content-Type": "text/plain"}},
            id="bad_query_wrong_media_type",
        ),
        pytest.param("POST", {"content": "", "headers": FORM}, id="bad_query_missing"),
    ],
)
def test_bad_requests_are_refused(client: httpx.Client, method: str, given: dict[str, object]) -> None:
    reply = client.request(method, "/sparql", **given)  # type: ignore[arg-type]
    assert 400 <= reply.status_code < 500
    assert "Traceback" not in reply.text


def test_a_syntax_error_is_400_and_says_where(client: httpx.Client) -> None:
    reply = client.get("/sparql", params={"query": "SELECT * {\n ?s ?p }"})
    assert reply.status_code == 400
    assert "2:" in reply.text


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv"])
def test_rdflib_asks_by_every_method(url: str, method: str, form: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{url}/sparql", method=method, returnFormat=form))
    asked = "SELECT ?n { ?d a pol:Document ; dct:identifier ?n } ORDER BY ?n"
    prefixes = {"pol": "https://w3id.org/policing-kg/ontology#", "dct": "http://purl.org/dc/terms/"}
    found = graph.query(asked, initNs=prefixes)
    assert [str(row[rdflib.Variable("n")]) for row in found.bindings] == ["a/一.txt", "b/二.txt"]


def test_sparqlwrapper_is_a_client(url: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    endpoint = wrapper.SPARQLWrapper(f"{url}/sparql", returnFormat="json")
    endpoint.setQuery("SELECT ?n { ?d a pol:Document ; dct:identifier ?n } ORDER BY ?n")
    for method in (wrapper.GET, wrapper.POST):
        endpoint.setMethod(method)
        found = endpoint.queryAndConvert()["results"]["bindings"]
        assert [row["n"]["value"] for row in found] == ["a/一.txt", "b/二.txt"]
