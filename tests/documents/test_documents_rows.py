"""Every row of the stage's data files matches its example and not its counterexample."""

import re

import pytest

from kg.documents import dates, home
from kg.documents.patterns import pattern_rows
from kg.documents.width import one_width

ROWS = [
    *pattern_rows(),
    *(row for _, row in dates._rules()),
    *(row for _, row in home._rules()),
]
ANCHORED = {row["id"] for row in pattern_rows() if row["use"] != "speech"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_row(row):
    find = re.compile(row["pattern"]).match if row["id"] in ANCHORED else re.compile(row["pattern"]).search
    assert find(one_width(row["example"])), "example"
    assert not find(one_width(row["counterexample"])), "counterexample"


def test_ids_are_unique():
    assert len({row["id"] for row in ROWS}) == len(ROWS)
