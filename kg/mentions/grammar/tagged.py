"""A line in, candidates out for what the tagger or the official lists call a person, place or body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lexicon.divisions import abbreviation
from kg.mentions.grammar.line import Candidate, Line
from kg.mentions.grammar.places import LOFTY
from kg.mentions.grammar.tables import alternation, stops, surnames
from kg.mentions.grammar.walk import JOINT
from kg.records import Label

POLICE = re.compile(r"公安|派出所|警方|警务|支队|边检|边境管理|边防")
UNITS = re.compile(r"公安局|公安厅|派出所|公安分局")
SPLIT = frozenset(("n", "a", "v", "nr", "an", "vn", "ad", "m"))
SPOKEN = "说称是在被把和与带等及从向到将也还就又有讲笑来去的了一"
LINK = re.compile(
    r"(?![两二三四五六七八九十])[一-龥]{1,8}(?:[省市县区旗盟州镇乡村湖山江河岛湾港路街]|街道|社区|水库|景区|开发区|园|广场|市场)"
)
FAMILIAR = re.compile(r"[老小阿][一-龥]")
WHOLE = re.compile(r"^[一-龥].*(?:局|厅|队|所|站|室|中心|部|处|院|大学)$")
STATION = re.compile(r"(?:公安|边境|基层|社区|中心|户籍)?(?:派出所|警务室|警务站|检查站)")
NATIONS = "中缅俄越老哈蒙朝韩"
# Provinces by one character each, before what says that they are places: 苏浙皖沪四地, 鲁三(地).
SERIES = re.compile(
    r"(?:[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔贵滇云藏陕甘青宁新]{2,}"
    r"|(?<=、)[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔贵滇云藏陕甘青宁新])"
    r"(?=[两三四五六七八九]?(?:省|地|市|边界|交界|毗邻))[两三四五六七八九]?"
)
EDGE = re.compile(r"(?:畔|边|里|上|岸线|境内|地区|沿线|一带|口)$")


@cache
def titled() -> re.Pattern[str]:
    """A title, byline or closing mark at the end of a text: a person's name may follow."""
    return re.compile(f'(?:{alternation(list(stops("titles")))}|["”])[: ]{{0,2}}$')


def _label(text: str, tag: str) -> tuple[Label, str, float]:
    if tag == "PER":
        named = (text.startswith(surnames()) and 1 < len(text) < 5) or FAMILIAR.fullmatch(text)
        return (Label.PERSON, "tagged-person", 0.9) if named else (Label.PERSON, "tagged-person-odd", 0.35)
    if STATION.fullmatch(text):
        return Label.UNIT, "tagged-unit-bare", 0.1
    if POLICE.search(text):
        return Label.UNIT, "tagged-unit", 0.75 if WHOLE.search(text) and not JOINT.search(text) else 0.3
    return Label.ORG, "tagged-organisation", 0.3 if len(text) > 3 else 0.1


def abbreviated(text: str) -> bool:
    """Whether a word is nothing but provinces by one character each: 皖浙赣."""
    return len(text) < 5 and all(abbreviation(char) or char in NATIONS for char in text)


def _is_place(text: str) -> bool:
    """Whether a word tagged LOC is one place: not 皖浙赣, not a police unit, not two words."""
    return not abbreviated(text) and " " not in text and not UNITS.search(text)


def _chains(line: Line) -> Iterator[tuple[int, int]]:
    """Runs of adjacent words that are places: 安徽|郎溪."""
    start = end = -1
    for low, high, tag in line.words:
        if tag == "LOC" and _is_place(line.text[low:high]):
            start = low if end != low else start
            end = high
        elif end >= 0:
            yield start, end
            start = end = -1
    if end >= 0:
        yield start, end


def _joined(line: Line, low: int, high: int) -> tuple[int, int]:
    """Add the character of a name that the tagger split off: 牛|向荣 and 钱玉|成 after a title."""
    text = line.text
    if high - low > 2 and text[high - 1] == "荣" and text[high : high + 1] in ("立", "获"):
        return low, high - 1
    if high - low != 2:
        return low, high
    left = line.words[line.before(low)] if low else (0, 0, "")
    if left[1] - left[0] == 1 and text[left[0]] in surnames() and titled().search(text, 0, left[0]):
        return left[0], high
    if high < len(text) and titled().search(text, max(0, low - 6), low):
        begin, end, tag = line.words[line.index(high)]
        if end - begin == 1 and tag in SPLIT and text[begin] not in SPOKEN and text[low] in surnames():
            return low, end
    return low, high


def _inked(text: str, low: int, high: int) -> tuple[int, int]:
    """Leave out white space and marks that the tagger took into a person's name."""
    while low < high and not text[low].isalpha():
        low += 1
    while low < high and not text[high - 1].isalpha():
        high -= 1
    return low, high


def _word(line: Line, low: int, high: int, tag: str) -> Candidate:
    """The candidate that one word tagged PER or ORG makes."""
    if tag == "PER":
        low, high = _joined(line, *_inked(line.text, low, high))
    label, rule, confidence = _label(line.text[low:high], tag)
    if rule == "tagged-person-odd" and titled().search(line.text, max(0, low - 6), low):
        rule, confidence = "tagged-person-titled", 0.85
    elif label is Label.PERSON and any(p.low == low and p.high == high for p in line.places):
        rule, confidence = "tagged-person-or-place", 0.45
    return Candidate(low, high, label, rule, confidence)


def tagged(line: Line) -> Iterator[Candidate]:
    """Words tagged PER, LOC and ORG; adjacent places are one chain, named by its last link."""
    text = line.text
    series = [match.span() for match in SERIES.finditer(text)]
    for low, high, tag in line.words:
        if tag in ("PER", "ORG") and high - low > 1 and not any(b <= low and high <= e for b, e in series):
            yield _word(line, low, high, tag)
    for low, high in _chains(line):
        if any(b <= low and high <= e for b, e in series):
            continue
        edge = EDGE.search(text, low, high)
        high = edge.start() if edge and edge.start() > low + 1 else high
        if high - low < 2 or text[low:high] in stops("common-place") or text.startswith(LOFTY, low):
            continue
        yield Candidate(low, high, Label.PLACE, "tagged-place", 0.4 if _overrun(line, low, high) else 0.55)


def _overrun(line: Line, low: int, high: int) -> bool:
    """Whether an official place begins the chain and what follows it is no place."""
    known = max((p.high for p in line.places if low <= p.low and p.high <= high), default=low)
    return low < known < high and not LINK.fullmatch(line.text, known, high)


def listed(line: Line) -> Iterator[Candidate]:
    """Official places by name; adjacent ones are one chain, those in a list vouch for each other."""
    chains: list[tuple[int, int, float]] = []
    for low, high, sure in line.places:
        if chains and chains[-1][1] == low:
            chains[-1] = (chains[-1][0], high, max(sure, chains[-1][2]))
        else:
            chains.append((low, high, sure))
    for at, (low, high, sure) in enumerate(chains):
        if sure < 0.5 and (_beside(line, chains, at - 1) or _beside(line, chains, at)):
            sure = 0.75
        yield Candidate(low, high, Label.PLACE, "division" if sure > 0.5 else "division-word", sure)


def _beside(line: Line, chains: list[tuple[int, int, float]], at: int) -> bool:
    """Whether only 、 stands between chain `at` and the next."""
    return 0 <= at < len(chains) - 1 and line.text[chains[at][1] : chains[at + 1][0]] == "、"
