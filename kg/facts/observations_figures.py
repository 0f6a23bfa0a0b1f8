"""A sentence's text and its names in, its figures out: what each number says of change or level.

A figure is a quantity with its kind (level, change, rank, streak), direction, basis and earlier value.
Whom it measures, what and when is read by the modules beside this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kg.facts.periods import dated
from kg.facts.quantities import Quantity, quantified, quantities, units
from kg.facts.quantities_numerals import ARABIC, CHINESE, number, settle, share
from kg.facts.quantities_patterns import pattern
from kg.lexicon.rows import rows
from kg.records import Basis, Bound, Direction, Kind

BREAK = re.compile(r"[,;。!?:…]+|——|(?<=[^一-龥\w])-(?=[一-龥])")
FILLER = pattern("filler").pattern
LIST_MARK = re.compile(r"(?:以上|左右|余|多)?[)”]?(?:、|和|及|与|以及|,)(?:约|近|超|逾|超过)?$")
APART = re.compile("分别|依次")
YEAR_ON_YEAR = pattern("year-on-year")
PERIOD_ON_PERIOD = pattern("period-on-period")
AVERAGE = pattern("average")
MORE = re.compile(rf"(?<=[比期年月季])(多|少)[一-龥]{{1,3}}?{FILLER}$")  # 同比多挽回近千万元
LATE_YEAR = re.compile(r"[比较](?:19|20)\d{2}年")
NO_OUTCOME = pattern("no-outcome")
OWN_BASIS = re.compile("[比较于]|以前|[之以]前|新增|累计")
STREAK_BEFORE = re.compile(r"(?:连续(?:[^,;。\d]{0,2})?|连[降升增涨])$")
STREAK_AFTER = pattern("streak-after")
SECONDS = {"秒": 1, "分钟": 60, "小时": 3600, "天": 86400, "日": 86400, "周": 604800}
PLAIN_COMPARISON = frozenset("多少高低快长")


@dataclass(frozen=True, slots=True)
class Figure:
    """What one number of a sentence says; `low:high` is its place in the sentence's text."""

    low: int
    high: int
    value: Decimal
    unit: str
    sort: str
    kind: Kind
    clause: tuple[int, int]
    direction: Direction | None = None
    basis: Basis | None = None
    from_value: Decimal | None = None
    bound: Bound | None = None
    lead: int = 0  # where the words that are part of the figure begin: 由, 同比, the verb
    rule: str = ""
    chinese: bool = False
    listed: int = -1  # index of the figure whose list it continues


@cache
def verbs() -> dict[str, Direction]:
    """Verb of change → the way it goes."""
    found = rows("change_verbs.jsonl", ("id", "direction", "example", "counterexample"))
    return {row["id"]: Direction(row["direction"]) for row in found}


@cache
def _change() -> re.Pattern[str]:
    known = "|".join(sorted(verbs(), key=len, reverse=True))
    return re.compile(
        rf"(?P<nominal>(?:降|减|跌)幅|(?:增|升|涨)幅|下降率|增长率)?(?P<verb>{known})?(?P<to>至|到|为|成)?{FILLER}$"
    )


@cache
def _from_to() -> re.Pattern[str]:
    unit = "|".join(sorted(map(re.escape, units()), key=len, reverse=True))
    return re.compile(
        rf"(?:由|从)(?P<when>(?:(?:19|20)\d{{2}}年)?[^,;。\d]{{0,16}}?)"
        rf"(?P<share>百分之(?:{CHINESE}|{ARABIC})|[一二两三四五六七八九]成[一二三四五六七八九半]?|一半)?"
        rf"(?(share)|(?P<number>{ARABIC}|{CHINESE})(?P<scale>[百千万亿]*)余?多?(?P<scale2>[万亿]?)(?P<unit>{unit})?(?:(?P<more>\d+)(?P<smaller>秒|分钟?|小时))?)(?P<between>,?[^\d,;。]{{0,20}}?)"
        rf"(?P<to>至|到|为|成|达){FILLER}(?:(?:(?:19|20)\d{{2}}年[底末]?|[一-龥]{{2,4}})的)?{FILLER}$"
    )


def clauses(text: str) -> list[tuple[int, int]]:
    """Where the clauses of a sentence begin and end; brackets do not break them."""
    cuts = [0]
    for match in BREAK.finditer(text):
        cuts += [match.start(), match.end()]
    cuts.append(len(text))
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b > a]


