"""The recogniser's features and decoding, and mentions that no grouping changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from kg.documents import article_of
from kg.evaluation.gold import unmark
from kg.mentions import find_mentions
from kg.mentions.recogniser import MARKS, TAGS, decode, marks, read
from kg.mentions.tagger import LacTagger, Tagged, code_points, lac
from kg.records import Article

REPORTS = Path(__file__).parents[2] / "scripts" / "train" / "reports" / "dev"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    paths = sorted(REPORTS.glob("t2_*.ann.txt"))[:4]
    return [article_of(path.name, unmark(path.read_text("utf-8"))[0]) for path in paths]


def test_grouping_changes_nothing(articles: list[Article]) -> None:
    together = find_mentions(articles)
    assert together == [find_mentions([article])[0] for article in articles]
    assert together == find_mentions(articles[::-1])[::-1]


def test_readings_do_not_depend_on_the_batch(articles: list[Article]) -> None:
    for batch in lac().tag([s.text for s in articles[0].sentences]):
        for text, whole in zip(batch.texts, read(batch), strict=True):
            (single,) = lac().tag([text])
            (alone,) = read(single)
            assert alone.spans == whole.spans
            assert np.array_equal(alone.probabilities, whole.probabilities)


def test_mentions_do_not_overlap_and_read_as_the_text(articles: list[Article]) -> None:
    for article, mentions in zip(articles, find_mentions(articles), strict=True):
        ends = dict.fromkeys(range(len(article.sentences)), 0)
        for m in mentions:
            assert m.low >= ends[m.sentence]
            ends[m.sentence] = m.high
            assert article.sentences[m.sentence].text[m.low : m.high] == m.surface
            assert (m.start, m.end) == article.sentences[m.sentence].locate(m.low, m.high)


class WithoutStates:
    """Another tagger: LAC's words, nothing of its network."""

    def __init__(self) -> None:
        self.inner = LacTagger(with_states=False)

    def tag(self, texts: Sequence[str]) -> Iterator[Tagged]:
        return self.inner.tag(texts)


def test_a_tagger_without_states_leaves_the_grammar(articles: list[Article]) -> None:
    (mentions,) = find_mentions(articles[:1], tagger=WithoutStates())
    assert mentions and {m.origin.split("/")[0] for m in mentions} == {"grammar"}


def test_marks_tell_what_is_within_quotation_marks() -> None:
    flags = marks(code_points(["推“智慧通”办"]))
    assert flags.shape == (1, 7, MARKS)
    within = flags[0, 2]
    assert [i for i in range(7) if np.array_equal(flags[0, i], within)] == [2, 3, 4]


def test_an_open_quotation_mark_alone_encloses_nothing() -> None:
    flags = marks(code_points(["他说“好吧"]))
    assert np.array_equal(flags[0, 1], flags[0, 3])


DECODED = [
    ("O O O", []),
    ("S-UNIT O S-PLACE", [(0, 1, "UNIT"), (2, 3, "PLACE")]),
    ("B-UNIT I-UNIT E-UNIT", [(0, 3, "UNIT")]),
    ("I-UNIT I-UNIT E-UNIT", [(0, 3, "UNIT")]),
    ("B-UNIT E-UNIT B-PLACE", [(0, 2, "UNIT")]),
]


@pytest.mark.parametrize(("tags", "spans"), DECODED)
def test_decode_keeps_spans_whole(tags: str, spans: list[tuple[int, int, str]]) -> None:
    names = tags.split()
    scores = np.zeros((1, len(names), len(TAGS)), np.float32)
    for at, tag in enumerate(names):
        scores[0, at, TAGS.index(tag)] = 5 if tag[0] != "O" else 1
        scores[0, at, 0] += 4 if at == len(names) - 1 and tag[0] == "B" else 0
    assert decode(np.exp(scores) / np.exp(scores).sum(-1, keepdims=True)) == [spans]
