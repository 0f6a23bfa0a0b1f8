"""A sentence's text in, the words in it that open a relation out, each with the frame it belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from kg.lexicon.rows import rows


@dataclass(frozen=True, slots=True)
class Trigger:
    """One word of a frame at its place in the sentence."""

    low: int
    high: int
    frame: str
    word: str


@cache
def _frames() -> tuple[dict[str, str], re.Pattern[str]]:
    """Each word's frame, and one pattern of all words, grouped by first character so that it runs fast."""
    frame_of: dict[str, str] = {}
    for row in rows("frames.jsonl", ("id", "words", "example", "counterexample")):
        for word in row["words"]:
            frame_of.setdefault(word, row["id"])
    heads: dict[str, list[str]] = defaultdict(list)
    for word in sorted(frame_of, key=lambda w: (-len(w), w)):
        heads[word[0]].append(re.escape(word[1:]))
    branches = [
        f"{re.escape(h)}(?:{'|'.join(t)})" if t != [""] else re.escape(h) for h, t in sorted(heads.items())
    ]
    return frame_of, re.compile("|".join(branches))


def frame_words() -> dict[str, str]:
    """Every frame word with its frame."""
    return dict(_frames()[0])


def triggers_of(text: str) -> list[Trigger]:
    """The frame words of `text`, left to right, longest first, none overlapping."""
    frame_of, pattern = _frames()
    return [Trigger(m.start(), m.end(), frame_of[m[0]], m[0]) for m in pattern.finditer(text)]
