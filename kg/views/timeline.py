"""A projection in, the timeline's page out: when programmes began, and from place to place."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kg.views.content import content, order
from kg.views.projection import Projection
from kg.views.shell import page_html
from kg.views.whereabouts import points, whereabouts

SPREADING = ("runs", "uses", "partnerOf")


def beginnings(shown: Projection) -> list[list[Any]]:
    """Rows of (entity, date, fact, places, [date of a report, place]…), the earliest first."""
    number = {iri: i for i, iri in enumerate(order(shown))}
    where = points(shown)
    at = whereabouts(shown, where)
    reported: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for fact in shown.facts:
        if fact.predicate in SPREADING and not fact.literal:
            issued = {shown.documents.get(p.document, {}).get("issued", "") for p in fact.proofs} - {""}
            places = {number[place] for place in at.get(fact.subject, ())}
            reported[fact.object] |= {(day, place) for day in issued for place in places}
    rows = [
        [
            *(number[fact.subject], fact.object, n),
            sorted(number[place] for place in at.get(fact.subject, ())),
            [list(pair) for pair in sorted(reported[fact.subject])],
        ]
        for n, fact in enumerate(shown.facts)
        if fact.predicate == "started"
    ]
    return sorted(rows, key=lambda row: (row[1], row[0]))


def render_timeline(shown: Projection, language: str = "zh") -> str:
    """The whole page; `language` is zh or en."""
    rows = content(shown, placed=False) | {"beginnings": beginnings(shown)}
    return page_html(rows, "timeline", ("page_sheet.js", "timeline.js"), language)
