"""Texts with marked names in; who is spoken of, in which part, and whom their figures are about out."""

import re

import pytest

from kg.facts.about.clauses import clauses, parts
from kg.facts.about.neighbours import Odds, heard
from kg.facts.about.references import references
from kg.facts.about.words import words
from kg.facts.observations_of import observations
from kg.facts.observations_scene import scene_of
from kg.lexicon.rows import rows
from tests.facts.test_observations import case

WORDS = rows("about_words.jsonl", ("id", "pattern", "example", "counterexample"))
REFERENCES = rows("about_references.jsonl", ("id", "pattern", "labels", "heads", "example", "counterexample"))

PARTS = [
    (
        "⟦宜春市公安局|UNIT⟧研发的⟦赣鹰平台|PLATFORM⟧接入视频9条。",
        [("宜春市公安局", "relative"), ("赣鹰平台", "subject")],
    ),
    (
        "依托⟦赣鹰平台|PLATFORM⟧,⟦宜春市公安局|UNIT⟧推行⟦三色机制|PROGRAM⟧。",
        [("赣鹰平台", "by"), ("宜春市公安局", "subject"), ("三色机制", "carry")],
    ),
    (
        "⟦袁州派出所|UNIT⟧民警⟦李成|PERSON⟧走访群众30户。",
        [("袁州派出所", "attribute"), ("李成", "subject")],
    ),
    (
        "2024年,⟦宜春市公安局|UNIT⟧会同⟦市教育局|ORG⟧上线⟦赣鹰平台|PLATFORM⟧。该平台受理诉求12件。",
        [
            ("宜春市公安局", "subject"),
            ("市教育局", "with"),
            ("赣鹰平台", "create"),
            ("赣鹰平台", "subject"),
        ],
    ),
    (
        "⟦袁州派出所|UNIT⟧组建巡逻队。全镇盗窃警情下降两成。",
        [("袁州派出所", "subject"), ("袁州镇", "subject")],
    ),
]

ABOUT = [
    ("⟦宜春市公安局|UNIT⟧破获刑事案件120起,全市刑事警情同比下降8%。", ["宜春市公安局", "宜春市"]),
    (
        "⟦宜春市公安局|UNIT⟧上线⟦赣鹰平台|PLATFORM⟧。平台注册用户8万人,受理诉求3万件。",
        ["赣鹰平台", "赣鹰平台"],
    ),
    ("⟦李成|PERSON⟧从警20年。他先后救起落水群众12人。", ["李成", "李成"]),
    (
        "⟦丰城市社会治安综合治理中心|ORG⟧去年受理矛盾纠纷812件,化解率97%。全市刑事警情下降9%。",
        ["丰城市社会治安综合治理中心", "丰城市社会治安综合治理中心", "宜春市"],
    ),
    (
        "⟦宜春市公安局|UNIT⟧与⟦宜春平安商户联盟|ORG⟧签约。联盟有会员62家,去年提供线索140条。",
        ["宜春平安商户联盟", "宜春平安商户联盟"],
    ),
    (
        "⟦袁州派出所|UNIT⟧民警⟦李成|PERSON⟧常在楼道里走。一年来,⟦李成|PERSON⟧调解纠纷94起,收到锦旗6面。",
        ["李成", "李成"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_part_of_each_reference(text: str, expected: list[tuple[str, str]]) -> None:
    scene = scene_of(*case(text))
    found = [part for row in parts(scene, references(scene)) for part in row]
    assert [(part.ref.entity.partition("/")[2], part.role) for part in found] == expected


@pytest.mark.parametrize(("text", "expected"), ABOUT)
def test_whom_figures_are_about(text: str, expected: list[str]) -> None:
    assert [found.about.partition("/")[2] for found in observations(*case(text))] == expected


@pytest.mark.parametrize("row", WORDS, ids=[row["id"] for row in WORDS])
def test_word_rows(row: dict[str, str]) -> None:
    assert words(row["id"]).search(row["example"])
    assert not words(row["id"]).search(row["counterexample"])


@pytest.mark.parametrize("row", REFERENCES, ids=[row["id"] for row in REFERENCES])
def test_reference_rows(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], row["example"])
    assert not re.search(row["pattern"], row["counterexample"])


def test_clauses_begin_after_marks() -> None:
    assert clauses("全市下降,其中:盗窃降") == (0, 5, 8)


def test_a_figure_hears_its_neighbours_out() -> None:
    unsure = Odds(1, 0, {"UNIT/a": 0.5, "PLACE/b": 0.5})
    sure = Odds(1, 0, {"PLACE/b": 0.9, "UNIT/a": 0.1})
    far = Odds(5, 3, {"UNIT/a": 1.0})
    first, second, third = heard([unsure, sure, far])
    assert first.chances["PLACE/b"] > 0.6
    assert second.chances["PLACE/b"] > 0.9
    assert third.chances == {"UNIT/a": 1.0}
    assert heard([]) == []
