"""The rows of the relation files, and the rules on names, parts, dates and beginnings, by tables."""

from __future__ import annotations

import gzip
import json
import re

import numpy as np
import pytest

from kg.errors import MalformedRule
from kg.facts.relations.context import status_at
from kg.facts.relations.dates import Calendar
from kg.facts.relations.forest import forest
from kg.facts.relations.names import Names, segments
from kg.facts.relations.pairs import JOINS, TYPES
from kg.facts.relations.places import stem_of
from kg.facts.relations.scorer import parse, scorers
from kg.facts.relations.standing import NONE, POOR, PREDICATES, SIZE, Shown, standings
from kg.facts.relations.triggers import triggers_of
from kg.forest import Forest
from kg.lexicon.rows import read_rows, rows
from kg.records import Entity, Label, Mention, Predicate, Status
from tests.facts.test_statements import given, line

WORDS = ("id", "words", "example", "counterexample")
SEGMENTS = [
    ("湖州市公安局织里分局织南派出所", ("湖州市公安局", "织里分局", "织南派出所")),
    ("永安市公安局交警支队", ("永安市公安局", "交警支队")),
    ("河口警务站", ("河口警务站",)),
]
STEMS = [
    ("湖州市", "湖州"),
    ("瀍河回族区", "瀍河"),
    ("街津口赫哲族乡", "街津口"),
    ("雄县", "雄县"),
    ("织里镇", "织里"),
]
DATES = [
    ("2023年9月建成", "2025-03-18", ["2023-09"]),
    ("去年4月,该局组建", "2025-03-18", ["2024-04"]),
    ("2021年5月10日签约", "2025-03", ["2021-05-10"]),
    ("前年12月和今年1月", "2025-03-18", ["2023-12", "2025-01"]),
    ("8月上线", "2025-03-18", ["2024-08"]),
    ("2月上线", "2025-03-18", ["2025-02"]),
    ("2023年11月启动,次年6月上线", "2025-03", ["2023-11", "2024-06"]),
    ("去年底上线,九月初启用", "2025-10-09", ["2024", "2025-09"]),
    ("去年十月组建", "2025-03-18", ["2024-10"]),
    ("力争2025年底前建成", "2025-03-18", []),
    ("6月5日至6日召开", "2025-06-09", ["2025-06-05"]),
    ("截至2024年10月,全市", "2025-03-18", []),
    ("到2027年,建成", "2025-03-18", []),
    ("历时3个月", "2025-03-18", []),
    ("今年元月,该局组建", "2025-03-18", ["2025-01"]),
    ("9日上午,该局启用", "2025-03-18", ["2025-03-09"]),
    ("20日,该局启用", "2025-03-18", ["2025-02-20"]),
    ("5月10日启动,12日上午收官", "2025-06-18", ["2025-05-10", "2025-05-12"]),
    ("拘留15日,罚款", "2025-03-18", []),
    ("2024年以来,该局推出", "2025-03-18", []),
    ("并从4月1日起巡河", "2025-03-18", []),
]
PLACED = [
    ("德清县公安局", "德清县公安局", "湖州市", {"德清县公安局 locatedIn 德清县"}),
    (
        "织里公安分局织南派出所",
        "湖州市公安局织里分局织南派出所",
        "湖州市",
        {"湖州市公安局织里分局织南派出所 partOf 湖州市公安局织里分局"},
    ),
    ("中国移动德清分公司", "中国移动德清分公司", "湖州市", {"中国移动德清分公司 locatedIn 德清县"}),
]
STARTS = [
    ("⟦“快哨”联勤队|TEAM⟧成立于2018年,队员四十人。", {"“快哨”联勤队 started 2018"}),
    ("⟦永安市公安局|UNIT⟧2022年启动的⟦护苗工程|PROGRAM⟧见了效。", {"护苗工程 started 2022"}),
    ("去年,⟦永安市公安局|UNIT⟧推行⟦“护苗”机制|PROGRAM⟧。", set()),
    ("5月4日,⟦永安市公安局|UNIT⟧⟦快哨义警|TEAM⟧成立。", {"快哨义警 started 2024-05-04"}),
    ("2023年9月,⟦永安市公安局|UNIT⟧建成⟦“快哨”平台|PLATFORM⟧。", {"“快哨”平台 started 2023-09"}),
    ("⟦“快哨”平台|PLATFORM⟧去年11月上线。", {"“快哨”平台 started 2024-11"}),
    ("⟦河口警务站|UNIT⟧2022年9月启用,有民警六名。", {"河口警务站 started 2022-09"}),
    ("3月5日,⟦警务协作会|EVENT⟧在⟦石桥镇|PLACE⟧举行。", {"警务协作会 started 2025-03-05"}),
    ("去年4月,⟦永安市公安局|UNIT⟧通报了⟦“快哨”平台|PLATFORM⟧。", set()),
    ("去年4月,⟦永安市公安局|UNIT⟧启动整治。", set()),
    (
        "⟦“快哨”平台|PLATFORM⟧由⟦永安市公安局|UNIT⟧与⟦河口大学|ORG⟧研发,2023年8月上线,覆盖八个镇。",
        {"“快哨”平台 started 2023-08"},
    ),
    (
        "⟦快哨|TEAM⟧”义警队由⟦河口派出所|UNIT⟧于2019年组织成立。",
        {"快哨 started 2019"},
    ),
    ("⟦护苗队|TEAM⟧由⟦河口派出所|UNIT⟧组建于2021年9月。", {"护苗队 started 2021-09"}),
    ("⟦护苗通|PLATFORM⟧是⟦永安市公安局|UNIT⟧2022年7月上线的。", {"护苗通 started 2022-07"}),
    ("“⟦老槐树调解队|TEAM⟧”很忙。调解队由⟦河口派出所|UNIT⟧2021年组建。", {"老槐树调解队 started 2021"}),
    ("⟦快哨队|TEAM⟧来了。这支队伍组建于2021年3月。", {"快哨队 started 2021-03"}),
    ("⟦“护苗”机制|PROGRAM⟧管用。机制自去年5月运行以来,警情下降。", {"“护苗”机制 started 2024-05"}),
    ("⟦永安市公安局|UNIT⟧组建⟦护苗队|TEAM⟧。自去年6月运行以来,警情下降。", {"护苗队 started 2024-06"}),
    ("自去年6月运行以来,“⟦护苗通|PLATFORM⟧”用户过万。", {"护苗通 started 2024-06"}),
    ("实施⟦“护苗”机制|PROGRAM⟧以来,警情下降。", set()),
    ("2024年以来,⟦永安市公安局|UNIT⟧推出⟦“护苗”机制|PROGRAM⟧。", set()),
    ("去年3月1日起,⟦永安市公安局|UNIT⟧部署⟦“护苗”行动|PROGRAM⟧。", {"“护苗”行动 started 2024-03-01"}),
    ("每年5月起,⟦永安市公安局|UNIT⟧开展⟦“护苗”行动|PROGRAM⟧。", set()),
    ("10月8日,“⟦护苗队|TEAM⟧”在⟦河口派出所|UNIT⟧成立。", {"护苗队 started 2024-10-08"}),
    ("10月8日,反诈展厅在⟦河口派出所|UNIT⟧揭牌。", set()),
    ("成立于1958年的⟦河口派出所|UNIT⟧在老街上。", {"河口派出所 started 1958"}),
    ("10月8日,“⟦清风调解室|TEAM⟧”在⟦石桥镇|PLACE⟧揭牌。", {"清风调解室 started 2024-10-08"}),
    ("10月8日,⟦河口派出所|UNIT⟧“⟦清风调解室|TEAM⟧”揭牌成立。", {"清风调解室 started 2024-10-08"}),
    ("去年6月,所里用上⟦永安市公安局|UNIT⟧研发的⟦护苗通|PLATFORM⟧。", set()),
    (
        "依托⟦护苗通|PLATFORM⟧和今年1月成立的⟦永安警企服务中心|ORG⟧,办件提速。",
        {"永安警企服务中心 started 2025-01"},
    ),
    (
        "2022年底,⟦永安市公安局|UNIT⟧先后组建⟦护苗队|TEAM⟧和⟦快哨队|TEAM⟧。",
        {"护苗队 started 2022", "快哨队 started 2022"},
    ),
    (
        "去年1月,⟦永安市公安局|UNIT⟧启动⟦护苗工程|PROGRAM⟧,又陆续推出⟦护苗通|PLATFORM⟧。",
        {"护苗工程 started 2024-01"},
    ),
]
PARTS = [
    (
        "⟦祁水警务|PROGRAM⟧、⟦云岭警务|PROGRAM⟧“⟦两大警务|PROGRAM⟧”并行。",
        {"祁水警务 partOf 两大警务", "云岭警务 partOf 两大警务"},
    ),
    (
        "⟦平安工程|PROGRAM⟧包括“⟦护苗|PROGRAM⟧”“⟦清源|PROGRAM⟧”。",
        {"护苗 partOf 平安工程", "清源 partOf 平安工程"},
    ),
    ("该市把⟦护苗机制|PROGRAM⟧纳入⟦平安工程|PROGRAM⟧。", {"护苗机制 partOf 平安工程"}),
    ("⟦城东分局|UNIT⟧抽调骨干组成⟦护苗队|TEAM⟧。", {"护苗队 partOf 城东分局"}),
]
STATUS = [
    ("市局将于明年启动护苗行动。", "护苗行动", Predicate.RUNS, Status.PLANNED),
    ("市局去年启动护苗行动。", "护苗行动", Predicate.RUNS, Status.ASSERTED),
    ("市局没有启动护苗行动。", "护苗行动", Predicate.RUNS, Status.NEGATED),
    ("市局拟请所长方一鸣讲课。", "方一鸣", Predicate.MEMBER_OF, Status.ASSERTED),
]


