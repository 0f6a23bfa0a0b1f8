"""Each row of the word lists in; its example read, its counterexample left alone."""

from __future__ import annotations

from typing import Any

import pytest

from kg.facts.metrics import after, verbs
from kg.facts.observations_ranks import placed
from kg.facts.periods import periods, running
from kg.facts.periods_echoed import article_periods
from kg.lexicon.rows import rows

TIMES = rows("time_words.jsonl", ("id", "sort", "value", "example", "counterexample"))
NOUGHTS = rows("zero_words.jsonl", ("id", "example", "counterexample"))
KEYS = ("id", "example", "counterexample")
VERBS = rows("metric_verbs.jsonl", KEYS, ("keep", "never"))
STOPS = rows("metric_stops.jsonl", KEYS)
EXAMPLES = ("example", "counterexample")
HEADS = rows("metric_heads.jsonl", KEYS)


def named(row: dict[str, Any]) -> str:
    return str(row["id"])


@pytest.mark.parametrize("row", TIMES, ids=named)
def test_time_words(row: dict[str, Any]) -> None:
    if row["sort"] == "running":
        assert running().search(row["example"])
        assert not running().search(row["counterexample"])
    elif row["sort"] in {"whole", "echo"}:
        texts = ["3月1日至5日,警力上街。"]
        (_, found), (_, none) = (article_periods([*texts, row[key]], "2025-12") for key in EXAMPLES)
        assert [p.sort for p in found] == [row["sort"]] and not none
    else:
        assert list(periods(row["example"], "2025-12"))
        assert not list(periods(row["counterexample"], "2025-12"))


@pytest.mark.parametrize("row", NOUGHTS, ids=named)
def test_noughts(row: dict[str, Any]) -> None:
    assert [f.value for f in placed(row["example"])] == [0]
    assert not placed(row["counterexample"])


@pytest.mark.parametrize("row", VERBS, ids=named)
def test_metric_verbs(row: dict[str, Any]) -> None:
    assert verbs(row["keep"]).search(row["example"])
    assert not verbs(row["keep"]).search(row["counterexample"])


@pytest.mark.parametrize("row", STOPS, ids=named)
def test_a_noun_phrase_ends_at_a_stop(row: dict[str, Any]) -> None:
    assert after(row["example"].removeprefix("12名")) == "民警"
    assert after(row["counterexample"].removeprefix("12名")) == "民警"


@pytest.mark.parametrize("row", HEADS, ids=named)
def test_heads(row: dict[str, Any]) -> None:
    assert row["id"] in row["example"] and row["id"] not in row["counterexample"]
