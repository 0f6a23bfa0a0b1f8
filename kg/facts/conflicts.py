"""A change and the levels of its metric in, whether they contradict each other out.

Figures of different documents are held against each other in the graph, where all of them are met.
"""

from __future__ import annotations

from kg.records import Basis, Direction, Kind, Observation


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
