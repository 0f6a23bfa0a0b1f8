"""What stands in the graph of two documents that share a fact."""

from __future__ import annotations

import re

import pytest

from kg.graph import Graph
from kg.graph.iris import escape
from kg.graph.terms import date, decimal

ID = "https://w3id.org/policing-kg/id/"
ASKED = [
    (
        "one statement, two evidences, two graphs",
        "SELECT (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?v) AS ?b) (COUNT(DISTINCT ?g) AS ?c) "
        "{ ?s rdf:predicate pol:runs ; rdf:object <Program/渡口警长制> ; pol:evidence ?v . "
        "GRAPH ?g { ?v a pol:Evidence } }",
        [("1", "2", "2")],
    ),
    (
        "a plan is no plain triple",
        "SELECT ?o { ?u pol:runs ?o } ORDER BY ?o",
        [(ID + "Program/渡口警长制",)],
    ),
    (
        "but a statement with its status",
        "SELECT ?t { ?s rdf:object <Platform/灯塔平台> ; pol:evidence/pol:status ?t }",
        [("https://w3id.org/policing-kg/ontology#Planned",)],
    ),
    (
        "a partnership is stated once, whichever way it was read",
        "SELECT (COUNT(*) AS ?n) { ?s a pol:Statement ; rdf:predicate pol:partnerOf }",
        [("1",)],
    ),
    (
        "labels of both documents on one entity",
        "SELECT ?l { <PoliceUnit/青溪县公安局> skos:altLabel ?l FILTER(LANG(?l) = 'zh') } ORDER BY ?l",
        [("县公安局",), ("青溪公安",)],
    ),
    (
        "a triple that two documents state counts once",
        "SELECT (COUNT(*) AS ?n) { <PoliceUnit/青溪县公安局> skos:prefLabel ?l }",
        [("1",)],
    ),
    (
        "what a document says stands in its graph",
        "SELECT ?g { GRAPH ?g { <Place/青溪县> ^pol:locatedIn <PoliceUnit/青溪县公安局> } }",
        [("https://w3id.org/policing-kg/graph/document/a/一.txt",)],
    ),
    (
        "inverses stand among the inferred facts",
        "SELECT ?w { GRAPH <https://w3id.org/policing-kg/graph/inferred> { ?w pol:hasPart ?p } }",
        [(ID + "PoliceUnit/青溪县公安局",)],
    ),
    (
        "a private person has a key of its document",
        "SELECT ?n { ?p pol:private true ; skos:prefLabel ?n FILTER(STRSTARTS(STR(?p), 'https')) }",
        [("孙女士",)],
    ),
    (
        "the figure in full",
        "SELECT ?v ?u ?d ?p ?m ?c { ?o a pol:Observation ; pol:value ?v ; pol:unit ?u ; pol:direction ?d ; "
        "pol:periodStart ?p ; pol:metric/skos:prefLabel ?m ; pol:attributedTo/skos:prefLabel ?c }",
        [
            (
                "12.5",
                "%",
                "https://w3id.org/policing-kg/ontology#Down",
                "2024-01-01",
                "盗窃警情数",
                "渡口警长制",
            )
        ],
    ),
    (
        "what belongs to the telling stands on the evidence",
        "SELECT ?q ?s ?e ?f ?w { ?v pol:quote ?q ; pol:figureStart ?s ; pol:figureEnd ?e ; pol:flag ?f ; "
        "pol:speaker/skos:prefLabel ?w }",
        [("盗窃警情下降12.5%", "21", "25", "change-mismatch", "青溪县公安局")],
    ),
    (
        "a start is typed",
        "SELECT (DATATYPE(?d) AS ?t) { ?p pol:started ?d }",
        [("http://www.w3.org/2001/XMLSchema#gYearMonth",)],
    ),
    ("no node is blank", "SELECT ?s { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }", []),
]


@pytest.mark.parametrize(("query", "rows"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED])
def test_graph_says(hand: Graph, query: str, rows: list[tuple[str, ...]]) -> None:
    whole = re.sub(r"<([A-Z][A-Za-z]+/)", rf"<{ID}\1", query)
    assert list(hand.select(whole)) == rows


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("湖州市公安局", "湖州市公安局"),
        ("“1+300”体系", "“1+300”体系"),
        ("甲 乙", "甲%20乙"),
        ("a#2", "a%232"),
        ("50%", "50%25"),
        ("<q>?", "%3Cq%3E%3F"),
        ("a/b.txt", "a/b.txt"),
        ("\ue000", "%EE%80%80"),
        ("𠮷", "𠮷"),
    ],
)
def test_iri_keeps_chinese_and_escapes_the_rest(name: str, path: str) -> None:
    assert escape(name) == path


@pytest.mark.parametrize(
    ("number", "written"),
    [("12.50", "12.5"), ("43000", "43000"), ("1E+4", "10000"), ("0.0", "0"), ("-0", "0"), ("-3.10", "-3.1")],
)
def test_a_number_has_one_spelling(number: str, written: str) -> None:
    from decimal import Decimal

    assert decimal(Decimal(number)).value == written


def test_a_float_is_written_as_it_prints() -> None:
    assert decimal(0.9).value == "0.9"


@pytest.mark.parametrize("value", ["", "23", "2023-4", "2023/04/01", "2023-04-01T00:00"])
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        date(value)
