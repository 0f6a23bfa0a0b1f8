"""Observations of many documents in, the pairs that give different figures for one thing out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.facts.metrics_concepts import concept
from kg.records import Basis, Direction, Kind, Observation, Status

Key = tuple[str, str, Kind, str, Direction | None, Basis | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two observations of one metric, subject and period whose values differ."""

    first: Observation
    second: Observation
    reason: str  # "value": the figures differ; "from-value": only the earlier figures do


def subject_of(found: Observation) -> Key | None:
    """What two observations must share to be about the same figure; None where the period is not told.

    A running total or a present stock has no period, so that it is never held against a yearly figure, and a
    bounded figure (近, 余) is left out, for it allows other values.
    """
    if found.bound or not (found.period_start or found.period_end):
        return None
    known = concept(found.metric)
    name = known.id if known and found.metric in {known.label, *known.synonyms} else found.metric
    basis, scope = found.basis, found.rank_scope
    period = (found.period_start, found.period_end)
    return (found.about, name, found.kind, found.unit, found.direction, basis, *period, scope)


def _reason(first: Observation, second: Observation) -> str:
    if first.value != second.value:
        return "value"
    return "from-value" if first.from_value != second.from_value else ""


def conflicts(found: Iterable[Observation]) -> tuple[Conflict, ...]:
    """Conflicts between asserted observations of different documents, in the order of their documents."""
    groups: dict[Key, list[Observation]] = defaultdict(list)
    for one in found:
        if one.evidence.status is Status.ASSERTED and (key := subject_of(one)):
            groups[key].append(one)
    rows = []
    for members in groups.values():
        ordered = sorted(members, key=lambda o: (o.evidence.document, o.figure))
        for n, first in enumerate(ordered):
            for second in ordered[n + 1 :]:
                reason = _reason(first, second)
                if reason and first.evidence.document != second.evidence.document:
                    rows.append(Conflict(first, second, reason))
    return tuple(
        sorted(rows, key=lambda c: (c.first.evidence.document, c.first.figure, c.second.evidence.document))
    )


def mismatched(level: Observation, change: Observation) -> bool:
    """Whether a change in per cent contradicts the levels of a FromTo of the same metric, beyond rounding.

    由46起减到13起 is a fall of 71.7%; a text that calls it a fall of 50% does not add up. Values are
    compared within one point, more than rounding to whole per cent explains.
    """
    old, new = level.from_value, level.value
    if level.basis is not Basis.FROM_TO or not old or change.unit != "%" or change.kind is not Kind.CHANGE:
        return False
    if change.bound or change.basis is Basis.FROM_TO or change.basis is Basis.PERIOD_ON_PERIOD:
        return False
    share = abs(new - old) * 100 / old
    way = Direction.UP if new > old else Direction.DOWN
    return change.direction is not way or abs(share - change.value) > 1
