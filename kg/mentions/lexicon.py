"""A line's text in, the nationally known names in it out: programmes, platforms, events, awards, bodies.

The terms are rows of `kg/lexicon/terms_*.jsonl`. Those marked `quoted` are everyday words too and count
only where quotation marks enclose them (“断卡”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import ahocorasick

from kg.lexicon.rows import rows
from kg.records import Label

FILES = ("programs", "platforms", "events", "awards", "organisations", "units", "places")
KEYS = ("id", "label", "names", "where", "confidence", "example", "counterexample")
YEAR = re.compile(r"(?:20\d\d|[1-9]号|[一二三四五六七八九]号)$")


class Term(NamedTuple):
    """A known name's row: the rule it is found by, its label, how sure it is."""

    rule: str
    label: Label
    confidence: float


@cache
def terms(where: str) -> dict[str, Term]:
    """Name → Term of every row with this `where`: "anywhere" or "quoted"."""
    return {
        name: Term(row["id"], Label(row["label"]), row["confidence"])
        for file in FILES
        for row in rows(f"terms_{file}.jsonl", KEYS)
        if row["where"] == where
        for name in row["names"]
    }


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, term in terms("anywhere").items():
        automaton.add_word(name, (len(name), term))
    automaton.make_automaton()
    return automaton


def known(text: str) -> Iterator[tuple[int, int, Term]]:
    """Known names in `text` as (low, high, term), the longest of overlapping ones."""
    for last, (length, term) in _automaton().iter_long(text):
        if text[last : last + 2] not in ("部门", "务室", "务站"):
            yield last + 1 - length, last + 1, term


def known_quoted(inner: str) -> Term | None:
    """The term that a quoted stretch is, a year or number after it aside; None if it is none."""
    table = terms("quoted")
    return table.get(inner) or table.get(YEAR.sub("", inner)) or terms("anywhere").get(inner)
