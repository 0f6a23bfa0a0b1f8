"""A sentence and a figure's place in, how the text stands to it out: asserted, planned, negated …

The cues and their reach are those of `kg.lexicon.context`; a heading that speaks of what comes next makes its
whole section a plan, and a rumour covers the sentence it opens. A streak is not negated: 连续三年未发案.
"""

from __future__ import annotations

import re

from kg.facts.quantities_patterns import pattern
from kg.lexicon.context import cues, reaches
from kg.records import Kind, Status

AHEAD = pattern("ahead")
RUMOUR = pattern("rumour")


def status_of(text: str, figure: tuple[int, int], kind: Kind, section: str = "") -> Status:
    """How `text` stands to the figure at `figure`; `section` is the heading above it."""
    if RUMOUR.search(text) and not re.search(r"[;。]", text[figure[1] :].rstrip("。")):
        return Status.ALLEGED
    for cue in cues(text):
        holds = reaches(text, cue, *figure)
        if holds and not (cue.row["status"] == "Negated" and kind is Kind.STREAK):
            return Status(cue.row["status"])
    stopped = any(cue.sort == "stop" and cue.high <= figure[0] for cue in cues(text))
    planned = section and AHEAD.search(section) and not stopped
    return Status.PLANNED if planned else Status.ASSERTED
