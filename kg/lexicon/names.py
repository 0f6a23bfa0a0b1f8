"""A canonical name in, its comparable form out: abbreviations and optional words taken away.

Two names with one comparable form are one thing wherever they stand: 交警支队 and 交通警察支队,
江北区分局 and 江北分局, 中共绍兴市柯桥区委员会 and 柯桥区委.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from kg.lexicon.rows import rows

_KEYS = ("id", "short", "full", "example", "counterexample")
_DROP = re.compile(r"[\s“”\"'‘’「」『』《》〈〉()()·・—–\-]")


@lru_cache(1 << 16)
def folded(name: str) -> str:
    """A name as compared: NFKC, without spaces, quotation marks, brackets or dashes, lower case."""
    return _DROP.sub("", unicodedata.normalize("NFKC", name)).lower()


@cache
def _forms(table: str) -> tuple[tuple[str, str], ...]:
    pairs = [(row["full"], row["short"]) for row in rows(table, _KEYS)]
    return tuple(sorted(pairs, key=lambda p: (-len(p[0]), p)))


@cache
def _expansions(table: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((s, f) for f, s in _forms(table)), key=lambda p: (-len(p[0]), p)))


def unit_key(name: str) -> str:
    """Comparable form of a police unit's full name."""
    text = folded(name)
    for full, short in _forms("unit_forms.jsonl"):
        text = text.replace(full, short)
    text = re.sub(r"(?<=公安局)(.{2,}?)(?:新?区|地区)(?=分局)", r"\1", text)
    text = re.sub(r"公安局(?=反诈(?:骗)?(?:中心)$)", "", text)  # a bureau's centre also serves its place
    return text.replace("公安分局", "分局")


def expanded(name: str, table: str = "org_forms.jsonl") -> str:
    """An organisation's name with its abbreviated office spelled out: 市场监管局 → 市场监督管理局."""
    for short, full in _expansions(table):
        if name.endswith(short) and not name.endswith(full):
            return name[: -len(short)] + full
    return name
