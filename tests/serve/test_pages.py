"""Linked-data pages, the JSON interface and the reconciliation service."""

from __future__ import annotations

import json
from urllib.parse import quote

import httpx
import pytest

UNIT = "PoliceUnit/青溪县公安局"


def test_a_thing_has_a_page_and_triples(client: httpx.Client) -> None:
    page = client.get(f"/id/{quote(UNIT)}", headers={"Accept": "text/html"})
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "青溪县公安局推行渡口警长制" in page.text
    turtle = client.get(f"/id/{quote(UNIT)}", headers={"Accept": "text/turtle"})
    assert "pol:runs <https://w3id.org/policing-kg/id/Program/渡口警长制>" in turtle.text


@pytest.mark.parametrize(
    "path",
    [
        "/id/Place/无",
        "/id/../../etc/passwd",
        "/id/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/id/",
        "/id/%00",
        "/nowhere",
    ],
)
def test_what_is_not_there_is_404(client: httpx.Client, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 404
    assert "Traceback" not in reply.text


def test_private_people_have_no_page_and_no_candidates(client: httpx.Client) -> None:
    found = client.get("/sparql", params={"query": "SELECT ?p { ?p pol:private true }"}).json()
    iri = found["results"]["bindings"][0]["p"]["value"]
    key = iri.removeprefix("https://w3id.org/policing-kg/id/")
    assert client.get(f"/id/{quote(key)}").status_code == 404
    assert client.get("/api/lookup", params={"name": "孙女士"}).json()["hits"] == []


def test_names_are_looked_up(client: httpx.Client) -> None:
    found = client.get("/api/lookup", params={"name": "qingxi"}).json()
    assert [hit["name"] for hit in found["hits"]][:1] == ["青溪县"]
    assert client.get("/api/lookup").status_code == 400
    assert client.get("/api/entity", params={"name": "青溪公安"}).json()["name"] == "青溪县公安局"
    assert client.get("/api/entity", params={"name": "天外来客"}).status_code == 400
    outcomes = client.get("/api/outcomes", params={"about": "青溪县"}).json()["outcomes"]
    assert [row["metric"] for row in outcomes] == ["盗窃警情数"]
    assert not client.get("/api/outcomes", params={"sure": "1"}).json()["outcomes"]
    refused = client.get("/api/outcomes", params={"sure": "sehr"})
    assert (refused.status_code, "from 0 to 1" in refused.text) == (400, True)


def test_the_interface_is_described(client: httpx.Client) -> None:
    document = client.get("/api/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    for path, methods in document["paths"].items():
        needed = {p["name"]: "青溪" for p in methods["get"]["parameters"] if p["required"]}
        assert client.get(path, params=needed).status_code == 200


def test_tables_are_reconciled(client: httpx.Client) -> None:
    manifest = client.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    batch = {
        "q0": {"query": "青溪公安"},
        "q1": {"query": "青溪", "type": "Place", "limit": 1},
        "q2": {"query": "无此名"},
    }
    found = client.post("/reconcile", data={"queries": json.dumps(batch)}).json()
    assert [(c["id"], c["match"]) for c in found["q0"]["result"]][:1] == [(UNIT, True)]
    assert [c["name"] for c in found["q1"]["result"]] == ["青溪县"]
    assert found["q2"]["result"] == []


def test_a_table_is_extended(client: httpx.Client) -> None:
    asked = {"ids": [UNIT, "Place/无", "a b"], "properties": [{"id": "runs"}, {"id": "alias"}]}
    found = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    assert [row["name"] for row in found["rows"][UNIT]["runs"]] == ["灯塔平台", "渡口警长制"]
    assert found["rows"]["Place/无"] == {"runs": [], "alias": []}


def test_typing_is_helped(client: httpx.Client) -> None:
    entity = client.get("/reconcile/suggest/entity", params={"prefix": "渡口"}).json()
    assert entity["result"][0]["name"] == "渡口警长制"
    kind = client.get("/reconcile/suggest/type", params={"prefix": "police"}).json()
    assert [each["id"] for each in kind["result"]] == ["PoliceUnit"]
    assert client.get("/reconcile/suggest/else").status_code == 404
    assert "青溪县公安局" in client.get("/reconcile/preview", params={"id": UNIT}).text


@pytest.mark.parametrize(
    "field", [{"queries": "{"}, {"queries": "[]"}, {"queries": '{"q": 1}'}, {"extend": "{}"}]
)
def test_a_malformed_batch_is_refused(client: httpx.Client, field: dict[str, str]) -> None:
    assert client.post("/reconcile", data=field).status_code == 400


def test_other_sites_may_not_read_unless_told(client: httpx.Client) -> None:
    reply = client.get("/reconcile", headers={"Origin": "http://elsewhere.example"})
    assert "access-control-allow-origin" not in reply.headers


def test_no_page_names_another_host(client: httpx.Client) -> None:
    for path in ("/", "/sparql", "/editor.js", f"/id/{quote(UNIT)}"):
        text = client.get(path, headers={"Accept": "text/html"}).text
        outside = [
            part for part in text.split("http")[1:] if not part.startswith("s://w3id.org/policing-kg/")
        ]
        assert outside == [], path
