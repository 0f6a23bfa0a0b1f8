"""A graph in, tables out: one of observations, one of statements, that a spreadsheet opens unharmed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from io import TextIOWrapper
from typing import BinaryIO

from kg.graph.iris import POL
from kg.graph.store import Graph

Row = tuple[str, ...]

# A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection).
FORMULA = re.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")

OBSERVATIONS = """SELECT ?doc ?issued ?name ?class ?metric ?kind ?value ?unit ?direction ?basis ?from ?bound
  ?start ?end ?scope ?credit ?status ?confidence ?origin ?exact ?v ?about ?o
{
  ?o a pol:Observation ; pol:about ?about ; pol:metric/skos:prefLabel ?metric ; pol:kind ?kind ;
     pol:value ?value ; pol:evidence ?v .
  ?about skos:prefLabel ?name ; a ?class .
  FILTER(STRSTARTS(STR(?class), STR(pol:)) && ?class != pol:Entity)
  ?v pol:inDocument ?d ; pol:status ?status ; pol:confidence ?confidence ; pol:origin ?origin ;
     pol:exact ?exact .
  ?d dct:identifier ?doc . OPTIONAL { ?d dct:issued ?issued }
  OPTIONAL { ?o pol:unit ?unit } OPTIONAL { ?o pol:direction ?direction } OPTIONAL { ?o pol:basis ?basis }
  OPTIONAL { ?o pol:fromValue ?from } OPTIONAL { ?o pol:bound ?bound }
  OPTIONAL { ?o pol:periodStart ?start } OPTIONAL { ?o pol:periodEnd ?end }
  OPTIONAL { ?o pol:rankScope/skos:prefLabel ?scope } OPTIONAL { ?o pol:attributedTo/skos:prefLabel ?credit }
  #private
}"""
# What belongs to one telling of a figure: its words, their place, who says it, what does not add up.
ASIDES = """SELECT ?v ?slot ?value {
  VALUES ?slot { pol:quote pol:figureStart pol:figureEnd pol:flag } ?v ?slot ?value }"""
SPEAKERS = """SELECT ?v ?name { ?v pol:speaker ?speaker . ?speaker skos:prefLabel ?name
  #private
}"""
STATEMENTS = """SELECT ?doc ?issued ?subject ?class ?predicate ?object ?target ?status ?confidence
  ?origin ?exact ?s ?o {
  ?st a pol:Statement ; rdf:subject ?s ; rdf:predicate ?predicate ; rdf:object ?o ; pol:evidence ?v .
  ?s skos:prefLabel ?subject ; a ?class .
  FILTER(STRSTARTS(STR(?class), STR(pol:)) && ?class != pol:Entity)
  ?v pol:inDocument ?d ; pol:status ?status ; pol:confidence ?confidence ; pol:origin ?origin ;
     pol:exact ?exact .
  ?d dct:identifier ?doc . OPTIONAL { ?d dct:issued ?issued }
  OPTIONAL { ?o skos:prefLabel ?label ; a ?target .
    FILTER(STRSTARTS(STR(?target), STR(pol:)) && ?target != pol:Entity) }
  BIND(COALESCE(?label, STR(?o)) AS ?object)
  #private
}"""
ENTITIES = """SELECT ?iri ?class ?name ?alias {
  ?iri skos:prefLabel ?name ; a ?class . FILTER(STRSTARTS(STR(?class), STR(pol:)) && ?class != pol:Entity)
  FILTER(?class != pol:Metric)
  OPTIONAL { ?iri skos:altLabel ?alias FILTER(LANG(?alias) = "zh") }
  #private
}"""
OBSERVATION_COLUMNS = (
    "document issued about class metric kind value unit direction basis from_value bound period_start "
    "period_end rank_scope attributed_to status confidence origin sentence quote figure_start figure_end "
    "speaker flags about_iri observation_iri"
)
SLOTS = ("quote", "figureStart", "figureEnd", "speaker", "flag")
STATEMENT_COLUMNS = (
    "document issued subject subject_class predicate object object_class status confidence origin "
    "sentence subject_iri object_iri"
)


def _asked(query: str, hidden: str) -> str:
    return query.replace("#private", f"FILTER NOT EXISTS {{ {hidden} pol:private true }}" if hidden else "")


def _rows(graph: Graph, query: str, columns: str, hidden: str) -> list[Row]:
    rows = {
        tuple((cell or "").removeprefix(POL) for cell in row) for row in graph.select(_asked(query, hidden))
    }
    return [tuple(columns.split()), *sorted(rows)]


def _asides(graph: Graph, private: bool) -> dict[tuple[str, str], str]:
    """Evidence and slot → its value; several are parted by a space."""
    told = {(v or "", (slot or "").removeprefix(POL), value or "") for v, slot, value in graph.select(ASIDES)}
    speakers = graph.select(_asked(SPEAKERS, "" if private else "?speaker"))
    told |= {(v or "", "speaker", name or "") for v, name in speakers}
    found: dict[tuple[str, str], str] = {}
    for v, slot, value in sorted(told):
        found[v, slot] = f"{found[v, slot]} {value}" if (v, slot) in found else value
    return found


def observation_rows(graph: Graph, private: bool = False) -> list[Row]:
    """A heading and one row for each evidence of each observation, sorted."""
    _, *rows = _rows(graph, OBSERVATIONS, "", "" if private else "?about")
    asides = _asides(graph, private)
    whole = [(*row[:-3], *(asides.get((row[-3], slot), "") for slot in SLOTS), *row[-2:]) for row in rows]
    return [tuple(OBSERVATION_COLUMNS.split()), *sorted(set(whole))]


def statement_rows(graph: Graph, private: bool = False) -> list[Row]:
    """A heading and one row for each evidence of each statement, sorted."""
    rows = _rows(graph, STATEMENTS, STATEMENT_COLUMNS, "" if private else "?s")
    if private:
        return rows
    hidden = {iri for (iri,) in graph.select("SELECT ?e { ?e pol:private true }")}
    return [row for row in rows if row[-1] not in hidden]


def entity_rows(graph: Graph, private: bool = False) -> list[Row]:
    """A heading and one row for each Chinese alias of each entity, one for an entity without, sorted."""
    return _rows(graph, ENTITIES, "iri class name alias", "" if private else "?iri")


def records(rows: Iterable[Row]) -> list[dict[str, str]]:
    """Rows below a heading as dictionaries."""
    heads, *cells = rows
    return [dict(zip(heads, row, strict=True)) for row in cells]


def safe(cell: str) -> str:
    """The cell as a spreadsheet shows it and never runs it: a formula gets an apostrophe before it."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def write_table(rows: Iterable[Row], out: BinaryIO) -> None:
    """Write CSV with a byte order mark, by which Excel knows that the Chinese is UTF-8."""
    text = TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    csv.writer(text, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    text.detach()
