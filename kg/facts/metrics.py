"""The words around a figure in, the shortest phrase that names what is measured out.

A change, share or rank is named before its number (刑事发案数同比下降14.9%), a count after it
(42架无人机) or before (破获案件1867起). Verbs that say what was done stay in the name (抓获逃犯), those
that say only that something is there do not (设有12处): `kg/lexicon/metric_verbs.jsonl`. A noun phrase
after a number ends at the words of `metric_stops.jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.facts.quantities_patterns import pattern
from kg.lexicon.rows import rows

KEYS = ("id", "example", "counterexample")
UNIT_KEYS = ("id", "unit", "sort", "example", "counterexample")
LEADING = pattern("leading")
TRAILING = pattern("trailing")
COMPARISON = pattern("comparison")
PEOPLE = frozenset(["人", "名", "位"])
TIMES = frozenset(["次", "人次", "家次", "户次", "架次", "辆次", "台次", "场次", "批次", "艘次"])
ATTRIBUTE = re.compile(
    r"[队员站点车组室所岗率数量台系机警民志类型]|信息|指令|线索|短信|电话|资金|案件|纠纷|热线|记录|对象|$"
)
COUNTED = pattern("counted")
BREACH = re.compile(r"[不未]按[^,;。]{0,4}$")  # 不按规定|使用: what is done wrong, not what was done about it
NEXT = re.compile(r"(?:、|和|及|与|以及)\d")  # another number of a list
TALLIED = re.compile(r"[\d.]+[万亿]?余?[起人名件宗个](?!月)")  # 案件9起|12人
OFFENCE = re.compile(r"(?:犯罪|案件)(?!团伙|嫌疑)")
BOUND = re.compile("[率数量额度次]+")
DATED = pattern("dated")
OWNING = pattern("owning")
NOMINAL = "(?![数率量额站室所])"  # 立案数, 办结率: the verb is part of a noun


@cache
def _known(name: str, keep: bool | None = None) -> re.Pattern[str]:
    found = sorted(rows(name, KEYS, ("keep", "never")), key=lambda row: -len(row["id"]))
    wanted = [row for row in found if keep is None or row["keep"] is keep]
    return re.compile(
        "|".join(row["id"] + (f"(?![{row['never']}])" if "never" in row else "") for row in wanted)
    )


@cache
def verbs(keep: bool) -> re.Pattern[str]:
    """Verbs that stay in a metric's name (`keep`), or those that only say that something is there."""
    return re.compile(f"(?:{_known('metric_verbs.jsonl', keep).pattern}){NOMINAL}")


def after(text: str) -> str:
    """Noun phrase at the start of `text`, which stands right behind a count; "" where none does."""
    if NEXT.match(text) or TALLIED.match(text):
        return ""
    text = re.sub(r"^的?(?:近|约|超|超过)?[\d.]+[万亿]?余?多?[一-龥]{1,2}的", "", text)
    text = OWNING.sub("", text)
    text = re.sub(r"^\d[\d.]*[万亿]?余?(?:个|项|名|条|种|支)", "", text)
    text = re.sub(r"^(?:的|以上的?|左右的?|多|余)", "", text)
    quoted = re.match(r"[“\"][^”\"]{1,14}[”\"]", text)
    head = quoted[0] if quoted else ""
    rest = re.split(r"[,;。:!?、()“”\"—…\s]|(?<=.)的|\d+小时", text[len(head) :], maxsplit=1)[0]
    stop = _stop(rest, 0 if head else 1)
    if not head and (_known("metric_stops.jsonl").match(rest) or re.match(r"[的了]", rest)):
        return ""
    return (head + (rest[: stop.start()] if stop else rest))[:22]


def _stop(rest: str, start: int) -> re.Match[str] | None:
    """First word in `rest` that ends a noun phrase: a stop word, or a verb not used as attribute."""
    stops = _known("metric_stops.jsonl").finditer(rest, start)
    found = [next((m for m in stops if not WHOLE.match(rest, max(0, m.start() - 1))), None)]
    found.append(verbs(False).search(rest, max(start, 1)))
    found.append(
        next((m for m in verbs(True).finditer(rest, 2) if not ATTRIBUTE.match(rest[m.end() :])), None)
    )
    return min((m for m in found if m), key=lambda m: m.start(), default=None)


