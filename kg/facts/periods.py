"""A sentence's text and the day it was printed in, the periods of time it names out.

Relative words (去年, 上半年, 1至11月) are read against the date of issue; a bare month takes the year
last named, else the year of issue, or the year before where that month had not yet come. Words with their
meaning stand in `kg/lexicon/time_words.jsonl`; 国庆 and the like are the statutory holidays.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.facts.quantities_numerals import number
from kg.facts.quantities_patterns import pattern
from kg.lexicon.rows import Row, rows

TO = "[至到\\-—–~]+"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:[12]\d|3[01]|0?[1-9])"
BETWEEN = re.compile(r"(?P<year>(?<!\d)(?:19|20)\d{2})?(?P<to>[至到]$|[—–~-]+(?=\d$))")
YEAR_TO = re.compile(r"\D?(?:19|20)\d{2}[至到](?=\d)")
CLOCK = pattern("clock")
ADDRESS = pattern("address")
YEARS_OLD = re.compile(r"\d{1,3}岁|[一二三四五六七八九十]{1,3}岁")


@dataclass(frozen=True, slots=True)
class Period:
    """A named stretch of time at `low:high`; `start` and `end` are dates, inclusive, None where open."""

    low: int
    high: int
    start: str | None
    end: str | None
    sort: str  # year, months, days, part, since, until


def _words(sort: str) -> tuple[Row, ...]:
    found = rows("time_words.jsonl", ("id", "sort", "value", "example", "counterexample"))
    return tuple(row for row in found if row["sort"] == sort)


@cache
def running() -> re.Pattern[str]:
    """Words that show a running total or a present stock, which have no period of their own."""
    return re.compile("|".join(sorted((row["id"] for row in _words("running")), key=len, reverse=True)))


@cache
def _pattern() -> re.Pattern[str]:
    year = "|".join(sorted((row["id"] for row in _words("year")), key=len, reverse=True))
    part = "|".join(sorted((row["id"] for row in _words("part")), key=len, reverse=True))
    first = "".join(sorted({word[0] for word in (*year.split("|"), *part.split("|"))}))
    return re.compile(
        rf"(?=[\d截到至自从二当同前十一三四五六七八九{first}])"
        r"(?P<until>截至|截止到?|到|至)?(?P<since>自|从)?"
        rf"(?:(?P<year>(?:1[89]|2\d)\d{{2}}年|二[〇○零][一二三四五六七八九零〇○]{{2}}年|(?!前年均)(?:{year}|当年|同年)(?!度?[末底]?轻))度?的?)?"
        rf"(?:(?P<part>{part})|(?P<m1>{MONTH})月(?P<d1>{DAY})日(?:{TO}(?:(?P<m2>{MONTH})月)?(?P<d2>{DAY})日)?"
        rf"|(?P<m3>{MONTH})月?份?{TO}(?P<m4>{MONTH})月份?|前(?P<m6>{MONTH})个?月|(?P<m5>{MONTH})月(?!饼|亮|球)份?)?"
        r"(?P<edge>年?[底末]|初|上旬|中旬|下旬)?(?P<after>以来|至今|起|后|之前|前|间|期间)?"
    )


def _year(text: str | None, issued: int | None, last: int | None) -> int | None:
    if not text:
        return None
    if text in {"当年", "同年"}:
        return last
    if text.endswith("年") and (value := number(text[:-1])) is not None:
        return int(value)
    offset: dict[str, int] = {row["id"]: row["value"] for row in _words("year")}
    return None if issued is None else issued + offset[text]


def _last_day(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def _month(text: str) -> int:
    return int(number(text) or 1)


def _dates(match: re.Match[str], year: int) -> tuple[str, str, str]:
    """Start, end and sort of what a match names, once its year is known."""
    if match["part"]:
        low, high = next(row["value"] for row in _words("part") if row["id"] == match["part"])
        return f"{year:04d}-{low}", f"{year:04d}-{high}", "part"
    if match["m1"]:
        first, last = _month(match["m1"]), _month(match["m2"] or match["m1"])
        return (
            f"{year:04d}-{first:02d}-{int(match['d1']):02d}",
            f"{year:04d}-{last:02d}-{int(match['d2'] or match['d1']):02d}",
            "range" if match["d2"] else "day",
        )
    if match["m3"]:
        return f"{year:04d}-{_month(match['m3']):02d}-01", _last_day(year, _month(match["m4"])), "months"
    if match["m6"]:
        return f"{year:04d}-01-01", _last_day(year, _month(match["m6"])), "months"
    if match["m5"]:
        return f"{year:04d}-{_month(match['m5']):02d}-01", _last_day(year, _month(match["m5"])), "month"
    return f"{year:04d}-01-01", f"{year:04d}-12-31", "year"


def _guess(match: re.Match[str], issued: str, last: int | None) -> int | None:
    """Year of a bare month: the one named just before, else that of the issue or the year before."""
    if last is not None:
        return last
    if not issued:
        return None
    year = int(issued[:4])
    month = _month(match["m4"] or match["m6"] or match["m5"] or match["m1"] or "1")
    return year - 1 if len(issued) >= 7 and month > int(issued[5:7]) else year


def _since_then(match: re.Match[str]) -> bool:
    """Whether the clause counts from what happened then: 去年4月建立联席会议以来."""
    clause = re.match(r"[^,;。:!?]{2,48}?以来", match.string[match.end() :])
    return bool(clause) and not any(_names_time(m) for m in _pattern().finditer(clause[0] if clause else ""))


def _read(match: re.Match[str], issued: str, last: int | None) -> Period | None:
    this = int(issued[:4]) if issued else None
    year = _year(match["year"], this, last)
    if year is None:
        year = _guess(match, issued, last) if match["year"] is None else None
    if year is None or not 1 <= year <= 9999:
        return None
    start, end, sort = _dates(match, year)
    if _since_then(match) and sort in {"day", "month", "year"}:
        return Period(match.start(), match.end(), start, None, "since")
    if match["after"] in {"以来", "至今", "起"} or (match["since"] and not (match["d2"] or match["m4"])):
        return Period(match.start(), match.end(), start, None, "since")
    bound = match["until"] in {"截至", "截止", "截止到"} or (match["edge"] or "").strip("年") in {"底", "末"}
    counted = match.string[match.end() :][:1] == "的" or match[0].endswith("的")
    if bound or (match["until"] and sort != "day" and not counted):
        return Period(match.start(), match.end(), None, end, "until")
    if match["year"] in {"今年", "本年", "本年度"} and sort == "year":
        return Period(match.start(), match.end(), start, None, "this")
    return Period(match.start(), match.end(), start, end, sort)


def _valid(period: Period) -> bool:
    """False for days that no calendar has, such as 2月30日."""
    days = (day for day in (period.start, period.end) if day)
    return all(int(d[8:]) <= calendar.monthrange(int(d[:4]), int(d[5:7]))[1] for d in days)


def _names_time(match: re.Match[str]) -> bool:
    return any(match.group("year", "part", "m1", "m3", "m5", "m6"))


def _compared(text: str, match: re.Match[str]) -> bool:
    """Whether a date only names what a figure is compared with: 比2023年, 由2023年的46起, 与去年同期相比."""
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 4]
    if (
        (before.isdigit() and not YEAR_TO.match(text[max(0, match.start() - 5) :]))
        or before in {"比", "较", "是"}
        or after.startswith(("同期", "相比"))
    ):
        return True
    source = match["since"] or before in {"由", "从"}
    return bool(source and (after[:1] == "的" or match[0].endswith("的"))) and not match["d2"]


def periods(text: str, issued: str = "", last: int | None = None) -> Iterator[Period]:
    """Periods that `text` names, from left to right; `last` is the year named just before it.

    >>> [(p.start, p.end) for p in periods("去年1至11月发案下降", "2024-01")]
    [('2023-01-01', '2023-11-30')]
    >>> [(p.start, p.end) for p in periods("2021年至2023年立案数下降")]
    [('2021-01-01', '2023-12-31')]
    """
    found: list[Period] = []
    for period in _single(text, issued, last):
        spanning = _spanning(text, found[-1] if found else None, period)
        if spanning and found and spanning.low == found[-1].low:
            found.pop()
        found.append(spanning or period)
    yield from found


def _spanning(text: str, earlier: Period | None, later: Period) -> Period | None:
    """The stretch from an earlier to a later year or month, written one right after the other."""
    if not later.end or not (joined := BETWEEN.search(text[: later.low + 1])):
        return None
    if joined["year"]:
        start, low = f"{joined['year']}-01-01", joined.start()
    elif earlier and earlier.start and earlier.high == joined.start("to"):
        start, low = earlier.start, earlier.low
    else:
        return None
    return Period(low, later.high, start, later.end, "range") if start < later.end else None


def _single(text: str, issued: str, last: int | None) -> Iterator[Period]:
    for match in _pattern().finditer(text):
        if not _names_time(match):
            continue
        if _compared(text, match):
            continue
        period = _read(match, issued, last)
        if period and _valid(period):
            if match["year"]:
                last = int((period.start or period.end or "0")[:4])
            yield period


def relative(text: str) -> bool:
    """Whether `text` names a time that only the day of issue would fix: 今年以来, 1至9月."""
    named = (m for m in _pattern().finditer(text) if _names_time(m) and not _compared(text, m))
    return any(_read(match, "", None) is None for match in named)


def dated(text: str) -> list[tuple[int, int]]:
    """Stretches of `text` that are dates, clock times, ages or addresses: no quantities."""
    spans = [m.span() for m in _pattern().finditer(text) if _names_time(m)]
    spans += [m.span() for m in CLOCK.finditer(text)]
    spans += [m.span() for m in YEARS_OLD.finditer(text)]
    spans += [m.span() for m in ADDRESS.finditer(text)]
    spans += [
        m.span()
        for m in re.finditer(
            r"(?<!\d)(?:19|20)\d{2}年(?!来|多|间)|(?<!\d)\d{1,2}日(?=[,上下凌晨起至,在晚早夜从讯电]|获悉|召开|举行)",
            text,
        )
    ]
    return sorted(spans)
