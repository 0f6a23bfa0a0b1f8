"""Judgements and the user's lexicon: honoured, checked, and refused with the line that is wrong."""

import json
from pathlib import Path

import pytest

from kg.errors import PolicingError
from kg.resolution import append_judgement, line_of, load_judgements, read_judgements, read_terms, resolve
from kg.resolution.records import Judgement
from tests.resolution.making import document, entity

A = document("a.txt", "长兴县", ("UNIT", "城关派出所"), ("PERSON", "王伟"), ("PROGRAM", "“护河”行动"))
B = document("b.txt", "安吉县", ("UNIT", "城关派出所"), ("PERSON", "王伟"), ("PROGRAM", "“守河”行动"))
C = document("c.txt", "德清县", ("PROGRAM", "“清河”行动"))


def line(left: str, right: str, verdict: str) -> str:
    return json.dumps(
        {"left": left, "right": right, "verdict": verdict, "who": "li", "when": "2026-11-02", "why": "call"},
        ensure_ascii=False,
    )


def judged(*lines: str) -> tuple[Judgement, ...]:
    return read_judgements(lines, "judgements.jsonl")


def keys(*lines: str) -> list[str]:
    return [e.key for e in resolve([A, B, C], judged(*lines)).entities]


def test_same_joins_and_says_who_judged() -> None:
    found = resolve([A, B, C], judged(line("UNIT/城关派出所（长兴县）", "UNIT/城关派出所（安吉县）", "same")))
    (unit,) = [e for e in found.entities if e.label == "UNIT"]
    assert unit.key == "UNIT/城关派出所"
    assert "judgement li 2026-11-02: call" in [m.reason for m in unit.merges]


def test_different_splits_one_document_off() -> None:
    assert "PERSON/王伟" in keys()
    found = keys(line("PERSON/王伟@a.txt", "PERSON/王伟@b.txt", "different"))
    assert [k for k in found if k.startswith("PERSON")] == ["PERSON/王伟（a.txt）", "PERSON/王伟（b.txt）"]


def test_rename_sets_the_name_and_later_lines_may_use_it() -> None:
    found = keys(
        line("PROGRAM/“护河”行动", "“护河2026”行动", "rename"), line("“护河2026”行动", "“守河”行动", "same")
    )
    assert [k for k in found if k.startswith("PROGRAM")] == ["PROGRAM/“护河2026”行动", "PROGRAM/“清河”行动"]


def test_different_stops_a_join_by_likeness() -> None:
    left = document("a.txt", "苏州市", ("UNIT", "枫桥湾生态警务站"))
    right = document("b.txt", "苏州市", ("UNIT", "枫挢湾生态警务站"))
    ruling = judged(line("UNIT/枫桥湾生态警务站", "UNIT/枫挢湾生态警务站", "different"))
    assert len(resolve([left, right]).entities) == 1
    assert len(resolve([left, right], ruling).entities) == 2
    unsure = judged(line("UNIT/枫桥湾生态警务站", "UNIT/枫挢湾生态警务站", "unsure"))
    found = resolve([left, right], unsure)
    assert (len(found.entities), len(found.uncertain)) == (2, 1)


