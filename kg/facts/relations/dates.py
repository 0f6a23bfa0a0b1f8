"""A sentence and the article's date of issue in, the dates it names out, each as YYYY, YYYY-MM or YYYY-MM-DD.

去年4月, 今年, 同年12月, 6月5日, 9日 are read against the date of issue and the date last named. A month that
had not come when the article was issued is of the year before. Ranges give their first day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?P<month>1[0-2]|0?[1-9]|十[一二]?|[元一二三四五六七八九])月(?:份)?(?:(?P<day>[12]\d|3[01]|0?[1-9])日)?"
    r"|(?P<only>(?:19|20)\d\d)年(?!度|代|以前)"
    r"|(?P<word>今年|去年|前年|上年|当年|同年|次年|翌年|同一年|本月)(?:的)?"
    r"(?:(?P<wmonth>1[0-2]|0?[1-9]|十[一二]?|[元一二三四五六七八九])月(?:份)?(?:(?P<wday>[12]\d|3[01]|0?[1-9])日)?)?"
    r"|(?<![\d至—\-个前])(?P<bare>1[0-2]|[1-9])月(?!底前)(?:份)?(?:(?P<bday>[12]\d|3[01]|0?[1-9])日)?(?!至\d{1,2}月(?!\d))"
    r"|(?<![\d至—个前二十百])(?P<han>十[一二]?|[一二三四五六七八九])月(?=[,初上中下末底里])|(?P<same>同日|当日|当天)"
    r"|(?:^|(?<=[。;,:讯于)]))(?P<alone>[12]\d|3[01]|[1-9])日(?=[,上下早晚凌清傍中]|至\d)"
)
MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
OFFSET = {"今年": 0, "本月": 0, "去年": -1, "上年": -1, "前年": -2}
SHUT = re.compile(r"(?:截至|截止|到|至|较|比)$")


@dataclass(frozen=True, slots=True)
class Day:
    """A date at its place in the sentence."""

    low: int
    high: int
    value: str


def _join(year: int, month: str | None, day: str | None) -> str:
    if not month:
        return f"{year:04d}"
    month = "1" if month == "元" else month
    number = MONTHS.index(month) + 1 if month in MONTHS else int(month)
    return f"{year:04d}-{number:02d}" + (f"-{int(day):02d}" if day else "")


class Calendar:
    """Reads dates in the order of the article; remembers the last one named."""

    def __init__(self, issued: str) -> None:
        self.issued, self.last = issued, ""

    def days(self, text: str) -> Iterator[Day]:
        """The dates of `text` from left to right; those that end a span (截至…) are left out."""
        for match in DATE.finditer(text):
            value = self._value(match)
            if value:
                self.last = value
                if (
                    self._soon(match, text)
                    or (match["word"] in ("今年", "本月") and len(value) == 4)
                    or self._ahead(value)
                ):
                    continue
                if not SHUT.search(text[: match.start()]) and not re.match(
                    r"[底末]?(?:前|以前|之前)|年?[底末]前|间|以来", text[match.end() :]
                ):
                    yield Day(match.start(), match.end(), value)

    def _ahead(self, value: str) -> bool:
        """Whether a date lies after the day of issue."""
        return bool(self.issued) and value[: len(self.issued)] > self.issued[: len(value)]

    def _soon(self, match: re.Match[str], text: str) -> bool:
        """Whether a bare month just after the issue opens a span: 从6月1日起 in May is to come."""
        if not match["bare"] or len(self.issued) < 7 or not text.startswith("起", match.end()):
            return False
        return 0 < int(match["bare"]) - int(self.issued[5:7]) <= 2

    def _value(self, m: re.Match[str]) -> str:
        if m["year"] or m["only"]:
            return _join(int(m["year"] or m["only"]), m["month"], m["day"])
        if m["same"]:
            return self.last if len(self.last) == 10 else ""
        if m["alone"]:
            return self._nearest(int(m["alone"]))
        if not self.issued:
            return ""
        year = int(self.issued[:4])
        if m["word"]:
            return self._relative(m["word"], year, m["wmonth"], m["wday"])
        bare = _join(year, m["bare"] or m["han"], m["bday"])
        late = len(self.issued) >= 7 and bare[:7] > self.issued[:7]
        return f"{year - 1:04d}{bare[4:]}" if late else bare

    def _nearest(self, day: int) -> str:
        """A day without its month: of the month last named, else the latest such day before the issue."""
        if len(self.last) >= 7:
            return f"{self.last[:7]}-{day:02d}"
        if len(self.issued) < 10:
            return ""
        year, month = int(self.issued[:4]), int(self.issued[5:7])
        if day > int(self.issued[8:]):
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        return f"{year:04d}-{month:02d}-{day:02d}"

    def _relative(self, word: str, year: int, month: str | None, day: str | None) -> str:
        if word in OFFSET:
            return _join(year + OFFSET[word], month, day)
        if not self.last:
            return ""
        return _join(int(self.last[:4]) + (word in ("次年", "翌年")), month, day)
