"""A word for a field of comparison in (全省, 全市, 全区), the official division it stands for out.

The home place of the article and its parents answer for the words; 全县 and 全镇 may instead be the
county or town that a police unit named just before carries in its name. The chain of divisions is that of
`kg.lexicon.divisions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.lexicon.divisions import chain, find
from kg.records import Label, entity_id

WORDS = {
    "省": "省",
    "市": "市",
    "县": "县",
    "区": "区",
    "州": "州",
    "盟": "盟",
    "旗": "旗",
    "疆": "自治区",
    "镇": "镇",
    "乡": "乡",
    "自治区": "自治区",
}
NATIONAL = "国"
COUNTY = re.compile(r"(?:^|省|州|市|盟)([一-龥]{2,8}?(?:自治县|自治旗|县|区|市|旗))(?:公安局|公安分局)")
BRANCH = re.compile(r"公安局([一-龥]{2,6}?)(?:区|县)?分局")
STATION = re.compile(r"(?:公安局|分局|大队)([一-龥]{2,5})派出所$")


@cache
def above(place: str) -> tuple[str, ...]:
    """Official names from the place itself upward, without the country; () where it is unknown."""
    found = find(place, towns=False) or find(place)
    if not found:
        return ()
    return tuple(d.name for d in chain(found[0]) if d.name not in {"中国", "中华人民共和国"})


def parents(place: str) -> tuple[str, ...]:
    """Official names of the divisions that hold the place, nearest first."""
    return above(place)[1:]


def field(word: str, home: str) -> str:
    """Name of the division that 全省, 全市, 全区 mean in a paper whose home is `home`, "" where unknown."""
    if not home:
        return ""
    ending = WORDS.get(word, word)
    names = above(home) or (home,)
    if word == "区":
        return next((n for n in names if n.endswith("区")), "")
    if word == "市":
        return next((n for n in names if n.endswith("市")), "")
    return next((n for n in names if n.endswith(ending)), "")


def field_of_unit(word: str, unit: str) -> str:
    """Name of the county or town that 全县, 全镇 mean just after a police unit: 歙县公安局 → 歙县."""
    if word in {"镇", "乡"}:
        match = STATION.search(unit)
        return f"{match[1]}{word}" if match and not match[1].endswith(("城", "大道", "路")) else ""
    if match := COUNTY.search(unit):
        return match[1] if match[1].endswith(WORDS.get(word, word)) else ""
    match = BRANCH.search(unit)
    name = match[1] + WORDS.get(word, word) if match else ""
    return name if name and find(name, towns=False) else ""


def county_of(name: str) -> str:
    """The county, district or county-level city that a unit's or place's name is of, "" where none shows."""
    match = COUNTY.search(name)
    return match[1] if match else name if re.fullmatch(r"[一-龥]{1,9}[县区市旗]", name) else ""


def taken(word: str, home: str, named: Iterable[str]) -> bool:
    """Whether 全市 can mean a city just named: not where several counties of a city are gone through."""
    return word[-1:] != "市" or len({c for c in map(county_of, named) if c and c != home}) < 2


def wider(place: str, home: str) -> str:
    """Id of the division right above `place`, used where a rank names none; "" where unknown."""
    up = parents(place or home)
    return entity_id(Label.PLACE, up[0]) if up else ""
