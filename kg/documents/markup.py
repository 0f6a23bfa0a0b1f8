"""A line of Markdown in, the stretches of it that a reader sees out; a drawn row in, its cells out."""

from __future__ import annotations

import re

HEADING = re.compile(r"(#{1,6})\s+")
UNSEEN = re.compile("\u200b+")
ROW = re.compile(r"\|.*\|.*\|")
HIDDEN = re.compile(
    r"^#{1,6}\s+|^>+\s?|^[-*+]\s+(?=\S)|\*\*|__|`|\\(?=[*_#])|</?[a-z]+>"  # headings, lists, emphasis
    r"|\*(?=[^\s\d*])|(?<=[^\s\d*])\*"
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


def cells_of(line: str) -> str:
    """A row drawn with bars, a space for each bar; "" for the rule below its head; other lines unchanged."""
    if not ROW.fullmatch(line):
        return line
    return line.replace("|", " ") if line.strip("|-: ") else ""
