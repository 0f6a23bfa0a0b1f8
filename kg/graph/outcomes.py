"""A graph and conditions in, the rows of measured outcomes that meet them out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import BadQuery
from kg.graph import terms
from kg.graph.store import Graph
from kg.graph.tables import OBSERVATION_COLUMNS, Row, observation_rows

COLUMNS = OBSERVATION_COLUMNS.split()
PERIOD = re.compile(r"(\d{4})(?:\.\.(\d{4}))?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions on outcomes; None asks nothing. `period` is `2024` or `2023..2024`, both inclusive."""

    about: str | None = None
    metric: str | None = None
    period: str | None = None
    kind: str | None = None
    credited: str | None = None


def _named(graph: Graph, name: str) -> set[str]:
    """Preferred labels and IRIs of the entities that answer to `name`."""
    query = "SELECT ?e ?p { ?e skos:prefLabel|skos:altLabel ?name ; skos:prefLabel ?p }"
    return {str(cell) for row in graph.select(query, {"name": terms.chinese(name)}) for cell in row}


def _years(period: str) -> tuple[str, str]:
    match = PERIOD.fullmatch(period)
    if not match or (match[2] and match[2] < match[1]):
        raise BadQuery(f"--period {period}: write a year or two, for example 2024 or 2023..2024")
    return match[1], match[2] or match[1]


def _within(row: Row, years: tuple[str, str]) -> bool:
    start, end = row[COLUMNS.index("period_start")][:4], row[COLUMNS.index("period_end")][:4]
    return bool(start or end) and years[0] <= (start or end) and (end or start) <= years[1]


def outcomes(graph: Graph, wanted: Wanted, private: bool = False) -> list[Row]:
    """A heading and the rows of `kg.graph.tables` that meet every condition, sorted."""
    heads, *rows = observation_rows(graph, private)
    at = {name: i for i, name in enumerate(heads)}
    if wanted.about is not None:
        subjects = _named(graph, wanted.about)
        rows = [row for row in rows if row[at["about_iri"]] in subjects]
    if wanted.metric is not None:
        rows = [row for row in rows if wanted.metric in row[at["metric"]]]
    if wanted.kind is not None:
        rows = [row for row in rows if row[at["kind"]].lower() == wanted.kind.lower()]
    if wanted.credited is not None:
        credit = _named(graph, wanted.credited)
        rows = [row for row in rows if row[at["attributed_to"]] in credit]
    if wanted.period is not None:
        years = _years(wanted.period)
        rows = [row for row in rows if _within(row, years)]
    return [heads, *rows]
