"""An article's texts in, what lengths of time counted from a year say of the year of issue out.

2019年成立…五年来 speaks for 2024, and so does a man of 43 born in 1981. A length in its sentence or in
the next speaks clearly; a career told elsewhere (从警21年) only where several agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.documents.numerals import number
from kg.documents.stretches import lines_with
from kg.documents.year_clues import Clue

ONES = "一二三四五六七八九"
LENGTH = rf"(?<![\d两十{ONES}])(十[{ONES}]?|[两{ONES}](?:十[{ONES}]?)?|\d{{1,2}})"  # not 三五年, 2019年
YEAR = re.compile(r"((?:19|20)(?<![到至—\d.-]..)\d\d)年(?!底|末|以前|之前|前)")
# In each match of SINCE: a year that is counted, and no date.
COUNTED = re.compile(rf"[年载](?<=[两十{ONES}\d个].)(?<!\d{{3}}.)(?=半?[多余]?[来下里间过时光前累,。;])")
SINCE = re.compile(
    rf"(?<![近第每连续约着])(?<![闹吵拖欠病住判缓刑等])(?<!闹了)(?<!吵了)(?<!拖了)(?<!判了)(?:短短|整整|这|前后|已有|时隔|历时|走过|运行|成立|过去)?{LENGTH}个?[年载]半?"
    rf"(?:多|余)?(?:来|下来|里|间|过去|时间|光阴|前(?!夕)|累计)"
    rf"|(?:上线|运行|启用|挂牌|开通|投用|成立|实施|推行|试行|落地)(?:已|了|已经|满|整整)*{LENGTH}[年载](?:多|余)?(?=[,。;])"
)
STREAK = re.compile(rf"连续{LENGTH}年")
ROUND = re.compile(rf"{LENGTH}周年")
CAREER = re.compile(
    rf"(?:从警|参警|入警|守[^,。\d]{{0,3}}|扎根[^,。\d]{{0,6}}|坚守[^,。\d]{{0,6}}|驻守|深耕|干|当|待|走过?|跑)"
    rf"(?:了|已|就是|已有|整整|着)*{LENGTH}(?:多|余)?[年载]"
)
ENTERED = re.compile(
    r"((?:19|20)\d\d)年[^。;]{0,24}?(?:毕业|参加公安|参加工作|从警|入警|参警|成为|来到|调到|调入|走上|入职|主动请缨"
    r"|开通|挂牌|成立|建所|上线|创建|组建|建起|写进|推行|推出)"
)
JOINED = re.compile(r"((?:19|20)\d\d)年[^。;\d]{0,20}?(?:毕业|参加公安|从警|入警|参警|穿上警服|成为一名民警)")
SERVED = re.compile(rf"(?:从警|入警|参警|从警生涯){LENGTH}(?:多|余)?[年载]")
TITLED = re.compile(rf"(?<![近第])(?:连续)?{LENGTH}[年载](?!级|前|后|行动|计划|规划)")
BORN = re.compile(
    r"(19\d\d|20[01]\d)(?<!\d{5})年(?:(?<=生于.{5})|(?:\d+月)?(?:\d+日)?(?:出生|生(?![产活命动意态])))"
)
AGED = re.compile(r"(?<!\d)(\d\d|[二三四五六七八]十[一二三四五六七八九]?)岁")
ONLY = {0: 4.2, 1: 2.2, -1: 1.2}  # where the text names no other year
NEAR = {0: 2.6, 1: 1.3, -1: 0.8}  # in the sentence of the year or the next
FAR = {0: 1.8, 1: 0.9, -1: 0.4}  # further down, no other year between
LOOSE = {0: 1.1, 1: 0.4, -1: 0.4}  # anywhere
FAINT = {0: 0.6, 1: 0.3, -1: 0.2}  # from the year before the last one named
REACH = 500  # characters from a year to a length that may count from it
MOST = 4.2  # nats that all lengths together may speak for one year

Nats = dict[int, float]


def _added(year: int, length: int, weights: Nats) -> Nats:
    part = 0.5 if length == 1 else 1.0  # 一年来 is often no count
    return {year + length + shift: weight * part for shift, weight in weights.items()}


def _lengths(whole: str, near: Nats) -> Iterator[tuple[re.Match[str], Nats]]:
    """Every length of time with what it says, one pattern after another; SINCE is slow and sees few lines."""
    for low, high in lines_with(COUNTED, whole):
        yield from ((found, near) for found in SINCE.finditer(whole, low, high))
    if "周年" in whole:
        yield from ((found, near) for found in ROUND.finditer(whole))
    yield from ((found, LOOSE) for found in STREAK.finditer(whole))


def _beside(whole: str) -> Iterator[Nats]:
    """Lengths behind the year they may count from: the last one named, with less weight the one before it."""
    years = list(YEAR.finditer(whole))
    clear = NEAR if len({year[1] for year in years}) > 1 else ONLY
    for found, near in _lengths(whole, clear) if years else ():
        length = number(next(group for group in found.groups() if group))
        earlier = [y for y in years if y.end() <= found.start() and found.start() - y.end() <= REACH]
        for rank, year in enumerate(earlier[:-3:-1]):
            lines = whole.count("\n", year.end(), found.start())
            if near is clear or not lines:
                yield _added(int(year[1]), length, FAINT if rank else near if lines < 2 else FAR)


def _careers(whole: str, title: str) -> Iterator[Nats]:
    """Every service of three years or more from each year in which one began; 从警 from that of joining."""
    told = {number(m[1]) for m in CAREER.finditer(whole)}
    titled = {number(m[1]) for m in TITLED.finditer(title)}
    began = {int(m[1]) for m in ENTERED.finditer(whole)}
    joined = {int(m[1]) for m in JOINED.finditer(whole)}
    served = {number(m[1]) for m in SERVED.finditer(whole)}
    for year in sorted(began):
        for length in sorted(length for length in told | titled if length >= 3):
            yield _added(year, length, FAR if length in titled and year == min(began) else LOOSE)
    if len(joined) == len(served) == 1:
        yield _added(joined.pop(), served.pop(), NEAR)


def _ages(whole: str) -> Iterator[Nats]:
    """The age of a person whose year of birth is told, where the text tells one of each."""
    if "岁" not in whole:
        return
    born, aged = ({m[1] for m in pattern.finditer(whole)} for pattern in (BORN, AGED))
    if len(born) == len(aged) == 1:
        yield _added(int(born.pop()), number(aged.pop()), {0: 3.8, 1: 1.6, -1: 1.2})


def span_clues(texts: Sequence[str], title: str) -> Iterator[Clue]:
    """One clue: what all lengths of time say together."""
    whole = "\n".join(texts)
    sums: Nats = {}
    for weights in (*_beside(whole), *_careers(whole, title), *_ages(whole)):
        for year, weight in weights.items():
            sums[year] = min(MOST, sums.get(year, 0.0) + weight)
    if sums:
        yield Clue("length-of-time", sums)


def lived(text: str) -> str:
    """`text` without the years in which somebody was born or joined the police: no news of their year."""
    if "19" not in text and "20" not in text:
        return text
    for pattern in (BORN, JOINED):
        text = pattern.sub(lambda match: match[0].replace(match[1], "□□□□"), text)
    return text
