"""Users' graphs written over HTTP: SPARQL 1.1 Update and the Graph Store Protocol, behind a token."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

from kg.graph import Graph
from kg.graph.folder import writer
from tests.conftest import kg
from tests.serve.conftest import DIRECT, OWN, TOKEN

OFFICIAL = "https://w3id.org/policing-kg/graph/official"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TURTLE = {"Content-Type": "text/turtle"}
SAY = f"INSERT DATA {{ GRAPH <{OWN}> {{ <urn:note> rdfs:comment '注'@zh }} }}"
SAID = "ASK { <urn:note> rdfs:comment '注'@zh }"


def _ask(client: httpx.Client, query: str) -> bool:
    return bool(client.get("/sparql", params={"query": query}).json()["boolean"])


@pytest.mark.parametrize("path", ["/update", "/sparql"])
@pytest.mark.parametrize("way", ["form", "direct"])
def test_an_update_is_seen_at_once(writing: httpx.Client, path: str, way: str) -> None:
    if way == "form":
        reply = writing.post(path, content=urlencode({"update": SAY}), headers=FORM)
    else:
        reply = writing.post(path, content=SAY, headers=DIRECT)
    assert (reply.status_code, reply.content) == (204, b"")
    assert _ask(writing, SAID)
    assert _ask(writing, SAID.replace("{", f"{{ GRAPH <{OWN}> {{", 1) + "}")


def test_patterns_see_the_whole_graph(writing: httpx.Client) -> None:
    note = f"INSERT {{ GRAPH <{OWN}> {{ ?p rdfs:comment '项目' }} }} WHERE {{ ?p a pol:Program }}"
    assert writing.post("/update", content=note, headers=DIRECT).status_code == 204
    assert _ask(writing, "ASK { ?p rdfs:comment '项目' ; skos:prefLabel '渡口警长制'@zh }")


def test_what_is_taken_away_leaves_the_union_unless_another_says_it(
    writing: httpx.Client, written: Path
) -> None:
    before = sorted(map(str, Graph.open(written).union()))
    label = "<https://w3id.org/policing-kg/id/Program/渡口警长制> skos:prefLabel '渡口警长制'@zh"
    data = f"GRAPH <{OWN}> {{ {label} . <urn:note> rdfs:comment '注'@zh }}"
    for word in ("INSERT", "DELETE"):
        assert writing.post("/update", content=f"{word} DATA {{ {data} }}", headers=DIRECT).status_code == 204
    assert sorted(map(str, Graph.open(written).union())) == before
    assert OWN not in {name.value for name in Graph.open(written).graphs()}


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        ("CLEAR ALL", 403, "may write GRAPH <https://w3id.org/policing-kg/graph/user>"),
        ("DROP DEFAULT", 403, "the default graph"),
        ("INSERT DATA { <a:a> <a:a> 1 }", 403, "the default graph"),
        (f"INSERT DATA {{ GRAPH <{OFFICIAL}> {{ <a:a> <a:a> 1 }} }}", 403, f"not <{OFFICIAL}>"),
        (f"INSERT DATA {{ GRAPH <{OWN}/../official> {{ <a:a> <a:a> 1 }} }}", 403, "may write"),
        (f"INSERT DATA {{ GRAPH <{OWN}> {{ <a:a> <a:a> 1 }} <a:a> <a:b> 1 }}", 403, "the default graph"),
        ("DELETE WHERE { ?s ?p ?o }", 403, "the default graph"),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", 403, "that is not named"),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", 403, "that is not named"),
        (f"WITH <{OFFICIAL}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}", 403, f"not <{OFFICIAL}>"),
        (f"PREFIX g: <{OFFICIAL}> WITH g: DELETE {{ ?s ?p 1 }} WHERE {{ ?s ?p 1 }}", 403, "official"),
        (f"MOVE <{OFFICIAL}> TO <{OWN}>", 403, f"not <{OFFICIAL}>"),
        (f"COPY <{OWN}> TO DEFAULT", 403, "the default graph"),
        (f"{SAY} ; CLEAR ALL", 403, "may write"),
        (f"# GRAPH <{OWN}>\nCLEAR NAMED", 403, "may write"),
        ("LOAD <http://127.0.0.1:1/x>", 400, "LOAD would read another host"),
        (f"INSERT {{ GRAPH <{OWN}> {{ ?s ?p 1 }} }} WHERE {{ SERVICE <a:b> {{ ?s ?p 1 }} }}", 400, "SERVICE"),
        (f"INSERT DATA {{ GRAPH <{OWN}> {{ [] rdfs:comment 1 }} }}", 400, "no node of the graph is blank"),
        (f"INSERT DATA {{ GRAPH <{OWN}> {{ <a:a> <a:a> '\\u0041' }} }}", 400, "no \\u escapes"),
        ("INSERT DATA {", 400, "cannot be parsed"),
        ("SELECT * { ?s ?p ?o }", 400, "cannot be parsed"),
        ("x" * 200_000, 413, "longer than 100000 bytes"),
    ],
)
def test_what_is_no_users_business_is_refused_and_changes_nothing(
    writing: httpx.Client, written: Path, content: str, status: int, words: str
) -> None:
    before = sorted(map(str, Graph.open(written).store))
    reply = writing.post("/update", content=content, headers=DIRECT)
    assert (reply.status_code, len(reply.text.splitlines())) == (status, 1), reply.text
    assert words in reply.text
    assert sorted(map(str, Graph.open(written).store)) == before


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Basic !!"},
        {"Authorization": f"Digest {TOKEN}"},
        {"Authorization": "Bearer 令牌".encode()},
    ],
)
@pytest.mark.parametrize(("method", "path"), [("POST", "/update"), ("POST", "/sparql"), ("PUT", "/data")])
def test_without_the_token_nothing_is_written(
    address: str, head: dict[str, str], method: str, path: str
) -> None:
    media = TURTLE if path == "/data" else DIRECT
    reply = httpx.request(
        method,
        address + path,
        params={"graph": OWN} if path == "/data" else {},
        content=SAY,
        headers=media | head,
    )
    assert reply.status_code == 401
    assert reply.headers["www-authenticate"] == 'Bearer realm="kg"'
    assert TOKEN not in reply.text


def test_a_page_of_another_site_may_not_write(writing: httpx.Client) -> None:
    reply = writing.post("/update", content=SAY, headers={**DIRECT, "Origin": "http://elsewhere.example"})
    assert reply.status_code == 403
    own = str(writing.base_url).rstrip("/")
    assert writing.post("/update", content=SAY, headers={**DIRECT, "Origin": own}).status_code == 204


def test_a_graph_is_put_added_to_and_taken_away(writing: httpx.Client) -> None:
    at = {"params": {"graph": f"{OWN}/notes"}}
    replies = [
        writing.put("/data", content="<urn:a> <urn:p> 1 .", headers=TURTLE, **at),
        writing.put("/data", content="<urn:a> <urn:p> 2 .", headers=TURTLE, **at),
        writing.post("/data", content="<urn:a> <urn:p> 3 .", headers=TURTLE, **at),
    ]
    assert [reply.status_code for reply in replies] == [201, 204, 204]
    held = writing.get("/data", headers={"Accept": "application/n-triples"}, **at).text
    assert held.count("<urn:p>") == 2 and "urn:a" in held
    assert _ask(writing, "ASK { <urn:a> <urn:p> 2, 3 }")
    assert [writing.delete("/data", **at).status_code for _ in range(2)] == [204, 404]
    assert not _ask(writing, "ASK { <urn:a> ?p ?o }")


@pytest.mark.parametrize(
    ("method", "given", "status"),
    [
        ("PUT", {"params": {"graph": OFFICIAL}, "content": "", "headers": TURTLE}, 403),
        ("PUT", {"params": {"default": ""}, "content": "", "headers": TURTLE}, 403),
        ("PUT", {"content": "", "headers": TURTLE}, 400),
        ("PUT", {"params": {"graph": OWN}, "content": "<a> <b>", "headers": TURTLE}, 400),
        ("PUT", {"params": {"graph": OWN}, "content": "", "headers": {"Content-Type": "text/csv"}}, 400),
        ("PUT", {"params": {"graph": OWN}, "content": "[] <a:b> 1 .", "headers": TURTLE}, 400),
        ("DELETE", {"params": {"graph": OFFICIAL}}, 403),
        ("DELETE", {"params": {"graph": f"{OWN}/none"}}, 404),
        ("PATCH", {"params": {"graph": OWN}}, 405),
    ],
)
def test_a_wrong_change_of_a_graph_is_refused(
    writing: httpx.Client, method: str, given: dict[str, object], status: int
) -> None:
    reply = writing.request(method, "/data", **given)  # type: ignore[arg-type]
    assert (reply.status_code, len(reply.text.splitlines())) == (status, 1)


def test_updates_at_once_come_one_after_another(writing: httpx.Client) -> None:
    def say(number: int) -> int:
        note = f"INSERT DATA {{ GRAPH <{OWN}> {{ <urn:n> rdfs:comment {number} }} }}"
        return writing.post("/update", content=note, headers=DIRECT).status_code

    with ThreadPoolExecutor(6) as crowd:
        assert set(crowd.map(say, range(6))) == {204}
    assert _ask(writing, "ASK { <urn:n> rdfs:comment 0, 1, 2, 3, 4, 5 }")


def test_a_build_at_work_is_told(writing: httpx.Client, written: Path) -> None:
    with writer(written):
        reply = writing.post("/update", content=SAY, headers=DIRECT)
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "5")
    assert "being written by another process" in reply.text


def test_the_endpoint_says_that_it_takes_updates(writing: httpx.Client) -> None:
    assert "sd:SPARQL11Update" in writing.get("/sparql", headers={"Accept": "text/turtle"}).text


def test_rdflib_writes(address: str) -> None:
    store = SPARQLUpdateStore(f"{address}/sparql", f"{address}/update", auth=("", TOKEN), method="POST_FORM")
    graph = rdflib.Graph(store, identifier=rdflib.URIRef(f"{OWN}/rdflib"))
    graph.add((rdflib.URIRef("urn:r"), rdflib.RDFS.comment, rdflib.Literal("批注", lang="zh")))
    with httpx.Client(base_url=address) as client:
        assert _ask(client, "ASK { <urn:r> rdfs:comment '批注'@zh }")


def test_sparqlwrapper_writes(address: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    endpoint = wrapper.SPARQLWrapper(f"{address}/sparql", f"{address}/update")
    endpoint.setCredentials("kg", TOKEN)
    endpoint.setMethod(wrapper.POST)
    endpoint.setQuery(f"INSERT DATA {{ GRAPH <{OWN}/w> {{ <urn:w> <urn:p> 1 }} }}")
    endpoint.query()
    with httpx.Client(base_url=address) as client:
        assert _ask(client, "ASK { <urn:w> <urn:p> 1 }")


def test_a_server_without_write_is_read_only(client: httpx.Client) -> None:
    head = {"Authorization": f"Bearer {TOKEN}"}
    for path in ("/update", "/sparql"):
        reply = client.post(path, content=SAY, headers={**DIRECT, **head})
        assert (reply.status_code, "read-only" in reply.text) == (403, True)
    reply = client.put("/data", params={"graph": OWN}, content="", headers={**TURTLE, **head})
    assert reply.status_code == 405
    assert set(reply.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("token", ["", "short", "令牌" * 20])
def test_writing_needs_a_good_token(written: Path, tmp_path: Path, token: str) -> None:
    (tmp_path / "token").write_text(token, "utf-8")
    done = kg("serve", "-g", str(written), "--write", "--token-file", str(tmp_path / "token"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "needs a token of at least 16" in done.stderr


def test_a_killed_update_leaves_the_graph(tmp_path: Path, written: Path) -> None:
    folder = tmp_path / "graph"
    shutil.copytree(written, folder)
    program = (
        "import sys\nfrom pathlib import Path\nfrom kg.graph.user import put\nn = 0\n"
        "while True:\n n += 1\n"
        f" put(Path(sys.argv[1]), '{OWN}', f'<urn:k> <urn:p> {{n}} .'.encode(), 'text/turtle', False)\n"
    )
    for seconds in (1.0, 1.3, 1.7, 2.2):
        process = subprocess.Popen([sys.executable, "-c", program, str(folder)])
        time.sleep(seconds)
        process.kill()
        process.wait()
        assert len(list(Graph.open(folder).select("SELECT ?n { <urn:k> <urn:p> ?n }"))) <= 1
    assert Graph.open(folder).validate() == []
