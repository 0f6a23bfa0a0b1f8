"""A span of a sentence and a class in, whether it is a common noun of that class, and so no name, out.

The networks know such words as the beginnings and heads of names and at times take them for names; what
the rows of `names_common.jsonl` describe names nothing, whoever proposes it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.lexicon.rows import rows
from kg.mentions.grammar.walk import common
from kg.records import Label

KEYS = ("id", "label", "pattern", "example", "counterexample")
AROUND = ("before", "after")
REACH = 30  # characters before a span that are looked at
MECHANISM = re.compile(r"(?:工作)?(?:机制|制度|体系)$")


class Common(NamedTuple):
    """What a common noun looks like, what stands before it and what after."""

    whole: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _rules() -> dict[Label, tuple[Common, ...]]:
    found: dict[Label, list[Common]] = {label: [] for label in Label}
    for row in rows("names_common.jsonl", KEYS, AROUND):
        patterns = (row["pattern"], row.get("before", ""), row.get("after", ""))
        found[Label(row["label"])].append(Common(*map(re.compile, patterns)))
    return {label: tuple(own) for label, own in found.items()}


def is_common(text: str, low: int, high: int, label: Label) -> bool:
    """Whether `text[low:high]` is no name of class `label`: a common noun, or torn from its marks."""
    surface = text[low:high]
    if surface.count("“") != surface.count("”"):
        return True
    head = MECHANISM.search(surface) if label is Label.PROGRAM else None
    if head and head.start() and common().match(surface, 0, head.start()):
        return True
    lead = text[max(0, low - REACH) : low]
    return any(
        rule.whole.fullmatch(surface) and rule.before.search(lead) and rule.after.match(text, high)
        for rule in _rules()[label]
    )