@pytest.mark.parametrize("row", rows("frames.jsonl", WORDS), ids=lambda r: r["id"])
def test_a_frame_has_its_example(row: dict[str, str]) -> None:
    assert row["id"] in {t.frame for t in triggers_of(row["example"])}
    assert row["id"] not in {t.frame for t in triggers_of(row["counterexample"])}


@pytest.mark.parametrize("name", ["relation_bodies.jsonl", "relation_peoples.jsonl", "relation_parts.jsonl"])
def test_a_word_row_has_its_example(name: str) -> None:
    for row in rows(name, WORDS):
        assert any(word in row["example"] for word in row["words"]), row["id"]
        assert not any(word in row["counterexample"] for word in row["words"]), row["id"]


def test_an_anaphor_row_has_its_example() -> None:
    for row in rows(
        "relation_anaphors.jsonl",
        ("id", "pattern", "labels", "heads", "example", "counterexample"),
        ("bare",),
    ):
        lead = r"(?<![\u4e00-\u9fffA-Za-z”])" if row.get("bare") else ""
        pattern = re.compile(f"{lead}(?:{row['pattern']})")
        assert pattern.search(row["example"]), row["id"]
        assert not pattern.search(row["counterexample"]), row["id"]


def test_a_beginning_row_has_its_example() -> None:
    for row in rows("relation_starts.jsonl", ("id", "words", "labels", "side", "example", "counterexample")):
        assert any(word in row["example"] for word in row["words"]), row["id"]
        assert not any(word in row["counterexample"] for word in row["words"]), row["id"]


