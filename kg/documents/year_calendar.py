"""An article's texts in, what a day of the week or a feast beside a date says of the year of issue out.

10月17日,星期五 leaves one year in six; 中秋节(10月6日) leaves one in nineteen. Feasts of the lunar calendar
stand with their days in `festivals.jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from kg.documents.stretches import lines_with
from kg.documents.year_clues import Clue
from kg.lexicon.rows import Row, read_rows

KEYS = frozenset({"id", "pattern", "days", "example", "counterexample"})
DAY = r"(?P<when>今年|当年|去年|\d{4}年)?(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])日"
NAMED_DAY = re.compile(r"日[,(]?\s?(?:本?周|星期|礼拜)[一二三四五六日天]")  # in each match of WEEKDAY
WEEKDAY = re.compile(DAY + r"[,(]?\s?(?:本?周|星期|礼拜)(?P<name>[一二三四五六日天])")
NAMES = "一二三四五六日"
YEARS = range(2005, 2041)
FITS, FAILS = 1.5, -2.5
EXACT = 5.0  # a feast beside its date


@cache
def festival_rows() -> tuple[tuple[re.Pattern[str], re.Pattern[str], Row], ...]:
    """Rows of `festivals.jsonl`, each with the patterns of its name, and of its name beside a date."""
    with files("kg.documents").joinpath("festivals.jsonl").open(encoding="utf-8") as lines:
        found = read_rows(lines, "kg/documents/festivals.jsonl", KEYS, frozenset())
    rows = []
    for row in found:
        name = rf"(?:{row['pattern']})"
        before = rf"{name}(?:当[天日]|正日)?[((,]?{DAY}"
        after = DAY.replace("?P<", "?P<after_")
        link = r"[,((]?(?:是|正值|恰逢|适逢|迎来|农历|传统|这天是|当天是)*"
        beside = re.compile(rf"{before}|{after}{link}{name}(?!后|前|假期|期间)")
        rows.append((re.compile(row["pattern"]), beside, row))
    return tuple(rows)


def _shift(when: str | None) -> int | None:
    """Years from a date to the issue; None where the date names its own year."""
    return None if (when and when[0].isdigit()) or when == "当年" else 1 if when == "去年" else 0


def _falls(year: int, month: int, day: int) -> int:
    """Day of the week, 0 for Monday; -1 where the year has no such day."""
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return -1


def _weekdays(text: str) -> Iterator[Clue]:
    if not NAMED_DAY.search(text):
        return
    for match in WEEKDAY.finditer(text):
        shift = _shift(match["when"])
        if shift is None:
            continue
        wanted = NAMES.index(match["name"].replace("天", "日"))
        on = {y: _falls(y, int(match["month"]), int(match["day"])) for y in YEARS}
        yield Clue("weekday", {y + shift: FITS if on[y] == wanted else FAILS for y in YEARS})


def _festivals(text: str) -> Iterator[Clue]:
    for name, beside, row in festival_rows():
        lines = lines_with(name, text)
        for match in (match for low, high in lines for match in beside.finditer(text, low, high)):
            side = "" if match["month"] else "after_"
            shift = _shift(match[side + "when"])
            written = f"{int(match[side + 'month']):02}-{int(match[side + 'day']):02}"
            years = [int(day[:4]) for day in row["days"] if day[5:] == written]
            if shift is not None and years:
                yield Clue("festival", {year + shift: EXACT for year in years})


def calendar_clues(texts: Sequence[str]) -> Iterator[Clue]:
    """Clues of weekdays and feasts beside dates, each wording once."""
    whole = "\n".join(texts)
    yield from _weekdays(whole)
    yield from _festivals(whole)
