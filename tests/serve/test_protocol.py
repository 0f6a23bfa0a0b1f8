"""The SPARQL 1.1 Protocol over HTTP: what is answered, and what is refused and how."""

from __future__ import annotations

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from kg.graph import write_graph
from kg.serve.limits import Refused
from kg.serve.negotiation import choose
from tests.graph.conftest import first_extraction, second_extraction

ASK = "ASK { ?s a pol:Document }"
SELECT = "SELECT ?n { ?s a pol:Program ; skos:prefLabel ?n }"
CONSTRUCT = "CONSTRUCT { ?s skos:prefLabel ?n } { ?s a pol:Program ; skos:prefLabel ?n }"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}
FIRST = "https://w3id.org/policing-kg/graph/document/a/一.txt"


@pytest.mark.parametrize(
    ("query", "accept", "media", "body"),
    [
        (ASK, "", "application/sparql-results+json", '{"head":{},"boolean":true}'),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml", "<boolean>true</boolean>"),
        (SELECT, "text/csv", "text/csv; charset=utf-8", "n\r\n渡口警长制\r\n"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8", '"渡口警长制"@zh'),
        (SELECT, "application/json", "application/json", "渡口警长制"),
        (SELECT, "text/csv;q=0.1, */*;q=0.5", "application/sparql-results+json", "渡口警长制"),
        (CONSTRUCT, "", "text/turtle; charset=utf-8", '"渡口警长制"@zh'),
        (CONSTRUCT, "application/n-triples", "application/n-triples", '"渡口警长制"@zh'),
        (CONSTRUCT, "application/ld+json", "application/ld+json", "渡口警长制"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml", "渡口警长制"),
        (CONSTRUCT, "garbage,,;q=, text/turtle", "text/turtle; charset=utf-8", "渡口警长制"),
    ],
)
def test_an_answer_has_the_form_asked_for(
    client: httpx.Client, query: str, accept: str, media: str, body: str
) -> None:
    reply = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert (reply.status_code, reply.headers["content-type"]) == (200, media)
    assert body in reply.content.decode()


def test_get_and_both_posts_answer_alike(client: httpx.Client) -> None:
    replies = [
        client.get("/sparql", params={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers=QUERY),
        client.post("/sparql", content=urlencode({"query": SELECT}), headers=FORM),
        client.post(
            "/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query; charset=UTF-8"}
        ),
    ]
    assert len({reply.content for reply in replies}) == 1


@pytest.mark.parametrize("method", ["url", "form", "direct"])
def test_the_dataset_can_be_narrowed(client: httpx.Client, method: str) -> None:
    counting = "SELECT (COUNT(*) AS ?n) { ?d a pol:Document }"
    chosen = {"default-graph-uri": FIRST}
    if method == "url":
        reply = client.get("/sparql", params={"query": counting, **chosen})
    elif method == "form":
        reply = client.post("/sparql", content=urlencode({"query": counting, **chosen}), headers=FORM)
    else:
        reply = client.post("/sparql", params=chosen, content=counting, headers=QUERY)
    assert reply.json()["results"]["bindings"][0]["n"]["value"] == "1"


def test_named_graphs_leave_the_default_graph_empty(client: httpx.Client) -> None:
    query = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?a ?b ?c } }"
    reply = client.get("/sparql", params={"query": query, "named-graph-uri": FIRST})
    assert reply.json()["results"]["bindings"][0]["n"]["value"] == "1"


@pytest.mark.parametrize(
    ("method", "given", "status", "words"),
    [
        ("GET", {"params": {"query": "SELEC"}}, 400, "cannot be parsed"),
        ("GET", {"params": {"other": "x"}}, 400, "one query is wanted, 0 were given"),
        ("GET", {"params": [("query", ASK), ("query", ASK)]}, 400, "2 were given"),
        ("GET", {"params": {"query": ASK, "default-graph-uri": "no iri"}}, 400, "cannot be run"),
        ("GET", {"params": {"query": SELECT}, "headers": {"Accept": "image/png"}}, 406, "on offer"),
        ("POST", {"content": ASK, "headers": {"Content-Type": "text/plain"}}, 415, "use application/sparql"),
        (
            "POST",
            {"content": ASK, "headers": {"Content-Type": "application/sparql-query; charset=gbk"}},
            415,
            "UTF-8",
        ),
        ("POST", {"content": b"\xff\xfe", "headers": QUERY}, 400, "no valid UTF-8"),
        ("POST", {"content": "query=%FF", "headers": FORM}, 400, "no valid UTF-8"),
        ("POST", {"content": "update=CLEAR+ALL", "headers": FORM}, 403, "read-only"),
        (
            "POST",
            {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}},
            403,
            "read-only",
        ),
        ("POST", {"content": "INSERT DATA { <a:a> <a:a> 1 }", "headers": QUERY}, 400, "cannot be parsed"),
        ("POST", {"content": "#" * 200_000, "headers": QUERY}, 413, "longer than 100000 bytes"),
        (
            "POST",
            {"content": "SELECT * { SERVICE <http://127.0.0.1:1/> {} }", "headers": QUERY},
            400,
            "SERVICE",
        ),
        ("POST", {"content": "SELECT * { ?a ?b ?c . ?d ?e ?f }", "headers": QUERY}, 413, "add a LIMIT"),
        ("DELETE", {}, 405, "Method Not Allowed"),
    ],
)
def test_what_is_refused_says_why_in_one_line(
    client: httpx.Client, method: str, given: dict[str, object], status: int, words: str
) -> None:
    reply = client.request(method, "/sparql", **given)  # type: ignore[arg-type]
    assert reply.status_code == status
    assert words in reply.text
    assert "Traceback" not in reply.text
    assert len(reply.text.strip().splitlines()) == 1