def test_a_frame_row_with_a_stray_key_is_refused() -> None:
    with pytest.raises(MalformedRule, match=r"frames\.jsonl:1: unknown or missing key verbs"):
        read_rows(
            ['{"id":"x","verbs":[],"words":[],"example":"","counterexample":""}'],
            "frames.jsonl",
            frozenset(WORDS),
            frozenset(),
        )


@pytest.mark.parametrize(("name", "links"), SEGMENTS)
def test_a_name_falls_into_links(name: str, links: tuple[str, ...]) -> None:
    assert segments(name) == links


@pytest.mark.parametrize(("name", "stem"), STEMS)
def test_a_place_has_a_stem(name: str, stem: str) -> None:
    assert stem_of(name) == stem


@pytest.mark.parametrize(("text", "issued", "wanted"), DATES)
def test_dates_are_read_against_the_issue(text: str, issued: str, wanted: list[str]) -> None:
    assert [d.value for d in Calendar(issued).days(text)] == wanted


@pytest.mark.parametrize(("surface", "name", "home", "wanted"), PLACED)
def test_a_name_tells_its_place_and_parent(surface: str, name: str, home: str, wanted: set[str]) -> None:
    label = Label.UNIT if "公安" in name else Label.ORG
    mention = Mention(label, 0, 0, len(surface), 0, len(surface), surface, "test")
    facts = Names([Entity(label, name, (), (0,))], [mention], home).facts()
    found = {f"{f.subject[len(label) + 1 :]} {f.predicate} {f.object.partition('/')[2]}" for f in facts}
    assert wanted <= found


