"""The update part of the W3C's SPARQL 1.1 Protocol tests, in our words and on users' graphs.

The W3C describes them in prose (rdf-tests, sparql11/protocol); each case here has the name it has there.
Theirs clear the whole store, which nobody may do here.
"""

from __future__ import annotations

from urllib.parse import urlencode

import httpx
import pytest

from tests.serve.conftest import DIRECT, OWN

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SAY = f"CLEAR SILENT GRAPH <{OWN}>"
THREE = " ".join(f"GRAPH <{OWN}/{n}> {{ <urn:d{n}> a <urn:Document> }}" for n in "123")
FRESH = f"DROP SILENT GRAPH <{OWN}/made> ; INSERT DATA {{ {THREE} }} ; "
DEFAULT = (
    f"{FRESH} INSERT {{ GRAPH <{OWN}/made> {{ ?s <urn:in> 'default' }} }} WHERE {{ ?s a <urn:Document> }}"
)
NAMED = (
    f"{FRESH} INSERT {{ GRAPH <{OWN}/made> {{ ?s <urn:in> ?g }} }} "
    "WHERE { GRAPH ?g { ?s a <urn:Document> } }"
)
FULL = (
    f"{FRESH} INSERT {{ GRAPH <{OWN}/made> {{ ?s <urn:in> ?in }} }} WHERE {{ "
    "{ GRAPH ?in { ?s a <urn:Document> } } UNION { ?s a <urn:Document> BIND('default' AS ?in) } }"
)
PLAIN, BOTH = [("using-graph-uri", f"{OWN}/1")], [("using-graph-uri", f"{OWN}/{n}") for n in "12"]
NAMES = [("using-named-graph-uri", f"{OWN}/{n}") for n in "12"]
Pairs = list[tuple[str, str]]


@pytest.mark.parametrize("way", ["direct", "form"])
@pytest.mark.parametrize(
    ("update", "dataset", "made"),
    [
        pytest.param(DEFAULT, PLAIN, {("d1", "default")}, id="update_dataset_default_graph"),
        pytest.param(
            DEFAULT, BOTH, {("d1", "default"), ("d2", "default")}, id="update_dataset_default_graphs"
        ),
        pytest.param(NAMED, NAMES, {("d1", "1"), ("d2", "2")}, id="update_dataset_named_graphs"),
        pytest.param(FULL, [*PLAIN, *NAMES[1:]], {("d1", "default"), ("d2", "2")}, id="update_dataset_full"),
        pytest.param(
            f"PREFIX w: <urn:WHERE> # WHERE\n{DEFAULT}", PLAIN, {("d1", "default")}, id="where_told_elsewhere"
        ),
    ],
)
def test_the_request_chooses_graphs(
    writing: httpx.Client, way: str, update: str, dataset: Pairs, made: set[tuple[str, str]]
) -> None:
    if way == "direct":
        reply = writing.post("/sparql", params=dataset, content=update, headers=DIRECT)
    else:
        reply = writing.post("/sparql", content=urlencode([("update", update), *dataset]), headers=FORM)
    assert reply.status_code == 204, reply.text
    rows = writing.get(
        "/sparql", params={"query": f"SELECT * {{ GRAPH <{OWN}/made> {{ ?s <urn:in> ?in }} }}"}
    )
    found = {(r["s"]["value"], r["in"]["value"]) for r in rows.json()["results"]["bindings"]}
    assert {(s.removeprefix("urn:"), i.removeprefix(f"{OWN}/")) for s, i in found} == made


def test_update_post_form(writing: httpx.Client) -> None:
    assert writing.post("/sparql", content=urlencode({"update": SAY}), headers=FORM).status_code == 204


def test_update_post_direct(writing: httpx.Client) -> None:
    assert writing.post("/sparql", content=SAY, headers=DIRECT).status_code == 204


def test_update_base_uri(writing: httpx.Client) -> None:
    said = f"INSERT DATA {{ GRAPH <{OWN}> {{ <urn:s> <urn:p> <test> }} }}"
    assert writing.post("/sparql", content=said, headers=DIRECT).status_code == 204
    asked = "SELECT ?o { <urn:s> <urn:p> ?o }"
    (row,) = writing.get("/sparql", params={"query": asked}).json()["results"]["bindings"]
    assert row["o"] == {"type": "uri", "value": str(writing.base_url.join("/test"))}


CONFLICT = f"WITH <{OWN}> DELETE {{ ?s ?p 1 }} INSERT {{ ?s ?p 2 }} WHERE {{ ?s ?p 1 }}"


@pytest.mark.parametrize(
    ("method", "given"),
    [
        pytest.param("GET", {"params": {"update": SAY}}, id="bad_update_get"),
        pytest.param(
            "POST",
            {"content": urlencode([("update", SAY), ("update", SAY)]), "headers": FORM},
            id="bad_multiple_updates",
        ),
        pytest.param(
            "POST",
            {"content": SAY, "headers": {"Content-Type": "text/plain"}},
            id="bad_update_wrong_media_type",
        ),
        pytest.param("POST", {"content": urlencode({"update": SAY})}, id="bad_update_missing_form_type"),
        pytest.param("POST", {"content": SAY}, id="bad_update_missing_direct_type"),
        pytest.param(
            "POST",
            {"content": SAY, "headers": {"Content-Type": "application/sparql-update; charset=UTF-16"}},
            id="bad_update_non_utf8",
        ),
        pytest.param(
            "POST", {"content": SAY.encode("utf-16"), "headers": DIRECT}, id="bad_update_non_utf8_untold"
        ),
        pytest.param(
            "POST", {"content": urlencode({"update": "CLEAR XYZ"}), "headers": FORM}, id="bad_update_syntax"
        ),
        pytest.param(
            "POST",
            {"params": NAMES, "content": CONFLICT, "headers": DIRECT},
            id="bad_update_dataset_conflict",
        ),
        pytest.param(
            "POST", {"params": {"update": SAY}, "content": "", "headers": FORM}, id="update_in_the_address"
        ),
        pytest.param(
            "POST",
            {"content": urlencode({"update": SAY, "query": "ASK {}"}), "headers": FORM},
            id="query_and_update",
        ),
        pytest.param(
            "POST",
            {"params": {"using-graph-uri": "a> {} ; CLEAR ALL #"}, "content": DEFAULT, "headers": DIRECT},
            id="no_graph_name",
        ),
    ],
)
def test_bad_updates_are_refused(writing: httpx.Client, method: str, given: dict[str, object]) -> None:
    reply = writing.request(method, "/sparql", **given)  # type: ignore[arg-type]
    assert 400 <= reply.status_code < 500
    assert len(reply.text.splitlines()) == 1


def test_query_post_form_takes_its_dataset_from_the_address_too(writing: httpx.Client) -> None:
    said = f"INSERT DATA {{ GRAPH <{OWN}> {{ <urn:s> <urn:p> 1 }} }}"
    assert writing.post("/sparql", content=said, headers=DIRECT).status_code == 204
    counting = urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"})
    reply = writing.post("/sparql", params={"default-graph-uri": OWN}, content=counting, headers=FORM)
    assert reply.json()["results"]["bindings"][0]["n"]["value"] == "1"
