"""A sentence with its figures and the names in it in, each figure with the name of its metric out.

A rank after several figures (均排名全市第一) is one rank for each; lists are shared out in
`observations_listed`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.facts.metrics import (
    COUNTED,
    NEXT,
    PEOPLE,
    achieved,
    after,
    before,
    coordinated,
    label,
    shared,
    trim,
    verbs,
)
from kg.facts.metrics_held import COUNTED_OFF, graded, ranked, streak
from kg.facts.metrics_phrases import counted, only_when, spared
from kg.facts.observations_figures import Figure
from kg.facts.observations_listed import EMPTY, Measured, shared_out
from kg.facts.quantities_patterns import pattern
from kg.records import Direction, Kind, Label, Mention

SEVERAL = re.compile(
    r"(?:(?P<count>[两二三四五])(?:项|类|个)[^,;。]{0,4})?(?P<all>(?<![人平年月日户])均|都|分别|分列|依次|双双|双)"
)
BARE = pattern("finished")
ALIKE = frozenset(["均", "都", "双双"])
RATES = frozenset(["share", "score", "nought"])
LASTING = re.compile(r"(?:时间|时长|用时|时限)(?:仅需?|只需?|约|为|是|达|不到|不足|近)*$")
MEASURE = re.compile(r"(?<=..)[数率量度案]$")
HIGH = re.compile(r"(?:以上)?的?(?:历史|较)?(?:高水平|水平|高位|最高)")
AUXILIARY = re.compile(r"(?<=.)(?:在(?![册校线编岗])|都|均|已经?|能够|得到|可以)")
OPENING = re.compile(r"(?:其中|而|同时)?[,:]?")
SHARED = re.compile(r"[的、和与,:及]|公安|警方|民警")
SUM = re.compile(r"总?(?:金额|价值)|总额|案值")
MULTIPLE = re.compile(r"[是为达]|相当于")
TOTAL = re.compile("总数|总量")
ADDED = re.compile("^(?:新增|增设|新建|新装|增加)")
NUMERAL = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
FROM_AFTER = frozenset({"count", "money", "area", "length", "weight", "time", "volume"})


def _ahead(text: str, figure: Figure, previous: Figure | None, names: Sequence[Mention]) -> str:
    """Phrase before the figure in its own clause, after the figure before it."""
    start = figure.clause[0]
    tallied = figure.kind is Kind.RANK and COUNTED_OFF.search(text, start, figure.lead)
    if previous and previous.high > start and not tallied:
        start = previous.high
    if start >= figure.lead:
        return ""
    cover = [(m.low - start, m.high - start) for m in names if start <= m.low and m.high <= figure.lead]
    words = text[start : figure.lead]
    rate = figure.kind in (Kind.CHANGE, Kind.RANK) or figure.sort == "share" or bool(LASTING.search(words))
    if figure.kind is Kind.RANK:
        words = ranked(text, figure, words)
        if previous and previous.high == start and "、" in words:  # 攻克积案8起、破案率全省第一
            words = words.rpartition("、")[2] if _behind(text, previous) else words
        cover = [(low, high) for low, high in cover if high <= len(words)]
    if figure.sort == "share" and (found := re.search(r"^(.*?)占(?:到|了|据)?(?!比)([^,]*)$", words)):
        return before(found[1], rate=True) + "占比" if before(found[1]) else "占"
    return before(words, cover, rate)


def _behind(text: str, figure: Figure) -> str:
    if figure.kind is not Kind.LEVEL or figure.sort not in FROM_AFTER:
        return ""
    return after(text[figure.high : figure.clause[1]])


def _nought(text: str, figure: Figure, ahead: str) -> str:
    word = text[figure.low : figure.high].strip('“”"')[1:]
    if word in {"零", "发生", "增长"} or text[figure.low : figure.low + 1] == "为":
        return ahead
    if word == "发案":
        return ahead if re.search(r"案件?$", ahead) else ahead + "发案数"
    return ahead + ("" if ahead.endswith(word) else word) + "数"


def _by_kind(text: str, figure: Figure, ahead: str, names: Sequence[Mention], last: str) -> tuple[str, str]:
    """The words ahead, but for a bearer alone, and the name of a rank, streak, nought or bare noun, or ""."""
    grade = graded(text, figure, ahead, names)
    ahead = ahead if grade is None else grade
    if figure.kind is Kind.STREAK and not grade:
        return ahead, streak(text, figure, ahead, last)
    if figure.sort == "nought":
        return ahead, _nought(text, figure, ahead) or last
    if figure.sort == "noun":
        noun = re.sub(r"^[^一-龥]+|^[一二两三四五六七八九十]+", "", text[figure.low : figure.high])
        return ahead, noun + "数量"
    return ahead, grade or ""


def _one(
    text: str, figure: Figure, previous: Figure | None, names: Sequence[Mention], last: str
) -> tuple[str, str]:
    ahead = _ahead(text, figure, previous, names)
    ahead, name = _by_kind(text, figure, ahead, names, last)
    if name:
        return name, "after" if figure.sort == "noun" else "before"
    around = text[figure.clause[0] : figure.lead], text[figure.high : figure.clause[1]]
    beside = previous is not None and previous.high == figure.low and previous.unit != figure.unit
    if beside and last and figure.sort == "count" and not _behind(text, figure):  # 案件9起12人
        return label(counted(last), figure.unit, figure.sort), "carried"
    if name := spared(*around, figure.unit):
        return name, "after"
    behind = _behind(text, figure)
    owned = text[figure.high : figure.high + 1] == "的" and COUNTED.search(ahead)  # 纠纷量超500起的|压力
    if behind and not (figure.sort == "time" and ahead) and not owned:
        behind = achieved(behind, text[figure.high + len(behind) :])
        return label(behind, figure.unit, figure.sort), "after"
    behind = text[figure.high : figure.clause[1]]
    rest = "" if NEXT.match(behind) else trim(re.split(r"[,;。、]", behind)[0])
    if figure.sort == "share":
        rest = "" if HIGH.match(rest) else AUXILIARY.sub("", rest)
    if not ahead and rest and figure.kind is Kind.LEVEL and figure.sort in {"count", "share"}:
        return label(rest[:16], figure.unit, figure.sort) + (
            "占比" if figure.sort == "share" else ""
        ), "predicate"
    if last and (name := _carried(figure, ahead, last)):
        return (ADDED.sub("", name) if TOTAL.search(around[0]) else name), "carried"
    if not (ahead or rest) and figure.unit in PEOPLE:
        return "人数", "predicate"
    return label(ahead or rest[:16], figure.unit, figure.sort), "before" if ahead else "predicate"


def _sped_up(text: str, figure: Figure, metric: str) -> Figure:
    """The figure, turned round where a length of time is said to be faster: 出警时间快了两成 is a fall."""
    faster = {"快": Direction.DOWN, "慢": Direction.UP}.get(text[figure.lead : figure.lead + 1])
    turned = figure.kind is Kind.CHANGE and faster and LASTING.search(metric)
    return replace(figure, direction=faster) if turned else figure


def _carried(figure: Figure, ahead: str, last: str) -> str:
    """Metric taken up from the figure before, as in 占八成, 降幅达9%, 总金额20万元; "" where none is."""
    if ahead == "占":
        return counted(last) + "占比"
    if figure.kind is Kind.LEVEL and figure.sort == "money" and SUM.fullmatch(ahead):
        return counted(last) + ahead
    multiple = figure.unit == "倍" and MULTIPLE.match(ahead)
    return last if EMPTY.fullmatch(ahead) or only_when(ahead) or multiple else ""


def _place_alone(text: str, figure: Figure, previous: Figure | None, names: Sequence[Mention]) -> int:
    """Index of the place that alone stands before a number, as in 其中南海61个、顺德54个; else -1."""
    start = max(figure.clause[0], previous.high if previous else 0)
    words = re.sub(r"^(?:、|和|其中|,|及)+|(?:占了?|有|为|是|共|达)+$", "", text[start : figure.lead])
    fits = (
        i for i, m in enumerate(names) if m.label is Label.PLACE and m.surface == words and start <= m.low
    )
    return next((i for i in fits if names[i].high <= figure.lead), -1)


def _metrics_ranked(found: Sequence[Measured], i: int, several: re.Match[str]) -> list[str]:
    """The metrics that one rank holds for: those listed before it, or those of the figures before it."""
    item = found[i]
    ranks = [
        j for j, m in enumerate(found) if m.figure.kind is Kind.RANK and m.figure.clause == item.figure.clause
    ]
    names = shared(coordinated(item.metric))
    if len(names) == 1 and item.named == "carried":
        names = list(dict.fromkeys(m.metric for m in found[:i] if m.figure.kind is not Kind.RANK))
        names = (
            names[-NUMERAL.get(several["count"] or "", len(names)) :]
            if len(ranks) == 1
            else names[-len(ranks) :]
        )
    if len(ranks) > 1:
        return [names[ranks.index(i)]] if len(names) == len(ranks) else [item.metric]
    return names or [item.metric]


def _ranks(text: str, found: list[Measured]) -> list[Measured]:
    """Repeat what holds for several metrics (均排名第一, 均达95%), pair ranks with metrics (分列第五)."""
    out: list[Measured] = []
    for i, item in enumerate(found):
        several = SEVERAL.search(text[item.figure.clause[0] : item.figure.low])
        if item.figure.kind is Kind.RANK and several:
            out += [replace(item, metric=metric) for metric in _metrics_ranked(found, i, several)]
        elif item.figure.kind in (Kind.RANK, Kind.STREAK) and (metrics := _told_apart(item.metric)):
            out += [replace(item, metric=metric) for metric in metrics]
        elif several and several["all"] in ALIKE and _rates(item):
            out += [replace(item, metric=metric) for metric in shared(coordinated(item.metric))]
        else:
            out.append(item)
    return out


def _told_apart(metric: str) -> list[str]:
    """Measures that hold one rank or streak together: 百名民警破案数、抓逃数连续三年第一; else none."""
    items = coordinated(metric)
    named = [MEASURE.search(item) for item in items]
    return items if len(items) > 1 and all(named) and named[-1] and named[-1][0] != "案" else []


def _rates(item: Measured) -> bool:
    """Whether a figure is a share, a score or a nought of several things listed before it."""
    return item.named == "before" and item.figure.sort in RATES and item.figure.listed < 0


def _completed(text: str, earlier: Measured, figure: Figure, metric: str) -> str:
    """`metric` with what the figure before it names: 受理纠纷213宗,调成206宗; 缴获海洛因8公斤、冰毒9公斤."""
    gap = text[earlier.figure.high : figure.lead]
    if earlier.figure.kind is not Kind.LEVEL or earlier.figure.clause[1] + 1 < figure.clause[0]:
        return metric
    done = verbs(True).match(earlier.metric)
    stem = re.sub(r"(?:数量|数|人数|次数)$", "", metric)
    if (
        done
        and earlier.figure.clause == figure.clause
        and gap.startswith("、")
        and not verbs(True).match(metric)
    ):
        return done[0] + metric
    alone = verbs(True).fullmatch(stem) or BARE.fullmatch(stem)
    if done and alone and earlier.figure.unit == figure.unit and earlier.metric != metric:
        return stem + earlier.metric[done.end() :]
    return metric


def measured(
    text: str, figures: Sequence[Figure], names: Sequence[Mention], last: str = ""
) -> list[Measured]:
    """Figures of a sentence with their metrics; `last` is the metric of the sentence before."""
    found: list[Measured] = []
    for i, figure in enumerate(figures):
        previous = figures[i - 1] if i else None
        alone = _place_alone(text, figure, previous, names)
        if alone >= 0 and last and figure.kind is Kind.LEVEL and not _behind(text, figure):
            found.append(Measured(figure, last, "listed", names[alone].low))
            continue
        upper = figures[i + 1] if i + 1 < len(figures) and figures[i + 1].low - figure.high <= 1 else None
        ranged = (
            upper is not None
            and upper.unit == figure.unit
            and text[figure.high : upper.low] in {"", *"至到-—–~"}
        )
        whole = replace(figure, high=upper.high) if upper and ranged else figure
        metric, named = _one(text, whole, previous, names, last)
        if found and named == "before" and figure.kind is Kind.LEVEL:
            metric = _completed(text, found[-1], figure, metric)
        found.append(Measured(_sped_up(text, figure, metric), metric, named))
        last = metric or last
    shared_out(text, found, names)
    return _ranks(text, _led(text, found, names))


def _led(text: str, found: list[Measured], names: Sequence[Mention]) -> list[Measured]:
    """Figures of parts that each open with a place, as that place's: 其中,高安查处9起;丰城查处7起."""
    parts = [(m.start(), m.end(), _opener(m, names)) for m in re.finditer(r"[^;。]+", text)]
    parts = [part for part in parts if part[2] >= 0]
    if len(parts) < 2:
        return found
    fits = [next((at for a, b, at in parts if a <= m.figure.low < b), -1) for m in found]
    return [m if m.place >= 0 else replace(m, place=at) for m, at in zip(found, fits, strict=True)]


def _opener(part: re.Match[str], names: Sequence[Mention]) -> int:
    """Where the place begins that alone opens a part of a sentence; else -1."""
    opening = OPENING.match(part.string, part.start())
    low = opening.end() if opening else part.start()
    head = next((m for m in names if m.low == low and m.label is Label.PLACE), None)
    return head.low if head and not SHARED.match(part.string, head.high) else -1
