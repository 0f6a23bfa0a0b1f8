"""A line in, candidates out for unquoted names that end in a known noun: 城南派出所, 茶园警长, 青螺湖."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.mentions.grammar.line import Candidate, Line
from kg.mentions.grammar.tables import Head, finder, function_ending, head_rows, stops, zone_ending
from kg.mentions.grammar.walk import (
    NAMES,
    NOUNS,
    PLACES,
    common,
    generic,
    nouns,
    official,
    straddled,
    trim,
    under,
    walk,
)
from kg.records import Label

MODIFIERS = frozenset(("n", "vn", "an", "nz"))
BODY = "市县区省州镇乡旗"
ALONE = (
    "反诈中心",
    "情指中心",
    "情报指挥中心",
    "反诈骗中心",
    "合成作战中心",
    "主战中心",
)  # names by themselves, or under a place
POLICE = re.compile(r"公安|分局|市局|县局|省厅|支队")
POLICE_BODY = re.compile(r"公安|交警|出入境|移民管理|边防|警务")
POST = re.compile(r"警务|公安|派出所|反诈|警民|警企|警")
SHARED_HEAD = re.compile(r"[两三四五六七八九十]+个?(?:[省镇乡县市区村街州]|省区)$|[两三四五六七八九十]+个$")
FOUNDED = re.compile(r"(?:成立|共建|揭牌|挂牌)(?:了|起)?$")
ONE_OF = re.compile(
    r"(?:[一二两三四五六七八九十几数多\d]余?[家所个]|这家|那家|[该某])$"
)  # a firm, not its name
GRADED = re.compile(r"式(?:公安|边境)?$|[一二三四五]级(?:公安)?$|星级$")
# Other services have squads too: what they enforce stands before the head.
CIVIL = re.compile(
    r"(?:执法|监察|稽查|渔政|水政|路政|运政|城管|监督|消防救援|消防|海事)(?:总队|支队|大队|中队)$"
)
ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+届|首届")
STATED = re.compile(r".*(?:派出所|公安局|分局|支队|大队|选派|试点|配备|选聘)")
COUNTED = re.compile(r"(?:\(室\))?[\d一二三四五六七八九十百两几]+余?[个座间处家支名]|覆盖率|全覆盖")
NUMBERED = re.compile(r"(?:第[一二三四五六七八九十]{1,2}|[一二三四五六七八九十])$")
UPPER = re.compile(
    r"(?P<force>总队|支队|大队)(?:直属|机动|第)?[一二三四五六七八九十\d]{1,2}$"
)  # 一支队|三大队
CAMPUS = re.compile(r"(?:[东西南北中新老主]|[一-龥]{2})校区$")
DIGITS = re.compile(r"\d{3,5}$")


def _self(line: Line, low: int, high: int) -> int | None:
    return official(line, low, low) if line.text[low] in BODY else low


def _placed(line: Line, low: int, high: int) -> int | None:
    """Start of a name that needs a place or proper name before its head."""
    zone = zone_ending().search(line.text, max(0, low - 6), low)
    at = zone.start() if zone else low
    start = walk(line, straddled(line, at), NAMES, stops("stop-unit"), 20)
    start = under(line, official(line, start, low))
    return start if start < low and not SHARED_HEAD.search(line.text, start, low) else None


def _police(line: Line, low: int, high: int) -> int | None:
    """X公安, X警方: the place right before, not one of a list that shares the head."""
    start = next((place.low for place in line.places if place.high == low), low)
    if start == low:
        start = walk(line, straddled(line, low), PLACES, stops("stop-unit"), 12)
    shared = line.text[start - 1 : start] == "、" and any(p.high == start - 1 for p in line.places)
    return None if start == low or shared else start


def _station(line: Line, low: int, high: int) -> int | None:
    text = line.text
    at = straddled(line, low)
    campus = CAMPUS.search(text, max(0, at - 4), at)
    at = campus.start() if campus else at
    function = function_ending().search(text, max(0, at - 10), at)
    start = walk(line, function.start() if function else at, NOUNS, stops("stop-unit"), 24)
    numbered = NUMBERED.search(text, max(0, low - 4), low)
    if start == low and numbered:
        start = walk(line, numbered.start(), NOUNS, stops("stop-unit"), 20)
    start = under(line, trim(text, official(line, start, low), low))
    if start >= low or COUNTED.match(text, high) or SHARED_HEAD.search(text, start, low):
        return None
    if GRADED.search(text, start, low):
        return None
    named = not generic().match(text, start, low) or text[start:low] == "水上"
    return start if named or FOUNDED.search(text, 0, start) else None


def _section(line: Line, low: int, high: int) -> int | None:
    if upper := UPPER.search(line.text, max(0, low - 8), low):
        return _section(line, upper.start("force"), upper.end("force"))
    function = function_ending().search(line.text, max(0, low - 14), low)
    at = function.start() if function else straddled(line, low)
    start = walk(line, straddled(line, at), PLACES, stops("stop-unit"), 30)
    start = under(line, official(line, start, low))
    if start == low:
        named = walk(line, straddled(line, low), MODIFIERS, stops("stop-unit"), 8)
        start = under(line, named) if under(line, named) < named else low
    counted = line.words[line.before(start)][2] in ("m", "q") if start else False
    return start if start < low and not counted else None


def _centre(line: Line, low: int, high: int) -> int | None:
    start = under(line, low)
    if start == low:
        start = official(line, walk(line, straddled(line, low), PLACES, stops("stop-unit"), 24), low)
        start = under(line, start)
    if start == low and low and line.text[low - 1] in BODY:
        start = low - 1
    if line.text[low:high].endswith(ALONE):
        return start
    return start if POLICE.search(line.text, start, low) else None


def _office(line: Line, low: int, high: int) -> int | None:
    """An office of a police body named right before it: 市公安局|宣传科."""
    _, end, tag = line.words[line.index(low)]
    named = walk(line, straddled(line, low), MODIFIERS, stops("stop-unit"), 10)
    start = under(line, named)
    whole = end == high and tag not in ("v", "vn")
    return start if whole and start < named < low and POLICE.search(line.text, start, named) else None


def _role(line: Line, low: int, high: int) -> int | None:
    start = walk(line, straddled(line, low), (NOUNS - PLACES) | {"a", "b", "LOC"}, stops("stop-role"), 10)
    begin, end, tag = line.words[line.before(low)] if start == low and low else (low, low, "")
    if tag == "v" and end - begin == 2 and line.text[begin:end] not in stops("stop-role"):
        start = begin
    stated = STATED.match(line.text, start, low)
    start = stated.end() if stated else start
    return start if start <= low - 2 else None


def _whole_role(line: Line, low: int, high: int) -> int | None:
    start = _role(line, low, high)
    return low if start is None else start


def _follow(line: Line, low: int, high: int) -> int | None:
    """What only follows an official place: 衢州市|青年文明号."""
    return next((place.low for place in line.places if place.high == low), None)


def _noun(line: Line, low: int, high: int) -> int | None:
    start = nouns(line, straddled(line, low), 24)
    return start if start <= low - 4 else None


def _joint(line: Line, low: int, high: int) -> int | None:
    start = nouns(line, straddled(line, low), 24)
    return start if start <= low - 2 else None


def _event(line: Line, low: int, high: int) -> int | None:
    start = nouns(line, straddled(line, low), 24, verbs=False)
    ordinal = ORDINAL.search(line.text, max(0, start), low)
    start = ordinal.start() if ordinal else start
    return start if start <= low - 2 else None


def _team(line: Line, low: int, high: int) -> int | None:
    start = walk(line, straddled(line, low), NOUNS | {"a"}, stops("stop-noun"), 10)
    return start if start <= low - 2 else None


def _org(line: Line, low: int, high: int) -> int | None:
    text = line.text
    start = walk(line, straddled(line, low), NOUNS, stops("stop-unit"), 26)
    if start == low and low and text[low - 1] in BODY:
        start = low - 1
    if start == low and text[low] not in "市县区省州镇乡团":
        return None
    if text[start:low] in stops("stop-org") or ONE_OF.search(text, 0, start):
        return None
    start = official(line, start, low)
    return trim(text, next((p.low for p in line.places if p.low == start + 1), start), high)


def _place(line: Line, low: int, high: int) -> int | None:
    begin, end, tag = line.words[line.index(low)]
    at = low
    if begin == low and end > high and line.text[high] not in "上里边畔中内":
        return None
    if begin < low:
        if end != high or not (tag in NAMES or (tag == "n" and high - begin >= 3)):
            return None
        at = begin
    start = walk(line, at, NAMES, stops("stop-noun"), 16)
    if start >= low or generic().match(line.text, start, low) or line.text[start] in "全各每本":
        return None
    return start


def _post(line: Line, low: int, high: int) -> int | None:
    """A post that the police run: its name says so."""
    start = trim(line.text, nouns(line, straddled(line, low), 24), low)
    counted = COUNTED.match(line.text, high)
    return start if start <= low - 4 and not counted and POST.search(line.text, start, low) else None


def _digits(line: Line, low: int, high: int) -> int | None:
    match = DIGITS.search(line.text, max(0, low - 6), low)
    return match.start() if match else None


COMMON = 0.1  # a mechanism that is told only by what any mechanism is for


REACHES: dict[str, Callable[[Line, int, int], int | None]] = {
    "self": _self,
    "bureau": _placed,
    "branch": _placed,
    "police": _police,
    "station": _station,
    "section": _section,
    "centre": _centre,
    "office": _office,
    "role": _role,
    "whole": _whole_role,
    "follow": _follow,
    "noun": _noun,
    "joint": _joint,
    "event": _event,
    "team": _team,
    "org": _org,
    "place": _place,
    "post": _post,
    "digits": _digits,
}


def _candidate(line: Line, low: int, high: int, head: Head) -> Candidate | None:
    text = line.text
    if text.startswith(head.not_before, high) or (low and text[low - 1] in head.not_after):
        return None
    start = REACHES[head.kind](line, low, high)
    if start is None:
        return None
    if not any(place.low == start for place in line.places):
        start = trim(text, start, high)
    if head.label is Label.PROGRAM and common().match(text, start, low):
        return Candidate(start, high, head.label, f"{head.rule}-common", COMMON)
    owned = head.rule == "org-bureau" and POLICE_BODY.search(text, start, high)
    label = Label.UNIT if owned else head.label
    if (
        head.kind == "section"
        and CIVIL.search(text, start, high)
        and not POLICE_BODY.search(text, start, high)
    ):
        label = Label.ORG
    return Candidate(start, high, label, head.rule, head.confidence)


def headed(line: Line) -> Iterator[Candidate]:
    """Candidates for every head noun in `line`, each as far to the left as its kind of name goes."""
    table = head_rows("names_heads")
    for match in finder("names_heads").finditer(line.text):
        found = _candidate(line, match.start(), match.end(), table[match[0]])
        if found:
            yield found
            if found.label is Label.ROLE:
                yield from _shared(line, found)


def _shared(line: Line, last: Candidate) -> Iterator[Candidate]:
    """The earlier names of a list that shares the head of `last`: 河道、林区、景区警长."""
    at = last.low
    while at > 2 and line.text[at - 1] == "、":
        low, high, tag = line.words[line.before(at - 1)]
        if tag not in NOUNS or high - low > 4 or line.text[low:high] in stops("stop-role"):
            break
        yield Candidate(low, high, last.label, f"{last.rule}-list", 0.8)
        at = low
