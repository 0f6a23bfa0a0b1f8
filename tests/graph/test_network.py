"""Paths, neighbours, ranks, tables and counts."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from kg.errors import BadQuery, NoSuchName, Unwritable
from kg.graph import Graph, write_graph
from kg.graph.lookup import found
from kg.graph.network import neighbours, pagerank, path, rank
from kg.graph.outcomes import Wanted, outcomes
from kg.graph.tables import safe
from kg.records import Extraction
from tests.graph.conftest import first_extraction


def test_path_goes_along_and_against_facts(hand: Graph) -> None:
    steps = path(hand, found(hand, "白鹭镇派出所").iri, found(hand, "渡口警长制").iri)
    names = hand.names({iri for step in steps for iri in (step.subject, step.object)})
    told = [(names[step.subject], step.predicate, names[step.object]) for step in steps]
    assert told[-1] == ("青溪县公安局", "runs", "渡口警长制")
    assert {told[0][0], told[0][2]} == {"青溪县公安局", "青溪县公安局白鹭镇派出所"}


def test_no_path_is_an_empty_one(hand: Graph) -> None:
    assert path(hand, found(hand, "灯塔平台").iri, found(hand, "青溪县").iri) == []


def test_path_of_a_stranger_is_refused(hand: Graph) -> None:
    with pytest.raises(NoSuchName):
        path(hand, "https://w3id.org/policing-kg/id/Place/无", found(hand, "青溪县").iri)


def test_neighbours_have_their_distance(hand: Graph) -> None:
    near = neighbours(hand, found(hand, "青溪县").iri, 2)
    told = {data["name"]: data["distance"] for _, data in near.nodes(data=True)}
    assert told == {"青溪县": 0, "青溪县公安局": 1, "渡口警长制": 2, "青溪县公安局白鹭镇派出所": 2}


@pytest.mark.parametrize("by", ["pagerank", "degree", "betweenness"])
def test_the_bureau_is_the_centre(hand: Graph, by: str) -> None:
    rows = rank(hand, by)
    assert rows[0].name == "青溪县公安局"
    assert "孙女士" not in {row.name for row in rows}


def test_an_unknown_measure_is_refused(hand: Graph) -> None:
    with pytest.raises(ValueError, match="pagerank, degree or betweenness"):
        rank(hand, "fame")


def test_pagerank_sums_to_one_and_agrees_with_networkx(reports: Graph) -> None:
    pytest.importorskip("scipy")
    net = reports.to_networkx()
    ours = pagerank(net)
    theirs = nx.pagerank(nx.Graph(net), tol=1e-10)
    assert sum(ours.values()) == pytest.approx(1)
    assert max(abs(ours[node] - theirs[node]) for node in net) < 1e-4


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("@x", "'@x"),
        ("+86 572", "'+86 572"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("-3.5", "-3.5"),
        ("青溪", "青溪"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, shown: str) -> None:
    assert safe(cell) == shown


def _read(file: Path) -> list[dict[str, str]]:
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_tables_hold_observations_and_statements(hand: Graph, tmp_path: Path) -> None:
    hand.export(tmp_path / "out.csv")
    (figure,) = _read(tmp_path / "out.csv")
    assert (figure["about"], figure["metric"], figure["value"], figure["direction"]) == (
        "青溪县",
        "盗窃警情数",
        "12.5",
        "Down",
    )
    facts = _read(tmp_path / "out.statements.csv")
    assert sum(row["predicate"] == "runs" for row in facts) == 3
    assert {row["status"] for row in facts} == {"Asserted", "Planned"}


def _with_private_subject() -> Extraction:
    extraction = first_extraction()
    figure = replace(extraction.observations[0], about="PERSON/孙女士")
    return replace(extraction, observations=(figure,))


def test_private_people_stay_out_of_tables_and_networks(tmp_path: Path) -> None:
    write_graph(tmp_path / "graph", [_with_private_subject()])
    graph = Graph.open(tmp_path / "graph")
    for private in (False, True):
        graph.export(tmp_path / "out.csv", private)
        graph.export(tmp_path / "out.graphml", private)
        assert len(_read(tmp_path / "out.csv")) == int(private)
        assert ("孙女士" in (tmp_path / "out.graphml").read_text("utf-8")) is private


@pytest.mark.parametrize(("ending", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_networks_read_back(hand: Graph, tmp_path: Path, ending: str, read) -> None:  # type: ignore[no-untyped-def]
    hand.export(tmp_path / f"out{ending}", private=True)
    back = read(tmp_path / f"out{ending}")
    whole = hand.to_networkx()
    assert (set(back), back.number_of_edges()) == (set(whole), whole.number_of_edges())


def test_an_unknown_ending_lists_the_formats(hand: Graph, tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match=r"no format ends in '.xls'; write one of .nq .nt"):
        hand.export(tmp_path / "out.xls")


def test_an_unwritable_place_is_named(hand: Graph, tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="choose another place"):
        hand.export(tmp_path / "none" / "out.nq")


def test_stats_count(hand: Graph) -> None:
    stats = hand.stats()
    assert (stats.documents, stats.mentions, stats.metrics) == (2, 7, 1)
    assert stats.statements == {"locatedIn": 1, "partOf": 1, "partnerOf": 1, "runs": 2, "started": 1}
    assert stats.statuses == {"Asserted": 7, "Planned": 1}
    assert stats.quads == sum(1 for name in hand.graphs() for _ in hand.quads(name))


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Wanted(), 1),
        (Wanted(about="青溪"), 1),
        (Wanted(about="渡口警长制"), 0),
        (Wanted(credited="渡口警长制"), 1),
        (Wanted(metric="盗窃"), 1),
        (Wanted(metric="火灾"), 0),
        (Wanted(period="2024"), 1),
        (Wanted(period="2022..2023"), 0),
        (Wanted(period="2023.."), 1),
        (Wanted(period="..2023-12"), 0),
        (Wanted(kind="change"), 1),
        (Wanted(kind="rank"), 0),
        (Wanted(sure=0.1), 1),
        (Wanted(sure=1.0), 0),
    ],
)
def test_outcomes_are_filtered(hand: Graph, wanted: Wanted, number: int) -> None:
    assert len(outcomes(hand, wanted)) - 1 == number


@pytest.mark.parametrize("period", ["", "..", "24", "2024-1", "last year"])
def test_what_is_no_period_is_refused(hand: Graph, period: str) -> None:
    if period:
        with pytest.raises(BadQuery, match="no period"):
            outcomes(hand, Wanted(period=period))
