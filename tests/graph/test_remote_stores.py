"""A graph sent to a store of one's own, Oxigraph's or Virtuoso, answers there as it does in its folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from kg.errors import BadQuery, NotAGraph, Unwritable
from kg.graph import Graph, write_graph
from kg.graph.card import entity_card
from kg.graph.lookup import lookup, suggest
from kg.graph.network import edges
from kg.graph.outcomes import Wanted, outcomes
from kg.graph.queries import named_queries
from kg.graph.remote import RemoteGraph
from kg.graph.remote_http import Server
from kg.graph.remote_write import Sent, send, update_address
from kg.graph.user import put
from kg.views import VIEWS, page_of
from tests.conftest import kg
from tests.graph.conftest import first_extraction, second_extraction
from tests.stores import PASSWORD, USER, oxigraph, told, virtuoso

MOST = 2000  # rows that Virtuoso gives at once, fewer than the reports have triples
USERS = "https://w3id.org/policing-kg/graph/user"
EVERY = "SELECT ?s ?p ?o { ?s ?p ?o }"
DOUBLES = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def _with_password(url: str) -> str:
    return url.replace("//", f"//{USER}:{PASSWORD}@")


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty store that may be written with the credentials in its address."""
    folder = tmp_path_factory.mktemp("store")
    with oxigraph(folder) if request.param == "oxigraph" else virtuoso(folder, most=MOST) as url:
        yield _with_password(url)


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def sent(reports: Graph, store: str) -> RemoteGraph:
    send(reports, store)
    return RemoteGraph(store)


def test_every_packaged_query_is_answered_alike(sent: RemoteGraph, reports: Graph) -> None:
    for query in named_queries().values():
        bindings = query.bindings({p.name: p.example for p in query.parameters})
        found = told(sent.query(query.sparql, bindings))
        assert found == told(reports.query(query.sparql, bindings)), query.name


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?d a pol:Document }",
        "ASK { ?d a pol:Nothing }",
        "# CONSTRUCT\nSELECT ?n { ?p a pol:Program ; skos:prefLabel ?n }",
        "CONSTRUCT { ?p skos:prefLabel ?n } { ?p a pol:Program ; skos:prefLabel ?n }",
        "SELECT (COUNT(*) AS ?n) { ?p a pol:Program ; skos:prefLabel ?a ; skos:prefLabel ?b }",
        "SELECT (COUNT(*) AS ?n) { GRAPH <https://w3id.org/policing-kg/graph/inferred> { ?s ?p ?o } }",
        "PREFIX g: <https://w3id.org/policing-kg/graph/> SELECT (COUNT(*) AS ?n) "
        "{ GRAPH g:inferred { ?s ?p ?o } }",
        DOUBLES,
    ],
)
def test_every_sort_of_query_is_answered_alike(sent: RemoteGraph, reports: Graph, sparql: str) -> None:
    found = told(sent.query(sparql))
    assert found == told(reports.query(sparql))
    assert found


def test_booleans_are_words(store: str, hand: Graph) -> None:
    send(hand, store)
    asked = "SELECT ?x ?v { ?x pol:private ?v }"
    found = told(RemoteGraph(store).query(asked))
    assert found == told(hand.query(asked))
    assert len(found) == 1


def test_a_dataset_may_be_chosen(sent: RemoteGraph, reports: Graph) -> None:
    name = reports.graphs_of_documents()[0].value
    asked = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert told(sent.query(asked, default_graphs=[name])) == told(reports.query(asked, default_graphs=[name]))


def test_everything_that_reads_reads_the_same(sent: RemoteGraph, reports: Graph, tmp_path: Path) -> None:
    assert sent.stats() == reports.stats()
    assert outcomes(sent, Wanted()) == outcomes(reports, Wanted())
    assert edges(sent) == edges(reports)
    assert sent.graphs() == reports.graphs()
    assert sent.validate() == []
    for graph, name in ((sent, "there.nq"), (reports, "here.nq")):
        graph.export(tmp_path / name)
    assert (tmp_path / "there.nq").read_bytes() == (tmp_path / "here.nq").read_bytes()


