"""A store of one's own: the same queries against Oxigraph's server and against ours."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from kg.errors import BadQuery, NotAGraph
from kg.graph import Graph
from kg.graph.queries import named_queries
from kg.graph.remote import RemoteGraph
from tests.stores import told

BINARY = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


@pytest.fixture(scope="module")
def oxigraph(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Oxigraph's own server with the graph in its default graph."""
    if BINARY is None:
        pytest.skip("the oxigraph server is not installed")
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        home = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen([BINARY, "serve", "--bind", home], stderr=subprocess.DEVNULL)
    exported = tmp_path_factory.mktemp("remote") / "graph.nt"
    Graph.open(folder).export(exported)
    head = {"Content-Type": "application/n-triples"}
    for _ in range(300):
        try:
            httpx.put(f"http://{home}/store?default", content=exported.read_bytes(), headers=head)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield f"http://{home}/query"
    process.kill()
    process.wait()


@pytest.fixture(params=["oxigraph", "kg"])
def endpoint(request: pytest.FixtureRequest, url: str) -> str:
    return str(request.getfixturevalue("oxigraph")) if request.param == "oxigraph" else f"{url}/sparql"


def test_every_packaged_query_is_answered_alike(endpoint: str, folder: Path) -> None:
    graph, remote = Graph.open(folder), RemoteGraph(endpoint)
    for query in named_queries().values():
        bindings = query.bindings({p.name: p.example for p in query.parameters})
        assert told(remote.query(query.sparql, bindings)) == told(graph.query(query.sparql, bindings))


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?d a pol:Document }",
        "SELECT ?n { ?p a pol:Program ; skos:prefLabel ?n }",
        "CONSTRUCT { ?p skos:prefLabel ?n } { ?p a pol:Program ; skos:prefLabel ?n }",
    ],
)
def test_every_sort_of_query_is_answered_alike(endpoint: str, folder: Path, sparql: str) -> None:
    found = told(RemoteGraph(endpoint).query(sparql))
    assert found == told(Graph.open(folder).query(sparql))
    assert found


def test_values_are_bound(endpoint: str) -> None:
    asked = "SELECT ?p { ?p skos:prefLabel ?name }"
    assert len(told(RemoteGraph(endpoint).query(asked, {"name": "渡口警长制"}))) == 1
    assert told(RemoteGraph(endpoint).query(asked, {"name": '" } #'})) == []


def test_a_refused_query_istold(endpoint: str) -> None:
    with pytest.raises(BadQuery, match=r"refuses the query \(400\)") as caught:
        RemoteGraph(endpoint).query("SELEC")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:1/sparql", "does not answer"),
        ("graph", "is no SPARQL endpoint"),
        ("file:///etc/passwd", "is no SPARQL endpoint"),
    ],
)
def test_what_is_no_endpoint_istold(address: str, words: str) -> None:
    with pytest.raises(NotAGraph, match=words):
        RemoteGraph(address).query("ASK {}")


def test_a_page_is_no_endpoint(url: str) -> None:
    with pytest.raises((NotAGraph, BadQuery), match=url):
        RemoteGraph(f"{url}/").query("ASK {}")


def test_the_command_asks_a_store(endpoint: str) -> None:
    program = "from kg.cli import main; main()"
    asked = ["query", "-e", "SELECT ?n { ?p a pol:Program ; skos:prefLabel ?n }", "--format", "csv"]
    done = subprocess.run(
        [sys.executable, "-c", program, *asked, "--store", endpoint], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.splitlines()[1:]) == (0, ["渡口警长制"]), done.stderr
