"""What is one over documents and what stays two; order and splits don't matter; official facts."""

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kg.entities import link
from kg.evaluation.gold import gold_extraction, gold_names
from kg.records import Extraction
from kg.resolution import resolve
from tests.resolution.making import document, entity

REPORTS = Path(__file__).parents[2] / "scripts/train/reports/dev"


def keys(*documents: Extraction) -> list[str]:
    """Keys of entities that a document names."""
    return [e.key for e in resolve(documents).entities if e.members]


CASES = {
    "lakes, hospitals and meetings of two cities": (
        [
            ("a.txt", "绍兴市", ("PLACE", "东湖"), ("ORG", "人民医院"), ("EVENT", "全市禁毒工作会议")),
            ("b.txt", "绵阳市", ("PLACE", "东湖"), ("ORG", "人民医院"), ("EVENT", "全市禁毒工作会议")),
        ],
        [
            "EVENT/全市禁毒工作会议（绍兴市）",
            "EVENT/全市禁毒工作会议（绵阳市）",
            "ORG/人民医院（绍兴市）",
            "ORG/人民医院（绵阳市）",
            "PLACE/东湖（绍兴市）",
            "PLACE/东湖（绵阳市）",
        ],
    ),
    "our city where no home is known": (
        [("a.txt", "", ("PLACE", "我市")), ("b.txt", "", ("PLACE", "我市"))],
        ["PLACE/我市（a.txt）", "PLACE/我市（b.txt）"],
    ),
    "what two papers name alike": (
        [
            ("a.txt", "绍兴市", ("PLACE", "太湖"), ("ORG", "绍兴农商银行"), ("EVENT", "全国两会")),
            ("b.txt", "湖州市", ("PLACE", "太湖"), ("ORG", "绍兴农商银行"), ("EVENT", "全国两会")),
        ],
        ["EVENT/全国两会", "ORG/绍兴农商银行", "PLACE/太湖"],
    ),
    "bureaus of two cities": (
        [
            ("a.txt", "湖州市", ("UNIT", "湖州市公安局", ("市公安局",))),
            ("b.txt", "平湖市", ("UNIT", "平湖市公安局", ("市公安局",))),
        ],
        ["UNIT/平湖市公安局", "UNIT/湖州市公安局"],
    ),
    "one bureau": (
        [("a.txt", "湖州市", ("UNIT", "浙江省公安厅")), ("b.txt", "平湖市", ("UNIT", "浙江省公安厅"))],
        ["UNIT/浙江省公安厅"],
    ),
    "bare stations of two counties": (
        [("a.txt", "长兴县", ("UNIT", "城关派出所")), ("b.txt", "安吉县", ("UNIT", "城关派出所"))],
        ["UNIT/城关派出所（安吉县）", "UNIT/城关派出所（长兴县）"],
    ),
    "bare unit without a home": (
        [("a.txt", "", ("UNIT", "绿柳滩派出所")), ("b.txt", "", ("UNIT", "绿柳滩派出所"))],
        ["UNIT/绿柳滩派出所（a.txt）", "UNIT/绿柳滩派出所（b.txt）"],
    ),
    "bare unit completed by its city": (
        [
            ("a.txt", "湖州市", ("UNIT", "绿柳滩派出所")),
            ("b.txt", "德清县", ("UNIT", "德清县公安局绿柳滩派出所")),
        ],
        ["UNIT/德清县公安局绿柳滩派出所"],
    ),
    "bare unit with two candidates": (
        [
            ("a.txt", "湖州市", ("UNIT", "城关派出所")),
            ("b.txt", "德清县", ("UNIT", "德清县公安局城关派出所")),
            ("c.txt", "长兴县", ("UNIT", "长兴县公安局城关派出所")),
        ],
        ["UNIT/城关派出所", "UNIT/德清县公安局城关派出所", "UNIT/长兴县公安局城关派出所"],
    ),
    "branch with and without 区": (
        [
            ("a.txt", "绍兴市", ("UNIT", "绍兴市公安局柯桥区分局")),
            ("b.txt", "柯桥区", ("UNIT", "绍兴市公安局柯桥分局")),
        ],
        ["UNIT/绍兴市公安局柯桥区分局"],
    ),
    "abbreviated force": (
        [
            ("a.txt", "芜湖市", ("UNIT", "芜湖市公安局交警支队")),
            ("b.txt", "芜湖市", ("UNIT", "芜湖市公安局交通警察支队")),
        ],
        ["UNIT/芜湖市公安局交通警察支队"],
    ),
    "bare station of a city's and its county's paper": (
        [("a.txt", "湖州市", ("UNIT", "绿柳滩派出所")), ("b.txt", "德清县", ("UNIT", "绿柳滩派出所"))],
        ["UNIT/绿柳滩派出所"],
    ),
    "misprinted post": (
        [
            ("a.txt", "苏州市", ("UNIT", "枫桥湾生态警务站")),
            ("b.txt", "苏州市", ("UNIT", "枫挢湾生态警务站")),
        ],
        ["UNIT/枫桥湾生态警务站"],
    ),
    "misprint in another city": (
        [
            ("a.txt", "苏州市", ("UNIT", "枫桥湾生态警务站")),
            ("b.txt", "长沙市", ("UNIT", "枫挢湾生态警务站")),
        ],
        ["UNIT/枫挢湾生态警务站", "UNIT/枫桥湾生态警务站"],
    ),
    "post with other purposes spelled": (
        [
            ("a.txt", "湖州市", ("UNIT", "菱塘生态警务联动共治工作站")),
            ("b.txt", "湖州市", ("UNIT", "菱塘生态联勤警务站")),
        ],
        ["UNIT/菱塘生态警务联动共治工作站"],
    ),
    "namesakes of two cities": (
        [("a.txt", "湖州市", ("PERSON", "王伟")), ("b.txt", "成都市", ("PERSON", "王伟"))],
        ["PERSON/王伟（成都市）", "PERSON/王伟（湖州市）"],
    ),
    "clipped programme": (
        [
            ("a.txt", "泉州市", ("PROGRAM", "“海丝快处”工作法", ("海丝快处",))),
            ("b.txt", "晋江市", ("PROGRAM", "海丝快处")),
        ],
        ["PROGRAM/“海丝快处”工作法"],
    ),
    "clipped programme in another city": (
        [
            ("a.txt", "泉州市", ("PROGRAM", "“海丝快处”工作法", ("海丝快处",))),
            ("b.txt", "大连市", ("PROGRAM", "海丝快处")),
        ],
        ["PROGRAM/“海丝快处”工作法", "PROGRAM/海丝快处"],
    ),
    "clipped national operation": (
        [
            ("a.txt", "泉州市", ("PROGRAM", "“护苗2026”专项行动", ("护苗2026",))),
            ("b.txt", "大连市", ("PROGRAM", "护苗2026")),
        ],
        ["PROGRAM/“护苗2026”专项行动"],
    ),
    "clipped programme with two owners": (
        [
            ("a.txt", "泉州市", ("PROGRAM", "“海丝快处”工作法", ("海丝快处",))),
            ("b.txt", "泉州市", ("PROGRAM", "海丝快处")),
            ("c.txt", "泉州市", ("PROGRAM", "“海丝快处”专项行动", ("海丝快处",))),
        ],
        ["PROGRAM/“海丝快处”专项行动", "PROGRAM/“海丝快处”工作法", "PROGRAM/海丝快处"],
    ),
    "committee with and without its city": (
        [
            ("a.txt", "绍兴市", ("ORG", "中共柯桥区委员会")),
            ("b.txt", "柯桥区", ("ORG", "中共绍兴市柯桥区委员会")),
        ],
        ["ORG/中共绍兴市柯桥区委员会"],
    ),
    "squads of two cities": (
        [("a.txt", "绍兴市", ("TEAM", "红马甲")), ("b.txt", "温州市", ("TEAM", "红马甲"))],
        ["TEAM/红马甲（温州市）", "TEAM/红马甲（绍兴市）"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_or_two(name: str) -> None:
    documents, wanted = CASES[name]
    assert keys(*(document(*d) for d in documents)) == wanted


def test_namesakes_of_one_city_are_told_apart_by_their_bureaus() -> None:
    a = document("a.txt", "湖州市", ("PERSON", "王伟"), member_of=(("王伟", "德清县公安局莫干派出所"),))
    b = document("b.txt", "湖州市", ("PERSON", "王伟"), member_of=(("王伟", "安吉县公安局"),))
    c = document("c.txt", "湖州市", ("PERSON", "王伟"), member_of=(("王伟", "德清县公安局"),))
    found = resolve([a, b, c])
    assert [e.key for e in found.entities] == ["PERSON/王伟（安吉县公安局）", "PERSON/王伟（德清县公安局）"]
    assert found.key_of("c.txt", "PERSON/王伟") == "PERSON/王伟（德清县公安局）"


def test_an_officer_of_one_unit_is_one_in_papers_of_two_cities() -> None:
    unit = (("王伟", "德清县公安局"),)
    a = document("a.txt", "湖州市", ("PERSON", "王伟"), member_of=unit)
    b = document("b.txt", "杭州市", ("PERSON", "王伟"), member_of=unit)
    assert keys(a, b) == ["PERSON/王伟"]


def test_units_hang_in_the_chain_of_their_names() -> None:
    names = ("湖州市公安局", "湖州市公安局织里分局", "湖州市公安局织里分局织南派出所")
    found = resolve([document("a.txt", "湖州市", *(("UNIT", name) for name in names))])
    chain = [(s.subject, s.object) for s in found.official if s.evidence[0].origin == "names/chain@1"]
    assert chain == [(f"UNIT/{low}", f"UNIT/{high}") for high, low in pairwise(names)]


def test_private_people_are_never_joined() -> None:
    given = entity(("PERSON", "李某"), private=True)
    found = resolve([document("a.txt", "湖州市", given), document("b.txt", "湖州市", given)])
    assert [(e.key, e.private) for e in found.entities] == [
        ("PERSON/李某（a.txt）", True),
        ("PERSON/李某（b.txt）", True),
    ]


def test_merges_say_why_and_uncertain_pairs_are_listed() -> None:
    a = document("a.txt", "苏州市", ("UNIT", "枫桥湾生态警务站"))
    b = document("b.txt", "苏州市", ("UNIT", "枫挢湾生态警务站"))
    (found,) = resolve([a, b]).entities
    assert [m.reason for m in found.merges] == ["shape 挢/桥"]
    both = document("c.txt", "苏州市", ("UNIT", "枫桥湾生态警务站"), ("UNIT", "枫挢湾生态警务站"))
    assert len(resolve([both]).uncertain) == 1


def test_official_facts() -> None:
    place = entity(("PLACE", "长兴县"), code="330522")
    found = resolve([document("a.txt", "长兴县", place, ("UNIT", "长兴县公安局"), ("UNIT", "湖州市公安局"))])
    assert [(s.subject, s.predicate.value, s.object) for s in found.official] == [
        ("PLACE/湖州市", "partOf", "PLACE/浙江省"),
        ("PLACE/长兴县", "partOf", "PLACE/湖州市"),
        ("UNIT/湖州市公安局", "locatedIn", "PLACE/湖州市"),
        ("UNIT/长兴县公安局", "locatedIn", "PLACE/长兴县"),
        ("UNIT/长兴县公安局", "partOf", "UNIT/湖州市公安局"),
    ]
    assert {s.evidence[0].origin for s in found.official} == {"official/divisions@2025-11"}
    assert [e.key for e in found.entities if e.official] == ["PLACE/浙江省", "PLACE/湖州市"]
    county = next(e for e in found.entities if e.name == "长兴县")
    assert (county.code, county.lon is not None) == ("330522", True)


def test_order_of_documents_does_not_matter() -> None:
    golds = [gold_extraction(REPORTS, name) for name in list(gold_names(REPORTS))[:12]]
    linked = [replace(g, entities=link(g.article, g.mentions)) for g in golds]
    wanted = resolve(linked)
    for seed in range(3):
        shuffled = random.Random(seed).sample(linked, len(linked))
        assert resolve(shuffled) == wanted


def test_every_member_has_one_key() -> None:
    gold = gold_extraction(REPORTS, next(gold_names(REPORTS)))
    found = resolve([gold])
    assert sorted(found.keys) == sorted((gold.article.identifier, e.id) for e in gold.entities)
    assert len({e.key for e in found.entities}) == len(found.entities)
    assert resolve([]).entities == ()