WRONG = {
    "contradiction": (
        [
            line("“护河”行动", "“守河”行动", "same"),
            line("“守河”行动", "“清河”行动", "same"),
            line("“护河”行动", "“清河”行动", "different"),
        ],
        "judgements.jsonl:3: “护河”行动 and “清河”行动 are different here but the same by other lines",
    ),
    "unknown name": (
        [line("UNIT/无此所", "“守河”行动", "same")],
        "judgements.jsonl:1: no entity is called 'UNIT/无此所'; give its key as `kg explain` shows it",
    ),
    "several": (
        [line("城关派出所", "“守河”行动", "same")],
        "judgements.jsonl:1: '城关派出所' names several entities (UNIT in 安吉县, UNIT in 长兴县);"
        " add the place in （）",
    ),
    "classes": (
        [line("PERSON/王伟", "“守河”行动", "same")],
        "judgements.jsonl:1: PERSON/王伟 and “守河”行动 are of different classes and can't be one",
    ),
    "verdict": (
        [line("a", "b", "maybe")],
        "judgements.jsonl:1: unknown verdict 'maybe'; one of same, different, unsure, rename",
    ),
    "keys": (
        ['{"left": "a"}'],
        "judgements.jsonl:1: a judgement has exactly the keys left, right, verdict, who, when, why",
    ),
    "empty": (
        [line("", "b", "same")],
        "judgements.jsonl:1: every value is a text, left and right are not empty",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_judgements_name_their_line(name: str) -> None:
    lines, message = WRONG[name]
    with pytest.raises(PolicingError) as error:
        keys(*lines)
    assert str(error.value) == message


def test_malformed_line_names_its_line() -> None:
    with pytest.raises(PolicingError, match=r"^judgements.jsonl:2: not JSON"):
        judged(line("a", "b", "same"), "{")


def test_lines_survive_a_round_trip() -> None:
    text = line("PERSON/王伟@a.txt", "PERSON/王伟@b.txt", "different")
    assert [line_of(j) for j in judged(text, "", text)] == [text, text]


def test_judgements_are_appended(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    assert load_judgements(path) == ()
    path.write_text(line("a", "b", "same"), "utf-8")  # no line end, as an editor may leave it
    append_judgement(path, judged(line("c", "d", "unsure"))[0])
    assert [(j.left, j.where) for j in load_judgements(path)] == [("a", f"{path}:1"), ("c", f"{path}:2")]


def test_private_people_are_not_joined_by_judgement() -> None:
    given = entity(("PERSON", "李某"), private=True)
    documents = [document("a.txt", "湖州市", given), document("b.txt", "湖州市", given)]
    with pytest.raises(PolicingError, match=r"^judgements.jsonl:1: private people are never joined"):
        resolve(documents, judged(line("PERSON/李某（a.txt）", "PERSON/李某（b.txt）", "same")))


HEADER = "name,class,canonical,aliases,parent,place"


def test_lexicon_joins_names_and_adds_its_facts() -> None:
    terms = read_terms([HEADER, "“护河”行动,PROGRAM,“河长警长”行动,“守河”行动|护河,“清河”行动,"], "own.csv")
    found = resolve([A, B, C], lexicon=terms)
    program = next(e for e in found.entities if e.name == "“河长警长”行动")
    assert program.members == (("a.txt", "PROGRAM/“护河”行动"), ("b.txt", "PROGRAM/“守河”行动"))
    assert ("护河" in program.aliases, program.merges[0].reason) == (True, "lexicon own.csv:2")
    (fact,) = [s for s in found.official if s.evidence[0].origin == "lexicon"]
    assert (fact.subject, fact.object) == ("PROGRAM/“河长警长”行动", "PROGRAM/“清河”行动")


BAD_TERMS = {
    "header": (["name,class"], "own.csv:1: the header must be name,class,canonical,aliases,parent,place"),
    "class": (
        [HEADER, "甲,SHIP,,,,"],
        "own.csv:2: unknown class 'SHIP'; one of PLACE, UNIT, ORG, TEAM, ROLE, PROGRAM,"
        " PLATFORM, PERSON, EVENT, AWARD, CASE",
    ),
    "name": ([HEADER, ",TEAM,,,,"], "own.csv:2: the name is empty"),
    "columns": (
        [HEADER, "甲,TEAM"],
        "own.csv:2: 6 columns expected: name, class, canonical, aliases, parent, place",
    ),
    "rows": ([HEADER], "own.csv: no rows; leave the lexicon out or give it rows"),
    "clash": (
        [HEADER, "甲队,TEAM,甲一队,,,", "甲队,TEAM,甲二队,,,"],
        "own.csv:3: 甲队 stands for 甲二队 here and for 甲一队 in own.csv:2",
    ),
}


@pytest.mark.parametrize("name", BAD_TERMS)
def test_wrong_terms_name_their_line(name: str) -> None:
    lines, message = BAD_TERMS[name]
    with pytest.raises(PolicingError) as error:
        read_terms(lines, "own.csv")
    assert str(error.value) == message
