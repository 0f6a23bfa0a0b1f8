"""Context rows on their own examples, and sentences in which several cues meet."""

from __future__ import annotations

from typing import Any

import pytest

from kg.lexicon.context import context_rows, status_of
from kg.records import Status

ROWS = context_rows()

TOGETHER = [
    ("年底前县局拟再建⟦警务站⟧九座,并上线新系统。", "", Status.PLANNED),
    ("县局去年建成⟦警务站⟧九座,明年拟再建三座。", "", Status.ASSERTED),
    ("力争全年不发生⟦命案⟧。", "", Status.PLANNED),
    ("全镇没有一起纠纷升级,但⟦盗窃警情⟧仍有九起。", "", Status.ASSERTED),
    ("网传⟦护河队⟧要解散,经核查并不属实。", "", Status.ALLEGED),
    ("所谓⟦警务站⟧要撤的说法早就过时。", "", Status.ALLEGED),
    ("⟦护河队⟧要解散一说没有依据。", "", Status.NEGATED),
    ("无人机⟦巡护⟧效率翻番,群众不断点赞。", "", Status.ASSERTED),
    ("民警将辖区⟦网格⟧分成九片。", "", Status.ASSERTED),
    ("全镇⟦命案⟧零发生。", "", Status.ASSERTED),
    ("推广⟦夜巡机制⟧到所有乡镇。", "五、下一步打算", Status.ASSERTED),
    ("新建⟦警务站⟧九座。", "五、下一步打算", Status.PLANNED),
    ("目前已建成⟦警务站⟧九座。", "五、下一步打算", Status.ASSERTED),
    ("新建⟦警务站⟧九座。", "二、主要做法", Status.ASSERTED),
    ("王某涉嫌盗窃,⟦城南派出所⟧将其抓获。", "", Status.ASSERTED),
    ("下一步,县局将巩固⟦夜巡机制⟧成果。", "", Status.ASSERTED),
]


def read(marked: str, section: str = "") -> Status:
    low, high = marked.index("⟦"), marked.index("⟧") - 1
    return status_of(marked.replace("⟦", "").replace("⟧", ""), low, high, section)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_row_holds_on_its_example_and_not_on_its_counterexample(row: dict[str, Any]) -> None:
    expected = Status(row["status"]) if row["status"] else Status.ASSERTED
    assert read(row["example"]) is expected
    assert read(row["counterexample"]) is not expected


@pytest.mark.parametrize(("marked", "section", "expected"), TOGETHER)
def test_outermost_cue_holds(marked: str, section: str, expected: Status) -> None:
    assert read(marked, section) is expected
