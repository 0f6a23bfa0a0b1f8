"""A sentence's text in, the quantities written in it out: span, value, unit, bound.

A quantity is a number with its unit (4.3万起), a share in words (近七成, 一半, 三分之二), a multiple
(翻一番) or a number before a noun that is its own unit (7.5万本地人口). Dates, clock times, ages,
ordinals and numbers of eight figures without a unit are none. The units stand in
`kg/lexicon/units.jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.facts.quantities_numerals import ARABIC, CHINESE, number, settle, share
from kg.facts.quantities_patterns import pattern
from kg.lexicon.rows import rows
from kg.records import Bound

KEYS = ("id", "unit", "sort", "example", "counterexample")
AT_LEAST_BEFORE = "超过|超出|逾|超|突破|不少于|不低于|至少|高达|上|数|大于"
NEARLY_BEFORE = "接近|将近|近|不到|不足|约近"
ABOUT_BEFORE = "大约|大概|约|约为"
BEFORE = re.compile(
    rf"(?:(?P<least>{AT_LEAST_BEFORE})|(?P<near>{NEARLY_BEFORE})|(?P<about>{ABOUT_BEFORE}))(?:了|为|达)?$"
)
FALSE_BEFORE = pattern("no-bound")
NO_SHARE = r"(?![员为功立长就果绩效品熟本都])"
PEOPLE = r"的?(?=(?:本地|流动|常住|户籍|外来|城镇)*(?:人口|警力))"
RANGE = re.compile(rf"(?<![由从\d.第])({ARABIC}|[一二三四五六七八九十]+)(?:[-—–~至到]+)$")
HALF = Decimal("0.5")  # 4天半
SMALLER = {  # how many of the second unit make one of the first
    **dict.fromkeys([("分", "秒"), ("分钟", "秒"), ("小时", "分"), ("小时", "分钟")], 60),
    **{(day, "小时"): 24 for day in ("天", "日")},
}
AFTER = re.compile(r"^(?:(?P<least>以上|多|余|有余|开外)|(?P<about>左右|上下)|(?P<near>不到))")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at `low:high` of a sentence's text; the number alone at `low:digits`."""

    low: int
    digits: int
    high: int
    value: Decimal
    unit: str
    sort: str
    bound: Bound | None = None
    chinese: bool = False  # written in Chinese numerals


@cache
def units() -> dict[str, tuple[str, str]]:
    """Written unit → (unit as kept, sort: count, money, share, time …)."""
    return {row["id"]: (row["unit"], row["sort"]) for row in rows("units.jsonl", KEYS, ("never", "ending"))}


@cache
def _never() -> dict[str, str]:
    """Written unit → the characters that, right after it, show another word: 3|人民, 2|家庭, 8|部门."""
    return {row["id"]: row.get("never", "") for row in rows("units.jsonl", KEYS, ("never", "ending"))}


@cache
def _pattern() -> re.Pattern[str]:
    known = "|".join(
        re.escape(unit) + (f"(?![{_never()[unit]}])" if _never()[unit] else "")
        for unit in sorted(units(), key=len, reverse=True)
    )
    figure = rf"(?:{CHINESE}|{ARABIC})"
    return re.compile(
        rf"(?P<share>百分之{figure}|(?:[一二两三四五六七八九]|\d(?:\.\d)?)成[一二三四五六七八九半]?{NO_SHARE}"
        rf"|(?:{CHINESE}|\d+)分之(?:{CHINESE}|\d+)|过半(?!年|天)|半数|一半(?!时))"
        rf"|(?P<double>翻(?:了)?(?:(?P<fold>[一两二三四])番|番)|翻了?一倍|翻倍)"
        rf"|(?P<number>{ARABIC}|{CHINESE})(?P<scaled>(?:(?<=\d)(?:十|百(?!分)|千(?![克米瓦]))?[万亿]*)?)(?P<plus>余|多|来)?(?P<scale>[万亿]?)"
        rf"(?P<more>余|多)?(?:(?P<unit>{known})(?P<half>(?<=[天年倍])半(?![年天月数场]))?|(?P<people>{PEOPLE})|(?P<bare>))"
    )


def _bound(text: str, match: re.Match[str]) -> tuple[Bound | None, int]:
    """The bound said before, inside or after the number, and where the quantity ends with it."""
    high = match.end()
    after = AFTER.match(text[high : high + 3])
    inside = match["plus"] or match["more"]
    if inside or (after and after["least"]):
        return Bound.AT_LEAST, high + (after.end() if after else 0)
    if after:
        return (Bound.ABOUT if after["about"] else Bound.NEARLY), high + after.end()
    lead = text[max(0, match.start() - 6) : match.start()]
    before = BEFORE.search(lead)
    if match[0] == "过半":
        return Bound.AT_LEAST, high
    if not before or FALSE_BEFORE.search(lead):
        return None, high
    return (Bound.AT_LEAST if before["least"] else Bound.NEARLY if before["near"] else Bound.ABOUT), high


