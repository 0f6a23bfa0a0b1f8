"""What sentences say of an article's entities: exact statements, their evidence, and what they do not say."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

import pytest

from kg.documents import article_of
from kg.facts import statements
from kg.records import Article, Dated, Entity, Home, Label, Mention, Predicate, Statement, Status

MARK = re.compile(r"⟦([^⟦⟧|]+)\|([A-Z]+)(?:\|([^⟦⟧|]+))?⟧")
ISSUED = "2025-03-18"


@dataclass(frozen=True)
class Given:
    """An article with its marked mentions and their entities."""

    article: Article
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]

    def statements(self) -> tuple[Statement, ...]:
        return statements(self.article, self.mentions, self.entities)

    def asserted(self) -> set[str]:
        return {line(s) for s in self.statements() if any(e.status == Status.ASSERTED for e in s.evidence)}


def line(s: Statement) -> str:
    return f"{s.subject.partition('/')[2]} {s.predicate} {s.object.partition('/')[2] or s.object}"


def given(marked: str, home: str = "永安市", issued: str = ISSUED) -> Given:
    """Read ⟦surface|LABEL|canonical⟧ marks: sentences must not split inside one."""
    plain, spans, at = "", [], 0
    for match in MARK.finditer(marked):
        plain += marked[at : match.start()]
        spans.append((len(plain), match[1], Label(match[2]), match[3] or match[1]))
        plain += match[1]
        at = match.end()
    plain += marked[at:]
    article = article_of("t.txt", plain, issued=Dated(issued, "test"), home=Home(home, "test"))
    where = {o: (i, j) for i, s in enumerate(article.sentences) for j, o in enumerate(s.offsets)}
    mentions, owned = [], {}
    for start, surface, label, name in spans:
        sentence, low = where[start]
        owned.setdefault((label, name), []).append(len(mentions))
        high, end = low + len(surface), start + len(surface)
        mentions.append(Mention(label, sentence, low, high, start, end, surface, "test"))
    entities = [Entity(label, name, (), tuple(ids)) for (label, name), ids in owned.items()]
    return Given(article, tuple(mentions), tuple(sorted(entities, key=lambda e: e.id)))


HEAD = "城东派出所见闻\n\n"
SAYS = [
    ("⟦永安市公安局|UNIT⟧开展⟦“护苗”行动|PROGRAM⟧。", {"永安市公安局 runs “护苗”行动"}),
    (
        "⟦永安市公安局城东分局|UNIT⟧民警⟦方一鸣|PERSON⟧来了。",
        {"方一鸣 memberOf 永安市公安局城东分局", "永安市公安局城东分局 partOf 永安市公安局"},
    ),
    ("⟦永安市公安局|UNIT⟧破获⟦“4·02”盗窃案|CASE⟧。", {"永安市公安局 handled “4·02”盗窃案"}),
    ("⟦永安市公安局|UNIT⟧荣获⟦全国优秀公安局|AWARD⟧称号。", {"永安市公安局 received 全国优秀公安局"}),
    (
        "去年4月,⟦永安市公安局|UNIT⟧组建⟦护苗队|TEAM⟧。",
        {"永安市公安局 runs 护苗队", "护苗队 started 2024-04"},
    ),
    (
        "⟦永安市公安局|UNIT⟧与⟦永安市教育局|ORG⟧联合推出⟦“护学”机制|PROGRAM⟧。",
        {
            "永安市公安局 runs “护学”机制",
            "永安市教育局 runs “护学”机制",
            "永安市教育局 partnerOf 永安市公安局",
        },
    ),
    (
        "⟦生态警长|ROLE⟧⟦方一鸣|PERSON⟧是⟦河口派出所|UNIT⟧民警。",
        {"方一鸣 hasRole 生态警长", "方一鸣 memberOf 河口派出所"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), SAYS)
def test_a_sentence_says(text: str, wanted: set[str]) -> None:
    assert wanted <= given(HEAD + text).asserted()


def test_a_plan_is_not_asserted() -> None:
    read = given(HEAD + "⟦永安市公安局|UNIT⟧将于明年启动⟦“护苗”行动|PROGRAM⟧。")
    runs = [s for s in read.statements() if s.predicate == Predicate.RUNS]
    assert [e.status for s in runs for e in s.evidence] == [Status.PLANNED]


def test_evidence_is_the_sentence() -> None:
    read = given(HEAD + "天晴了。⟦永安市公安局|UNIT⟧开展⟦“护苗”行动|PROGRAM⟧。")
    evidence = next(s for s in read.statements() if s.predicate == Predicate.RUNS).evidence[-1]
    assert evidence.exact == "永安市公安局开展“护苗”行动。"
    assert read.article.exact(evidence.start, evidence.end) == evidence.exact
    assert evidence.origin.startswith("relations/pairs@")
    assert 0 < evidence.confidence <= 1


def test_a_fact_in_two_sentences_is_one_statement() -> None:
    twice = "⟦永安市公安局|UNIT⟧开展⟦“护苗”行动|PROGRAM⟧。"
    runs = [s for s in given(HEAD + twice + twice).statements() if s.predicate == Predicate.RUNS]
    assert len(runs) == 1
    assert len(runs[0].evidence) == 2


def test_the_same_input_gives_the_same_output() -> None:
    read = given(HEAD + SAYS[5][0])
    found = read.statements()
    assert found == read.statements()
    keys = [(s.subject, s.predicate, s.object) for s in found]
    assert keys == sorted(set(keys))


def test_an_article_without_entities_has_no_statements() -> None:
    assert given("天晴了。").statements() == ()


def test_a_doubtful_name_makes_no_fact() -> None:
    read = given(HEAD + SAYS[0][0])
    doubted = tuple(replace(m, confidence=0.3) for m in read.mentions)
    assert statements(read.article, doubted, read.entities) == ()


def test_a_name_that_stands_alone_still_tells_its_place() -> None:
    read = given("⟦德清县公安局|UNIT⟧", home="湖州市")
    assert read.asserted() == {"德清县公安局 locatedIn 德清县"}


def test_a_level_alone_is_no_place() -> None:
    assert given("⟦市公安局|UNIT⟧添了三条警犬。", home="").asserted() == set()


@pytest.mark.parametrize("seed", range(5))
def test_mentions_of_any_shape_are_borne(seed: int) -> None:
    chance = random.Random(seed)
    article = given(HEAD + "".join(MARK.sub(r"\1", text) for text, _ in SAYS)).article
    mentions, entities = [], []
    for number in range(40):
        sentence = chance.randrange(len(article.sentences))
        text = article.sentences[sentence].text
        low = chance.randrange(len(text))
        high = chance.randint(low + 1, min(len(text), low + 9))
        start, end = article.sentences[sentence].locate(low, high)
        label = chance.choice(list(Label))
        mentions.append(Mention(label, sentence, low, high, start, end, text[low:high], "test", 0.9))
        entities.append(Entity(label, f"{text[low:high]}{number}", (), (number,)))
    found = statements(article, mentions, entities)
    assert found == statements(article, mentions, entities)
    assert all(s.subject != s.object and s.evidence for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "云上日报讯(记者 ⟦陈小波|PERSON⟧)⟦永安市公安局|UNIT⟧深入开展⟦“护苗”行动|PROGRAM⟧。",
        "司机⟦刘师傅|PERSON⟧握住⟦永安市公安局城东派出所|UNIT⟧民警的手。",
    ],
)
def test_reporters_and_those_with_courtesy_titles_serve_in_no_unit(text: str) -> None:
    assert not [s for s in given(text).statements() if s.predicate == Predicate.MEMBER_OF]
