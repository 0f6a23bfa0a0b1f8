"""A sentence's text and the tagger's words in; a Line to read names from out: words, quotes, stops."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.mentions.grammar.places import Place
from kg.records import Label

Word = tuple[int, int, str]

QUOTED = re.compile(
    r"“([^“”]{1,40})”|‘([^‘’“”]{1,30})’|《([^《》“”]{2,40})》|「([^「」]{1,30})」|\"([^\"“”]{1,30})\""
)
CLOSED = re.compile(r"《[^《》]{0,30}“[^“”]{1,20}”[^《》]{0,30}》")


class Candidate(NamedTuple):
    """A span of a line that may be a name, with the rule that says so and how often it is right."""

    low: int
    high: int
    label: Label
    rule: str
    confidence: float


class Quote(NamedTuple):
    """A quoted stretch: `low`, `high` bound what stands within, `open`, `close` take the marks in."""

    open: int
    low: int
    high: int
    close: int
    inner: str
    title: bool  # 《…》


def _quotes(text: str) -> tuple[Quote, ...]:
    if not any(mark in text for mark in '“‘《「"'):
        return ()
    found = []
    for expression in (QUOTED, CLOSED):
        for match in expression.finditer(text):
            open_, close = match.span()
            inner = text[open_ + 1 : close - 1]
            found.append(Quote(open_, open_ + 1, close - 1, close, inner, text[open_] == "《"))
    return tuple(found)


@dataclass(slots=True)
class Line:
    """One sentence as the grammar reads it."""

    text: str
    words: Sequence[Word]
    quotes: tuple[Quote, ...] = ()
    places: tuple[Place, ...] = ()
    starts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, words: Sequence[Word], places: tuple[Place, ...] = ()) -> Line:
        """Prepare `text` with its `words` (low, high, tag) and the official places in it."""
        return cls(text, words, _quotes(text), places, [word[0] for word in words])

    def index(self, at: int) -> int:
        """Which word covers the character `at`."""
        return bisect_right(self.starts, at) - 1

    def before(self, at: int) -> int:
        """Index of the last word that begins before `at`; -1 at the line's start."""
        return bisect_right(self.starts, at - 1) - 1
