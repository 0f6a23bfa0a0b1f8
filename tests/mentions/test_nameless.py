"""Common nouns that are no names: each row knows its example and passes its counterexample by."""

from __future__ import annotations

from typing import Any

import pytest

from kg.lexicon.rows import rows
from kg.mentions.nameless import AROUND, KEYS, is_common
from kg.records import Label

ROWS = rows("names_common.jsonl", KEYS, AROUND)
TORN = [
    ("所里获评“⟦一级公安派出所”⟧。", Label.AWARD, True),
    ("所里获评“⟦一级公安派出所⟧”。", Label.AWARD, False),
    ("双方建立⟦应急处置工作机制⟧。", Label.PROGRAM, True),
    ("双方建立⟦渔船联防机制⟧。", Label.PROGRAM, False),
]


def judged(marked: str, label: Label) -> bool:
    low, high = marked.index("⟦"), marked.index("⟧") - 1
    return is_common(marked.replace("⟦", "").replace("⟧", ""), low, high, label)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_rows(row: dict[str, Any]) -> None:
    label = Label(row["label"])
    assert (judged(row["example"], label), judged(row["counterexample"], label)) == (True, False)


@pytest.mark.parametrize(("marked", "label", "wanted"), TORN)
def test_marks_and_mechanisms(marked: str, label: Label, wanted: bool) -> None:
    assert judged(marked, label) is wanted
