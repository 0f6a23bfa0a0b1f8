"""A sentence and a place in it in, how the text stands to a relation there out: asserted or planned, say.

The cues are the rows of `kg/lexicon/context.jsonl`; the nearest cue that reaches the place holds. A word that
presupposes (深化, 巩固) or that ends a cue's scope (但, 目前) asserts again.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.lexicon.rows import Row, rows
from kg.records import Predicate, Status

KEYS = ("id", "status", "words", "direction", "scope", "example", "counterexample")
AHEAD = re.compile(r"下一?步|下阶段|打算|展望|今后|明年|未来|工作安排|努力方向")
MARKS = {"clause": re.compile(r"[,;:。!?]"), "sentence": re.compile(r"[;。!?]")}
STANDING = frozenset((Predicate.MEMBER_OF, Predicate.HAS_ROLE, Predicate.RECEIVED, Predicate.PART_OF))


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, Row]]:
    table = {word: row for row in reversed(rows("context.jsonl", KEYS)) for word in row["words"]}
    return re.compile("|".join(map(re.escape, sorted(table, key=lambda w: (-len(w), w))))), table


@lru_cache(maxsize=512)
def _found(text: str) -> tuple[tuple[int, int, str, str, str, str], ...]:
    pattern, table = _cues()
    hits = ((m, table[m[0]]) for m in pattern.finditer(text))
    return tuple((m.start(), m.end(), r["id"], r["status"], r["direction"], r["scope"]) for m, r in hits)


def status_at(text: str, low: int, high: int, section: str, predicate: Predicate) -> Status:
    """How `text` stands to a relation whose later word is `text[low:high]`; posts and honours stand."""
    if predicate in STANDING:
        return Status.ASSERTED
    cues = _found(text)
    breaks = [c for c in cues if c[2] in ("stop", "known") and c[1] <= low]
    reach = [
        c for c in cues if c[3] and _reaches(text, c, low, high) and not any(c[1] <= b[0] for b in breaks)
    ]
    if reach:
        return Status(reach[0][3])
    return Status.PLANNED if AHEAD.search(section) and not breaks else Status.ASSERTED


def _reaches(text: str, cue: tuple[int, int, str, str, str, str], low: int, high: int) -> bool:
    marks = MARKS["clause" if cue[5] == "clause" else "sentence"]
    if cue[4] == "backward":
        return cue[0] >= high and not marks.search(text, high, cue[0])
    return cue[1] <= low and not marks.search(text, cue[1], low)
