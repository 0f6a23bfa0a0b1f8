"""A graph in, FollowTheMoney entities as JSON lines out, sorted by id.

Schemata and properties: followthemoney 4.11. A statement becomes an interval between two entities, with
the sentence, the document (`proof`) and the rule on which it stands; the address of the entity or the
statement in the graph is its `sourceUrl`.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from kg.graph import iris
from kg.graph.iris import digest
from kg.graph.store import Graph
from kg.graph.tables import entity_rows, records, statement_rows

SCHEMA = {
    "Place": "Address",
    "PoliceUnit": "PublicBody",
    "Organization": "Organization",
    "Team": "Organization",
    "Role": "Position",
    "Program": "Project",
    "Platform": "Asset",
    "Person": "Person",
    "Event": "Event",
    "Award": "Note",
    "Case": "CourtCase",
}
BODIES = {"PublicBody", "Organization"}
# Predicate → schema, property of the subject, of the object, and what the ends must be.
INTERVALS = {
    "memberOf": ("Membership", "member", "organization", {"Person"} | BODIES, BODIES),
    "hasRole": ("Occupancy", "holder", "post", {"Person"}, {"Position"}),
    "runs": ("ProjectParticipant", "participant", "project", {"Person"} | BODIES, {"Project"}),
    "uses": ("ProjectParticipant", "participant", "project", {"Person"} | BODIES, {"Project"}),
}
BEGAN = dict.fromkeys(BODIES, "incorporationDate") | {
    "Project": "startDate",
    "Event": "startDate",
    "Position": "inceptionDate",
}
Row = dict[str, str]


class _Entities:
    """Entities by id, each property a set of values."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, dict[str, set[str]]]] = {}

    def add(self, key: str, schema: str, **values: str) -> None:
        _, properties = self.found.setdefault(key, (schema, {}))
        for name, value in values.items():
            if value:
                properties.setdefault(name, set()).add(value)

    def lines(self) -> list[dict[str, Any]]:
        return [
            {"id": key, "schema": schema, "properties": {n: sorted(v) for n, v in sorted(values.items())}}
            for key, (schema, values) in sorted(self.found.items())
        ]


def key_of(iri: str) -> str:
    """The id of the thing with this IRI."""
    return f"pol-{digest(iri)}"


def _interval(row: Row) -> tuple[str, str, str]:
    """Schema and the two properties of a statement's interval."""
    ends = SCHEMA[row["subject_class"]], SCHEMA[row["object_class"]]
    schema, start, end, subjects, objects = INTERVALS.get(row["predicate"], ("", "", "", set(), set()))
    fits = ends[0] in subjects and ends[1] in objects
    return (schema, start, end) if fits else ("UnknownLink", "subject", "object")


def _add_statement(entities: _Entities, row: Row) -> None:
    document = iris.document(row["document"]).value
    entities.add(
        key_of(document), "Document", fileName=row["document"], publishedAt=row["issued"], sourceUrl=document
    )
    if not row["object_class"]:
        schema = SCHEMA[row["subject_class"]]
        if row["status"] == "Asserted" and schema in BEGAN:
            entities.add(key_of(row["subject_iri"]), schema, **{BEGAN[schema]: row["object"]})
        return
    schema, start, end = _interval(row)
    key = key_of(" ".join((row["subject_iri"], row["predicate"], row["object_iri"], row["status"])))
    said = {
        "status" if schema != "Occupancy" else "summary": row["status"],
        "description": row["sentence"],
        "recordId": row["origin"],
        "proof": key_of(document),
        "date": row["issued"],
        start: key_of(row["subject_iri"]),
        end: key_of(row["object_iri"]),
    }
    if schema != "Occupancy":
        said["role"] = row["predicate"]
    entities.add(key, schema, **said)


def write_ftm(graph: Graph, out: BinaryIO, private: bool) -> None:
    """Write every entity, document and statement; private people only when `private`."""
    entities = _Entities()
    for row in records(entity_rows(graph, private)):
        schema = SCHEMA[row["class"]]
        entities.add(key_of(row["iri"]), schema, name=row["name"], alias=row["alias"], sourceUrl=row["iri"])
        if schema == "Address":
            entities.add(key_of(row["iri"]), schema, full=row["name"])
    for row in records(statement_rows(graph, private)):
        _add_statement(entities, row)
    for line in entities.lines():
        out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
