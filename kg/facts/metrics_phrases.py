"""The words around a number in, what they name beyond a plain noun out: harm kept off, a mere date."""

from __future__ import annotations

import re

from kg.facts.metrics import DATED, PEOPLE, trim
from kg.facts.quantities_patterns import pattern

SPARED = pattern("spared")
HARM = pattern("harm")
PERIOD = re.compile(
    r"(?:高峰(?:期|时段|时)|节假日|周末|平日|平时|最多时|旺季|淡季)"
    r"|[\d一二三四五六七八九十]+月?[至到—-]?[\d一二三四五六七八九十]*月份?"
)


def spared(ahead: str, behind: str, unit: str) -> str:
    """Name of a count of people kept from harm, 避免9人受骗 → 避免受骗人数; "" elsewhere."""
    harm = HARM.match(behind) if unit in PEOPLE and SPARED.search(ahead) else None
    return f"避免{harm['who']}{harm['harm']}人数" if harm else ""


def only_when(words: str) -> bool:
    """Whether words before a number name nothing but a time: 1至8月, 上半年."""
    rest = DATED.sub("", words)
    return bool(words) and not trim(PERIOD.sub("", rest))


def counted(metric: str) -> str:
    """What a metric counts, without the word for counting: 驾驶人数 → 驾驶人, 案件数 → 案件."""
    bearer = re.search(r"[驶疑责事护监]人数$", metric)
    return metric[:-1] if bearer else re.sub(r"(?:数量|人数|数)$", "", metric)