def test_a_heavy_query_is_stopped_whole_and_others_are_served(client: httpx.Client, url: str) -> None:
    with ThreadPoolExecutor(1) as beside:
        heavy = beside.submit(httpx.post, f"{url}/sparql", content=HEAVY, headers=QUERY, timeout=30)
        assert client.get("/sparql", params={"query": ASK}).status_code == 200
        reply = heavy.result()
    assert reply.status_code == 503
    assert reply.text == "the query ran longer than 2 s and was stopped\n"
    assert client.get("/sparql", params={"query": ASK}).status_code == 200


def test_a_rebuilt_graph_is_served_without_a_restart(client: httpx.Client, folder: Path) -> None:
    counting = "SELECT (COUNT(*) AS ?n) { ?d a pol:Document }"

    def count() -> str:
        reply = client.get("/sparql", params={"query": counting})
        return str(reply.json()["results"]["bindings"][0]["n"]["value"])

    write_graph(folder, [first_extraction()])
    assert count() == "1"
    write_graph(folder, [first_extraction(), second_extraction()])
    assert count() == "2"


@pytest.mark.parametrize(
    ("header", "offers", "chosen"),
    [
        ("", ["a/b", "c/d"], "a/b"),
        ("c/d", ["a/b", "c/d"], "c/d"),
        ("a/*;q=0.2, c/d;q=0.3", ["a/b", "c/d"], "c/d"),
        ("*/*, a/b;q=0", ["a/b", "c/d"], "c/d"),
        ("A/B", ["a/b"], "a/b"),
        (",,,", ["a/b"], "a/b"),
        ("x" * 100_000, ["a/b"], "a/b"),
    ],
)
def test_the_best_offer_is_chosen(header: str, offers: list[str], chosen: str) -> None:
    assert choose(header, offers) == chosen


def test_nothing_to_offer_is_refused() -> None:
    with pytest.raises(Refused, match="on offer: a/b"):
        choose("c/d, a/b;q=0", ["a/b"])


def test_the_endpoint_describes_itself(client: httpx.Client) -> None:
    turtle = client.get("/sparql", headers={"Accept": "text/turtle"}).text
    assert "sd:supportedLanguage sd:SPARQL11Query" in turtle
    assert "void:documents 2" in client.get("/void", headers={"Accept": "text/turtle"}).text
    assert 'id="editor"' in client.get("/sparql", headers={"Accept": "text/html"}).text


def test_graph_store_reads(client: httpx.Client) -> None:
    turtle = {"Accept": "text/turtle"}
    assert "渡口警长制" in client.get("/data?default", headers=turtle).text
    assert "灯塔平台" in client.get("/data", params={"graph": FIRST}, headers=turtle).text
    assert client.get("/data", params={"graph": "no:such"}).status_code == 404
    assert client.get("/data").status_code == 400


def test_rdflib_is_a_client(url: str) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(f"{url}/sparql", method="POST"))
    found = graph.query(f"PREFIX pol: <https://w3id.org/policing-kg/ontology#> {SELECT}")
    assert [str(row[rdflib.Variable("n")]) for row in found.bindings] == ["渡口警长制"]


def test_answers_are_whole_json(client: httpx.Client) -> None:
    reply = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 50"})
    assert len(json.loads(reply.content)["results"]["bindings"]) == 50


def test_others_are_served_beside_200_slow_clients(client: httpx.Client, url: str) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    half = head + b"Content-Length: 99\r\n\r\nA"
    host, port = url.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(200)]
    try:
        for each in slow:
            each.sendall(half)
        assert client.get("/sparql", params={"query": ASK}).status_code == 200
    finally:
        for each in slow:
            each.close()
    assert client.get("/sparql", params={"query": ASK}).status_code == 200


def test_ten_megabytes_are_refused_and_others_are_served(client: httpx.Client) -> None:
    reply = client.post("/sparql", content=b"#" * 10_000_000, headers=QUERY)
    assert (reply.status_code, reply.text) == (413, "the request is longer than 100000 bytes\n")
    assert client.get("/sparql", params={"query": ASK}).status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        {"headers": {"Accept": "text/csv%0d%0aX-Evil: 1"}},
        {"params": {"query": ASK, "x": "\r\nX-Evil: 1"}},
        {"headers": {"Origin": "http://a%0d%0aX-Evil: 1"}},
    ],
)
def test_no_header_is_injected(client: httpx.Client, given: dict[str, object]) -> None:
    reply = client.get("/sparql", **{"params": {"query": ASK}, **given})  # type: ignore[arg-type]
    assert "x-evil" not in reply.headers
