"""A line and the place of a head noun in, how far to the left its name begins out."""

from __future__ import annotations

import re
from functools import cache

from kg.mentions.grammar.line import Line
from kg.mentions.grammar.places import Place
from kg.mentions.grammar.tables import alternation, stops

PLACES = frozenset(("LOC", "ORG", "ns", "nt"))
NAMES = PLACES | {"PER", "nz", "nr"}
NOUNS = NAMES | {"n", "vn", "s", "an", "nw"}
LOOSE = NOUNS | {"a", "m", "q", "ad", "v", "vd", "b", "xc"}
MARKS = '”’"》'
ABODE = re.compile(r"(?:户籍|居住|所在|事发|案发|暂住|管辖)$")  # 户籍地|柳溪派出所
NUMBERING = re.compile(r"[\s◎■●○□▲]*(?:\d{1,2}[.、])?[\s◎■●○□▲]*")
# A verb or particle right after a complete name of a body or place, inside one word of the tagger.
JOINT = re.compile(
    r"(?<=[局安队所院委厅府部会司区市县镇])"
    r"(?:联合|会同|联手|携手|协同|配合|建设|新建|建成|设立|增设|组建|试点|选派|聘请|借鉴|商签|商建)(?=[一-龥]{2})"
    r"|(?<=[局安队所院委厅])[同与和及跟](?=[一-龥]{2,10}(?:局|公安|所|队|院|委|厅))|\s+(?=[一-龥])"
)


@cache
def leading() -> re.Pattern[str]:
    """Words that stand before a name but never begin one, at the start of a text."""
    return re.compile(f"(?:{alternation(list(stops('leading')))})+")


@cache
def generic() -> re.Pattern[str]:
    """A text of nothing but common modifiers (社区, 海岛, 第一): no name of its own."""
    return re.compile(f"(?:{alternation(list(stops('generic')))}|第[一二三四五六七八九十])+$")


@cache
def common() -> re.Pattern[str]:
    """A text of nothing but what any mechanism is for or like (长效, 会商, 信息共享): no name."""
    return re.compile(f"(?:{alternation(list(stops('common-mechanism')))}|[、和与及])+$")


@cache
def upper() -> re.Pattern[str]:
    """A bureau's short form at the end of a text: 市局, 县公安局, 分局."""
    return re.compile(f"(?:{alternation(list(stops('upper')))})$")


def walk(line: Line, at: int, tags: frozenset[str], stop: frozenset[str], limit: int) -> int:
    """Go left from `at`, up to `limit` characters, over words with `tags`; past a place, over places only."""
    text, floor = line.text, at - limit
    index = line.before(at)
    placed = False
    while index >= 0:
        low, high, tag = line.words[index]
        if tag not in tags or low < floor or text[low:high] in stop or text[low] in MARKS:
            break
        if placed and tag not in PLACES:
            break
        placed = placed or tag in PLACES
        at = low
        index -= 1
    return at


def nouns(line: Line, at: int, limit: int, verbs: bool = True) -> int:
    """Go left from `at` over a noun phrase without 的, less the verbs that lead it."""
    text, floor, stop = line.text, at - limit, stops("stop-noun")
    index = line.before(at)
    best = at
    while index >= 0:
        low, high, tag = line.words[index]
        if (
            not (tag in LOOSE or (tag == "TIME" and text[high - 1] == "季"))
            or low < floor
            or text[low:high] in stop
            or text[low] in MARKS
        ):
            break
        if tag == "v" and (not verbs or high - low == 1 or text[low:high] in stops("verbs")):
            break
        if tag in NOUNS or tag in ("a", "b", "m", "xc", "TIME"):
            best = low
        index -= 1
    return best


def straddled(line: Line, at: int) -> int:
    """Begin of the word that runs into `at`, if one does; marks and numbers are left alone."""
    low, _, tag = line.words[line.index(at)]
    return low if low < at and tag not in ("w", "m", "p", "c") else at


def trim(text: str, low: int, high: int) -> int:
    """Where a name that was reached back to `low` really begins."""
    for joint in JOINT.finditer(text, low, high - 2):
        low = joint.end()
    for expression in (NUMBERING, leading()):
        match = expression.match(text, low, high)
        low = match.end() if match and match.end() < high else low
    return low + 1 if text[low] == "地" and ABODE.search(text, 0, low) else low


def under(line: Line, start: int) -> int:
    """Take in the bureau, and its place, that stand right before `start`: 市局|刑侦支队."""
    match = upper().search(line.text, max(0, start - 8), start)
    if not match:
        return start
    at = walk(line, straddled(line, match.start()), PLACES, stops("stop-unit"), 20)
    return official(line, at, at)


def official(line: Line, start: int, low: int) -> int:
    """Widen `start` to the official division that covers it or ends there, and to those it stands in."""
    for place in reversed(line.places):
        if place.low < start <= place.high <= low + 1 and (start < place.high or _full(line, place)):
            start = place.low
    return start


def _full(line: Line, place: Place) -> bool:
    """Whether a place is written with the word for its level, or no name begins after it."""
    return line.text[place.high - 1] in "省市区县州旗盟镇乡" or not any(
        p.low == place.high for p in line.places
    )
