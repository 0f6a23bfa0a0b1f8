"""Every row of the stage's data files matches its example and not its counterexample."""

import re

import pytest

from kg.documents import home
from kg.documents.patterns import pattern_rows
from kg.documents.width import one_width
from kg.documents.year_calendar import calendar_clues, festival_rows
from kg.documents.year_clues import SORTS, clue_rows

ROWS = [
    *pattern_rows(),
    *(row for _, row in clue_rows()),
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


@pytest.mark.parametrize("row", [row for _, row in clue_rows()], ids=lambda row: row["id"])
def test_clue_row(row):
    assert row.get("sort", "at") in SORTS
    assert row.get("unless", "only-last-year") == "only-last-year"
    assert ("base" in row) == bool(row.get("source")), "a row that knows a year names its source"
    assert row.get("sort") != "name" or "20" in row["pattern"], "names are looked for where 20 stands"


@pytest.mark.parametrize("row", [row for *_, row in festival_rows()], ids=lambda row: row["id"])
def test_festival_row(row):
    assert row["days"] == sorted(set(row["days"]))
    assert [clue.rule for clue in calendar_clues([one_width(row["example"])])] == ["festival"]
    assert not list(calendar_clues([one_width(row["counterexample"])]))
