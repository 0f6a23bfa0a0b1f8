"""A line of Markdown in, the stretches of it that a reader sees out."""

from __future__ import annotations

import re

HEADING = re.compile(r"(#{1,6})\s+")
UNSEEN = re.compile("\u200b+")
HIDDEN = re.compile(
    r"^#{1,6}\s+|^>+\s?|^[-*+]\s+(?=\S)|\*\*|__|`|\\(?=[*_#])|</?[a-z]+>"  # headings, lists, emphasis
    r"|!\[[^\]]*\]\([^)]*\)|\[(?=[^\]]*\]\()|\]\([^)]*\)"  # pictures, links
    "|\u200b+"
)


def visible(line: str, hidden: re.Pattern[str] = HIDDEN) -> list[tuple[int, int]]:
    """Stretches (low, high) of `line` without what `hidden` matches: the marks of Markdown."""
    found, last = [], 0
    for match in hidden.finditer(line):
        if match.start() > last:
            found.append((last, match.start()))
        last = match.end()
    if last < len(line):
        found.append((last, len(line)))
    return found
