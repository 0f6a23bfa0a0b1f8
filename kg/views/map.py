"""A projection in, the map's page out: what stands and acts where, on a plane drawn from packaged data."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kg.views.content import content, order
from kg.views.projection import Projection
from kg.views.shell import page_html
from kg.views.whereabouts import county_names, graticule, points, province_names, whereabouts


def marks(shown: Projection) -> tuple[list[list[Any]], int]:
    """Rows of (x, y, places, entities there), the fullest first; and how many entities have no place."""
    number = {iri: i for i, iri in enumerate(order(shown))}
    where = points(shown)
    there: dict[tuple[float, float], tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    at = whereabouts(shown, where)
    for iri, places in at.items():
        for place in places:
            named, members = there[where[place]]
            named.add(number[place])
            members.add(number[iri])
    rows = [[x, y, sorted(named), sorted(members)] for (x, y), (named, members) in there.items()]
    return sorted(rows, key=lambda row: (-len(row[3]), row[0], row[1])), len(number) - len(at)


def render_map(shown: Projection, language: str = "zh") -> str:
    """The whole page; `language` is zh or en."""
    found, placeless = marks(shown)
    rows = content(shown, placed=False) | {
        "marks": found,
        "placeless": placeless,
        "provinces": province_names(),
        "counties": county_names(),
        "graticule": graticule(),
    }
    return page_html(rows, "map", ("page_sheet.js", "map.js"), language)
