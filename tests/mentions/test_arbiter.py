"""The arbiter keeps the best spans that do not overlap."""

from __future__ import annotations

import pytest

from kg.mentions.arbiter import schedule, within_marks
from kg.mentions.candidates import Candidate, Key
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


def test_the_last_of_a_quoted_list_stands_within_its_marks() -> None:
    found = {
        Key(0, 2, 4, Label.PROGRAM): Candidate(rule="grammar/tail-list"),
        Key(0, 5, 11, Label.PROGRAM): Candidate(rule="grammar/tail-last"),
        Key(0, 6, 8, Label.PROGRAM): Candidate(rule="grammar/tail-list"),
        Key(0, 6, 8, Label.TEAM): Candidate(rule="grammar/inner-team"),
    }
    assert within_marks(found, (0.7, 0.5, 0.25, 0.1)) == [0.7, 0.0, 0.75, 0.1]
