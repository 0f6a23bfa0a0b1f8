"""What users write in graphs of their own: it stays, it counts like the rest, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import BadQuery, GraphBusy, NoSuchName, NotAllowed
from kg.graph import Graph, write_graph
from kg.graph.folder import writer
from kg.graph.lookup import lookup
from kg.graph.update_targets import graphs_written
from kg.graph.user import USER, Changed, drop, is_own, put, update, user_quads
from kg.serial import dump_extraction
from tests.graph.conftest import first_extraction, second_extraction

ID = "https://w3id.org/policing-kg/id/"
NOTES = f"""
<{ID}Program/渡口警长制> <http://www.w3.org/2004/02/skos/core#altLabel> "摆渡警长"@zh ;
    <https://w3id.org/policing-kg/ontology#partOf> <{ID}Program/平安渡口> .
<{ID}Program/平安渡口> a <https://w3id.org/policing-kg/ontology#Program> ;
    <http://www.w3.org/2004/02/skos/core#prefLabel> "平安渡口"@zh ;
    <https://w3id.org/policing-kg/ontology#partOf> <{ID}Program/大平安> .
<{ID}Program/大平安> a <https://w3id.org/policing-kg/ontology#Program> ;
    <http://www.w3.org/2004/02/skos/core#prefLabel> "大平安"@zh .
