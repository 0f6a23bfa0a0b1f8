"""Titles, honours, sites and refusals: what the wording of a sentence tells of its entities, by tables."""

from __future__ import annotations

import pytest

from kg.lexicon.rows import rows
from kg.records import Predicate
from tests.facts.test_statements import given, line

POSTS = [
    (
        "⟦永安市公安局|UNIT⟧副局长⟦方一鸣|PERSON⟧、⟦交警支队|UNIT⟧政委⟦佟冬梅|PERSON⟧到会。",
        {"方一鸣 memberOf 永安市公安局", "佟冬梅 memberOf 交警支队"},
    ),
    (
        "⟦河口派出所|UNIT⟧新添⟦护苗队|TEAM⟧。队长⟦佟冬梅|PERSON⟧说,人手够了。",
        {"佟冬梅 memberOf 护苗队"},
    ),
    (
        "⟦河口派出所|UNIT⟧与⟦石桥警务站|UNIT⟧一河之隔。站长⟦方一鸣|PERSON⟧天天过桥。",
        {"方一鸣 memberOf 石桥警务站"},
    ),
    (
        "⟦江州日报|ORG⟧聚焦此事,⟦河口派出所|UNIT⟧所长⟦方一鸣|PERSON⟧接受⟦江州晚报|ORG⟧采访。",
        {"方一鸣 memberOf 河口派出所"},
    ),
    (
        "⟦永安市公安局|UNIT⟧与⟦石桥县公安局|UNIT⟧签约。⟦永安市|PLACE⟧副市长、公安局长⟦方一鸣|PERSON⟧到场。",
        {"方一鸣 memberOf 永安市公安局"},
    ),
    ("⟦河口派出所|UNIT⟧来了。村民⟦方一鸣|PERSON⟧很高兴。", set()),
    (
        "⟦永安市公安局|UNIT⟧党委委员、⟦刑侦支队|UNIT⟧支队长⟦方一鸣|PERSON⟧介绍情况。",
        {"方一鸣 memberOf 永安市公安局", "方一鸣 memberOf 刑侦支队"},
    ),
]
HONOURS = [
    (
        "多年来,⟦河口派出所|UNIT⟧守在渡口,先后被⟦民政厅|ORG⟧和⟦团省委|ORG⟧联合命名为“⟦青年文明号|AWARD⟧”,"
        "被⟦永安市公安局|UNIT⟧评为“⟦模范集体|AWARD⟧”和首批“⟦红旗警队|AWARD⟧”。",
        {
            "河口派出所 received 青年文明号",
            "河口派出所 received 模范集体",
            "河口派出所 received 红旗警队",
        },
    ),
    (
        "所里有⟦全省优秀人民警察|AWARD⟧⟦方一鸣|PERSON⟧、⟦全省最美民警|AWARD⟧⟦佟冬梅|PERSON⟧。",
        {"方一鸣 received 全省优秀人民警察", "佟冬梅 received 全省最美民警"},
    ),
    (
        "⟦河口派出所|UNIT⟧民警⟦方一鸣|PERSON⟧三年走遍十村,荣立⟦个人三等功|AWARD⟧。",
        {"方一鸣 received 个人三等功"},
    ),
    (
        "在⟦方一鸣|PERSON⟧带领下,⟦河口派出所|UNIT⟧面貌一新,连续三年被评为⟦模范集体|AWARD⟧。",
        {"河口派出所 received 模范集体"},
    ),
    (
        "⟦方一鸣|PERSON⟧曾荣立⟦永安市公安局|UNIT⟧⟦个人三等功|AWARD⟧。",
        {"方一鸣 received 个人三等功"},
    ),
    ("⟦方一鸣|PERSON⟧从警十年。先后荣获⟦全市优秀人民警察|AWARD⟧。", {"方一鸣 received 全市优秀人民警察"}),
]
SITES = [
    ("⟦河口派出所|UNIT⟧位于⟦石桥镇|PLACE⟧东部。", {"河口派出所 locatedIn 石桥镇"}),
    ("⟦白鹭湖|PLACE⟧坐落于⟦石桥镇|PLACE⟧。", {"白鹭湖 partOf 石桥镇"}),
    ("地处⟦石桥镇|PLACE⟧东部的⟦白鹭湖|PLACE⟧水清鱼肥。", {"白鹭湖 partOf 石桥镇"}),
    ("⟦白鹭湖|PLACE⟧地处⟦石桥镇|PLACE⟧与邻县交界处。", set()),
]
GUARDS = [
    (
        "⟦永安市公安局|UNIT⟧会同⟦永安市文旅局|ORG⟧、⟦交警支队|UNIT⟧护航⟦荷花节|EVENT⟧。",
        {"永安市公安局", "永安市文旅局", "交警支队"},
    ),
    ("⟦荷花节|EVENT⟧由⟦永安市公安局|UNIT⟧、⟦永安市文旅局|ORG⟧共同保障。", {"永安市公安局", "永安市文旅局"}),
    ("明年,⟦永安市公安局|UNIT⟧将派员,⟦交警支队|UNIT⟧护航⟦荷花节|EVENT⟧。", set()),
]
REFUSED = [
    "在⟦江州市公安局|UNIT⟧举办的⟦警务技能比武|EVENT⟧中,⟦永安市公安局|UNIT⟧得了第二。",
    "⟦永安市公安局|UNIT⟧护航⟦荷花节|EVENT⟧。",
    "⟦永安市公安局|UNIT⟧抽调⟦永安市公安局交警大队|UNIT⟧警力。",
]


