"""Marked sentences: each mark gives the surface, the class and the canonical name that linking must reach."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.documents import article_of
from kg.entities import link
from kg.evaluation.gold import gold_extraction, gold_names, mentions_at, unmark
from kg.records import Article, Entity, Home, Label, Mention

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases/links.jsonl").read_text("utf-8").splitlines()
]
REPORTS = Path(__file__).parents[2] / "scripts/train/reports/dev"


def read(case: dict[str, str]) -> tuple[Article, tuple[Mention, ...], list[str]]:
    text, spans = unmark(case["text"])
    article = article_of("case.txt", text, home=Home(case["home"], "test") if case["home"] else None)
    return article, mentions_at(article, spans), [name for *_, name in spans]


def by_mention(entities: tuple[Entity, ...]) -> dict[int, Entity]:
    return {i: entity for entity in entities for i in entity.mentions}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_canonical_names(case: dict[str, str]) -> None:
    article, mentions, wanted = read(case)
    found = by_mention(link(article, mentions))
    assert [found[i].name for i in range(len(mentions))] == wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_mention_has_one_entity_and_ids_are_unique(case: dict[str, str]) -> None:
    article, mentions, _ = read(case)
    entities = link(article, mentions)
    assert sorted(i for e in entities for i in e.mentions) == list(range(len(mentions)))
    assert [e.id for e in entities] == sorted({e.id for e in entities})
    assert link(article, mentions) == entities


def test_no_alias_belongs_to_two_entities_of_a_class() -> None:
    for case in CASES:
        article, mentions, _ = read(case)
        names: dict[tuple[Label, str], str] = {}
        for entity in link(article, mentions):
            for form in (entity.name, *entity.aliases):
                assert names.setdefault((entity.label, form), entity.name) == entity.name, case["id"]


PRIVATE = [
    ("⟦李某|PERSON⟧被骗走六万元。", True),
    ("⟦孙女士|PERSON⟧向民警求助。", True),
    ("犯罪嫌疑人⟦胡大川|PERSON⟧落网。", True),
    ("受害人⟦周素琴|PERSON⟧拿回了钱。", True),
    ("民警⟦邓一帆|PERSON⟧立了功。", False),
    ("⟦邓所长|PERSON⟧到场。", False),
]


@pytest.mark.parametrize(("text", "private"), PRIVATE)
def test_private_people(text: str, private: bool) -> None:
    article, mentions, _ = read({"home": "湖州市", "text": text})
    assert by_mention(link(article, mentions))[0].private is private


def test_implied_entities_carry_codes_and_no_mentions() -> None:
    article, mentions, _ = read({"home": "湖州市", "text": "⟦织里分局织南派出所|UNIT⟧的民警来了。"})
    implied = {e.id: e for e in link(article, mentions) if not e.mentions}
    assert sorted(implied) == [
        "PLACE/浙江省",
        "PLACE/湖州市",
        "UNIT/湖州市公安局",
        "UNIT/湖州市公安局织里分局",
    ]
    assert implied["PLACE/湖州市"].code == "330500"
    assert {"湖州", "浙江湖州", "浙江省湖州市"} <= set(implied["PLACE/湖州市"].aliases)
    assert {"织里警方", "织里公安分局"} <= set(implied["UNIT/湖州市公安局织里分局"].aliases)


def b_cubed(pairs: list[tuple[str, str]]) -> float:
    """F1 of clusters over (found, wanted) ids of mentions."""
    precision = recall = 0.0
    for found, wanted in pairs:
        both = sum(f == found and w == wanted for f, w in pairs)
        precision += both / sum(f == found for f, _ in pairs)
        recall += both / sum(w == wanted for _, w in pairs)
    return 2 * precision * recall / (precision + recall) / len(pairs)


def test_reports_link_to_their_gold_entities() -> None:
    """The forty composed reports: at least 0.99 B-cubed on average, none below 0.95."""
    scores = {}
    for name in gold_names(REPORTS):
        gold = gold_extraction(REPORTS, name)
        found, wanted = by_mention(link(gold.article, gold.mentions)), by_mention(gold.entities)
        scores[name] = b_cubed([(found[i].id, wanted[i].id) for i in range(len(gold.mentions))])
    assert min(scores.values()) >= 0.95, min(scores, key=lambda n: scores[n])
    assert sum(scores.values()) / len(scores) >= 0.99


def test_home_is_not_needed() -> None:
    gold = gold_extraction(REPORTS, gold_names(REPORTS).__next__())
    entities = link(replace(gold.article, home=None), gold.mentions)
    assert sorted(i for e in entities for i in e.mentions) == list(range(len(gold.mentions)))
