"""The data files of the grammar of names in, compiled tables out: tails, cues, heads, stops, patterns."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.lexicon.rows import Row, rows
from kg.records import Label

NAMED = ("id", "label", "words", "confidence", "example", "counterexample")
WORDED = ("id", "words", "example", "counterexample")
PATTERNED = ("id", "label", "pattern", "confidence", "example", "counterexample")


class Head(NamedTuple):
    """A noun that ends (or cues) a name: its row's id, label and confidence, and what may not follow it."""

    rule: str
    label: Label
    confidence: float
    not_before: tuple[str, ...]  # words, or single characters, that make another word of it
    kind: str  # "span" of a tail, "side" of a cue, "reach" of a head
    not_after: str = ""


def _head(row: Row) -> Head:
    kind = row.get("span") or row.get("side") or row.get("reach") or "whole"
    before, after = tuple(row.get("not_before", ())), row.get("not_after", "")
    return Head(row["id"], Label(row["label"]), row["confidence"], before, kind, after)


@cache
def head_rows(file: str) -> dict[str, Head]:
    """Word → Head for `names_tails`, `names_inner`, `names_cues` or `names_heads`; the first row wins."""
    table: dict[str, Head] = {}
    for row in rows(f"{file}.jsonl", NAMED, ("not_before", "not_after", "span", "side", "reach")):
        for word in row["words"]:
            table.setdefault(word, _head(row))
    return table


def alternation(words: list[str]) -> str:
    """A regular expression that matches the longest of `words`."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@cache
def finder(file: str) -> re.Pattern[str]:
    """One expression for every word of a table, longest first."""
    return re.compile(alternation(list(head_rows(file))))


@cache
def ending(file: str) -> re.Pattern[str]:
    """One expression for a text that ends with a word of a table."""
    return re.compile(f"(?:{alternation(list(head_rows(file)))})$")


@cache
def cue_rows(side: str) -> dict[str, Head]:
    """Word → Head of the cues that stand on one `side` of a quoted name: "left" or "right"."""
    found = rows("names_cues.jsonl", NAMED, ("side",))
    return {word: _head(row) for row in reversed(found) if row["side"] == side for word in row["words"]}


@cache
def cue_finders() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a quoted name, what stands after it."""
    gap = r"(?:了|起|出|的|为|由|:|,|一[支个项批系列]{1,2}|[\d一二三四五六七八九十]+[支个项名])*"
    before = re.compile(f"({alternation(list(cue_rows('left')))}){gap}$")
    return before, re.compile(alternation(list(cue_rows("right"))))


@cache
def stops(rule: str) -> frozenset[str]:
    """The words at which a walk to the left ends, by the id of their row."""
    return next(frozenset(row["words"]) for row in rows("names_stops.jsonl", WORDED) if row["id"] == rule)


@cache
def plain() -> frozenset[str]:
    """What is often quoted and names nothing: mottos, idioms, jargon of the police and of fraud."""
    return frozenset(word for row in rows("names_plain.jsonl", WORDED) for word in row["words"])


@cache
def surnames() -> tuple[str, ...]:
    """Family names, those of two characters included."""
    return tuple(word for row in rows("names_surnames.jsonl", WORDED) for word in row["words"])


@cache
def zone_ending() -> re.Pattern[str]:
    """What a branch is named for if not a place, at the end of a text: 经开区, 交通管理."""
    return re.compile(f"(?:{alternation(list(stops('zone')))})$")


@cache
def function_ending() -> re.Pattern[str]:
    """What a police section does, at the end of a text: 刑侦, 交通警察, 出入境管理 …"""
    words = [word for row in rows("names_functions.jsonl", WORDED) for word in row["words"]]
    return re.compile(f"(?:{alternation(words)})+$")


@cache
def patterns() -> tuple[tuple[re.Pattern[str], Head], ...]:
    """The rows that are expressions over the text itself; the group `name` is the span."""
    return tuple(
        (re.compile(row["pattern"]), Head(row["id"], Label(row["label"]), row["confidence"], (), "pattern"))
        for row in rows("names_patterns.jsonl", PATTERNED)
    )
