"""A projection in, the places of each entity out, and where on the plane an official division lies.

A place stands where the official lists have it, or where the division above it stands. A unit stands
where it is said to be, else where the whole is that it is part of; a programme where those run it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from kg.lexicon.divisions import Division, Level, by_code, chain, children, find, scan
from kg.views.projection import Projection

# Albers' equal-area conic, as atlases of China draw it: parallels 25° and 47°, meridian 105°.
SOUTH, NORTH, MIDDLE, ORIGIN = 25.0, 47.0, 105.0, 35.0
SCALE = 1000.0  # units on the plane for one earth's radius
ROUNDS = 4  # of passing a place on: station → bureau → programme → its parts
Point = tuple[float, float]
Places = dict[str, set[str]]


def plane(lon: float, lat: float) -> Point:
    """Where a longitude and latitude in degrees lie on the plane; y grows downward."""
    south, north, origin = (math.radians(d) for d in (SOUTH, NORTH, ORIGIN))
    n = (math.sin(south) + math.sin(north)) / 2
    c = math.cos(south) ** 2 + 2 * n * math.sin(south)
    turn = n * math.radians(lon - MIDDLE)
    rho, rho0 = (math.sqrt(max(0.0, c - 2 * n * math.sin(a))) / n for a in (math.radians(lat), origin))
    return round(SCALE * rho * math.sin(turn), 1), round(-SCALE * (rho0 - rho * math.cos(turn)), 1)


def point_of(division: Division) -> Point | None:
    """The plane point of a division, or of the nearest above it that has coordinates below a country."""
    for each in chain(division):
        if each.lon is not None and each.lat is not None and each.level >= Level.PROVINCE:
            return plane(each.lon, each.lat)
    return None


def _division(name: str, code: str, above: set[str]) -> Division | None:
    """The division of a place: by its code, else by a name that only one bears, or one within `above`.

    A town counts only within a place that the graph says it is part of: too many share a name. A short
    name counts only there too: 太湖 is a lake before it is 太湖县.
    """
    if code and (known := by_code(code)):
        return known
    found = [d for d in find(name) if d.level >= Level.PROVINCE]
    inside = [d for d in found if above & {up.name for up in chain(d)[1:]}]
    upper = [d for d in found if d.level <= Level.COUNTY and d.name == name]
    chosen = inside or upper
    return chosen[0] if len(chosen) == 1 or (chosen and chosen[0].level <= Level.PREFECTURE) else None


def points(shown: Projection) -> dict[str, Point]:
    """The plane point of each place of the graph that has one."""
    wholes: dict[str, set[str]] = defaultdict(set)
    for fact in shown.facts:
        if fact.predicate == "partOf" and not fact.literal:
            wholes[fact.subject].add(fact.object)
    found = {}
    for iri, subject in shown.subjects.items():
        if subject.kind == "Place":
            above = {shown.subjects[up].name for up in _upward(iri, wholes)}
            division = _division(subject.name, subject.code, above)
            if division and (point := point_of(division)):
                found[iri] = point
    for iri in sorted(wholes):
        near = [found[up] for up in _upward(iri, wholes) if up in found]
        if iri not in found and near and shown.subjects[iri].kind == "Place":
            found[iri] = near[0]
    return found


def _upward(iri: str, wholes: dict[str, set[str]]) -> list[str]:
    ahead, seen = sorted(wholes.get(iri, ())), []
    while ahead:
        seen.append(ahead.pop(0))
        ahead += [up for up in sorted(wholes.get(seen[-1], ())) if up not in seen and up != iri]
    return seen


def whereabouts(shown: Projection, where: dict[str, Point]) -> Places:
    """IRIs of the places (with a point) at which each entity stands or acts."""
    at: Places = {iri: {iri} for iri in where} | _stated(shown, where)
    names = {shown.subjects[iri].name: iri for iri in where}
    for iri, subject in shown.subjects.items():
        if iri not in at and subject.kind in ("PoliceUnit", "Organization"):
            spelt = [d.name for _, _, ds in scan(subject.name, towns=False) for d in ds[:1]]
            if spelt and spelt[-1] in names:
                at[iri] = {names[spelt[-1]]}
    for _ in range(ROUNDS):
        _pass_on(shown, at)
    return at


def _stated(shown: Projection, where: dict[str, Point]) -> Places:
    """Where each entity is said to be: of a town and the city around it, the town."""
    found: Places = defaultdict(set)
    wholes: dict[str, set[str]] = defaultdict(set)
    for fact in shown.facts:
        if fact.predicate == "locatedIn" and fact.object in where:
            found[fact.subject].add(fact.object)
        elif fact.predicate == "partOf":
            wholes[fact.subject].add(fact.object)
    return {
        iri: places - {up for place in places for up in _upward(place, wholes)} or places
        for iri, places in found.items()
    }


def _pass_on(shown: Projection, at: Places) -> None:
    """Give what has no place yet the places of those that run it, that it is part of or belongs to."""
    fresh: Places = defaultdict(set)
    for fact in shown.facts:
        for giver, taker in _ways(fact.predicate, fact.subject, fact.object):
            if giver in at and taker not in at and shown.subjects[taker].kind != "Place":
                fresh[taker] |= at[giver]
    at.update(fresh)


def _ways(predicate: str, subject: str, target: str) -> Iterator[tuple[str, str]]:
    if predicate in ("runs", "uses"):
        yield subject, target
    if predicate in ("partOf", "memberOf", "hasRole", "tookPartIn", "locatedIn"):
        yield target, subject
    if predicate in ("hasRole", "partnerOf"):
        yield subject, target


@cache
def _provinces() -> tuple[Division, ...]:
    country = chain(find("北京市", towns=False)[0])[-1]
    return tuple(d for d in children(country) if d.level == Level.PROVINCE and d.lon is not None)


def province_names() -> list[tuple[float, float, str]]:
    """Where each province's name stands: the middle of its divisions, not its capital."""
    found = []
    for province in _provinces():
        inside = [p for d in (children(province) or (province,)) if (p := point_of(d))]
        x, y = (sum(values) / len(inside) for values in zip(*inside, strict=True))
        found.append((round(x), round(y), province.short.split()[0]))
    return found


def county_names() -> list[tuple[float, float, str]]:
    """Where every county lies and its name: together they show the land's shape."""
    found = set()
    for province in _provinces():
        below = [d for child in children(province) for d in (child, *children(child))]
        upper = [d for d in below if d.level <= Level.COUNTY and d.lon is not None]
        found |= {(*(point_of(d) or (0.0, 0.0)), d.name) for d in upper}
    return sorted(found)


def graticule() -> list[list[float]]:
    """Meridians and parallels every 10 degrees, each a list of x, y, x, y…"""
    lines = [[(lon, lat) for lat in range(15, 56, 5)] for lon in range(70, 141, 10)]
    lines += [[(lon, lat) for lon in range(70, 141, 2)] for lat in range(20, 51, 10)]
    return [[n for lon, lat in line for n in plane(lon, lat)] for line in lines]
