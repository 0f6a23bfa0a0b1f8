"""An article's sentences in, its date of publication out: stated on the page, or inferred from its years.

The year is weighed in `years`; the month is the latest that the text reports of that year. `origin` names how
the date is known: `stated`, `path`, `option`, or `inferred/` with the clue that says most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.documents.numerals import DIGITS, number
from kg.documents.years import AHEAD, infer_year
from kg.records import Dated, Role, Sentence

DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?[年./-]\s?(1[0-2]|0?[1-9])\s?[月./-]\s?(3[01]|[12]\d|0?[1-9])(?!\d)"
)
SPELLED = re.compile(
    r"(二[〇○零O0][〇○零O0一二三四五六七八九]{2})年"
    r"(十[一二]?|[一二三四五六七八九])月"
    r"(三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
BRACKETED = re.compile(r"\(([^()]{6,40})\)[。\s]*$")
HEAD, FOOT = 6, 3  # sentences in which a dateline may stand
SHORT = 40  # characters of the longest dateline
PATH_DAY = re.compile(r"(?<!\d)(20\d\d)[-_/年]?(1[0-2]|0[1-9])[-_/月]?(3[01]|[12]\d|0[1-9])(?!\d)")
MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)年(1[0-2]|0?[1-9])月(?!\d)")
LAST_YEAR = re.compile(r"去年|上年|20\d\d年")
SINCE = re.compile(r"(?<!\d)(?:今年)?(1[0-2]|[1-9])月(?:3[01]|[12]\d|[1-9])日")
UNTIL = re.compile(
    r"(?:今年|(?<![年\d]))(?:1月?[至到—~-]|前)(1[0-2]|[2-9])(?:月|个月)|截至(?:今年|(20\d\d)年)?(1[0-2]|[1-9])月底"
)
PERIODS = {"一季度": 4, "上半年": 7, "前三季度": 10}
PERIOD = re.compile(r"(?<![上去]年)(?<![\d第]年)(?:一季度|上半年|前三季度)(?!一|,?每)")
EARLY = re.compile(r"去年(?:1月?[至到—~-]|前)11(?:月|个月)")  # no figures of December yet: written in January


def _iso(match: re.Match[str]) -> str:
    return "-".join([match[1], *(f"{int(part):02}" for part in match.groups()[1:])])


def _in_digits(match: re.Match[str]) -> str:
    year = "".join(str(DIGITS.index(char)) for char in re.sub("[〇○O0]", "零", match[1]))
    return f"{year}年{number(match[2])}月{number(match[3])}日"


def _marginal(sentences: Sequence[Sentence]) -> list[str]:
    """Lines at the head and foot that are no sentences, and what the last one holds in brackets."""
    outer = (*sentences[:HEAD], *sentences[-FOOT:])
    short = [s.text for s in outer if len(s.text) <= SHORT and "。" not in s.text]
    return short + [match[1] for s in sentences[-1:] if (match := BRACKETED.search(s.text))]


def stated(lines: Iterable[str], origin: str = "stated", confidence: float = 0.95) -> Dated | None:
    """The first full date in `lines`, else the first month; None if there is none."""
    kept = [SPELLED.sub(_in_digits, line) for line in lines]
    for pattern in (DAY, MONTH):
        for line in kept:
            if match := pattern.search(line):
                return Dated(_iso(match), origin, confidence)
    return None


def given(value: str, origin: str) -> Dated | None:
    """A date that somebody wrote down: a day, a month or a year; None where it is none of them."""
    if date := stated([value], origin, 1.0):
        return date
    match = re.search(r"(?<!\d)((?:19|20)\d\d)(?:[-/.年](1[0-2]|0?[1-9])(?!\d))?", value)
    if not match:
        return None
    return Dated(f"{match[1]}-{int(match[2]):02}" if match[2] else match[1], origin, 1.0)


def from_path(path: str) -> Dated | None:
    """A date written into a file name or an address: 2024-01/05, 20240105."""
    match = PATH_DAY.search(path)
    return Dated(_iso(match), "path", 0.85) if match else None


def infer_month(texts: Sequence[str], year: int) -> int:
    """Latest month of `year` that the text reports; 0 where it tells none, 13 for past December."""
    latest = 0
    for text in texts:
        if not ("月" in text or "季度" in text or "半年" in text) or AHEAD.search(text):
            continue
        latest = max([latest, *(PERIODS[match[0]] for match in PERIOD.finditer(text))])
        for match in UNTIL.finditer(text):
            if not text[: match.start()].endswith("去年") and match[2] in (None, str(year)):
                latest = max(latest, int(match[1] or match[3]) + 1)
        for match in SINCE.finditer(text):
            if match[0].startswith("今年") or not LAST_YEAR.search(text[: match.start()]):
                latest = max(latest, int(match[1]))
    if not latest and any(EARLY.search(text) for text in texts):
        return 1
    return latest


def issued_of(sentences: Sequence[Sentence], title: str) -> Dated | None:
    """Date of publication of an article; None where neither page nor text tells it."""
    lines = [s.text for s in sentences if s.role is Role.BYLINE]
    if date := stated(lines) or stated(_marginal(sentences)):
        return date
    texts = [s.text for s in sentences if s.role is not Role.BYLINE]
    year, confidence, reason = infer_year(texts, title)
    if not year:
        return None
    origin = f"inferred/{reason}"
    month = infer_month(texts, year)
    if month > 12:
        return Dated(f"{year + 1}-01", origin, confidence)
    return Dated(f"{year}-{month:02}" if month else str(year), origin, confidence)