@pytest.mark.parametrize(("text", "wanted"), STARTS)
def test_a_beginning_is_dated(text: str, wanted: set[str]) -> None:
    read = given("永安见闻\n\n" + text)
    assert {line(s) for s in read.statements() if s.predicate == Predicate.STARTED} == wanted


@pytest.mark.parametrize(("text", "wanted"), PARTS)
def test_parts_by_wording(text: str, wanted: set[str]) -> None:
    assert wanted <= given("永安见闻\n\n" + text).asserted()


@pytest.mark.parametrize(("text", "at", "predicate", "status"), STATUS)
def test_the_status_of_a_relation(text: str, at: str, predicate: Predicate, status: Status) -> None:
    low = text.index(at)
    assert status_at(text, low, low + len(at), "", predicate) == status


def test_a_section_on_plans_plans_what_is_in_it() -> None:
    assert status_at("建成快哨平台。", 2, 6, "五、下一步工作安排", Predicate.RUNS) == Status.PLANNED


def test_every_predicate_has_weights() -> None:
    assert set(scorers().of) == set(TYPES) == set(Predicate) - {Predicate.STARTED}


def test_weights_are_read_as_written() -> None:
    row = {"bias": -1.0, "weights": {"a": 2.0}}
    read = parse(gzip.compress(json.dumps({"version": "7", "predicates": {"runs": row}}).encode()))
    assert read.version == "7"
    assert read.of[Predicate.RUNS].odds(["a", "b"]) == 1.0


def test_labels_join_as_the_model_says() -> None:
    assert JOINS[Label.PERSON, Label.UNIT] == (Predicate.MEMBER_OF,)
    assert Predicate.RUNS in JOINS[Label.UNIT, Label.PROGRAM]
    assert JOINS[Label.AWARD, Label.UNIT] == ()


RUNS, USES = Predicate.RUNS, Predicate.USES
SHOWN = [  # bodies 0 and 1 beside each other, measures 8 and 9 in one list, a body 2 carried in
    Shown(0, RUNS, 8, 0, 2.0, (0, 1), (0, 20)),
    Shown(0, RUNS, 9, 0, 1.0, (0, 1), (0, 20)),
    Shown(1, RUNS, 8, 0, 0.5, (0, 1), (0, 20)),
    Shown(2, RUNS, 8, 1, -1.0, (-1, 2), (1, 4)),
    Shown(2, RUNS, 8, 2, -3.0, (-1, 2), (2, 6)),
    Shown(0, USES, 8, 0, -2.0, (0, 1), (0, 20)),
]


def test_a_fact_stands_beside_its_rivals() -> None:
    found = standings(SHOWN)
    assert {len(numbers) for numbers in found.values()} == {SIZE}
    assert standings([Shown(0, RUNS, 8, 0, POOR - 1, (0, 1), (0, 20))]) == {}
    first = found[0, RUNS, 8]
    assert first[:3] == [2.0, 2.0, 1.0]
    assert first[4:6] == [1.0, 0.0]
    # Rivals for the measure, for the body; the sentence holds none elsewhere; 9 is listed, 1 is a fellow.
    assert first[6:9] == [0.0, 1.5, 1.0]
    assert first[9:12] == [0.0, 1.0, 1.0]
    assert first[12:17] == [2.0 - NONE, 1.0, 1.0, 0.5, 0.5]
    assert first[17 + PREDICATES.index(USES)] == -2.0
    carried = found[2, RUNS, 8]
    assert carried[:3] == [-1.0, -2.0, 2.0]
    assert carried[4:9] == [0.0, 1.0, 2.0, -3.0, 2.0]


def test_the_forest_sums_a_leaf_of_each_tree() -> None:
    grown = Forest(
        np.array([[1, 0, 0], [0, 0, 0]], np.int32),
        np.array([[0.5, 0, 0], [0, 0, 0]], np.float32),
        np.array([[1, 1, 2], [0, 0, 0]], np.int32),
        np.array([[2, 1, 2], [0, 0, 0]], np.int32),
        np.array([[0, -1, 1], [0.5, 0, 0]], np.float32),
        base=0.5,
        depth=1,
        least=0.4,
    )
    assert [round(p, 3) for p in grown.probabilities([[0, 0], [0, 1]])] == [0.5, 0.881]
    assert grown.probabilities([]).tolist() == []


def test_the_packaged_forest_reads_what_standings_write() -> None:
    assert forest().feature.max() < SIZE
    assert 0.3 < forest().least < 0.5
