"""The named queries: their heads, their parameters, and their answers on the composed reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QuerySolutions

from kg.errors import BadQuery, MalformedRule, NoSuchName
from kg.graph import Graph
from kg.graph.federation import asks_elsewhere
from kg.graph.parameters import bind
from kg.graph.queries import NamedQuery, named_queries, named_query, read_query

LINES = (Path(__file__).parent / "answers.jsonl").read_text("utf-8").splitlines()
ANSWERS: list[dict[str, Any]] = [json.loads(line) for line in LINES]


def _rows(graph: Graph, query: NamedQuery, given: dict[str, str]) -> list[list[str | None]]:
    """Rows without the sentence, which is the whole text in composed reports."""
    answer = graph.query(query.sparql, query.bindings(given))
    assert isinstance(answer, QuerySolutions)
    columns = [i for i, variable in enumerate(answer.variables) if variable.value != "sentence"]
    return [[None if row[i] is None else row[i].value for i in columns] for row in answer]  # type: ignore[union-attr]


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer["query"] for answer in ANSWERS])
def test_answers_on_composed_reports(reports: Graph, answer: dict[str, Any]) -> None:
    rows = _rows(reports, named_query(answer["query"]), answer["set"])
    assert len(rows) == answer["count"]
    assert all(row in rows for row in answer["rows"])


@pytest.mark.parametrize(
    ("query", "row"),
    [
        ("plans", ["青溪县公安局", "runs", "灯塔平台", "a/一.txt"]),
        ("speakers", ["青溪县公安局", "青溪县", "盗窃警情数", "12.5", "%", "a/一.txt"]),
        (
            "credited-outcomes",
            ["渡口警长制", "Program", "青溪县", "盗窃警情数", "12.5", "%", "Down", "a/一.txt"],
        ),
        ("shared-programmes", ["渡口警长制", "Program", "2"]),
    ],
)
def test_answers_on_hand_made_documents(hand: Graph, query: str, row: list[str]) -> None:
    assert _rows(hand, named_query(query), {}) == [row]


@pytest.mark.parametrize("query", named_queries().values(), ids=list(named_queries()))
def test_every_query_runs_with_its_examples(hand: Graph, query: NamedQuery) -> None:
    given = {parameter.name: parameter.example for parameter in query.parameters}
    _rows(hand, query, given)
    assert all(f"# bind: {name}\n" in query.sparql for name in given)


def test_there_are_enough_queries_and_each_has_an_answer() -> None:
    asked = {answer["query"] for answer in ANSWERS} | {"plans", "speakers", "targets", "unsure-identities"}
    asked.add("conflicts")  # answered in test_conflicts
    assert len(named_queries()) >= 25
    assert asked >= named_queries().keys()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "programmes-of-unit needs a value for unit; for example --set unit=织里分局"),
        ({"place": "x", "unit": "y"}, "programmes-of-unit has no parameter place; it has unit"),
    ],
)
def test_a_wrong_parameter_is_named(given: dict[str, str], message: str) -> None:
    with pytest.raises(BadQuery, match=message):
        named_query("programmes-of-unit").bindings(given)


@pytest.mark.parametrize("unit", ["青溪县公安局", "青溪公安", "青溪县 公安局", "qingxixiangonganju"])
def test_a_name_that_is_no_label_is_looked_up(hand: Graph, unit: str) -> None:
    query = named_query("programmes-of-unit")
    answer = list(hand.select(query.sparql, query.bindings({"unit": unit}, hand)))
    assert {row[0] for row in answer} == {"渡口警长制"}
    with pytest.raises(NoSuchName, match="天外来客"):
        query.bindings({"unit": "天外来客"}, hand)


@pytest.mark.parametrize(
    ("query", "given"),
    [("ranks", {"worst": "three"}), ("ranks", {"worst": "NaN"}), ("programmes-by-year", {"from": "24"})],
)
def test_a_value_of_the_wrong_type_is_named(query: str, given: dict[str, str]) -> None:
    with pytest.raises(BadQuery, match=r"is a (number|year), not"):
        named_query(query).bindings(given)


def test_an_unknown_query_lists_those_there_are() -> None:
    with pytest.raises(BadQuery, match="no query is called 'x'; there are award-winners, "):
        named_query("x")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "# title-zh: 甲\nASK {}",
        "# title-zh: 甲\n# title-en: a\n# param: unit\nASK {}",
    ],
)
def test_a_head_that_lacks_something_is_refused(text: str) -> None:
    with pytest.raises(MalformedRule, match=r"x\.rq"):
        read_query("x", text)


@pytest.mark.parametrize(
    "value", ['x" } DROP ALL #', "x\\", "x\n} UNION { ?s ?p ?o", "'''", '"@zh } SELECT * { ?s ?p ?o }']
)
def test_a_value_can_never_change_the_query(hand: Graph, value: str) -> None:
    query = "SELECT ?s {\n# bind: name\n?s skos:prefLabel ?name }"
    assert list(hand.select(query, {"name": value})) == []
    assert list(hand.select("SELECT ?s { ?s skos:prefLabel ?name }", {"name": value})) == []


@pytest.mark.parametrize(
    ("sparql", "bound"),
    [
        ("SELECT ?s { ?s ?p ?n }", "SELECT ?s { VALUES ?n { 3 }  ?s ?p ?n }"),
        ("ASK # {\nWHERE { ?s ?p ?n }", "ASK # {\nWHERE { VALUES ?n { 3 }  ?s ?p ?n }"),
        (
            "CONSTRUCT { ?s <a:b> '{' } WHERE { ?s ?p ?n }",
            "CONSTRUCT { ?s <a:b> '{' } WHERE { VALUES ?n { 3 }  ?s ?p ?n }",
        ),
        ("CONSTRUCT { ?s ?p ?n } { ?s ?p ?n }", "CONSTRUCT { ?s ?p ?n } { ?s ?p ?n }\nVALUES ?n { 3 }"),
    ],
)
def test_a_value_without_a_place_stands_where_the_pattern_begins(sparql: str, bound: str) -> None:
    three = '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert bind(sparql, {"n": 3}) == bound.replace("{ 3 }", f"{{ {three} }}")


@pytest.mark.parametrize("name", ["x", "name }", ""])
def test_what_is_no_variable_cannot_be_bound(name: str) -> None:
    with pytest.raises(BadQuery, match="has no parameter"):
        bind("SELECT ?s { ?s ?p ?n }", {name: "1"})


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELEC", "cannot be parsed, error at 1:6"),
        ("SELECT ?x { ?x nope:y ?z }", "cannot be parsed"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "cannot be parsed"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE clause"),
    ],
)
def test_a_bad_query_is_one_line(hand: Graph, sparql: str, message: str) -> None:
    with pytest.raises(BadQuery, match=message):
        list(hand.select(sparql))


@pytest.mark.parametrize(
    ("sparql", "elsewhere"),
    [
        ("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", True),
        ("select * { service silent ?x { ?s ?p ?o } }", True),
        ("SELECT ?service { ?service ?p 'SERVICE <http://a/>' }", False),
        ('SELECT * { ?s pol:service "a SERVICE b" } # SERVICE', False),
        ("SELECT * { <http://a/SERVICE> ?p '''x SERVICE 'y' ''' }", False),
        ("SELECT * { FILTER(?a < 3) SERVICE <http://a/> {} FILTER(?b > 4) }", True),
    ],
)
def test_only_a_service_clause_asks_elsewhere(sparql: str, elsewhere: bool) -> None:
    assert asks_elsewhere(sparql) is elsewhere


def test_every_query_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "queries.md").read_text("utf-8")
    for query in named_queries().values():
        assert f"| `{query.name}` | {query.en} | {query.zh} |" in page
        assert all(f"`{parameter.name}`: {parameter.en}" in page for parameter in query.parameters)


def test_the_documented_query_runs(hand: Graph) -> None:
    page = (Path(__file__).parents[2] / "docs" / "queries.md").read_text("utf-8")
    query = read_query("own", page.split("```sparql\n")[1].split("```")[0])
    assert _rows(hand, query, {"place": "青溪"}) == []
