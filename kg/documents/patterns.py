"""The packaged rows of `patterns.jsonl` in, compiled patterns by their use out.

Each row says how one kind of line on a news page looks once its marks are half-width; `use` groups the
rows. The tests run every row's example and counterexample.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from kg.lexicon.rows import Row, read_rows

KEYS = frozenset({"id", "use", "pattern", "example", "counterexample"})


@cache
def pattern_rows() -> tuple[Row, ...]:
    """All rows of the file, in its order."""
    with files("kg.documents").joinpath("patterns.jsonl").open(encoding="utf-8") as lines:
        return read_rows(lines, "kg/documents/patterns.jsonl", KEYS, frozenset())


@cache
def pattern(use: str) -> re.Pattern[str]:
    """The patterns of one `use` as one."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in pattern_rows() if row["use"] == use))


def matches(use: str, text: str) -> bool:
    """True when a pattern of `use` matches at the beginning of `text`."""
    return pattern(use).match(text) is not None
