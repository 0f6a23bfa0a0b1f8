"""An article's sentences in, its date of publication out: stated on the page, or inferred from its years.

Inference weighs what the text says of its own year: rows of `dates.jsonl` each vote for the year they
name, shifted; 今年 and 去年 beside the newest year vote as well. The month is the latest that the text
reports of that year. `origin` names how the date is known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from kg.lexicon.rows import Row, read_rows
from kg.records import Dated, Role, Sentence

KEYS = frozenset({"id", "pattern", "shift", "weight", "example", "counterexample"})
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
YEAR = re.compile(r"(?<![\d.—-])(20\d\d)(?![\d.%])(?=年|[”—])")
AHEAD = re.compile(r"将|拟|力争|计划|打算|争取|目标|展望|明年|到20\d\d年")
LAST_YEAR = re.compile(r"去年|上年|20\d\d年")
SINCE = re.compile(r"(?<!\d)(?:今年)?(1[0-2]|[1-9])月(?:3[01]|[12]\d|[1-9])日")
UNTIL = re.compile(
    r"(?:今年|(?<![年\d]))(?:1月?[至到—~-]|前)(1[0-2]|[2-9])(?:月|个月)|截至(?:今年|(20\d\d)年)?(1[0-2]|[1-9])月底"
)
PERIODS = {"一季度": 4, "上半年": 7, "前三季度": 10}
PERIOD = re.compile(r"(?<![上去]年)(?<![\d第]年)(?:一季度|上半年|前三季度)(?!一|,?每)")
EARLY = re.compile(r"去年(?:1月?[至到—~-]|前)11(?:月|个月)")  # no figures of December yet: written in January
DIGITS = "零一二三四五六七八九"
STALE = 8  # years by which the newest year of a text may lag behind its publication
NEWEST_WEIGHT = {"this": 1.0, "last": 2.0, "none": 1.0}


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Row], ...]:
    with files("kg.documents").joinpath("dates.jsonl").open(encoding="utf-8") as lines:
        found = read_rows(lines, "kg/documents/dates.jsonl", KEYS, frozenset())
    return tuple((re.compile(row["pattern"]), row) for row in found)


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


def number(written: str) -> int:
    """Value of a whole number below a hundred, in digits or Chinese: 12, 十二, 二十; `两` is 2."""
    if written.isdigit():
        return int(written)
    tens, mark, ones = written.rpartition("十")
    if not mark:
        return DIGITS.index(ones)
    return 10 * (DIGITS.index(tens) if tens else 1) + (DIGITS.index(ones) if ones else 0)


def _year_of(match: re.Match[str]) -> int:
    """The year that a row's match names: its groups added up."""
    return sum(number(part.replace("两", "二")) for part in match.groups() if part)


def _votes(texts: Sequence[str], title: str) -> dict[int, float]:
    votes: dict[int, float] = defaultdict(float)
    whole = "\n".join(texts)
    for pattern, row in _rules():
        seen = {_year_of(match) for match in pattern.finditer(whole)}
        named = {_year_of(match) for match in pattern.finditer(title)}
        for year in sorted(seen | named):
            votes[year + row["shift"]] += row["weight"] * (3 if year in named else 1)
    return votes


def _newest(texts: Sequence[str]) -> tuple[int, int]:
    """Newest year that is no plan, and how many different years the text names."""
    years = {int(m[1]) for text in texts if not AHEAD.search(text) for m in YEAR.finditer(text)}
    return max(years, default=0), len(years)


def infer_year(texts: Sequence[str], title: str) -> tuple[int, float]:
    """Year of publication and a confidence; (0, 0) where nothing tells it."""
    newest, count = _newest(texts)
    votes = _votes(texts, title)
    if newest:
        joined = "".join(texts)
        this, last = "今年" in joined, "去年" in joined
        if this and count > 1:
            votes[newest + 1] += NEWEST_WEIGHT["this"]
        elif last and not this:
            votes[newest + 1] += NEWEST_WEIGHT["last"]
        elif not this and not last:
            votes[newest] += NEWEST_WEIGHT["none"]
    able = {year: weight for year, weight in votes.items() if newest <= year <= newest + STALE or not newest}
    if not able:
        return 0, 0.0
    best = max(sorted(able), key=lambda year: able[year])
    total = sum(able.values())
    return best, round(min(0.9, 0.2 + able[best] / total * min(total, 4) / 5), 2)


def infer_month(texts: Sequence[str], year: int) -> int:
    """Latest month of `year` that the text reports; 0 where it tells none, 13 for past December."""
    latest = 0
    for text in texts:
        if AHEAD.search(text):
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
    year, confidence = infer_year(texts, title)
    if not year:
        return None
    month = infer_month(texts, year)
    if month > 12:
        return Dated(f"{year + 1}-01", "inferred", confidence)
    return Dated(f"{year}-{month:02}" if month else str(year), "inferred", confidence)
