"""A graph in, its observations as an RDF Data Cube in Turtle out (W3C Recommendation of 2014-01-16).

Dimensions: what is measured, its metric, kind, unit and period, and `reading`, which numbers observations
that agree in all of these (two newspapers, two figures), since a cube has one observation for each
combination (IC-12). An open or unstated end of a period is `..`.
"""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.graph.iris import PREFIXES, RDF, RDFS, XSD, hashed, pol
from kg.graph.metrics import metric_node
from kg.graph.store import Graph
from kg.graph.tables import observation_rows, records

QB = PREFIXES["qb"]
CUBE = "https://w3id.org/policing-kg/cube#"
DATASET, STRUCTURE = NamedNode(CUBE + "observations"), NamedNode(CUBE + "structure")
TYPE, LABEL = NamedNode(RDF + "type"), NamedNode(RDFS + "label")
# Component: property → (its role, label).
COMPONENTS = {
    pol("about"): ("dimension", "entity measured"),
    pol("metric"): ("dimension", "metric"),
    pol("kind"): ("dimension", "kind of figure"),
    NamedNode(CUBE + "unit"): ("dimension", "unit, empty where there is none"),
    NamedNode(CUBE + "period"): ("dimension", "first and last day"),
    NamedNode(CUBE + "reading"): ("dimension", "number among figures that agree in all other dimensions"),
    pol("value"): ("measure", "value"),
    pol("direction"): ("attribute", "direction of a change"),
    pol("basis"): ("attribute", "basis of a change"),
    pol("bound"): ("attribute", "bound"),
    pol("fromValue"): ("attribute", "earlier value"),
    NamedNode(CUBE + "status"): ("attribute", "status of its evidence"),
    NamedNode(CUBE + "observation"): ("attribute", "observation of the graph, which has the evidence"),
}
Row = dict[str, str]


def _qb(name: str) -> NamedNode:
    return NamedNode(QB + name)


def _structure() -> list[Triple]:
    triples = [
        Triple(DATASET, TYPE, _qb("DataSet")),
        Triple(DATASET, LABEL, Literal("警务成效观测", language="zh")),
        Triple(DATASET, LABEL, Literal("Observations of policing outcomes", language="en")),
        Triple(DATASET, _qb("structure"), STRUCTURE),
        Triple(STRUCTURE, TYPE, _qb("DataStructureDefinition")),
    ]
    for number, (name, (role, label)) in enumerate(COMPONENTS.items(), 1):
        component = NamedNode(f"{CUBE}component-{number:02}")
        triples += [
            Triple(STRUCTURE, _qb("component"), component),
            Triple(component, TYPE, _qb("ComponentSpecification")),
            Triple(component, _qb(role), name),
            Triple(name, TYPE, _qb(f"{role.capitalize()}Property")),
            Triple(name, LABEL, Literal(label, language="en")),
        ]
    return triples


def _number(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "decimal"))


def _key(row: Row) -> tuple[str, ...]:
    period = f"{row['period_start']}..{row['period_end']}"
    return row["about_iri"], row["metric"], row["kind"], row["unit"], period


def _observation(row: Row, reading: int, statuses: set[str]) -> list[Triple]:
    about, metric, kind, unit, period = _key(row)
    node = hashed("CubeObservation", row["observation_iri"])
    said: list[tuple[NamedNode, NamedNode | Literal]] = [
        (TYPE, _qb("Observation")),
        (_qb("dataSet"), DATASET),
        (pol("about"), NamedNode(about)),
        (pol("metric"), metric_node(metric)),
        (pol("kind"), pol(kind)),
        (NamedNode(CUBE + "unit"), Literal(unit)),
        (NamedNode(CUBE + "period"), Literal(period)),
        (NamedNode(CUBE + "reading"), Literal(reading)),
        (pol("value"), _number(row["value"])),
        (NamedNode(CUBE + "observation"), NamedNode(row["observation_iri"])),
    ]
    said += [(pol(name), pol(row[name])) for name in ("direction", "basis", "bound") if row[name]]
    said += [(pol("fromValue"), _number(row["from_value"]))] if row["from_value"] else []
    said += [(NamedNode(CUBE + "status"), pol(status)) for status in sorted(statuses)]
    return [Triple(node, name, value) for name, value in said]


def cube(graph: Graph, private: bool = False) -> list[Triple]:
    """The structure and every observation, in order of what they say."""
    statuses: dict[str, set[str]] = {}
    rows: dict[str, Row] = {}
    for row in records(observation_rows(graph, private)):
        rows.setdefault(row["observation_iri"], row)
        statuses.setdefault(row["observation_iri"], set()).add(row["status"])
    triples, readings = _structure(), Counter[tuple[str, ...]]()
    for row in sorted(rows.values(), key=lambda row: (_key(row), row["observation_iri"])):
        readings[_key(row)] += 1
        triples += _observation(row, readings[_key(row)], statuses[row["observation_iri"]])
    return triples


def write_cube(graph: Graph, out: BinaryIO, private: bool) -> None:
    """Write the cube; private people only when `private`."""
    prefixes = {name: PREFIXES[name] for name in ("pol", "qb", "rdf", "rdfs", "xsd")} | {"cube": CUBE}
    whole = BytesIO()
    serialize(cube(graph, private), whole, RdfFormat.TURTLE, prefixes=dict(sorted(prefixes.items())))
    lines = whole.getvalue().splitlines(keepends=True)
    out.writelines(sorted(lines[: len(prefixes)]))  # the serialiser shuffles them
    out.writelines(lines[len(prefixes) :])
