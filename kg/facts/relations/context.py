"""A sentence and a place in it in, how the text stands to a relation there out: asserted or planned, say.

The cues are those of `kg.lexicon.context`; the first that reaches the place holds. A word that presupposes
(深化, 巩固) or that ends a cue's scope (但, 目前) asserts again.
"""

from __future__ import annotations

import re

from kg.lexicon.context import cues, reaches
from kg.records import Predicate, Status

AHEAD = re.compile(r"下一?步|下阶段|打算|展望|今后|明年|未来|工作安排|努力方向")
STANDING = frozenset((Predicate.MEMBER_OF, Predicate.HAS_ROLE, Predicate.RECEIVED, Predicate.PART_OF))
BREAKS = frozenset(("stop", "known"))


def status_at(text: str, low: int, high: int, section: str, predicate: Predicate) -> Status:
    """How `text` stands to a relation whose later word is `text[low:high]`; posts and honours stand."""
    if predicate in STANDING:
        return Status.ASSERTED
    found = cues(text)
    breaks = [c for c in found if c.sort in BREAKS and c.high <= low]
    over = (c for c in found if reaches(text, c, low, high, ()))
    if cue := next((c for c in over if not any(c.high <= b.low for b in breaks)), None):
        return Status(cue.row["status"])
    return Status.PLANNED if AHEAD.search(section) and not breaks else Status.ASSERTED
