"""Extractions written as lines and read back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import article_of
from kg.graph.cache import Cache
from kg.records import Basis, Bound, Evidence, Extraction, Kind, Observation, Sentence, Status
from kg.serial import dump_extraction, from_json, load_extraction, to_json
from tests.graph.conftest import first_extraction


def test_composed_reports_come_back_equal(composed: list[Extraction]) -> None:
    assert [load_extraction(dump_extraction(each)) for each in composed] == composed


def test_hand_made_record_comes_back_equal() -> None:
    assert load_extraction(dump_extraction(first_extraction())) == first_extraction()


@given(st.decimals(allow_nan=False, allow_infinity=False), st.text(), st.sampled_from(Kind), st.floats(0, 1))
def test_every_observation_comes_back_equal(value: Decimal, words: str, kind: Kind, sure: float) -> None:
    evidence = Evidence(words, 0, 1, words, words, sure, Status.ALLEGED)
    figure = Observation(
        words, words, kind, value, evidence, words, None, Basis.FROM_TO, value, Bound.ABOUT, figure=(3, 4)
    )
    assert from_json(Observation, to_json(figure)) == figure


@given(st.lists(st.integers(0, 10**6), min_size=1).map(tuple))
def test_offsets_come_back_whatever_their_order(offsets: tuple[int, ...]) -> None:
    sentence = Sentence("x" * len(offsets), offsets)
    assert tuple(from_json(Sentence, to_json(sentence)).offsets) == offsets


def test_unbroken_offsets_come_back_as_a_range() -> None:
    sentence = Sentence("四个汉字", range(7, 11))
    assert from_json(Sentence, to_json(sentence)) == sentence


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"article": 3}', '{"article": {"identifier": "a"}}'])
def test_a_line_of_another_version_is_refused(line: str) -> None:
    with pytest.raises(ValueError):
        load_extraction(line)


def test_cache_answers_for_the_same_text_and_rules_only(tmp_path: Path) -> None:
    kept = first_extraction()
    Cache(tmp_path, "rules-1").put(kept)
    assert Cache(tmp_path, "rules-1").get(kept.article) == kept
    assert Cache(tmp_path, "rules-2").get(kept.article) is None
    assert Cache(tmp_path, "rules-1").get(article_of(kept.article.identifier, "另一段话。")) is None


def test_a_broken_cache_file_counts_as_none(tmp_path: Path) -> None:
    cache, kept = Cache(tmp_path, "rules-1"), first_extraction()
    cache.put(kept)
    next((tmp_path / "cache").rglob("*.json")).write_text("{", "utf-8")
    assert cache.get(kept.article) is None