def _long_since(words: str) -> bool:
    """Whether a year compared with lies further back than the one before: 2023年…比2020年."""
    years = [int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)年", words)]
    return len(years) > 1 and years[0] - years[-1] > 1


def basis_of(words: str) -> Basis | None:
    """What the words before a change compare it with."""
    if YEAR_ON_YEAR.search(words):
        return None if _long_since(words) else Basis.YEAR_ON_YEAR
    return Basis.PERIOD_ON_PERIOD if PERIOD_ON_PERIOD.search(words) else None


def _converted(value: Decimal, unit: str, wanted: str) -> Decimal:
    """A length of time said in one unit, in another: 5天压到8小时 has the earlier value 120."""
    if unit == wanted or unit not in SECONDS or wanted not in SECONDS:
        return value
    return settle((value * SECONDS[unit] / SECONDS[wanted]).quantize(Decimal("0.01")))


def _earlier(before: str, unit: str) -> tuple[Decimal, Direction | None, int, int] | None:
    """Value in `unit`, direction, start of 由 and end of the number, where `before` ends with 由A降至."""
    at = max(before.rfind("由"), before.rfind("从"))
    while at >= 0:
        if match := _from_to().match(before, at):
            value = share(match["share"]) if match["share"] else number(match["number"] + match["scale"])
            if match["scale2"] and value is not None:
                value *= number("一" + match["scale2"]) or 1
            if value is not None and match["unit"]:
                value = _converted(value, units()[match["unit"]][0], unit)
            if value is not None and match["more"]:  # 1小时20分钟
                value += _converted(Decimal(match["more"]), units()[match["smaller"]][0], unit)
            way = next((d for v, d in verbs().items() if v in match["between"]), None)
            return None if value is None else (value, way, at, match.start("between"))
        at = max(before.rfind("由", 0, at), before.rfind("从", 0, at))
    return None


def _level(q: Quantity, clause: tuple[int, int]) -> Figure:
    """The amount alone, before the words around it say more."""
    return Figure(
        *(q.low, q.high, q.value, q.unit, q.sort, Kind.LEVEL, clause),
        bound=q.bound,
        lead=q.low,
        rule="level",
        chinese=q.chinese,
    )


def _from_to_figure(text: str, q: Quantity, clause: tuple[int, int]) -> Figure | None:
    start = max(clause[0], text.rfind(";", 0, q.low) + 1)
    found = _earlier(text[start : q.low], q.unit)
    if not found and (cut := text.rfind(",", 0, q.low)) >= 0:
        start = max(text.rfind(mark, 0, cut) + 1 for mark in ",;:。")
        found = _earlier(text[start : q.low], q.unit) if q.low - cut < 8 else None
    if not found:
        return None
    value, way, lead, _ = found
    return replace(
        _level(q, clause),
        kind=Kind.CHANGE,
        direction=way or (Direction.UP if q.value > value else Direction.DOWN),
        basis=Basis.FROM_TO,
        from_value=value,
        lead=start + lead,
        rule="from-to",
    )


def _compared(text: str, start: int, q: Quantity) -> bool:
    """True where a bare 多, 少, 高, 低 stands after 比 or 较 in its clause."""
    return bool(re.search(r"[比较]|同期|少了$|多了$", text[start : q.low]))


def _change_figure(text: str, q: Quantity, clause: tuple[int, int], frame: Basis | None) -> Figure | None:
    before = text[clause[0] : q.low]
    match = _change().search(before)
    more = MORE.search(before) if not (match and (match["verb"] or match["nominal"])) else None
    if q.sort == "double":
        lead = q.low
        way: Direction | None = Direction.UP
    elif more and _compared(text, clause[0], q):
        lead = clause[0] + more.start()
        way = Direction.UP if more[1] == "多" else Direction.DOWN
    elif not match or not (match["verb"] or match["nominal"]):
        return None
    else:
        lead = clause[0] + match.start()
        way = verbs().get(match["verb"] or "")
        if match["nominal"]:
            way = Direction.DOWN if match["nominal"][0] in "降减跌下" else Direction.UP
        if match["to"] and not match["nominal"]:
            return None
        if not match["nominal"] and match["verb"] in PLAIN_COMPARISON and not _compared(text, clause[0], q):
            return None
        if text[max(0, lead - 1) : lead] == "新":
            return None
    if AVERAGE.search(before):
        return None
    basis = basis_of(text[: q.low]) if LATE_YEAR.search(before) else basis_of(before) or frame
    if basis is None and match and match["nominal"]:
        basis = basis_of(text[max(0, text.rfind(";", 0, q.low)) : q.low])
    return replace(_level(q, clause), kind=Kind.CHANGE, direction=way, basis=basis, lead=lead, rule="change")


