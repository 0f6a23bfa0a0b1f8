"""A sentence's arguments and dates in, when a thing began out.

A date counts with a word of beginning beside the name. The words and what may begin with them stand in
`kg/lexicon/relation_starts.jsonl`. 去年开展 dates no programme, 去年举办 dates an EVENT (`docs/model.md`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.facts.relations.arguments import Argument
from kg.facts.relations.dates import Day
from kg.lexicon.rows import rows
from kg.records import Label

KEYS = ("id", "words", "labels", "side", "example", "counterexample")
NEAR, FAR = 8, 24  # characters between the word of beginning and the name; for events the place comes between
CLAUSE = re.compile(r"[,;:。!?]")
BREAK = re.compile(r"[;。!?]")
VAGUE, EDGES = frozenset(("去年", "前年", "上年")), ("底", "初", "末")
SCHEMES = frozenset((Label.PROGRAM,))
SINCE = re.compile(
    r"[”’』」》]*[^,;:。!?]{0,4}(?:成立|组建|建成|始建|创建|创立|诞生|启动|上线|启用|投用|设立|始)于"
)
JOINT = re.compile(r"[、和与及]|”“|’‘|》《|」「")
BORN = re.compile(r"(?:成立|组建|建成|建立|始建|创建|创立|诞生|上线|启用|投用|设立)于$")
AT_PLACE = re.compile(r"[”’』」》]*在")
ACTING = frozenset((Label.UNIT, Label.ORG, Label.TEAM))
AGENT = re.compile(r"(?:由|是|被)(?P<between>[^,;:。!?]*)$")
OPENED = re.compile(r"起|开始|[到至]")  # 3月1日起, 6月1日至8月底
LATER = re.compile(r"陆续|随后|后来|此后|之后|不久")
FROM, YEARLY = re.compile(r"(?:自|从)$"), re.compile(r"(?:每年的?|历年)$")


@cache
def _words(side: str, label: Label) -> re.Pattern[str] | None:
    found = [
        w
        for r in rows("relation_starts.jsonl", KEYS)
        for w in r["words"]
        if r["side"] in (side, "both") and label in r["labels"]
    ]
    joined = "|".join(map(re.escape, sorted(found, key=lambda w: (-len(w), w))))
    return re.compile(rf"(?:{joined})+" if side == "after" else joined) if found else None


def unbound(text: str, row: Sequence[Argument]) -> list[Argument]:
    """The arguments, a name before another's quotation mark in no list with it: 派出所“护苗”队."""
    bounds: list[tuple[int, int]] = []
    for i, a in enumerate(row):
        joined = i > 0 and row[i - 1].group == a.group and JOINT.search(text, row[i - 1].high, a.low)
        bounds.append((bounds[-1][0] if joined else i, i))
    ends = dict(bounds)
    return [
        replace(a, left=row[low].low, right=max(b.high for b in row[low : ends[low] + 1]))
        for a, (low, _) in zip(row, bounds, strict=True)
    ]


def acts(text: str, a: Argument) -> bool:
    """Whether a body begins something (由县局 before 组建, not 由县局组建的队伍) or is its site (在县局)."""
    if a.label in ACTING and text[a.low - 1 : a.low] == "在":
        return True
    agent = AGENT.search(text, 0, a.low) if a.label in ACTING else None
    begun = _words("before", a.label)
    return agent is not None and not (begun and begun.search(agent["between"]))


def starts_of(text: str, row: Sequence[Argument], days: Sequence[Day]) -> Iterator[tuple[Argument, str]]:
    """Each argument that the sentence dates, with the date."""
    exact = [d for d in days if text[d.low : d.high] not in VAGUE or text[d.high : d.high + 1] in EDGES]
    for argument in row:
        if acts(text, argument):
            continue
        own = exact if argument.label in SCHEMES else days
        value = (
            _since(text, argument, own)
            or _after(text, argument, own, row)
            or _before(text, argument, own, row)
        )
        if value:
            yield argument, value


def _last_day(text: str, at: int, days: Sequence[Day]) -> Day | None:
    before = [d for d in days if d.high <= at and not BREAK.search(text, d.high, at)]
    return before[-1] if before else None


