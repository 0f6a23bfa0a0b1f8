"""The composed reports: no name is cut by a sentence, pages part where they should, dates and homes hold."""

import json
from functools import cache
from pathlib import Path

from kg.documents import article_of, articles_of
from kg.evaluation.gold import gold_names, mentions_at, unmark
from kg.records import Role

FOLDER = Path(__file__).parents[2] / "scripts" / "train" / "reports" / "dev"


@cache
def reports():
    found = []
    for name in gold_names(FOLDER):
        text, spans = unmark((FOLDER / f"{name}.ann.txt").read_text("utf-8"))
        meta = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
        found.append((name, text, spans, meta["articles"]))
    return found


def test_no_name_is_cut():
    placed = sum(len(mentions_at(article_of(name, text), spans)) for name, text, spans, _ in reports())
    assert placed >= sum(len(spans) for _, _, spans, _ in reports()) - 1


def test_every_page_parts_into_its_articles():
    assert [len(articles_of(name, text)) for name, text, _, _ in reports()] == [len(m) for *_, m in reports()]


def test_every_article_has_a_title_in_its_text():
    for name, text, _, _ in reports():
        for article in articles_of(name, text):
            assert any(sentence.role is Role.TITLE for sentence in article.sentences), article.identifier


def test_dates_and_homes():
    pairs = [
        (article, gold)
        for name, text, _, meta in reports()
        for article, gold in zip(articles_of(name, text), meta, strict=True)
    ]
    dated = [a.issued.value[:4] == gold["issued"][:4] for a, gold in pairs if a.issued]
    homes = sum(bool(a.home) and a.home.place == gold["home"] for a, gold in pairs)
    assert all(dated) and len(dated) >= 0.8 * len(pairs)
    assert homes >= 0.85 * len(pairs)
