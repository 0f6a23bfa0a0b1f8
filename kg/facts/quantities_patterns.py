"""The name of a group of words in, its compiled expression out, from `kg/lexicon/figure_patterns.jsonl`."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon.rows import rows


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The expression called `name`; its example and counterexample in the file are tested."""
    found = rows("figure_patterns.jsonl", ("id", "pattern", "example", "counterexample"))
    return re.compile(next(row["pattern"] for row in found if row["id"] == name))
