"""The arbiter keeps the best spans that do not overlap."""

from __future__ import annotations

import pytest

from kg.mentions.arbiter import schedule
from kg.mentions.candidates import Key
from kg.records import Label

SPANS = [
    ([(0, 4, 0.5), (0, 2, 0.3), (2, 4, 0.3)], [(0, 2), (2, 4)]),
    ([(0, 4, 0.5), (1, 2, 0.4)], [(0, 4)]),
    ([(0, 2, 0.1), (1, 3, 0.3), (3, 5, 0.2)], [(1, 3), (3, 5)]),
    ([(2, 3, 0.1), (0, 1, 0.1)], [(0, 1), (2, 3)]),
]


@pytest.mark.parametrize(("spans", "kept"), SPANS)
def test_schedule(spans: list[tuple[int, int, float]], kept: list[tuple[int, int]]) -> None:
    keys = [Key(0, low, high, Label.UNIT) for low, high, _ in spans]
    chosen = schedule(keys, [score for *_, score in spans])
    assert sorted((keys[i].low, keys[i].high) for i in chosen) == kept
