"""A line in, candidates out for what the tagger or the official lists call a person, place or body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon.divisions import abbreviation
from kg.mentions.grammar.line import Candidate, Line
from kg.records import Label

POLICE = re.compile(r"公安|派出所|警方|警务|支队|边检|边境管理|边防")
EDGE = re.compile(r"(?:畔|边|里|上|岸线|境内|地区|沿线|一带|口)$")
NOT_AFTER = "、与和及在赴到从向往自至驻来自由(:。,是“—"


def _label(text: str, tag: str) -> tuple[Label, str, float]:
    if tag == "PER":
        return Label.PERSON, "tagged-person", 0.9
    if POLICE.search(text):
        return Label.UNIT, "tagged-unit", 0.6
    return Label.ORG, "tagged-organisation", 0.45


def abbreviated(text: str) -> bool:
    """Whether a word is nothing but provinces by one character each: 皖浙赣."""
    return len(text) < 5 and all(abbreviation(char) or char == "中" for char in text)


def _chains(line: Line) -> Iterator[tuple[int, int]]:
    """Runs of adjacent words that are places: 安徽|郎溪."""
    start = end = -1
    for low, high, tag in line.words:
        if tag == "LOC" and not abbreviated(line.text[low:high]):
            start = low if end != low else start
            end = high
        elif end >= 0:
            yield start, end
            start = end = -1
    if end >= 0:
        yield start, end


def tagged(line: Line) -> Iterator[Candidate]:
    """Words tagged PER, LOC and ORG; adjacent places are one chain, named by its last link."""
    text = line.text
    for low, high, tag in line.words:
        if tag in ("PER", "ORG") and high - low > 1:
            label, rule, confidence = _label(text[low:high], tag)
            yield Candidate(low, high, label, rule, confidence)
    for low, high in _chains(line):
        edge = EDGE.search(text, low, high)
        high = edge.start() if edge and edge.start() > low + 1 else high
        if high - low > 1:
            yield Candidate(low, high, Label.PLACE, "tagged-place", 0.7)


def _aligned(line: Line, low: int, high: int) -> bool:
    first, last = line.words[line.index(low)], line.words[line.index(high - 1)]
    return first[0] == low and last[1] == high


def listed(line: Line) -> Iterator[Candidate]:
    """Official divisions by name; those one after the other are one chain."""
    start = end = -1
    sure = 0.0
    for low, high, found in line.places:
        full = any(d.name == line.text[low:high] for d in found)
        if not full and not _aligned(line, low, high):
            continue
        if low != end:
            if end > 0:
                yield Candidate(start, end, Label.PLACE, "division", sure)
            start = low
        end = high
        sure = 0.85 if full else 0.75
    if end > 0:
        yield Candidate(start, end, Label.PLACE, "division", sure)
