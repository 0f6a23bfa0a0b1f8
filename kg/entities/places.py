"""A PLACE mention in, its division or its own name out; also the chain that any name begins with."""

from __future__ import annotations

import re

from kg.entities.frame import Frame
from kg.entities.named import Named, cleaned
from kg.lexicon import divisions, rows
from kg.lexicon.divisions import Division, Level
from kg.records import Label

LONGEST = 14  # characters of the longest division name (双江拉祜族佤族布朗族傣族自治县)
_HERE = re.compile(r"^(?:我|全|本|该)(省|自治区|市|县|区|州|旗|盟|镇|乡)$")
_BODY = re.compile(r"公安|警方|分局|区|县|市")  # what makes a place of 和平, 公安 or 长安
_GENERIC = re.compile(
    r"^(?:国家级?)?(?:(?:经济技术|高新技术|经济|风景|旅游|度假|开发|高新|经开|工业|产业|保税|示范|自然保护|名胜)+区?|景区|新区|古城|古镇|大桥|老街"
    r"|机场|火车站|高铁站|港|湾|岛|站|口岸|高速|大道|路|街|公园|广场|学院|大学)"
)
_FULL = re.compile(r"[省市区县旗州盟镇乡]$|街道$|苏木$")


def division_chain(text: str, frame: Frame) -> tuple[list[Division], str]:
    """Divisions that `text` begins with, larger to smaller, and what is left of it."""
    found: list[Division] = []
    rest = text
    while rest:
        step = _next_division(rest, frame, found[-1] if found else None)
        if step is None:
            break
        found.append(step[0])
        rest = rest[step[1] :]
    return found, rest


def _next_division(text: str, frame: Frame, under: Division | None) -> tuple[Division, int] | None:
    for length in range(min(LONGEST, len(text)), 1, -1):
        if candidates := divisions.find(text[:length]):
            chosen = frame.choose(candidates, text[:length], under)
            if chosen is None or chosen.level == Level.COUNTRY:
                continue
            if not chosen.word or chosen.name == text[:length] or _BODY.match(text[length:] or "区"):
                return chosen, length
    return None


def _by_char(table: str, char: str) -> Division | None:
    for row in rows(table, ("id", "char", "code", "example", "counterexample")):
        if row["char"] == char:
            return divisions.by_code(row["code"])
    return None


def one_character(char: str, frame: Frame) -> Division | None:
    """The division one character stands for: 浙, 中; or the part of the home it begins (瀍 → 瀍河区)."""
    if known := divisions.abbreviation(char) or _by_char("country_chars.jsonl", char):
        return known
    below = [d for up in frame.home[:2] for d in divisions.children(up) if d.name.startswith(char)]
    return below[0] if len(below) == 1 else None


def nickname(text: str, frame: Frame) -> Division | None:
    """The city a by-name stands for (泉城 → 济南市); by-names of several cities only at home."""
    named = rows("city_names.jsonl", ("id", "name", "city", "example", "counterexample"))
    cities = [d for row in named if row["name"] == text for d in divisions.find(row["city"], towns=False)]
    at_home = [d for d in cities if d in frame.home]
    if at_home:
        return at_home[0]
    return cities[0] if len(cities) == 1 and not divisions.find(text, towns=False) else None


def division_of(text: str, index: int, frame: Frame) -> tuple[Division | None, str]:
    """The division that a whole PLACE text means, and the text without leading divisions.

    The second is the text itself where the leading divisions belong to the name (中国轻纺城).
    """
    if match := _HERE.match(text):
        return frame.of_kind(match[1], index, text[0] == "该"), text
    if len(text) == 1:
        return one_character(text, frame), text
    countries = [d for d in divisions.find(text, towns=False) if d.level <= Level.REGION]
    if countries:
        return countries[0], text
    chain, rest = division_chain(text, frame)
    if chain and not rest:
        return chain[-1], text
    if special := nickname(text, frame):
        return special, text
    return None, rest if chain and _separable(text, chain, rest) else text


def _separable(text: str, chain: list[Division], rest: str) -> bool:
    """Whether a feature's name stands apart from the divisions before it."""
    if _GENERIC.match(rest) or len(rest) < 2:
        return False
    written = text[: len(text) - len(rest)]
    if re.match(r".{1,4}族乡$", rest):
        return False
    return bool(_FULL.search(written)) or len(chain) > 1 or rest[-1] == "村"


def read_place(index: int, frame: Frame) -> tuple[Named, Division | None]:
    """Name of a PLACE mention and its division, None for a feature or an unknown place."""
    text = cleaned(frame.mentions[index].surface)
    division, own = division_of(text, index, frame)
    if division is None:
        return Named(Label.PLACE, own, own, origin="places/feature@1"), None
    key = division.code or f"{division.parent}/{division.name}"
    origin = f"official/divisions@{divisions.VERSION}"
    return Named(Label.PLACE, division.name, key, division.code, origin=origin, full=True), division
