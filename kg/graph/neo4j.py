"""A graph in, a folder of CSV files for `neo4j-admin database import` out.

    neo4j-admin database import full --nodes=entities.csv --nodes=observations.csv \\
        --nodes=documents.csv --relationships=relations.csv --relationships=links.csv

Headers: Neo4j Operations Manual, "CSV header format". A relation is one row for each evidence; what is
not asserted has a type of its own (`PLANNED_RUNS`), so that a query for RUNS meets no plan.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from io import TextIOWrapper
from typing import BinaryIO

from kg.graph import iris
from kg.graph.store import Graph
from kg.graph.tables import Row, entity_rows, observation_rows, records, statement_rows

BREAKS = re.compile(r"\s*[\r\n]+\s*")  # a line of the importer holds no break unless it is told
ENTITIES = ("iri:ID", "name", "aliases:string[]", ":LABEL")
DOCUMENTS = ("iri:ID", "identifier", "issued", ":LABEL")
LINKS = (":START_ID", ":END_ID", ":TYPE", "status", "confidence:double", "origin", "sentence")
RELATIONS = (*LINKS, "document")
FIGURE = ("value:double", "unit", "direction", "basis", "from_value:double", "bound")
OBSERVATIONS = ("iri:ID", "metric", "kind", *FIGURE, "period_start", "period_end", "rank_scope", ":LABEL")
Maker = Callable[[Graph, bool], Iterable[Row]]


def _entities(graph: Graph, private: bool) -> Iterator[Row]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in records(entity_rows(graph, private)):
        aliases = found.setdefault((row["iri"], row["name"], row["class"]), [])
        aliases += [row["alias"].replace(";", "；")] if row["alias"] else []
    for (iri, name, kind), aliases in found.items():
        yield iri, name, ";".join(aliases), f"Entity;{kind}"


def _documents(graph: Graph, private: bool) -> list[Row]:
    rows = records(statement_rows(graph, True)) + records(observation_rows(graph, True))
    told = {(row["document"], row["issued"]) for row in rows}
    return [(iris.document(name).value, name, issued, "Document") for name, issued in sorted(told)]


def kind_of(predicate: str, status: str) -> str:
    """The type of a relation: `runs` RUNS, a planned one PLANNED_RUNS."""
    name = re.sub("(?=[A-Z])", "_", predicate).upper()
    return name if status == "Asserted" else f"{status.upper()}_{name}"


def _relations(graph: Graph, private: bool) -> Iterator[Row]:
    for row in records(statement_rows(graph, private)):
        if row["object_class"]:
            kind = kind_of(row["predicate"], row["status"])
            ends = row["subject_iri"], row["object_iri"], kind
            yield *ends, *(row[name.partition(":")[0]] for name in RELATIONS[3:])


def _observations(graph: Graph, private: bool) -> list[Row]:
    names = [name.partition(":")[0] for name in OBSERVATIONS[1:-1]]
    rows = records(observation_rows(graph, private))
    return sorted({(r["observation_iri"], *(r[name] for name in names), "Observation") for r in rows})


def _links(graph: Graph, private: bool) -> list[Row]:
    """What each observation is about, and the document in which it stands."""
    links = set()
    for row in records(observation_rows(graph, private)):
        said = tuple(row[name.partition(":")[0]] for name in LINKS[3:])
        links.add((row["observation_iri"], row["about_iri"], "ABOUT", *said))
        links.add((row["observation_iri"], iris.document(row["document"]).value, "STATED_IN", *said))
    return sorted(links)


def _writer(heads: Row, make: Maker) -> Callable[[Graph, BinaryIO, bool], None]:
    def write(graph: Graph, out: BinaryIO, private: bool) -> None:
        text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
        rows = ([BREAKS.sub(" ", cell) for cell in row] for row in make(graph, private))
        csv.writer(text, lineterminator="\n").writerows([heads, *rows])
        text.detach()

    return write


FILES = {
    "entities.csv": _writer(ENTITIES, _entities),
    "documents.csv": _writer(DOCUMENTS, _documents),
    "observations.csv": _writer(OBSERVATIONS, _observations),
    "relations.csv": _writer(RELATIONS, _relations),
    "links.csv": _writer(LINKS, _links),
}