def trim(words: str) -> str:
    """`words` without what only introduces or links: time, scope, adverbs, comparison."""
    last = None
    while last != words:
        last = words
        words = COMPARISON.sub("", TRAILING.sub("", LEADING.sub("", _unquoted(words))))
    return words


def _unquoted(words: str) -> str:
    """`words` without quotation marks around the whole or without their other half: “两抢”案件 stays."""
    words = words.strip(' "，,()').lstrip("”").rstrip("“")
    if words.endswith("”") and words.count("“") == words.count("”") == 1 and words.startswith("“"):
        return words[1:-1].strip(' "，,()')
    return words if words.count("“") == words.count("”") else re.sub("[“”]", "", words)


def before(words: str, names: Sequence[tuple[int, int]] = (), rate: bool = False) -> str:
    """Phrase that `words`, the part of a clause ahead of its number, ends in; `names` are spans in it.

    A `rate` (a change or share) keeps its verbs: 平均救援到达时间.

    >>> before("市局在三个县区设立网点"), before("共破获刑事案件"), before("群众满意度达")
    ('网点', '破获刑事案件', '群众满意度')
    """
    words = COMPARISON.sub(lambda m: "，" * len(m[0]), words)
    dated = [m.end() for m in DATED.finditer(words) if _core(words[m.end() :])]
    start = dated[-1] if dated else 0
    names = [(low - start, high - start) for low, high in names if low >= start]
    words = words[start:]
    tail = next((words[high:] for _, high in reversed(names) if _says(words[high:])), words)
    kept = [m for m in verbs(True).finditer(tail) if not BREACH.search(tail[: m.start()])]
    kept = [m for m in kept if not OFFENCE.match(tail, m.end())] or kept
    there = [m for m in verbs(False).finditer(tail) if not rate or m.end() <= 3]
    if (
        there
        and (inner := trim(tail[there[-1].end() :]))
        and not (kept and kept[-1].start() >= there[-1].end())
    ):
        return inner[-20:]
    if kept and not rate:
        first = next((m for m in kept if m.start() >= kept[-1].start() - 4), kept[-1])
        phrase = trim(tail[first.start() :])
        if inner := trim(tail[kept[-1].end() :]):
            if re.match("等..", inner):  # 设立查缉、整治等卡点: the verbs only say what for
                return trim(inner[1:])[-20:]
            return _headed(phrase, trim(tail[first.start() : kept[-1].end()]), inner)[:24]
        return trim(tail)[-16:]
    return (trim(tail) or trim(words))[-24:]


SPECIFIC = re.compile(r"案件|嫌疑人|人员|逃犯|警情|事故|.")  # what sort they are of is part of the metric


def _headed(phrase: str, verb: str, listed: str) -> str:
    """`phrase` without a list before its head: 发现火情、违停等隐患 → 发现隐患, 抽调刑侦等 → 抽调."""
    if listed.endswith("等"):
        return verb
    found = [m for m in _known("metric_heads.jsonl").finditer(listed) if m.end() == len(listed)]
    several = re.search(r"、|等|(?<!调)和(?!解)|及", listed)
    if several and found and found[0].start() > several.start() and not SPECIFIC.fullmatch(found[0][0]):
        return verb + found[0][0]
    return phrase


def _says(words: str) -> bool:
    """Whether `words` name something, alone or as more than the end of a name before them (…案|率)."""
    core = _core(words)
    return bool(core) and not BOUND.fullmatch(core)


def _core(words: str) -> str:
    """What is left of `words` without adverbs and without verbs of being there."""
    return trim(verbs(False).sub("", trim(words)))


