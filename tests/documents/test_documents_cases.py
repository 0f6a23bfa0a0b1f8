"""Tables of cases: reflow, sentences, articles of a page, dates, homes; and the way back for each."""

import json
from pathlib import Path

import pytest

from kg.documents import article_of, articles_of
from kg.documents.blocks import blocks_of
from kg.documents.numerals import number
from kg.documents.reflow import reflow
from kg.documents.script import readable
from kg.documents.sentences import spans
from kg.documents.width import one_width
from kg.documents.year_spans import span_clues
from kg.records import Role

CASES = Path(__file__).parent / "cases"


def cases(name):
    rows = [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return pytest.mark.parametrize("case", rows, ids=[row["id"] for row in rows])


@cases("reflow")
def test_reflow(case):
    page = readable(case["text"])
    assert [block.text for block in reflow(blocks_of(page), page)] == case["paragraphs"]


@cases("sentences")
def test_sentences(case):
    text = one_width(case["text"])
    assert [text[low:high] for low, high in spans(text)] == case["sentences"]


@cases("articles")
def test_articles(case):
    found = articles_of("page.txt", case["text"], case.get("markdown", False))
    assert [article.title for article in found] == case["titles"]
    numbers = [f"page.txt#{n}" for n in range(1, len(found) + 1)] if len(found) > 1 else ["page.txt"]
    assert [article.identifier for article in found] == numbers
    assert "".join(article.text for article in found) == case["text"]
    sentences = [s for article in found for s in article.sentences]
    if "captions" in case:
        assert [s.text for s in sentences if s.role is Role.CAPTION] == case["captions"]
        assert [s.section for s in sentences if s.role is Role.BODY] == case["sections"]


@cases("dates")
def test_issued(case):
    issued = articles_of("page.txt", case["text"])[-1].issued
    assert (issued and issued.value, issued and issued.origin.split("/")[0]) == (
        case["issued"],
        case["origin"],
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [("12", 12), ("十二", 12), ("两百零四", 204), ("一二〇", 120), ("二十", 20), ("十十", 0), ("百十", 110)],
)
def test_number(written, value):
    assert number(written) == value


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2014年，派出所成立。五年来，警情年年下降。", [2018, 2019, 2020]),
        ("2014年，派出所成立。2019年来到这里的民警说，辖区很大。", []),
        ("2005年，派出所建成。2021年前后，辖区人口翻番。", []),
        ("2005年，派出所建成。这三五年来，辖区人口翻番。", []),
    ],
)
def test_lengths_of_time(text, years):
    assert [sorted(clue.weights) for clue in span_clues([one_width(text)], "")] == ([years] if years else [])


@cases("years")
def test_year_of_issue(case):
    issued = article_of("page.txt", case["text"]).issued
    assert (issued and int(issued.value[:4])) == case["year"]


@pytest.mark.parametrize(("name", "right", "wrong"), [("years_unseen", 34, 0), ("years_fresh", 17, 0)])
def test_years_of_articles_written_apart_from_the_rules(name, right, wrong):
    rows = [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]
    found = [(article_of("page.txt", row["text"]).issued, row["year"]) for row in rows]
    years = [(int(issued.value[:4]) if issued else None, year) for issued, year in found]
    assert sum(got == year for got, year in years) >= right
    assert sum(got not in (None, year) for got, year in years) <= wrong


def test_an_inferred_date_names_its_clue_and_is_below_certainty():
    issued = article_of("page.txt", "蓝灯\n\n第十一个中国人民警察节前夕，所里来了客人。").issued
    assert (issued.value, issued.origin, issued.confidence) == ("2031", "inferred/police-day", 0.72)


@cases("homes")
def test_home(case):
    home = article_of("page.txt", case["text"]).home
    assert (home and home.place) == case["home"]


@pytest.mark.parametrize("name", ["reflow", "articles", "dates", "homes"])
def test_every_character_leads_back(name):
    for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        flat = one_width(case["text"])
        for article in articles_of("page.txt", case["text"], case.get("markdown", False)):
            for sentence in article.sentences:
                assert "".join(flat[at] for at in sentence.offsets) == sentence.text
                assert list(sentence.offsets) == sorted(set(sentence.offsets))


def test_start_shifts_every_offset():
    text = "桥头的灯\n\n老街很安静。"
    near, far = article_of("a", text), article_of("a", text, start=100)
    assert [s.start + 100 for s in near.sentences] == [s.start for s in far.sentences]
    assert far.exact(*far.sentences[1].locate(0, 2)) == "老街"
