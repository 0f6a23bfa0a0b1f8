"""A sentence and a span of it in, how the text stands to that span out: asserted, planned, negated, alleged.

In the manner of ConText (Harkema and others, 2009): cues with a direction and a scope, words that look
like cues and are none, and words that end a scope, all of them rows of `context.jsonl`. Of several cues the
outermost holds: what is planned not to happen is a plan. 零 is no cue: 零发生 is an asserted level of zero.
Stages that know more of what they ask about take the cues and their reach from here and decide themselves.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache, lru_cache
from typing import NamedTuple

from kg.lexicon.rows import Row, rows
from kg.records import Status

KEYS = ("id", "status", "words", "direction", "scope", "example", "counterexample")
CLAUSE = re.compile(r"[,;:。!?]")
SENTENCE = re.compile(r"[;。!?]")
AHEAD = re.compile(r"下一?步|下阶段|打算|展望|今后|明年|未来|工作安排|工作目标|努力方向|往哪走|下一站")


class Cue(NamedTuple):
    """One cue met in a sentence, with the row it belongs to."""

    low: int
    high: int
    row: Row

    @property
    def sort(self) -> str:
        """Id of the row: what sort of cue it is, `stop` and `known` among them."""
        return str(self.row["id"])


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
def cues(text: str) -> tuple[Cue, ...]:
    """Cues of `text` from left to right, without words that only look like one."""
    expression, table = _finder()
    found = (Cue(m.start(), m.end(), table[m[0]]) for m in expression.finditer(text))
    return tuple(cue for cue in found if cue.sort != "pseudo")


def reaches(text: str, cue: Cue, low: int, high: int, stops: Container[str] = frozenset({"stop"})) -> bool:
    """Whether a cue's scope holds for `text[low:high]`; cues of the sorts `stops` and its marks end it."""
    backward = cue.row["direction"] == "backward"
    a, b = (high, cue.low) if backward else (cue.high, low)
    marks = CLAUSE if cue.row["scope"] == "clause" else SENTENCE
    if a > b or not cue.row["status"] or marks.search(text, a, b):
        return False
    return not any(c.sort in stops and a <= c.low and c.high <= b for c in cues(text))


def _presupposed(text: str, low: int) -> bool:
    """Whether the words right before say that the thing is there already: 深化…, 巩固…."""
    return any(
        c.sort == "known" and c.high <= low and not CLAUSE.search(text, c.high, low) for c in cues(text)
    )


def status_of(text: str, low: int, high: int, section: str = "") -> Status:
    """How `text` stands to `text[low:high]`; `section` is the heading above, which may speak of plans."""
    over = [c for c in cues(text) if reaches(text, c, low, high)]
    stopped = any(c.sort == "stop" and c.high <= low for c in cues(text))
    forward = [c for c in over if c.row["direction"] == "forward"]
    if forward or over:
        status = Status((forward or over)[0].row["status"])
    elif section and AHEAD.search(section) and not stopped:
        status = Status.PLANNED
    else:
        return Status.ASSERTED
    planned = status is Status.PLANNED
    return Status.ASSERTED if planned and _presupposed(text, low) else status
