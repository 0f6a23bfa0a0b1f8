"""Every row of the grammar's data files finds its example and passes its counterexample by."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from kg.lexicon.rows import rows
from kg.mentions.grammar import candidates
from kg.mentions.grammar.line import Candidate, Line
from kg.mentions.grammar.places import neighbourhood, places
from kg.mentions.grammar.tables import NAMED, PATTERNED, WORDED
from kg.mentions.lexicon import FILES, KEYS
from kg.mentions.tagger import LacTagger

OPTIONS = ("not_before", "not_after", "span", "side", "reach")
HEADED = [
    row for file in ("tails", "inner", "cues", "heads") for row in rows(f"names_{file}.jsonl", NAMED, OPTIONS)
]
EXPRESSIONS = list(rows("names_patterns.jsonl", PATTERNED))
TERMS = [row for file in FILES for row in rows(f"terms_{file}.jsonl", KEYS)]
WORDS = [
    row for file in ("stops", "functions", "surnames", "plain") for row in rows(f"names_{file}.jsonl", WORDED)
]
MARKED = re.compile(r"⟦([^⟦⟧]+)⟧")


@cache
def tagger() -> LacTagger:
    return LacTagger()


def read(text: str) -> list[Candidate]:
    (tagged,) = tagger().tag([text])
    words = tagged.words[0]
    return candidates(Line.of(text, words, places(text, words, neighbourhood([text], ""))))


def spans(marked: str) -> tuple[str, list[tuple[int, int]]]:
    found: list[tuple[int, int]] = []
    for number, match in enumerate(MARKED.finditer(marked)):
        low = match.start() - 2 * number
        found.append((low, low + len(match[1])))
    return MARKED.sub(r"\1", marked), found


@pytest.mark.parametrize("row", HEADED + EXPRESSIONS + TERMS, ids=lambda row: row["id"])
def test_row_finds_its_example(row: dict[str, Any]) -> None:
    text, expected = spans(row["example"])
    found = {(c.low, c.high) for c in read(text) if c.label == row["label"]}
    assert expected and set(expected) <= found


@pytest.mark.parametrize("row", HEADED + EXPRESSIONS + TERMS, ids=lambda row: row["id"])
def test_row_passes_its_counterexample_by(row: dict[str, Any]) -> None:
    assert [c for c in read(row["counterexample"]) if c.rule == row["id"]] == []


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["id"])
def test_word_rows_hold_their_example(row: dict[str, Any]) -> None:
    _, inside = spans(row["example"])
    words = [row["example"][low + 1 : high + 1] for low, high in inside]
    stems = row["words"]
    assert any(stem in row["example"] for stem in stems)
    assert row["counterexample"] not in stems and words
