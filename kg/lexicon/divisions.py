"""A place name in, the official divisions it may mean out: country, region, province … town.

Names and codes are those of GB/T 2260 (see `scripts/lexicon/build_divisions.py` for the lists they
come from and their licences). Counties and above load at once, towns on first need. A town has no
code in that standard: its `code` is "" and its `parent` the county's (or the city's, where a city
has no counties). `VERSION` names the state of the lists, for evidence.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files

import ahocorasick

from kg.lexicon.rows import rows

VERSION = "2025-11"


class Level(IntEnum):
    """Rank of a division; a smaller number is a larger place."""

    COUNTRY = 0
    REGION = 1
    PROVINCE = 2
    PREFECTURE = 3
    COUNTY = 4
    TOWN = 5


@dataclass(frozen=True, slots=True)
class Division:
    """One official division; `lon` and `lat` are WGS 84 degrees where known."""

    code: str  # GB/T 2260, ISO 3166 for a country, R-… for a region, "" for a town
    name: str
    level: Level
    parent: str  # code of the next larger division, "" for a country
    lon: float | None = None
    lat: float | None = None
    short: str = ""  # 湖州 for 湖州市; "" where none is usual
    word: bool = False  # the short form is an everyday word too (和平区)


Names = dict[str, tuple[Division, ...]]
Span = tuple[int, int, tuple[Division, ...]]


def _division(line: str) -> Division:
    code, level, name, short, parent, lon, lat, word = line.rstrip("\n").split("\t")
    east, north = (float(lon), float(lat)) if lon else (None, None)
    return Division(code, name, Level(int(level)), parent, east, north, short, bool(word))


@cache
def _upper() -> tuple[Division, ...]:
    text = files("kg.lexicon").joinpath("divisions.tsv").read_text("utf-8")
    return tuple(_division(line) for line in text.splitlines() if not line.startswith("#"))


@cache
def _by_code() -> dict[str, Division]:
    return {d.code: d for d in _upper() if d.code}


@cache
def _towns() -> tuple[Division, ...]:
    packed = files("kg.lexicon").joinpath("towns.tsv.gz").read_bytes()
    return tuple(_town(line) for line in gzip.decompress(packed).decode().splitlines())


def _town(line: str) -> Division:
    parent, name, short, lon, lat = line.split("\t")
    east, north = (float(lon), float(lat)) if lon else (None, None)
    return Division("", name, Level.TOWN, parent, east, north, short)


def _shorts(d: Division) -> tuple[str, ...]:
    """Short forms in use: 海西 and 海西州, 肃南 and 肃南县 for the long autonomous names."""
    forms = tuple(d.short.split())
    if match := re.search(r"自治([州县旗])$", d.name):
        forms += tuple(form + match[1] for form in forms)
    return forms


def _index(divisions: Iterable[Division], short: bool = True, words: bool = True) -> Names:
    found: dict[str, list[Division]] = {}
    for d in divisions:
        found.setdefault(d.name, []).append(d)
        for form in _shorts(d) if short else ():
            if words or not d.word or form != d.short:
                found.setdefault(form, []).append(d)
    return {name: tuple(ds) for name, ds in found.items()}


@cache
def _upper_names() -> Names:
    return _index(_upper())


@cache
def _town_names() -> Names:
    return _index(_towns())


@cache
def _former() -> Names:
    """Names that went out of use (襄樊市, 平泉县) → the divisions that took their place."""
    text = files("kg.lexicon").joinpath("renames.tsv").read_text("utf-8")
    found: dict[str, list[Division]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            _, old, short, code = line.split("\t")
            for form in {old, short} - {""}:
                found.setdefault(form, []).append(_by_code()[code])
    return {name: tuple(ds) for name, ds in found.items()}


def find(name: str, towns: bool = True) -> tuple[Division, ...]:
    """Divisions called `name`, in full or short (湖州, 湖州市), larger ones first; () if none.

    A name out of use gives the division that took its place (襄樊市 → 襄阳市).
    """
    above = _upper_names().get(name) or _former().get(name, ())
    return above + _town_names().get(name, ()) if towns else above


@cache
def _abbreviations() -> dict[str, Division]:
    found = rows("provinces.jsonl", ("id", "char", "code", "example", "counterexample"))
    return {row["char"]: _by_code()[row["code"]] for row in found}


def abbreviation(char: str) -> Division | None:
    """The province that one character stands for (浙 → 浙江省), or None."""
    return _abbreviations().get(char)


def by_code(code: str) -> Division | None:
    """The division of a code, or None."""
    return _by_code().get(code)


def chain(division: Division) -> tuple[Division, ...]:
    """The division itself, then its parents upward: 织里镇, 吴兴区, 湖州市, 浙江省, 中国."""
    found = [division]
    while (up := _by_code().get(found[-1].parent)) is not None:
        found.append(up)
    return tuple(found)


def within(division: Division, ancestor: Division) -> bool:
    """Whether `ancestor` is the division itself or one of its parents."""
    return ancestor in chain(division)


def children(division: Division) -> tuple[Division, ...]:
    """Divisions right below, by code; for a county (or a city without counties) its towns too."""
    if not division.code:
        return ()
    return _by_parent().get(division.code, ()) + _towns_by_parent().get(division.code, ())


@cache
def _by_parent() -> Names:
    return _grouped(_upper())


@cache
def _towns_by_parent() -> Names:
    return _grouped(_towns())


def _grouped(divisions: Iterable[Division]) -> Names:
    found: dict[str, list[Division]] = {}
    for d in divisions:
        found.setdefault(d.parent, []).append(d)
    return {parent: tuple(ds) for parent, ds in found.items()}


@cache
def _automaton(towns: bool, town_shorts: bool) -> ahocorasick.Automaton:
    names = _index(_upper(), words=False)
    if towns:
        for name, found in _index(_towns(), short=town_shorts).items():
            if len(name) > 2 or town_shorts:
                names[name] = names.get(name, ()) + found
    automaton = ahocorasick.Automaton()
    for name, found in names.items():
        automaton.add_word(name, (len(name), found))
    automaton.make_automaton()
    return automaton


def scan(text: str, towns: bool = True, town_shorts: bool = False) -> tuple[Span, ...]:
    """Places in `text` as (low, high, divisions), longest match first come, without overlaps.

    Full and short names from the county up, save short forms that are everyday words; full names of
    towns with `towns`, their ambiguous short forms with `town_shorts`.
    """
    return _scan(text, towns, town_shorts)


@lru_cache(maxsize=4096)  # several stages look through the same sentences of a batch
def _scan(text: str, towns: bool, town_shorts: bool) -> tuple[Span, ...]:
    found = _automaton(towns, town_shorts).iter_long(text)
    return tuple((last + 1 - length, last + 1, divisions) for last, (length, divisions) in found)


_TAIL = re.compile(r"(?:特别行政区|[壮回]族自治区|维吾尔自治区|自治区|[省市区县旗盟州镇乡]|街道|苏木)$")


_ZONE = re.compile(r"(?:特|新|林|矿|景|园|港|开发|示范|度假|保税|高新|投资|合作|试验|风景|地)区$")


def bare(name: str) -> str:
    """A place name without the word for its level: 织里镇 → 织里; unchanged if one character is left."""
    cut = name if _ZONE.search(name) else _TAIL.sub("", name)
    return cut if len(cut) > 1 else name
