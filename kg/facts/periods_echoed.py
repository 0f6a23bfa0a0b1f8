"""The sentences of an article in, the periods that each names out, also where it takes up an earlier one.

全年 and 一年来 are the year that the article reports on, 行动期间 the stretch named before. The words stand
in `kg/lexicon/time_words.jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.facts.periods import Period, periods
from kg.lexicon.rows import rows

BACK = 10  # sentences over which a stretch is taken up
OPENING = 4  # sentences in which a report names the year it is about
STRETCHES = frozenset({"range", "since", "months", "part"})


@cache
def _echoes(sort: str) -> re.Pattern[str]:
    found = rows("time_words.jsonl", ("id", "sort", "value", "example", "counterexample"))
    words = sorted((row["id"] for row in found if row["sort"] == sort), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})(?!无休|[一-龥]?天候|以来)")


def _reported(done: Sequence[Sequence[Period]], before: Sequence[Period], issued: str) -> int | None:
    """The year that 全年 means: one named in its sentence, else in the opening, else the last complete."""
    years = [p for p in before if p.sort == "year"]
    if years and years[-1].start:
        return int(years[-1].start[:4])
    opening = [p for row in done[:OPENING] for p in row if p.sort == "year" and p.start]
    if opening and issued and int(issued[:4]) - int((opening[0].start or "0")[:4]) <= 1:
        return int((opening[0].start or "0")[:4])
    month = issued[5:7]
    if not month:
        return None
    return int(issued[:4]) - 1 if month <= "03" else int(issued[:4]) if month >= "11" else None


def _whole(text: str, done: Sequence[Sequence[Period]], own: Sequence[Period], issued: str) -> list[Period]:
    found = []
    for match in _echoes("whole").finditer(text):
        year = _reported(done, [p for p in own if p.high <= match.start()], issued)
        if year and not any(p.low <= match.start() < p.high for p in own):
            found.append(Period(match.start(), match.end(), f"{year}-01-01", f"{year}-12-31", "whole"))
    return found


def _taken_up(text: str, done: Sequence[Sequence[Period]], own: Sequence[Period]) -> list[Period]:
    found = []
    for match in _echoes("echo").finditer(text):
        earlier = [p for row in done[-BACK:] for p in row] + [p for p in own if p.high <= match.start()]
        last = next((p for p in reversed(earlier) if p.sort in STRETCHES), None)
        if last and not any(p.low <= match.start() < p.high for p in own):
            found.append(Period(match.start(), match.end(), last.start, last.end, "echo"))
    return found


def article_periods(texts: Sequence[str], issued: str = "") -> tuple[tuple[Period, ...], ...]:
    """Periods of each of `texts`, the sentences of one article issued on `issued` ("" where not known).

    >>> [[(p.start, p.end) for p in row] for row in article_periods(["全年破案9起。"], "2025-02")]
    [[('2024-01-01', '2024-12-31')]]
    """
    done: list[tuple[Period, ...]] = []
    for text in texts:
        own = list(periods(text, issued))
        own += [*_whole(text, done, own, issued), *_taken_up(text, done, own)]
        done.append(tuple(sorted(own, key=lambda p: (p.low, p.high))))
    return tuple(done)
