"""Articles with their names in, observations out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.documents import article_of
from kg.evaluation.gold import gold_extraction, mentions_at, unmark
from kg.evaluation.observations import Tally, judge, wanted
from kg.facts import observations
from kg.facts.observations_figures import counted
from kg.facts.observations_status import status_of
from kg.facts.quantities_patterns import pattern
from kg.lexicon.rows import rows
from kg.records import Article, Dated, Entity, Home, Kind, Label, Mention, Observation, Status

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "observation_cases.jsonl").read_text("utf-8").splitlines()
]
REPORTS = Path(__file__).resolve().parents[2] / "scripts" / "train" / "reports" / "dev"
PATTERNS = rows("figure_patterns.jsonl", ("id", "pattern", "example", "counterexample"))
VERBS = rows("change_verbs.jsonl", ("id", "direction", "example", "counterexample"))


def case(marked: str) -> tuple[Article, tuple[Mention, ...], tuple[Entity, ...]]:
    """A one-paragraph article of a paper in 宜春市, March 2025, whose names are marked as in gold."""
    text, spans = unmark(marked)
    article = article_of("case.txt", text, issued=Dated("2025-03", "case"), home=Home("宜春市", "case"))
    mentions = mentions_at(article, spans)
    owners: dict[tuple[Any, str], list[int]] = {}
    for i, (mention, (_, _, label, name)) in enumerate(zip(mentions, spans, strict=True)):
        assert mention.label is label
        owners.setdefault((label, name), []).append(i)
    entities = [
        Entity(label, name, tuple(sorted({mentions[i].surface for i in at} - {name})), tuple(at))
        for (label, name), at in owners.items()
    ]
    return article, mentions, tuple(sorted(entities, key=lambda e: e.id))


def plain(found: Observation) -> dict[str, Any]:
    """An observation with only what it says, as the table of cases writes it."""
    row = {
        "about": found.about,
        "metric": found.metric,
        "kind": found.kind.value,
        "value": str(found.value),
        "unit": found.unit,
        "direction": found.direction and found.direction.value,
        "basis": found.basis and found.basis.value,
        "fromValue": None if found.from_value is None else str(found.from_value),
        "bound": found.bound and found.bound.value,
        "period": [found.period_start, found.period_end],
        "rankScope": found.rank_scope,
        "attributedTo": found.attributed_to,
        "status": found.evidence.status.value if found.evidence.status is not Status.ASSERTED else None,
        "flags": list(found.flags),
    }
    return {key: value for key, value in row.items() if value not in (None, "", [], [None, None])}


@pytest.mark.parametrize("row", CASES, ids=[row["id"] for row in CASES])
def test_cases(row: dict[str, Any]) -> None:
    assert [plain(found) for found in observations(*case(row["text"]))] == row["expected"]


def test_there_are_enough_cases_and_some_expect_nothing() -> None:
    assert len(CASES) >= 150
    assert sum(not row["expected"] for row in CASES) >= 30


@pytest.mark.parametrize("row", PATTERNS, ids=[row["id"] for row in PATTERNS])
def test_pattern_rows(row: dict[str, str]) -> None:
    whole = row["id"] in {"filler", "empty"}
    match = pattern(row["id"]).fullmatch if whole else pattern(row["id"]).search
    assert match(row["example"])
    assert not match(row["counterexample"])


@pytest.mark.parametrize("row", VERBS, ids=[row["id"] for row in VERBS])
def test_change_verb_rows(row: dict[str, str]) -> None:
    (figure,) = counted(row["example"])
    assert figure.kind is Kind.CHANGE and figure.direction == row["direction"]
    assert not any(f.kind is Kind.CHANGE for f in counted(row["counterexample"]))


@pytest.mark.parametrize(
    "text",
    ["力争刑事发案再降10%。", "拟新增警务室30个。", "争取破案率达到60%。", "计划年底前建成小区500个。"],
)
def test_targets_are_never_achieved(text: str) -> None:
    for figure in counted(text):
        assert status_of(text, (figure.low, figure.high), figure.kind) is Status.PLANNED


def test_a_section_on_what_comes_next_is_planned() -> None:
    text = "电诈破案率达到60%。"
    assert status_of(text, (6, 9), Kind.LEVEL, "五、下一步打算") is Status.PLANNED


def test_evidence_is_the_whole_sentence_and_offsets_lead_back_to_the_file() -> None:
    article, mentions, entities = case("今年1月,会议召开。2024年,全市刑事发案数同比下降14.2%。")
    (found,) = observations(article, mentions, entities)
    assert found.evidence.exact == "2024年,全市刑事发案数同比下降14.2%。"
    assert article.exact(found.evidence.start, found.evidence.end) == found.evidence.exact
    assert article.exact(*found.figure) == "14.2%"
    assert found.quote == "全市刑事发案数同比下降14.2%"
    assert found.evidence.origin.startswith("observations/change-before@")


def test_the_same_article_gives_the_same_observations_in_the_order_of_figures() -> None:
    extraction = gold_extraction(REPORTS, "t3_luoyang")
    parts = (extraction.article, extraction.mentions, extraction.entities)
    first = observations(*parts)
    assert first == observations(*parts)
    assert [o.figure for o in first] == sorted(o.figure for o in first)


def test_figures_of_composed_reports() -> None:
    tally = Tally(0, 0, 0)
    for name in ("t1_wuhu", "t2_ganzhou", "t3_luoyang", "t4_gaoling", "t5_guyuan"):
        extraction = gold_extraction(REPORTS, name)
        gold = wanted(REPORTS / f"{name}.json", extraction.article.text, extraction.entities)
        found = observations(extraction.article, extraction.mentions, extraction.entities)
        tally += judge(found, gold, extraction.entities).figures
    assert tally.f1 >= 0.93, str(tally)


def test_an_article_without_home_issue_or_names_is_read_all_the_same() -> None:
    article = article_of("bare.txt", "刑事发案数同比下降14.2%。")
    assert observations(article, (), ()) == ()


def test_a_period_that_the_unknown_date_of_issue_leaves_open_is_flagged() -> None:
    text = "今年以来,青石派出所抓获嫌疑人12名。2024年,青石派出所抓获嫌疑人15名。青石派出所有民警9名。"
    article = article_of("bare.txt", text, home=Home("宜春市", "case"))
    article = replace(article, issued=None)
    mentions = mentions_at(
        article, [(m.start(), m.end(), Label.UNIT, "") for m in re.finditer("青石派出所", text)]
    )
    owner = Entity(Label.UNIT, "青石派出所", (), tuple(range(len(mentions))))
    found = observations(article, mentions, (owner,))
    assert [o.flags for o in found] == [("undated-period",), (), ()]
