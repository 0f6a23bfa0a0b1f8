"""The ontology against the code, the graph and the shapes: a term is defined there or nowhere."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from kg.graph import Graph
from kg.graph.iris import CLASS_OF, POL, PREFIXES
from kg.graph.ontology_page import ontology_page
from kg.graph.vocabulary import axioms, terms
from kg.records import Basis, Bound, Direction, Kind, Label, Predicate, Status

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def _parsed(name: str) -> rdflib.Graph:
    text = files("kg.ontology").joinpath(name).read_text("utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("pol:Kind", {str(each) for each in Kind}),
        ("pol:Status", {str(each) for each in Status}),
        ("pol:Direction", {str(each) for each in Direction}),
        ("pol:Basis", {str(each) for each in Basis}),
        ("pol:Bound", {str(each) for each in Bound}),
    ],
)
def test_closed_lists_are_those_of_the_records(kind: str, names: set[str]) -> None:
    assert terms(kind) == names


def test_every_label_has_a_class_and_every_entity_class_a_label() -> None:
    assert set(CLASS_OF) == set(Label)
    assert {child.value.removeprefix(POL) for child in axioms().superclasses} == set(CLASS_OF.values())


def test_every_predicate_is_a_property() -> None:
    assert {str(each) for each in Predicate} <= terms("owl:ObjectProperty") | terms("owl:DatatypeProperty")


def test_every_term_has_labels_and_comments_in_two_languages() -> None:
    ontology = _parsed("policing.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
    own = {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    for term in own:
        for said in (RDFS.label, RDFS.comment):
            languages = sorted(str(each.language) for each in ontology.objects(term, said))  # type: ignore[attr-defined]
            assert languages == ["en", "zh"], (term, said)


def test_every_term_in_a_graph_is_defined(hand: Graph, reports: Graph) -> None:
    ontology = _parsed("policing.ttl")
    defined = {str(term) for term in ontology.subjects(RDF.type, None)}
    for graph in (hand, reports):
        used = {iri for (iri,) in graph.select("SELECT DISTINCT ?p { ?s ?p ?o }")}
        used |= {iri for (iri,) in graph.select("SELECT DISTINCT ?c { ?s a ?c }")}
        assert {iri for iri in used if iri and iri.startswith(POL)} <= defined


def test_every_class_and_property_has_a_shape() -> None:
    ontology, shapes = _parsed("policing.ttl"), _parsed("shapes.ttl")
    shaped = set(shapes.objects(None, SH.targetClass)) | set(shapes.objects(None, SH.targetSubjectsOf))
    paths = set(shapes.objects(None, SH.path)) | shaped
    lists = {rdflib.URIRef(POL + name) for name in ("Kind", "Status", "Direction", "Basis", "Bound")}
    assert set(ontology.subjects(RDF.type, OWL.Class)) - lists <= shaped
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        assert set(ontology.subjects(RDF.type, kind)) <= paths


def test_shapes_and_prefixes_name_only_what_is_defined() -> None:
    ontology, shapes = _parsed("policing.ttl"), _parsed("shapes.ttl")
    defined = set(ontology.subjects(RDF.type, None))
    named = {term for triple in shapes for term in triple if str(term).startswith(POL)}
    assert named <= defined
    assert PREFIXES["pol"] == POL


def test_the_documentation_is_that_of_the_ontology() -> None:
    page = (Path(__file__).parents[2] / "docs" / "ontology.html").read_text("utf-8")
    assert page == ontology_page()
    for kind in ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:NamedIndividual"):
        assert all(f'<tr id="{name}">' in page for name in terms(kind))