def _streak_figure(text: str, q: Quantity, clause: tuple[int, int]) -> Figure | None:
    if q.sort == "streak":
        return Figure(q.low, q.high, q.value, "", q.sort, Kind.STREAK, clause, lead=q.low, rule="streak-won")
    before = text[clause[0] : q.low]
    if q.unit not in {"年", "个月", "天", "日", "次", "届", "个季度", "周"}:
        return None
    if (lead := STREAK_BEFORE.search(before)) or STREAK_AFTER.match(text[q.high :]):
        low = clause[0] + lead.start() if lead else q.low
        return replace(_level(q, clause), kind=Kind.STREAK, lead=low, rule="streak")
    return None


def _frame(text: str, clause: tuple[int, int]) -> Basis | None:
    """Basis that an opening clause sets for the rest of its sentence: 与去年同期相比,…"""
    opening = re.match(r"[^,;。]*?(?:(?:与|同|和|较|比)[^,;。]{1,8}(?:相比|比较)|同比)(?=,)", text)
    return basis_of(opening[0]) if opening and clause[0] >= opening.end() else None


def _continued(text: str, q: Quantity, done: Sequence[Figure]) -> int:
    """Index of the figure that a list joins `q` to (13.9%、10.2%; 分别减少6起、5人), or -1."""
    if not done:
        return -1
    last = done[-1]
    gap = text[last.high : q.low]
    apart = last.sort == q.sort == "count" and APART.search(text, last.clause[0], last.low)
    alike = last.kind in (Kind.CHANGE, Kind.LEVEL) and last.basis is not Basis.FROM_TO
    same = (last.unit == q.unit or apart) and alike
    return len(done) - 1 if same and len(gap) <= 4 and LIST_MARK.fullmatch(gap) else -1


def _read(text: str, q: Quantity, clause: tuple[int, int], done: Sequence[Figure]) -> Figure:
    joined = _continued(text, q, done)
    if joined >= 0:
        shape = done[joined]
        return replace(
            shape,
            low=q.low,
            high=q.high,
            value=q.value,
            unit=q.unit,
            sort=q.sort,
            bound=q.bound,
            chinese=q.chinese,
            listed=joined,
            lead=q.low,
        )
    found = (
        _streak_figure(text, q, clause)
        or _from_to_figure(text, q, clause)
        or _change_figure(text, q, clause, _frame(text, clause))
    )
    return found or _level(q, clause)


def _based(text: str, done: Sequence[Figure]) -> list[Figure]:
    """Changes with the basis that a change before them in the sentence set: A同比下降17%,B下降9%."""
    found: list[Figure] = []
    last: Basis | None = None
    for figure in done:
        if figure.kind is Kind.CHANGE and figure.basis is None:
            own = OWN_BASIS.search(text[figure.clause[0] : figure.low]) or figure.sort == "time"
            figure = figure if own or figure.unit == "位" else replace(figure, basis=last)
        if figure.kind is Kind.CHANGE and figure.basis is not Basis.FROM_TO:
            last = figure.basis
        found.append(figure)
    return found


def counted(text: str, names: Sequence[tuple[int, int]] = ()) -> Iterator[Figure]:
    """Levels, changes and streaks of a sentence, left to right, outside the spans `names`."""
    if not quantified(text):
        return
    parts = clauses(text)
    besides = (match.span() for match in NO_OUTCOME.finditer(text))
    found = list(quantities(text, [*names, *dated(text), *besides]))
    done: list[Figure] = []
    for q in found:
        clause = next(((a, b) for a, b in parts if a <= q.low < b), (0, len(text)))
        done.append(_read(text, q, clause, done))
    done = [f for f in done if f.sort != "bare" or f.basis is Basis.FROM_TO or f.value >= 10000]
    done = _based(text, done)
    spent = {(f.lead, f.low) for f in done if f.basis is Basis.FROM_TO}
    for figure in done:
        inside = any(low <= figure.low and figure.high <= high for low, high in spent)
        if not inside or figure.basis is Basis.FROM_TO:
            yield figure