@pytest.mark.parametrize(("text", "wanted"), POSTS)
def test_a_title_tells_where_one_serves(text: str, wanted: set[str]) -> None:
    read = given("永安见闻\n\n" + text)
    assert {line(s) for s in read.statements() if s.predicate == Predicate.MEMBER_OF} == wanted


@pytest.mark.parametrize(("text", "wanted"), HONOURS)
def test_an_honour_goes_to_the_subject_of_its_verb(text: str, wanted: set[str]) -> None:
    read = given("永安见闻\n\n" + text)
    assert {line(s) for s in read.statements() if s.predicate == Predicate.RECEIVED} == wanted


def test_a_body_is_no_partner_of_its_own_part() -> None:
    read = given("永安见闻\n\n⟦永安市公安局|UNIT⟧联合⟦永安市公安局反诈中心|UNIT⟧巡街。")
    assert not any(s.predicate == Predicate.PARTNER_OF for s in read.statements())


@pytest.mark.parametrize(("text", "wanted"), SITES)
def test_a_site_by_wording(text: str, wanted: set[str]) -> None:
    found = given("永安见闻\n\n" + text).asserted()
    assert {f for f in found if "白鹭湖" in f or f == "河口派出所 locatedIn 石桥镇"} == wanted


@pytest.mark.parametrize(("text", "who"), GUARDS)
def test_who_guards_an_event_takes_part(text: str, who: set[str]) -> None:
    found = given("永安见闻\n\n" + text).asserted()
    assert {f for f in found if "tookPartIn" in f} == {f"{name} tookPartIn 荷花节" for name in who}


@pytest.mark.parametrize("text", REFUSED)
def test_what_others_make_or_one_only_guards_is_not_run(text: str) -> None:
    assert not any(f.startswith("永安市公安局 runs") for f in given("永安见闻\n\n" + text).asserted())


def test_who_engages_others_has_not_their_role() -> None:
    read = given("永安见闻\n\n⟦河口派出所|UNIT⟧所长⟦方一鸣|PERSON⟧聘请老人为⟦护苗员|ROLE⟧。")
    assert not any(s.predicate == Predicate.HAS_ROLE for s in read.statements())


def test_a_post_row_has_its_example() -> None:
    keys = ("id", "titles", "labels", "heads", "example", "counterexample")
    for row in rows("relation_posts.jsonl", keys):
        assert any(title in row["example"] for title in row["titles"]), row["id"]
        assert not any(title in row["counterexample"] for title in row["titles"]), row["id"]
