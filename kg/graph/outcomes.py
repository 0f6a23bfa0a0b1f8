"""A graph and conditions in, the observations that meet them out, a row for each evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import BadQuery
from kg.graph.lookup import found
from kg.graph.store import Graph
from kg.graph.tables import Row, observation_rows

PERIOD = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)?(\.\.)?(\d{4}(?:-\d\d(?:-\d\d)?)?)?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions, all of which must hold; None is no condition.

    `about` and `credited` are names of entities, `metric` a part of a metric's name, `period` a year
    or `FIRST..LAST` (either may be left out), which the observation's own period must touch, `sure` the
    least confidence, from 0 to 1.
    """

    about: str | None = None
    metric: str | None = None
    period: str | None = None
    kind: str | None = None
    credited: str | None = None
    sure: float | None = None


def _span(period: str) -> tuple[str, str]:
    """First and last day that `2023`, `2023..2024` or `2024-06..` covers."""
    match = PERIOD.fullmatch(period)
    if not match or not (match[1] or match[3]):
        raise BadQuery(f"no period: {period!r}; write 2023, 2023..2024 or 2024-06..")
    first = match[1] or "0000"
    last = match[3] or ("9999" if match[2] else first)
    return f"{first}-01-01"[:10], f"{last}-12-31"[:10]


def _touches(row: dict[str, str], first: str, last: str) -> bool:
    start, end = row["period_start"], row["period_end"]
    return bool(start or end) and (start or end) <= last and (end or "9999") >= first


def outcomes(graph: Graph, wanted: Wanted, private: bool = False) -> list[Row]:
    """A heading (see `kg.graph.tables`) and the rows that meet `wanted`, sorted.

    Raises NoSuchName for a name that is none, BadQuery for a period that is none.
    """
    heads, *rows = observation_rows(graph, private)
    about = found(graph, wanted.about, private).iri if wanted.about else ""
    credited = found(graph, wanted.credited, private).name if wanted.credited else ""
    first, last = _span(wanted.period) if wanted.period else ("", "")

    def meets(cells: Row) -> bool:
        row = dict(zip(heads, cells, strict=True))
        return (
            about in {"", row["about_iri"]}
            and credited in {"", row["attributed_to"]}
            and (wanted.metric or "") in row["metric"]
            and (wanted.kind or "").lower() in {"", row["kind"].lower()}
            and (not first or _touches(row, first, last))
            and float(row["confidence"] or 0) >= (wanted.sure or 0)
        )

    return [heads, *filter(meets, rows)]
