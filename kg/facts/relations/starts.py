"""A sentence's arguments and dates in, when a thing began out.

A date counts with a word of beginning beside the name. The words and what may begin with them stand in
`kg/lexicon/relation_starts.jsonl`. 去年开展 dates no programme, 去年举办 dates an EVENT (`docs/model.md`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
ACTING = frozenset((Label.UNIT, Label.ORG, Label.TEAM))


@cache
def _words(side: str, label: Label) -> re.Pattern[str] | None:
    found = [
        w
        for r in rows("relation_starts.jsonl", KEYS)
        for w in r["words"]
        if r["side"] in (side, "both") and label in r["labels"]
    ]
    return re.compile("|".join(map(re.escape, sorted(found, key=lambda w: (-len(w), w))))) if found else None


def starts_of(text: str, row: Sequence[Argument], days: Sequence[Day]) -> Iterator[tuple[Argument, str]]:
    """Each argument that the sentence dates, with the date."""
    exact = [d for d in days if text[d.low : d.high] not in VAGUE or text[d.high : d.high + 1] in EDGES]
    for argument in row:
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
    hits = list(words.finditer(text, day.high, a.left))
    between = [b for b in row if hits and hits[-1].end() <= b.low and b.high <= a.left]
    reach = FAR if a.label == Label.EVENT else NEAR
    if hits and a.left - hits[-1].end() <= reach and not between and "," not in text[hits[-1].end() : a.left]:
        return day.value
    tail = after.search(text, a.right, a.right + (FAR if a.label == Label.EVENT else 6)) if after else None
    clear = tail and "," not in text[a.right + 3 : tail.start()] and not _parted(a, tail.start(), row)
    return day.value if tail and clear and _alone(text, a, tail.end(), row) else ""


def _parted(a: Argument, at: int, row: Sequence[Argument]) -> bool:
    """Whether another name stands before the word at `at`; an event's place and host may."""
    return a.label != Label.EVENT and any(a.right <= b.low < at for b in row)


def _since(text: str, a: Argument, days: Sequence[Day]) -> str:
    """X成立于2018年: the name, a word of beginning, then the date."""
    word = SINCE.match(text, a.high)
    return next((d.value for d in days if word and d.low == word.end()), "")


def _alone(text: str, a: Argument, at: int, row: Sequence[Argument]) -> bool:
    """Whether the word of beginning that ends at `at` is the name's own: 警务站启用, not 市局启用警务站."""
    if a.label not in ACTING:
        return True
    end = CLAUSE.search(text, at)
    return (
        not any(at <= b.low < (end.start() if end else len(text)) for b in row)
        and at <= len(text) - 1
        and text[at] in ",。;,、:以后至"
    )


def _after(text: str, a: Argument, days: Sequence[Day], row: Sequence[Argument]) -> str:
    """X于去年3月上线: the name, then the date, then a word of beginning."""
    after = _words("after", a.label)
    day = next((d for d in days if 0 <= d.low - a.right <= 6), None)
    if day is None or after is None or "," in text[a.right : day.low - 1]:
        return ""
    tail = after.search(text, day.high, day.high + 6)
    clear = tail and not any(day.high <= b.low < tail.start() for b in row)
    return day.value if tail and clear and _alone(text, a, tail.end(), row) else ""
