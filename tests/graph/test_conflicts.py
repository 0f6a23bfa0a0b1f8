"""Metrics under their concepts, and figures that contradict each other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg.graph import Graph, write_graph
from kg.graph.queries import named_query
from kg.graph.user import USER, update
from kg.records import Bound, Extraction, Observation, Status
from tests.graph.conftest import first_extraction


def _again(**changes: object) -> Extraction:
    """The first document under another name, its figure with `changes`."""
    told = first_extraction()
    name = "c/三.txt"
    article = replace(told.article, identifier=name)
    evidence = replace(told.observations[0].evidence, document=name)
    figure: Observation = replace(told.observations[0], evidence=evidence, **changes)  # type: ignore[arg-type]
    return Extraction(article, told.mentions, told.entities, (), (figure,))


def _conflicts(tmp_path: Path, *extractions: Extraction) -> list[tuple[str | None, ...]]:
    write_graph(tmp_path, extractions)
    graph = Graph.open(tmp_path)
    assert graph.validate() == []
    return list(graph.select(named_query("conflicts").sparql))


def test_two_values_for_one_figure_are_a_conflict(tmp_path: Path) -> None:
    found = _conflicts(tmp_path, first_extraction(), _again(value=Decimal("13.1")))
    assert {(row[0], row[1]) for row in found} == {("青溪县", "盗窃警情数")}
    assert {frozenset(row[2:]) for row in found} == {frozenset({"12.5", "13.1", "a/一.txt", "c/三.txt"})}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"value": Decimal("13.1"), "bound": Bound.ABOUT},
        {"value": Decimal("13.1"), "unit": "起"},
        {"value": Decimal("13.1"), "metric": "抢劫警情数"},
        {"value": Decimal("13.1"), "period_start": "2023-01-01"},
        {"value": Decimal("13.1"), "period_start": None},
        {"value": Decimal("13.1"), "about": "UNIT/青溪县公安局"},
    ],
)
def test_what_can_both_be_true_is_no_conflict(tmp_path: Path, changes: dict[str, object]) -> None:
    assert _conflicts(tmp_path, first_extraction(), _again(**changes)) == []


def test_a_target_contradicts_nothing(tmp_path: Path) -> None:
    planned = _again(value=Decimal("20"))
    figure = planned.observations[0]
    aim = replace(figure, evidence=replace(figure.evidence, status=Status.PLANNED))
    assert _conflicts(tmp_path, first_extraction(), replace(planned, observations=(aim,))) == []


def test_a_metric_of_the_scheme_stands_under_its_concept_and_group(tmp_path: Path) -> None:
    _conflicts(tmp_path, _again(metric="生态警长人数"), first_extraction())
    above = "SELECT ?n { ?m skos:prefLabel '生态警长人数'@zh ; skos:broader+/skos:prefLabel ?n } ORDER BY ?n"
    names = [row[0] for row in Graph.open(tmp_path).select(above)]
    assert (len(names), "警长人数" in names) == (2, True)


def test_what_users_write_of_a_figure_counts_in_a_build_too(tmp_path: Path) -> None:
    told = first_extraction(), _again(value=Decimal("13.1"))
    assert _conflicts(tmp_path / "graph", *told)
    figure = next(Graph.open(tmp_path / "graph").select("SELECT ?o { ?o a pol:Observation }"))[0]
    update(tmp_path / "graph", f"INSERT DATA {{ GRAPH <{USER}> {{ <{figure}> pol:bound pol:About }} }}")
    Graph.open(tmp_path / "graph").export(tmp_path / "updated.nq")
    assert _conflicts(tmp_path / "graph", *told) == []
    Graph.open(tmp_path / "graph").export(tmp_path / "built.nq")
    assert (tmp_path / "built.nq").read_bytes() == (tmp_path / "updated.nq").read_bytes()
