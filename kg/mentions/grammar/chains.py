"""A line in, place candidates out that only their surroundings show: 百巴镇扎地村, 塘口、百合、蚬冈三镇."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.grammar.line import Candidate, Line
from kg.mentions.grammar.tables import stops
from kg.records import Label

LINKED = re.compile(
    r"[一-龥]{1,5}?(?:行政村|自然村|村|社区|嘎查|街道|镇|乡|屯|路|大道|胡同|坊|渔港|码头|口岸|渡口|机场|火车站|高铁站"
    r"|林场|牧场|马场|农场|油田|水库|湖|河|湿地|草原|市场|广场|公园|工业园|产业园|开发区|度假区|试验区|古镇|古城|老城|小镇)"
)
NAMED = frozenset(("LOC", "PER", "ns", "nr", "nz", "nt", "n", "nw", "s", "f"))
LEVELS = "省市县区旗州镇乡"
ENDED = re.compile(
    r"[两三四五六七八九十\d]+个?(?:乡镇|[镇乡村县市区地岛州旗]|街道|社区|苏木|嘎查)(?![一-龥]?所)"
)
LAST = re.compile(r"[一-龥]{2,4}$")


def _linked(line: Line) -> Iterator[Candidate]:
    """A lesser place right after the full name of an official one, ending where a word ends."""
    begun = {place.low for place in line.places}
    for place in line.places:
        match = LINKED.match(line.text, place.high)
        if not match or place.high in begun or line.text[place.high - 1] not in LEVELS:
            continue
        inner = line.words[line.index(place.high) : line.index(match.end() - 1) + 1]
        if inner[-1][1] != match.end() or any(tag not in NAMED for _, _, tag in inner):
            continue
        low = next((p.low for p in line.places if p.high == place.low), place.low)
        yield Candidate(low, match.end(), Label.PLACE, "place-linked", 0.7)


def _items(line: Line, end: int) -> Iterator[tuple[int, int]]:
    """The names of a list that ends at `end`, last first; each 2 to 4 characters of whole words."""
    text, starts = line.text, frozenset(line.starts)
    while True:
        match = LAST.search(text, max(0, end - 4), end)
        if not match:
            return
        mark = text.rfind("、", max(0, end - 5), end)
        low = mark + 1 if mark >= 0 else max((s for s in starts if end - 4 <= s <= end - 2), default=-1)
        if low < 0 or end - low < 2:
            return
        yield low, end
        if mark < 0:
            return
        end = mark


def enumerated(line: Line) -> Iterator[Candidate]:
    """Names in a list that their number and kind close: 潜口、呈坎两地, 新庄集、大河两个乡."""
    for match in ENDED.finditer(line.text):
        items = list(_items(line, match.start()))
        names = [line.text[low:high] for low, high in items]
        if len(items) < 2 or any(n in stops("common-place") or n.endswith("等") for n in names):
            continue
        for low, high in items:
            yield Candidate(low, high, Label.PLACE, "place-enumerated", 0.7)


def _peaceful(line: Line) -> Iterator[Candidate]:
    """The campaign for a safe place is called after it: 平安湖州."""
    for place in line.places:
        if line.text[max(0, place.low - 2) : place.low] == "平安":
            yield Candidate(place.low - 2, place.high, Label.PROGRAM, "program-peace-place", 0.85)


def chained(line: Line) -> Iterator[Candidate]:
    """Places linked and enumerated, and campaigns named after a place."""
    yield from _peaceful(line)
    yield from _linked(line)
    yield from enumerated(line)
