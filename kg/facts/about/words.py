"""The name of a group of words in, its compiled expression out, from `kg/lexicon/about_words.jsonl`."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon.rows import rows

PARTS = ("create", "carry", "use", "by", "with", "made-by", "inside", "toward", "called", "choose")


@cache
def words(name: str) -> re.Pattern[str]:
    """The expression called `name`; its example and counterexample in the file are tested."""
    found = rows("about_words.jsonl", ("id", "pattern", "example", "counterexample"))
    return re.compile(next(row["pattern"] for row in found if row["id"] == name))


@cache
def endings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What the words just before a name make of it, the surest first: research → create, 依托 → by."""
    return tuple((name, words(name)) for name in PARTS)