def test_names_are_looked_up_and_cards_are_the_same(sent: RemoteGraph, reports: Graph) -> None:
    names = [
        row[0] or "" for row in reports.select("SELECT DISTINCT ?n { ?e pol:runs ?p ; skos:prefLabel ?n }")
    ]
    assert names
    for name in (sorted(names)[0], "gonganju", "无此名", ""):
        hits = lookup(reports, name)
        assert lookup(sent, name) == hits
        assert suggest(sent, name) == suggest(reports, name)
        for hit in hits[:1]:
            assert entity_card(sent, hit.iri) == entity_card(reports, hit.iri)


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "document"])
def test_pages_are_the_same(sent: RemoteGraph, reports: Graph, view: str) -> None:
    assert page_of(sent, view) == page_of(reports, view)


def test_a_document_is_shown_by_its_sentences(sent: RemoteGraph, reports: Graph) -> None:
    name = next(iter(reports.select("SELECT ?i { ?d a pol:Document ; dct:identifier ?i } ORDER BY ?i")))[0]
    assert name and name in page_of(sent, "document", document=name)


def test_only_what_changed_is_sent(store: str, tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction(), second_extraction()])
    send(Graph.open(tmp_path), store)
    assert send(Graph.open(tmp_path), store) == Sent(0, 0, len(Graph.open(tmp_path).graphs()))
    write_graph(tmp_path, [second_extraction()])
    left = Graph.open(tmp_path)
    done = send(left, store)
    assert (done.gone, done.graphs + done.same) == (1, len(left.graphs()))
    assert done.same >= 1
    remote = RemoteGraph(store)
    assert told(remote.query(EVERY)) == told(left.query(EVERY))
    assert told(remote.query(DOUBLES)) == told(left.query(DOUBLES))
    assert remote.graphs() == left.graphs()


def test_every_character_arrives(store: str, tmp_path: Path) -> None:
    odd = '行\u2028段\u0085页\u000c制\t引"反\\\\回\n𠮷 . <a:b> .'
    write_graph(tmp_path, [first_extraction()])
    put(
        tmp_path,
        USERS,
        f"<urn:s> <urn:p> {json.dumps(odd, ensure_ascii=False)} .".encode(),
        "text/turtle",
        False,
    )
    send(Graph.open(tmp_path), store)
    asked = "SELECT ?o { <urn:s> <urn:p> ?o }"
    assert list(RemoteGraph(store).select(asked)) == list(Graph.open(tmp_path).select(asked)) != []


def test_what_a_broken_connection_left_is_mended(store: str, tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction(), second_extraction()])
    graph = Graph.open(tmp_path)
    send(graph, store)
    remote = RemoteGraph(store)
    address = update_address(remote._remote)
    name = graph.graphs_of_documents()[0]
    forget = f"DELETE WHERE {{ GRAPH <https://w3id.org/policing-kg/graph/stored> {{ {name} ?p ?o }} }}"
    remote._remote.server.send(address, f"{forget} ; DROP SILENT GRAPH {name}")
    assert send(graph, store).graphs == 1
    assert told(RemoteGraph(store).query(EVERY)) == told(graph.query(EVERY))


def test_graphs_of_others_stay(store: str, reports: Graph, hand: Graph) -> None:
    send(hand, store)
    remote = RemoteGraph(store)._remote
    said = f'INSERT DATA {{ GRAPH <{USERS}> {{ <a:s> <a:p> "我的笔记"@zh }} }}'
    remote.server.send(update_address(remote), said)
    send(reports, store)
    assert remote.rows(f"SELECT ?o {{ GRAPH <{USERS}> {{ ?s ?p ?o }} }}") == [("我的笔记",)]
    remote.server.send(update_address(remote), f"DROP SILENT GRAPH <{USERS}>")


def test_the_index_of_names_is_kept_while_the_graph_is_the_same(
    store: str, hand: Graph, reports: Graph
) -> None:
    send(hand, store)
    first = RemoteGraph(store).index
    assert RemoteGraph(store).index == first
    assert [hit.name for hit in lookup(RemoteGraph(store), "渡口警长制")] == ["渡口警长制"]
    send(reports, store)
    assert lookup(RemoteGraph(store), "渡口警长制") == lookup(reports, "渡口警长制")
    assert not first.exists()


