"""Resolved places and bureaus in, what official data adds out: parents, and the places bureaus serve."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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


def added_places(entities: Iterable[ResolvedEntity]) -> tuple[ResolvedEntity, ...]:
    """Parents of known divisions that no document names."""
    entities = tuple(entities)
    known = {e.code for e in entities if e.code}
    names = {e.name for e in entities if e.label == Label.PLACE}
    missing = {high.code: high for _, high in parents(sorted(known)) if high.code not in known}
    found = []
    for d in missing.values():
        key = entity_id(Label.PLACE, d.name if d.name not in names else f"{d.name}（{d.code}）")
        found.append(
            ResolvedEntity(
                key,
                d.name,
                Label.PLACE,
                tuple(sorted(set(d.short.split()))),
                d.code,
                d.lon,
                d.lat,
                official=True,
            )
        )
    return tuple(sorted(found, key=lambda e: e.key))


def _bureau_above(d: Division) -> Iterator[str]:
    """Names a division's parent bureau may have, the nearest first."""
    for up in divisions.chain(d)[1:]:
        if up.level in (Level.PROVINCE, Level.PREFECTURE):
            office = "公安厅" if up.level == Level.PROVINCE and not up.name.endswith("市") else "公安局"
            yield up.name + office


def name_chains(entities: Iterable[ResolvedEntity]) -> Iterator[Statement]:
    """partOf from a unit to the unit whose full name its own begins with: …织里分局织南派出所."""
    units = {e.name: e.key for e in entities if e.label == Label.UNIT and not e.private}
    for name, key in units.items():
        for length in range(len(name) - 1, 4, -1):
            above = units.get(name[:length]) if _HEAD.search(name[:length]) else None
            if above is not None:
                evidence = Evidence(CHAIN, 0, 0, name, CHAIN)
                yield Statement(key, Predicate.PART_OF, above, (evidence,))
                break


def statements(entities: Iterable[ResolvedEntity]) -> tuple[Statement, ...]:
    """partOf between divisions, between bureaus and along names; locatedIn from a bureau to its division."""
    entities = tuple(entities)
    by_code = {e.code: e.key for e in entities if e.code}
    bureaus = {e.name: e.key for e in entities if e.label == Label.UNIT and _BUREAU.match(e.name)}
    found = {
        _statement(by_code[low.code], Predicate.PART_OF, by_code[high.code], f"{_said(low)} < {_said(high)}")
        for low, high in parents(sorted(by_code))
        if low.code in by_code and high.code in by_code
    } | set(name_chains(entities))
    for name, key in bureaus.items():
        d = leading(name)
        if d is None or not name.startswith((f"{d.name}公安",)):
            continue
        if d.code in by_code:
            found.add(_statement(key, Predicate.LOCATED_IN, by_code[d.code], _said(d)))
        above = next((bureaus[up] for up in _bureau_above(d) if up in bureaus), None)
        if above is not None:
            found.add(
                _statement(
                    key, Predicate.PART_OF, above, " < ".join(_said(up) for up in divisions.chain(d)[:2])
                )
            )
    return tuple(sorted(found, key=lambda s: (s.subject, s.predicate, s.object)))
