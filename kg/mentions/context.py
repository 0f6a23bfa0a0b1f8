"""A sentence and a span of it in, how the text stands to that span out: asserted, planned, negated, alleged.

In the manner of ConText (Harkema and others, 2009): cues with a direction and a scope, words that look
like cues and are none, and words that end a scope, all of them rows of `kg/lexicon/context.jsonl`. Of
several cues the outermost holds: what is planned not to happen is a plan. 零 is no cue: 零发生 is an
asserted level of zero.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kg.lexicon.rows import Row, rows
from kg.records import Status

KEYS = ("id", "status", "words", "direction", "scope", "example", "counterexample")
CLAUSE = re.compile(r"[,;:。!?]")
SENTENCE = re.compile(r"[;。!?]")
AHEAD = re.compile(r"下一步|下步|下阶段|打算|展望|今后|明年|未来|工作安排|工作目标|努力方向|往哪走|下一站")


class Cue(NamedTuple):
    """One cue met in a sentence, with the row it belongs to."""

    low: int
    high: int
    row: Row


@cache
def context_rows() -> tuple[Row, ...]:
    """The rows of the context lexicon."""
    return rows("context.jsonl", KEYS)


@cache
def _finder() -> tuple[re.Pattern[str], dict[str, Row]]:
    table = {word: row for row in reversed(context_rows()) for word in row["words"]}
    longest = sorted(table, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest))), table


@lru_cache(maxsize=1024)
def _cues(text: str) -> tuple[Cue, ...]:
    expression, table = _finder()
    found = (Cue(m.start(), m.end(), table[m[0]]) for m in expression.finditer(text))
    return tuple(cue for cue in found if cue.row["id"] != "pseudo")


def _open(text: str, cue: Cue, low: int, high: int, cues: tuple[Cue, ...]) -> bool:
    """Whether nothing ends the scope of `cue` in `text[low:high]`."""
    marks = CLAUSE if cue.row["scope"] == "clause" else SENTENCE
    if marks.search(text, low, high):
        return False
    return not any(c.row["id"] == "stop" and low <= c.low and c.high <= high for c in cues)


def _reaches(text: str, cue: Cue, low: int, high: int, cues: tuple[Cue, ...]) -> bool:
    if cue.row["direction"] == "backward":
        return cue.low >= high and _open(text, cue, high, cue.low, cues)
    return cue.row["direction"] == "forward" and cue.high <= low and _open(text, cue, cue.high, low, cues)


def _presupposed(text: str, low: int, cues: tuple[Cue, ...]) -> bool:
    """Whether the words right before say that the thing is there already: 深化…, 巩固…."""
    return any(
        c.row["id"] == "known" and c.high <= low and not CLAUSE.search(text, c.high, low) for c in cues
    )


def status_of(text: str, low: int, high: int, section: str = "") -> Status:
    """How `text` stands to `text[low:high]`; `section` is the heading above, which may speak of plans."""
    cues = _cues(text)
    over = [c for c in cues if c.row["status"] and _reaches(text, c, low, high, cues)]
    forward = [c for c in over if c.row["direction"] == "forward"]
    if forward or over:
        status = Status((forward or over)[0].row["status"])
    elif section and AHEAD.search(section) and not any(c.row["id"] == "stop" and c.high <= low for c in cues):
        status = Status.PLANNED
    else:
        return Status.ASSERTED
    planned = status is Status.PLANNED
    return Status.ASSERTED if planned and _presupposed(text, low, cues) else status
