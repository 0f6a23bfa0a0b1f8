"""A sentence's text in, its ranks (全省第三, 居首位) and noughts (零发案, 为零) out as figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from kg.facts.observations_figures import Figure, clauses
from kg.facts.quantities_numerals import number
from kg.facts.quantities_patterns import pattern
from kg.lexicon.rows import rows
from kg.records import Kind

REGION = r"全[省市县区州国疆盟旗镇乡港岛局系统分]{1,2}|全自治[区州]|全[一-龥]{1,3}(?=第)"
VERB = (
    "排名|位居|位列|名列|列|居|排在|排|位于|保持|稳居|稳列|跃居|跃升至?|升至|蝉联|"
    "取得|获得?|拿到|拿下|拿|夺得|荣获|均为|成为|实现"
)
PLACED = (
    r"第(?P<place>[一二三四五六七八九十]{1,3}(?![一二三四五六七八九十])|\d{1,2}(?!\d))(?P<noun>名|位)?"
    r"(?!时间|书记|线|责任|[个批次届季步轮期家人副支关道条款号天年站]|现场|产业|方阵|梯队|手|代|村|局|课|单|大)"
)
RANK = re.compile(rf"(?:{PLACED}|(?P<first>首位|榜首|之首(?!席)|头名|冠军(?!赛)|魁首))")
BEFORE = re.compile(rf"(?:(?P<verb>{VERB})|(?P<region>{REGION}))[^,;。:]{{0,16}}$")
BEST = pattern("best")


@cache
def _nought() -> re.Pattern[str]:
    known = sorted(
        (row["id"][1:] for row in rows("zero_words.jsonl", ("id", "example", "counterexample"))), key=len
    )
    words = "|".join(reversed(known))
    return re.compile(
        rf"[“\"]?零(?:重特?大|较大|群体性|有责|责任|交通|安全|亡人)?(?:{words})[”\"]?(?!小区|村|社区|案|单位|校园|乡镇|街道|企业|辖区|县|网格|率|工程|行动)|(?<!从|化)为零(?=[,;。!?]|$)"
    )


def _figure(
    low: int, high: int, value: Decimal, kind: Kind, parts: list[tuple[int, int]], rule: str, lead: int
) -> Figure:
    clause = next(((a, b) for a, b in parts if a <= low < b), (low, high))
    return Figure(
        low, high, value, "", "rank" if kind is Kind.RANK else "nought", kind, clause, lead=lead, rule=rule
    )


def _placed(text: str, parts: list[tuple[int, int]]) -> Iterator[Figure]:
    end = -1
    for match in RANK.finditer(text):
        lead = BEFORE.search(text[max(0, match.start() - 34) : match.start()])
        joined = end >= 0 and re.fullmatch(r"[、和及与]|和第?", text[end : match.start()])
        if not lead and not joined:
            continue
        value = Decimal(1) if match["first"] else number(match["place"])
        if value is None:
            continue
        start = max(0, match.start() - 34) + lead.start() if lead else match.start()
        yield _figure(match.start(), match.end(), value, Kind.RANK, parts, "rank", start)
        end = match.end()


def _best(text: str, parts: list[tuple[int, int]]) -> Iterator[Figure]:
    for match in BEST.finditer(text):
        if "之一" not in text[match.start() : match.end() + 3]:
            yield _figure(
                match.end() - 2, match.end(), Decimal(1), Kind.RANK, parts, "superlative", match.start()
            )


def _noughts(text: str, parts: list[tuple[int, int]]) -> Iterator[Figure]:
    for match in _nought().finditer(text):
        clause = next(((a, b) for a, b in parts if a <= match.start() < b), (0, len(text)))
        before = text[clause[0] : match.start()]
        if (
            not re.search(r"连续|个月|[\d一二两三四五六七八九十]年|未|没有", before[-24:])
            and "连续" not in text[clause[0] : clause[1]]
        ):
            yield _figure(match.start(), match.end(), Decimal(0), Kind.LEVEL, parts, "nought", match.start())


def _streaks(text: str, parts: list[tuple[int, int]]) -> Iterator[Figure]:
    for match in re.finditer(r"连续第([一二三四五六七八九十]{1,3}|\d{1,2})(年|次|届|个月|个季度)", text):
        if (value := number(match[1])) is not None:
            found = _figure(
                match.start(1), match.end(), value, Kind.STREAK, parts, "streak-ordinal", match.start()
            )
            yield replace(found, unit=match[2], sort="time")


def placed(text: str, names: Sequence[tuple[int, int]] = ()) -> list[Figure]:
    """Ranks and noughts of a sentence, left to right; nothing inside `names` counts."""
    parts = clauses(text)
    found = [*_placed(text, parts), *_best(text, parts), *_noughts(text, parts), *_streaks(text, parts)]
    free = [f for f in found if not any(low <= f.low and f.high <= high for low, high in names)]
    return sorted(free, key=lambda f: (f.low, f.high))
