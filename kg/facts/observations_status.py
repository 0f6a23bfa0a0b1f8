"""A sentence and a figure's place in, how the text stands to it out: asserted, planned, negated …

Cues are the rows of `kg/lexicon/context.jsonl`, each with a direction and a scope; a heading that speaks
of what comes next makes its whole section a plan. 零 negates nothing: 零发生 is an asserted level of
nought.
"""

from __future__ import annotations

import re
from functools import cache

from kg.facts.quantities_patterns import pattern
from kg.lexicon.rows import Row, rows
from kg.records import Kind, Status

KEYS = ("id", "status", "words", "direction", "scope", "example", "counterexample")
CLAUSE = re.compile(r"[,;:。!?]")
SENTENCE = re.compile(r"[;。!?]")
AHEAD = pattern("ahead")
RUMOUR = pattern("rumour")


@cache
def _finder() -> tuple[re.Pattern[str], dict[str, Row]]:
    table = {word: row for row in reversed(rows("context.jsonl", KEYS)) for word in row["words"]}
    longest = sorted(table, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest))), table


def _reaches(
    text: str, row: Row, low: int, high: int, figure: tuple[int, int], stops: list[tuple[int, int]]
) -> bool:
    """Whether the cue at `low:high` holds for the figure, with nothing between that ends its scope."""
    a, b = (figure[1], low) if row["direction"] == "backward" else (high, figure[0])
    marks = CLAUSE if row["scope"] == "clause" else SENTENCE
    return a <= b and not marks.search(text, a, b) and not any(a <= s and e <= b for s, e in stops)


def status_of(text: str, figure: tuple[int, int], kind: Kind, section: str = "") -> Status:
    """How `text` stands to the figure at `figure`; `section` is the heading above it."""
    expression, table = _finder()
    cues = [(m.start(), m.end(), table[m[0]]) for m in expression.finditer(text)]
    stops = [(low, high) for low, high, row in cues if row["id"] == "stop"]
    if RUMOUR.search(text) and not re.search(r"[;。]", text[figure[1] :].rstrip("。")):
        return Status.ALLEGED
    for low, high, row in cues:
        if not row["status"] or (row["status"] == "Negated" and kind is Kind.STREAK):
            continue
        if _reaches(text, row, low, high, figure, stops):
            return Status(row["status"])
    if section and AHEAD.search(section) and not any(high <= figure[0] for _, high in stops):
        return Status.PLANNED
    return Status.ASSERTED
