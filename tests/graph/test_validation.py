"""The shapes: good graphs conform, and each way to break one is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph import Graph, write_graph
from kg.graph.constraints import value_test
from kg.graph.iris import ID, POL, PREFIXES, document_graph
from kg.graph.shapes import chinese_messages
from kg.graph.validation import violations_in
from kg.graph.vocabulary import axioms
from tests.graph.conftest import first_extraction

XSD = PREFIXES["xsd"]
PLACE = f"{ID}Place/青溪县"
UNIT = f"{ID}PoliceUnit/青溪县公安局"
PROGRAM = f"{ID}Program/渡口警长制"
DOCUMENT = f"{ID}Document/a/一.txt"


def _iri(short: str) -> NamedNode:
    prefix, colon, local = short.partition(":")
    return NamedNode(PREFIXES[prefix] + local if colon and prefix in PREFIXES else short)


def _term(written: str) -> NamedNode | Literal:
    """`"words"@zh`, `"3"^^integer` or an IRI."""
    if not written.startswith('"'):
        return _iri(written)
    words, _, tail = written[1:].rpartition('"')
    if tail.startswith("@"):
        return Literal(words, language=tail[1:])
    return Literal(words, datatype=NamedNode(XSD + tail.removeprefix("^^"))) if tail else Literal(words)


def _quads(hand: Graph) -> list[Quad]:
    return list(hand.quads(document_graph("a/一.txt")))


def _subject(quads: list[Quad], kind: str) -> str:
    """The first thing of class `kind`, or `kind` itself where it is an IRI."""
    if kind.startswith("http"):
        return kind
    found = (q.subject.value for q in quads if q.object == NamedNode(POL + kind))  # type: ignore[union-attr]
    return min(found)


def _changed(quads: list[Quad], kind: str, path: str, value: str | None) -> Iterator[Quad]:
    """The quads with the values of `path` of one thing replaced by `value`, or taken away."""
    subject = NamedNode(_subject(quads, kind))
    predicate = _iri(path)
    for quad in quads:
        if not (quad.subject == subject and quad.predicate == predicate):
            yield quad
    if value is not None:
        yield Quad(subject, predicate, _term(value), document_graph("a/一.txt"))


def _added(quads: list[Quad], kind: str, path: str, value: str) -> Iterator[Quad]:
    yield from quads
    yield Quad(NamedNode(_subject(quads, kind)), _iri(path), _term(value), document_graph("a/一.txt"))


def _by_pyshacl(quads: Iterator[Quad]) -> set[str]:
    """Nodes at fault in the eyes of pyshacl, which reads the same shapes."""
    triples = "\n".join(f"{quad.triple} ." for quad in quads)
    data = rdflib.Graph().parse(data=triples.replace(f"^^<{XSD}string>", ""), format="nt")
    above = rdflib.RDFS.subClassOf
    for child, parents in axioms().superclasses.items():
        for parent in parents:
            data.add((rdflib.URIRef(child.value), above, rdflib.URIRef(parent.value)))
    text = files("kg.ontology").joinpath("shapes.ttl").read_text("utf-8")
    shapes = rdflib.Graph().parse(data=text, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, rdflib.Graph)
    return {str(node) for node in report.objects(None, rdflib.SH.focusNode)}


# thing, property, its new value (None takes it away); the property at fault
BROKEN = [
    (UNIT, "skos:prefLabel", None, "prefLabel"),
    (UNIT, "skos:prefLabel", '"no language"', "prefLabel"),
    (UNIT, "skos:prefLabel", '"English"@en', "prefLabel"),
    (UNIT, "skos:altLabel", '"nom"@fr', "altLabel"),
    (UNIT, "pol:private", '"yes"', "private"),
    (PLACE, "pol:code", '"33"', "code"),
    (PLACE, "schema:longitude", '"200.5"^^decimal', "longitude"),
    (PROGRAM, "pol:started", '"soon"', "started"),
    (UNIT, "pol:locatedIn", PROGRAM, "locatedIn"),
    (UNIT, "pol:runs", PLACE, "runs"),
    (UNIT, "pol:handled", PROGRAM, "handled"),
    (UNIT, "pol:partOf", PROGRAM, ""),
    (DOCUMENT, "dct:identifier", None, "identifier"),
    (DOCUMENT, "dct:issued", '"May 2024"', "issued"),
    (DOCUMENT, "pol:end", '"20"^^integer', ""),
    (DOCUMENT, "pol:digest", '"abc"', "digest"),
    ("Mention", "pol:refersTo", None, "refersTo"),
    ("Mention", "pol:start", '"-1"^^integer', "start"),
    ("Mention", "pol:start", '"9000"^^integer', "start"),
    ("Mention", "pol:inDocument", UNIT, "inDocument"),
    ("Mention", "pol:confidence", '"1.5"^^decimal', "confidence"),
    ("Mention", "pol:origin", None, "origin"),
    ("Evidence", "pol:status", "pol:Perhaps", "status"),
    ("Evidence", "pol:status", None, "status"),
    ("Evidence", "pol:exact", None, "exact"),
    ("Evidence", "pol:end", '"9000"^^integer', ""),
    ("Statement", "rdf:subject", None, "subject"),
    ("Statement", "rdf:predicate", "pol:loves", "predicate"),
    ("Statement", "rdf:object", '"someone"', "object"),
    ("Statement", "pol:evidence", None, "evidence"),
    ("Observation", "pol:about", None, "about"),
    ("Observation", "pol:about", DOCUMENT, "about"),
    ("Observation", "pol:metric", '"盗窃"@zh', "metric"),
    ("Observation", "pol:kind", "pol:Guess", "kind"),
    ("Observation", "pol:value", '"12.5"', "value"),
    ("Observation", "pol:direction", "pol:Sideways", "direction"),
    ("Observation", "pol:basis", "pol:Level", "basis"),
    ("Observation", "pol:bound", "pol:Up", "bound"),
    ("Observation", "pol:periodStart", '"2024"^^gYear', "periodStart"),
    ("Observation", "pol:periodEnd", '"2023-12-31"^^date', "periodStart"),
    ("Observation", "pol:rankScope", PLACE, ""),
    ("Observation", "pol:kind", "pol:Level", ""),
    ("Observation", "pol:kind", "pol:Rank", ""),
    ("Metric", "skos:prefLabel", None, "prefLabel"),
]


@pytest.mark.parametrize("graph", ["hand", "reports"])
def test_a_good_graph_conforms(graph: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(graph).validate() == []


@pytest.mark.parametrize(("kind", "path", "value", "fault"), BROKEN)
def test_a_broken_graph_is_found(hand: Graph, kind: str, path: str, value: str | None, fault: str) -> None:
    found = violations_in(_changed(_quads(hand), kind, path, value), "g")
    assert fault in {violation.path for violation in found}


@pytest.mark.parametrize(
    ("kind", "path", "value", "fault"),
    [
        (UNIT, "skos:prefLabel", '"另一名"@zh', "prefLabel"),
        (UNIT, "rdf:type", "pol:Team", ""),
        ("Mention", "pol:start", '"1"^^integer', "start"),
        ("Observation", "pol:value", '"13"^^decimal', "value"),
        ("Statement", "rdf:object", PLACE, "object"),
    ],
)
def test_one_value_too_many_is_found(hand: Graph, kind: str, path: str, value: str, fault: str) -> None:
    found = violations_in(_added(_quads(hand), kind, path, value), "g")
    assert fault in {violation.path for violation in found}


@pytest.mark.parametrize(("kind", "path", "value", "fault"), BROKEN[::3])
def test_pyshacl_finds_the_same_nodes(
    hand: Graph, kind: str, path: str, value: str | None, fault: str
) -> None:
    ours = violations_in(_changed(_quads(hand), kind, path, value), "g")
    assert {violation.focus for violation in ours} == _by_pyshacl(_changed(_quads(hand), kind, path, value))


def test_a_constraint_that_is_not_known_is_refused() -> None:
    assert value_test("uniqueLang", Literal("true"), []) is None


def test_an_entity_with_two_preferred_labels_is_found(tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction()])
    store = Store(str(tmp_path / "generation-1" / "quads"))
    node = NamedNode(f"{ID}Program/渡口警长制")
    store.add(Quad(node, _iri("skos:prefLabel"), Literal("另一名", language="zh")))
    store.flush()
    del store
    (violation,) = Graph.open(tmp_path).validate()
    assert (violation.focus, violation.message) == (node.value, "an entity has one preferred label")


def test_every_message_of_a_shape_is_told_in_two_languages() -> None:
    told = chinese_messages()
    assert len(told) > 10
    assert all(
        re.search("[a-z]", english) and re.search("[\u4e00-\u9fff]", chinese)
        for english, chinese in told.items()
    )