def _measured(match: re.Match[str]) -> tuple[Decimal, str, str] | None:
    """Value, unit and sort of a match; None where the characters are no number after all."""
    if match["share"]:
        value = share("一半" if match[0] == "过半" else match[0])
        return None if value is None else (value, "%", "share")
    if match["double"]:
        folds = int(number(match["fold"] or "一") or 1)
        return Decimal((2**folds - 1) * 100), "%", "double"
    value = number(match["number"] + match["scaled"])
    if value is None:
        return None
    if match["scale"]:
        value *= number("一" + match["scale"]) or 1
    value += HALF if match["half"] else 0
    if match["unit"]:
        return settle(value), *units()[match["unit"]]
    return settle(value), *(("", "bare") if match["people"] is None else ("人", "count"))


def quantified(text: str) -> bool:
    """Whether `text` may hold a quantity."""
    return _pattern().search(text) is not None


def quantities(text: str, masked: Sequence[tuple[int, int]] = ()) -> Iterator[Quantity]:
    """Quantities of a sentence's text from left to right, outside the `masked` stretches (names, dates).

    A length of time in two units is one quantity in the smaller: 9分22秒 is 562秒.

    >>> [(q.value, q.unit, q.bound) for q in quantities("拦截转账4.3万余笔,满意率近七成")]
    [(Decimal('43000'), '笔', <Bound.AT_LEAST: 'AtLeast'>), (Decimal('70'), '%', <Bound.NEARLY: 'Nearly'>)]
    """
    last: Quantity | None = None
    for found in _single(text, masked):
        if last and last.high == found.low and (joined := _joined(last, found)):
            last = joined
            continue
        if last:
            yield last
        last = found
    if last:
        yield last


def _joined(first: Quantity, second: Quantity) -> Quantity | None:
    """Two lengths of time written as one, 1小时20分钟, in the unit of the second; None for anything else."""
    times = SMALLER.get((first.unit, second.unit))
    if times is None:
        return None
    return replace(second, low=first.low, value=first.value * times + second.value, chinese=first.chinese)


def _single(text: str, masked: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    for match in _pattern().finditer(text):
        start = match.start()
        if any(low < match.end() and start < high for low, high in masked):
            continue
        lower = RANGE.search(text[max(0, start - 8) : start]) if match["unit"] else None
        measured = _measured(match) if lower or not _no_count(text, match) else None
        if measured is None:
            continue
        if lower and (least := number(lower[1])) is not None:
            low = max(0, start - 8) + lower.start()
            yield Quantity(low, low + len(lower[1]), start, least, *measured[1:])
        bound, high = _bound(text, match)
        digits = match.end("more") if match["number"] else match.end()
        chinese = not match[0][0].isdigit()
        yield Quantity(start, max(digits, match.end("number")), high, *measured, bound, chinese)


def _no_count(text: str, match: re.Match[str]) -> bool:
    """True for ordinals (第三), one-of-a-kind (一个), model names (5G, T3) and the like."""
    before = text[max(0, match.start() - 1) : match.start()]
    if before and (before in "第.+-—/每某几数上" or (before.isascii() and before.isalnum())):
        return True
    if match["number"] and match["number"][0] in "一" and len(match["number"]) == 1:
        return not (match["unit"] in {"倍"} or match["plus"])
    if re.fullmatch(r"[一二两三四五六七八九]{2}[十百千万]*", match["number"] or ""):
        return True  # 三四十 is no number one can compute with
    if match["number"] and match["people"] is None and not match["unit"] and _no_bare(text, match):
        return True
    vague = match["number"] in {"百", "千", "万", "亿", "零", "〇", "千万", "百万"}
    return vague and not (
        (match["unit"] or "").startswith("连")
        or match["plus"]
        or BEFORE.search(text[max(0, match.start() - 2) : match.start()])
    )


def _no_bare(text: str, match: re.Match[str]) -> bool:
    """A number without a unit is read only at the end of its clause, as a great sum or a decimal."""
    great = match["scale"] or match["scaled"] or "." in match["number"]
    return not (great and match["number"][0].isdigit() and re.match(r"[,;。!?]|$", text[match.end() :]))
