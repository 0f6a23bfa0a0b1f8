"""An article's lines in, the official places each of them names out, its own neighbourhood included.

A short name that is an everyday word (平安, 新华) or a town (双林) is only trusted near home: where the
article's home, or a division that it names, is the parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import ahocorasick

from kg.lexicon.divisions import Division, Level, children, find, scan
from kg.mentions.grammar.tables import stops

SHARED = re.compile(r"[两三四五六七八九十]+[县市区镇乡村地]|公安|警方|建设")
JOINERS = ("联合", "会同", "联手", "携手", "平安")
LOFTY = ("中国特色", "中国梦", "中国式", "中国共产党")
CITIZENS = ("市民", "市里", "市区")  # 柳溪市民 is 柳溪 and 市民
TRUSTED = frozenset(("LOC", "ORG", "PER", "ns", "nz", "nt", "nr"))
Word = tuple[int, int, str]


class Place(NamedTuple):
    """An official place named at `low` to `high`, and how sure that is."""

    low: int
    high: int
    confidence: float


def _aligned(text: str, edges: tuple[frozenset[int], frozenset[int]], low: int, high: int) -> bool:
    """Whether the tagger sees word ends on both sides; 安新三县 may be one word to it."""
    begun = low in edges[0] or text[low - 2 : low] in JOINERS
    return begun and (high in edges[1] or bool(SHARED.match(text, high)) or text.startswith(CITIZENS, high))


def _parents(found: Iterable[Division]) -> Iterator[Division]:
    for division in found:
        if division.level in (Level.PREFECTURE, Level.COUNTY):
            yield division


@lru_cache(maxsize=256)
def _near(codes: tuple[Division, ...]) -> ahocorasick.Automaton | None:
    """Short names of the divisions below these, with whether they are everyday words."""
    automaton = ahocorasick.Automaton()
    for parent in codes:
        for child in children(parent):
            for form in child.short.split():
                if len(form) > 1:
                    automaton.add_word(form, (len(form), child.word))
    if not len(automaton):
        return None
    automaton.make_automaton()
    return automaton


def neighbourhood(texts: Sequence[str], home: str) -> ahocorasick.Automaton | None:
    """What short names are places in an article with these texts and this home; None for none."""
    seen: dict[Division, None] = {}
    for division in find(home) if home else ():
        seen.update(dict.fromkeys(_parents([division])))
        seen.update(dict.fromkeys(_parents(children(division))) if division.level == Level.PREFECTURE else {})
    for text in texts:
        for _, _, found in scan(text, towns=False):
            if len(found) == 1:
                seen.update(dict.fromkeys(_parents(found)))
    return _near(tuple(sorted(seen, key=lambda d: d.code)))


def places(text: str, words: Sequence[Word], near: ahocorasick.Automaton | None) -> tuple[Place, ...]:
    """The official places of one line, longest first come, without overlaps."""
    edges = frozenset(word[0] for word in words), frozenset(word[1] for word in words)
    found: dict[int, Place] = {}
    ends: set[int] = set()
    for low, high, divisions in scan(text):
        if (
            text[low:high] in stops("stop-place")
            or text[high : high + 1] in ("语", "族")
            or text.startswith(LOFTY, low)
        ):
            continue
        if text.startswith(CITIZENS, high - 1):
            high -= 1
        full = any(d.name == text[low:high] for d in divisions)
        begun = low in edges[0] or low in ends or text.startswith("公安", high)
        if (full and (high - low > 3 or begun)) or _aligned(text, edges, low, high):
            found[low] = Place(low, high, 0.85 if full else 0.75)
            ends.add(high)
    taken = sorted(found.values())
    for last, (length, word) in near.iter_long(text) if near else ():
        low, high = last + 1 - length, last + 1
        if any(p.low < high and low < p.high for p in taken) or not _aligned(text, edges, low, high):
            continue
        tag = next((w[2] for w in words if w[0] == low), "")
        found[low] = Place(low, high, 0.8 if tag in TRUSTED and not word else 0.4)
    return tuple(found[low] for low in sorted(found))