def _before(text: str, a: Argument, days: Sequence[Day], row: Sequence[Argument]) -> str:
    """2023年11月,市局启动X: the date, then a word of beginning, then the name."""
    day = _last_day(text, a.left, days)
    words, after = _words("before", a.label), _words("after", a.label)
    if day is None or words is None:
        return ""
    hits = [h for h in words.finditer(text, day.high, a.left) if not _inside(h, row)]
    hits = [h for h in [*hits, *_onward(text, day, a)] if _governed(text, day, h)]
    between = [b for b in row if hits and hits[-1].end() <= b.low and b.high <= a.left]
    reach = FAR if a.label == Label.EVENT else NEAR
    if hits and a.left - hits[-1].end() <= reach and not between and "," not in text[hits[-1].end() : a.left]:
        return day.value
    placed = a.label == Label.EVENT or AT_PLACE.match(text, a.right)
    tail = after.search(text, a.right, a.right + (FAR if placed else 6)) if after else None
    clear = tail and "," not in text[a.right : tail.start()] and not _parted(text, a, tail.start(), row)
    return day.value if tail and clear and _alone(text, a, tail.end(), row) else ""


def _inside(hit: re.Match[str], row: Sequence[Argument]) -> bool:
    return any(b.low < hit.end() and hit.start() < b.high for b in row)


def _governed(text: str, day: Day, hit: re.Match[str]) -> bool:
    """Whether the date belongs to the word: not in 去年6月,所里用上县局研发的X, nor 去年启动A,又陆续推出X."""
    if LATER.search(text, day.high, hit.start()):
        return False
    return text[hit.end() : hit.end() + 1] != "的" or not CLAUSE.search(text, day.high, hit.start())


def _onward(text: str, day: Day, a: Argument) -> list[re.Match[str]]:
    """After a date that opens a span, carrying out begins too: 3月1日起开展X, but not 去年开展X."""
    words = _words("onward", a.label)
    if YEARLY.search(text, 0, day.low):
        return []
    spans = OPENED.match(text, day.high) or FROM.search(text, 0, day.low)
    found = list(words.finditer(text, day.high, a.left)) if words and spans else []
    return [w for w in found if not CLAUSE.search(text, w.end(), a.left)][-1:]


def _parted(text: str, a: Argument, at: int, row: Sequence[Argument]) -> bool:
    """Whether another name stands before the word at `at`; an event's place and host may."""
    if a.label == Label.EVENT:
        return False
    between = [b for b in row if a.right <= b.low < at]
    if AT_PLACE.match(text, a.right):
        between = [b for b in between if b.label != Label.PLACE and text[b.low - 1] != "在"]
    return bool(between)


def _since(text: str, a: Argument, days: Sequence[Day]) -> str:
    """X成立于2018年, 成立于2018年的X: a word of beginning, then the date."""
    for day in days:
        if re.fullmatch("的[“‘『「《]*", text[day.high : a.low]) and BORN.search(text, 0, day.low):
            return day.value
    word = SINCE.match(text, a.high)
    return next((d.value for d in days if word and d.low == word.end()), "")


def _alone(text: str, a: Argument, at: int, row: Sequence[Argument]) -> bool:
    """Whether the word of beginning that ends at `at` is the name's own: 警务站启用, not 市局启用警务站."""
    if a.label not in ACTING:
        return a.label == Label.EVENT or not _follows(text, at, row)
    return not _follows(text, at, row) and at <= len(text) - 1 and text[at] in ",。;,、:以后至"


def _follows(text: str, at: int, row: Sequence[Argument]) -> bool:
    """Whether a name follows in the clause: 4月成立的X dates X, not what stands before."""
    end = CLAUSE.search(text, at)
    return any(at <= b.low < (end.start() if end else len(text)) for b in row)


def _after(text: str, a: Argument, days: Sequence[Day], row: Sequence[Argument]) -> str:
    """X于去年3月上线: the name, then the date, then a word of beginning."""
    after = _words("after", a.label)
    day = next((d for d in days if 0 <= d.low - a.right <= 6), None)
    if day is None or after is None or "," in text[a.right : day.low - 1]:
        return ""
    tail = after.search(text, day.high, day.high + 6)
    clear = tail and not any(day.high <= b.low < tail.start() for b in row)
    clear = clear and not (
        tail and text[tail.end() : tail.end() + 1] == "的" and _follows(text, tail.end(), row)
    )
    return day.value if tail and clear and _alone(text, a, tail.end(), row) else ""