""".encode()
FAR = f"ASK {{ <{ID}Program/渡口警长制> pol:partOf <{ID}Program/大平安> }}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_graph(tmp_path / "graph", [first_extraction(), second_extraction()])
    return tmp_path / "graph"


def _bytes(folder: Path) -> bytes:
    out = folder.parent / "out.nq"
    Graph.open(folder).export(out)
    return out.read_bytes()


def test_it_takes_part_in_inference_and_look_up(folder: Path) -> None:
    before = _bytes(folder)
    assert put(folder, USER, NOTES, "text/turtle", False) == Changed(7, 0, True)
    graph = Graph.open(folder)
    assert bool(graph.query(FAR))
    assert [hit.name for hit in lookup(graph, "摆渡警长")] == ["渡口警长制"]
    assert [hit.name for hit in lookup(graph, "dapingan")] == ["大平安"]
    assert graph.validate() == []
    assert drop(folder, USER) == Changed(0, 7)
    assert _bytes(folder) == before
    assert lookup(Graph.open(folder), "摆渡警长") == []


def test_a_build_takes_it_over_and_gives_the_same_graph(folder: Path) -> None:
    put(folder, f"{USER}/notes", NOTES, "text/turtle", False)
    written = _bytes(folder)
    write_graph(folder, [first_extraction(), second_extraction()])
    assert _bytes(folder) == written
    assert bool(Graph.open(folder).query(FAR))
    assert [hit.name for hit in lookup(Graph.open(folder), "摆渡警长")] == ["渡口警长制"]
    write_graph(folder, [second_extraction()])
    assert len(list(user_quads(folder))) == 7


def test_documents_that_come_and_go_leave_it(folder: Path, tmp_path: Path) -> None:
    from kg.update import add, remove

    put(folder, USER, NOTES, "text/turtle", False)
    source = tmp_path / "三.txt"
    source.write_text("青溪县公安局深化渡口警长制。", "utf-8")
    add([source], folder)
    assert len(list(user_quads(folder))) == 7
    remove(["三.txt"], folder)
    assert len(list(user_quads(folder))) == 7
    assert bool(Graph.open(folder).query(FAR))


def test_what_was_read_is_kept_through_an_update(folder: Path) -> None:
    from kg.graph.kept import kept

    before = [dump_extraction(each) for each in kept(folder)]
    put(folder, USER, NOTES, "text/turtle", False)
    assert [dump_extraction(each) for each in kept(folder)] == before


def test_the_log_tells_it(folder: Path) -> None:
    put(folder, USER, NOTES, "text/turtle", False)
    last = (folder / "log.jsonl").read_text("utf-8").splitlines()[-1]
    assert '"user": {"came": 7, "went": 0}' in last


def test_a_folder_without_a_graph_has_nothing_of_users(tmp_path: Path) -> None:
    assert list(user_quads(tmp_path)) == []


def test_errors_leave_the_graph(folder: Path) -> None:
    before = _bytes(folder)
    with pytest.raises(NotAllowed, match="may write GRAPH"):
        put(folder, "https://w3id.org/policing-kg/graph/official", NOTES, "text/turtle", False)
    with pytest.raises(NoSuchName, match="there is no graph"):
        drop(folder, USER)
    with pytest.raises(BadQuery, match="cannot be parsed"):
        put(folder, USER, b"<a:a> <a:b>", "text/turtle", False)
    with pytest.raises(BadQuery, match="no triples are sent as application/n-quads"):
        put(folder, USER, b"", "application/n-quads", False)
    with pytest.raises(BadQuery, match="cannot be run"):
        update(folder, f"DROP GRAPH <{USER}/none>")
    with writer(folder), pytest.raises(GraphBusy):
        put(folder, USER, NOTES, "text/turtle", False)
    assert _bytes(folder) == before
    assert [path.name for path in folder.glob("generation-*")] == ["generation-1"]


@pytest.mark.parametrize(
    ("iri", "own"),
    [
        (USER, True),
        (f"{USER}/notes", True),
        (f"{USER}/a/b", True),
        (f"{USER}s", False),
        (f"{USER}/", False),
        (f"{USER}/../official", False),
        (f"{USER}/a/./b", False),
        (f"{USER}/%2e%2e/official", False),
        (f"{USER}?x", False),
        (f"{USER}#x", False),
        ("https://w3id.org/policing-kg/graph/official", False),
        ("", False),
    ],
)
def test_which_graphs_are_users_own(iri: str, own: bool) -> None:
    assert is_own(iri) is own


@pytest.mark.parametrize(
    ("sparql", "graphs"),
    [
        ("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> '} GRAPH <a:h> {' } }", {"a:g"}),
        ("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } # } GRAPH <a:h> {\n }", {"a:g"}),
        ("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } <a:s> <a:p> 2 }", {"a:g", ""}),
        ("PREFIX p: <a:> INSERT DATA { GRAPH p:g { <a:s> <a:p> 1 } }", {"a:g"}),
        ("PREFIX p: <a:> INSERT DATA { GRAPH p:g\\-x { <a:s> <a:p> 1 } }", {""}),
        ("PREFIX p: <a:> INSERT DATA { GRAPH p:g·x { <a:s> <a:p> 1 } }", {""}),
        ("INSERT DATA { GRAPH p:g { <a:s> <a:p> 1 } }", {""}),
        ("DELETE DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }", {"a:g"}),
        ("DELETE WHERE { GRAPH <a:g> { ?s ?p ?o } }", {"a:g"}),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", {""}),
        ("WITH <a:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { GRAPH <a:h> { ?s ?p ?o } }", {"a:g"}),
        ("WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o } ; INSERT DATA { <a:s> <a:p> 1 }", {"a:g", ""}),
        ("INSERT { GRAPH <a:g> { ?s ?p ?o } } USING <a:h> WHERE { { ?s ?p ?o } }", {"a:g"}),
        ("insert { graph <a:g> { ?s ?p ?o } } where { ?s ?p ?o filter(?o < 3 && ?o > 1) }", {"a:g"}),
        ("CLEAR SILENT GRAPH <a:g>", {"a:g"}),
        ("DROP GRAPH <a:g> ; CREATE SILENT GRAPH <a:h>", {"a:g", "a:h"}),
        ("CLEAR ALL", {""}),
        ("COPY <a:g> TO <a:h>", {"a:h"}),
        ("ADD SILENT GRAPH <a:g> TO GRAPH <a:h>", {"a:h"}),
        ("MOVE <a:g> TO <a:h>", {"a:g", "a:h"}),
        ("ADD <a:g> TO DEFAULT", {""}),
        ("", set()),
    ],
)
def test_what_an_update_writes(sparql: str, graphs: set[str]) -> None:
    assert graphs_written(sparql) == graphs


@pytest.mark.parametrize("sparql", ["LOAD <a:b> INTO GRAPH <a:g>", "INSERT DATA { <\\u0061:b> <a:p> 1 }"])
def test_what_no_update_may_do(sparql: str) -> None:
    with pytest.raises(BadQuery):
        graphs_written(sparql)