TOLD = re.compile(r"[率数量度感额比]$")
PART = re.compile(r"(?:亡人|死亡|受伤|伤亡|损失|案损|涉案|直接)[^,]{0,4}$")
WHOLE = re.compile(
    r"[返归偿退]还(?!有|是|为)|[收接遇找必]到|[潜内外]在|[日笔登]记|记录"
)  # words that a stop is part of
OFFICERS = re.compile(r"(?:民警|辅警|干警|警察|同志|党员)$")
HONOURED = pattern("honoured")
GENERIC = re.compile(r"(?:集体|个人|单位|家庭|人|家)$")
ACHIEVED = pattern("achieved")


def achieved(noun: str, rest: str) -> str:
    """Name of a count whose noun says little, with the verb behind it: 获得省级荣誉集体."""
    if OFFICERS.search(noun) and (honour := HONOURED.search(rest[:60])):
        given = honour["merit"] and "荣立" + honour["merit"]
        return (given or "获" + trim(re.sub(r"[,;。].*", "", honour["title"]))) + noun
    found = ACHIEVED.search(rest[:40]) if GENERIC.fullmatch(noun) else None
    return re.sub(r"了$", "", found[0]) + noun if found else noun


@cache
def _endings() -> dict[str, str]:
    """Unit → the word that its counts end in, where that is more than 数: 场 → 场次, 户 → 户数."""
    known = rows("units.jsonl", UNIT_KEYS, ("never", "ending"))
    return {row["unit"]: row["ending"] for row in known if "ending" in row}


def label(phrase: str, unit: str, sort: str) -> str:
    """Name of the metric for a count of `phrase`: 民警 → 民警人数, 网点 → 网点数量, 损失 → 损失金额."""
    phrase = phrase.strip('“”"') if phrase.count("“") != phrase.count("”") else phrase
    if (
        not phrase
        or COUNTED.search(phrase)
        or sort in {"share", "points", "score", "rank", "streak", "times", "double"}
    ):
        return phrase
    if unit in PEOPLE and re.search(r"[城镇岛县村]$", phrase):
        return phrase + "人口"
    if unit in PEOPLE:
        return phrase + ("数" if phrase.endswith("人") else "人数")
    if unit in TIMES:
        return phrase + ("次数" if unit == "次" else "数" if phrase.endswith(unit[:-1]) else unit)
    if ending := _endings().get(unit):
        return ending if phrase == "人家" else re.sub(rf"{ending[:-1]}$", "", phrase) + ending
    sorts = {"money": "金额", "length": "里程", "area": "面积", "weight": "数量", "volume": "数量"}
    if sort == "time":
        return phrase + ("年数" if unit == "年" else "天数" if unit in {"天", "日"} else "")
    return phrase + sorts.get(sort, "数量" if unit in {"个", "处", "座", "支", "家", "所"} else "数")


def shared(items: Sequence[str]) -> list[str]:
    """Coordinated names with the part they share written out: 河道、林区警长 → 河道警长, 林区警长."""
    if len(items) < 2:
        return list(items)
    head = _known("metric_heads.jsonl")
    ends = [m for m in head.finditer(items[-1]) if m.end() == len(items[-1]) and len(m[0]) > 1]
    rate = re.search(r"[一-龥]{2}率$", items[-1])
    if not ends and rate and len(items[-1]) > 3 and not any(TOLD.search(item) for item in items[:-1]):
        return [item + rate[0] for item in items[:-1]] + [items[-1]]
    if ends and not any(m.end() == len(item) for item in items[:-1] for m in head.finditer(item)):
        return [item + items[-1][ends[0].start() :] for item in items[:-1]] + [items[-1]]
    first = re.match(r"(.{2,}?)(?:起数|件数|发生数|总量|[数量率额]|发案数|立案数|案件数)$", items[0])
    if first and all(PART.match(item) for item in items[1:]):
        return [items[0], *(first[1] + item for item in items[1:])]
    return list(items)


def coordinated(phrase: str) -> list[str]:
    """Members of a list of names: 起数、受伤人数和亡人数 → three."""
    return [part for part in re.split(r"、|以及|和(?!解)|及(?!时)|与", phrase) if part]