def test_a_refused_query_is_told_in_one_line(store: str) -> None:
    with pytest.raises(BadQuery, match=r"refuses the query \(400\)") as caught:
        RemoteGraph(store).query("SELEC")
    assert "\n" not in str(caught.value)
    assert f":{PASSWORD}@" not in str(caught.value)


def test_values_are_bound(sent: RemoteGraph) -> None:
    asked = "SELECT ?p { ?p skos:prefLabel ?name }"
    assert told(sent.query(asked, {"name": '" } #'})) == []


def test_commands_work_on_a_store(store: str, tmp_path: Path) -> None:
    source = tmp_path / "一.txt"
    source.write_text("3月5日，青溪县公安局推行渡口警长制，今年盗窃警情下降12.5%。", "utf-8")
    folder = str(tmp_path / "graph")
    built = kg("build", str(source), "-g", folder, "--store", store)
    assert built.returncode == 0, built.stderr
    assert "named graphs" in built.stdout and f":{PASSWORD}@" not in built.stdout
    for words in (
        ("lookup", "青溪县公安局", "--json"),
        ("stats", "--json"),
        ("query", "programmes-of-unit", "--set", "unit=青溪公安局", "--format", "csv"),
    ):
        here, there = kg(*words, "-g", folder), kg(*words, "--store", store)
        assert (there.returncode, there.stdout) == (here.returncode, here.stdout), there.stderr
    page = kg("view", str(tmp_path / "page.html"), "--store", store)
    assert page.returncode == 0 and (tmp_path / "page.html").exists(), page.stderr
    assert kg("remove", "一.txt", "-g", folder, "--store", store).returncode in {0, 2}


def _without_password(url: str) -> str:
    return url.replace(f"{USER}:{PASSWORD}@", "")


def test_wrong_credentials_aretold(store: str, hand: Graph) -> None:
    if "sparql" not in store:
        pytest.skip("Oxigraph asks for no credentials")
    for address in (_without_password(store), store.replace(f":{PASSWORD}@", ":geheim@")):
        with pytest.raises(Unwritable, match="401: wrong or no credentials; set KG_STORE_USER") as caught:
            send(hand, address)
        assert "geheim" not in str(caught.value)


def test_credentials_come_from_the_environment(
    store: str, hand: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE_USER", USER)
    monkeypatch.setenv("KG_STORE_PASSWORD", PASSWORD)
    assert sum(astuple(send(hand, _without_password(store)))) >= len(hand.graphs())


def test_an_answer_that_the_server_cuts_is_paged_ortold(sent: RemoteGraph, reports: Graph) -> None:
    assert sorted(map(str, sent.union())) == sorted(map(str, reports.union()))
    if "sparql" in str(sent.path):
        with pytest.raises(BadQuery, match=f"gives the first {MOST} rows only; add a LIMIT"):
            sent.query(EVERY)


def test_a_store_that_something_else_filled_is_asked_as_it_is(tmp_path: Path, hand: Graph) -> None:
    hand.export(tmp_path / "graph.nt")
    with oxigraph(tmp_path) as url:
        head = {"Content-Type": "application/n-triples"}
        body = (tmp_path / "graph.nt").read_bytes()
        httpx.put(url.replace("/query", "/store?default"), content=body, headers=head).raise_for_status()
        remote = RemoteGraph(url)
        assert told(remote.query(EVERY)) == told(hand.query(EVERY))
        assert lookup(remote, "渡口") == lookup(hand, "渡口")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://a:b%40@host:1/x/sparql", "http://host:1/x/sparql"),
        (f"http://{quote('用户')}:p@host/sparql", "http://host/sparql"),
        ("https://[::1]:7/sparql", "https://[::1]:7/sparql"),
    ],
)
def test_credentials_are_no_part_of_an_address(url: str, address: str) -> None:
    assert Server(url).address == address


@pytest.mark.parametrize(
    "url", ["graph", "file:///etc/passwd", "http://", "http://u:geheim@:x/", "http://[/"]
)
def test_what_is_no_address_is_told_without_its_password(url: str) -> None:
    with pytest.raises(NotAGraph, match="is no SPARQL endpoint; write http://HOST:PORT/PATH") as caught:
        Server(url)
    assert "geheim" not in str(caught.value)
