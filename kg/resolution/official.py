"""Resolved places and bureaus in, what official data adds out: parents, and the places bureaus serve."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from kg.lexicon import divisions
from kg.lexicon.divisions import Division, Level
from kg.records import Evidence, Label, Predicate, Statement, entity_id
from kg.resolution.identity import leading
from kg.resolution.records import ResolvedEntity

ORIGIN = f"official/divisions@{divisions.VERSION}"
CHAIN = "names/chain@1"
_HEAD = re.compile(r"(?:公安[局厅]|公安部|分局|派出所|[总支大中]队)$")
_BUREAU = re.compile(r"^(.+?)公安[局厅]$")
Key = Callable[[str], str | None]  # the key of the unit with a name, or of the place with a code


def _statement(subject: str, predicate: Predicate, target: str, exact: str) -> Statement:
    evidence = Evidence(ORIGIN, 0, 0, exact, ORIGIN)
    return Statement(subject, predicate, target, (evidence,))


def _said(d: Division) -> str:
    return f"{d.code} {d.name}" if d.code else d.name


def parents(codes: Iterable[str]) -> Iterator[tuple[Division, Division]]:
    """(division, parent) up to the province for the divisions of `codes`, each once, sorted by code."""
    seen: set[tuple[Division, Division]] = set()
    for code in codes:
        d = divisions.by_code(code)
        chain = divisions.chain(d) if d else ()
        seen |= {step for step in pairwise(chain) if step[1].level >= Level.PROVINCE}
    yield from sorted(seen, key=lambda step: (step[0].code, step[1].code))


def added_place(d: Division, namesake: bool) -> ResolvedEntity:
    """A division that no document names; `namesake` where another place is called so."""
    key = entity_id(Label.PLACE, f"{d.name}（{d.code}）" if namesake else d.name)
    aliases = tuple(sorted(set(d.short.split())))
    return ResolvedEntity(key, d.name, Label.PLACE, aliases, d.code, d.lon, d.lat, official=True)


def added_places(entities: Iterable[ResolvedEntity]) -> tuple[ResolvedEntity, ...]:
    """Parents of known divisions that no document names."""
    entities = tuple(entities)
    known = {e.code for e in entities if e.code}
    names = {e.name for e in entities if e.label == Label.PLACE}
    missing = {high.code: high for _, high in parents(sorted(known)) if high.code not in known}
    return tuple(sorted((added_place(d, d.name in names) for d in missing.values()), key=lambda e: e.key))


def above_bureau(d: Division) -> Iterator[str]:
    """Names a division's parent bureau may have, the nearest first."""
    for up in divisions.chain(d)[1:]:
        if up.level in (Level.PROVINCE, Level.PREFECTURE):
            office = "公安厅" if up.level == Level.PROVINCE and not up.name.endswith("市") else "公安局"
            yield up.name + office


def above_unit(name: str) -> Iterator[str]:
    """Beginnings of a unit's name that may be the unit above, the longest first: …织里分局织南派出所."""
    return (name[:length] for length in range(len(name) - 1, 4, -1) if _HEAD.search(name[:length]))


def bureau_of(name: str) -> Division | None:
    """The division whose bureau a unit is, None where it is no bureau."""
    d = leading(name) if _BUREAU.match(name) else None
    return d if d is not None and name.startswith(f"{d.name}公安") else None


def of_place(d: Division, place: Key) -> Iterator[Statement]:
    """partOf from a division to the one above it, up to the province."""
    for low, high in parents([d.code]):
        subject, target = place(low.code), place(high.code)
        if low == d and subject and target:
            yield _statement(subject, Predicate.PART_OF, target, f"{_said(low)} < {_said(high)}")


def of_unit(name: str, unit: Key, place: Key) -> Iterator[Statement]:
    """partOf from a unit to the unit above by its name, or between bureaus; locatedIn from a bureau."""
    key = unit(name) or ""
    above = next((found for up in above_unit(name) if (found := unit(up))), None)
    if above is not None:
        yield Statement(key, Predicate.PART_OF, above, (Evidence(CHAIN, 0, 0, name, CHAIN),))
    if (d := bureau_of(name)) is None:
        return
    if where := place(d.code):
        yield _statement(key, Predicate.LOCATED_IN, where, _said(d))
    above = next((found for up in above_bureau(d) if (found := unit(up))), None)
    if above is not None:
        said = " < ".join(_said(up) for up in divisions.chain(d)[:2])
        yield _statement(key, Predicate.PART_OF, above, said)


def statements(entities: Iterable[ResolvedEntity]) -> tuple[Statement, ...]:
    """partOf between divisions, between bureaus and along names; locatedIn from a bureau to its division."""
    entities = tuple(entities)
    by_code = {e.code: e.key for e in entities if e.code}
    units = {e.name: e.key for e in entities if e.label == Label.UNIT and not e.private}
    known = filter(None, map(divisions.by_code, sorted(by_code)))
    found = {each for d in known for each in of_place(d, by_code.get)}
    found |= {each for name in units for each in of_unit(name, units.get, by_code.get)}
    return tuple(sorted(found, key=lambda s: (s.subject, s.predicate, s.object, s.evidence[0].exact)))
