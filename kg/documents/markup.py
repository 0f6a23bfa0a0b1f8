"""A line of Markdown in, the stretches of it that a reader sees out."""

from __future__ import annotations

import re

HEADING = re.compile(r"(#{1,6})\s+")
HIDDEN = re.compile(
    r"^#{1,6}\s+|^>+\s?|^[-*+]\s+(?=\S)|!\[[^\]]*\]\([^)]*\)|\[(?=[^\]]*\]\()|\]\([^)]*\)|\*\*|__|`|\\(?=[*_#])|</?[a-z]+>"
)


def visible(line: str) -> list[tuple[int, int]]:
    """Stretches (low, high) of `line` without heading, list, link and emphasis marks."""
    found, last = [], 0
    for match in HIDDEN.finditer(line):
        if match.start() > last:
            found.append((last, match.start()))
        last = match.end()
    if last < len(line):
        found.append((last, len(line)))
    return found
