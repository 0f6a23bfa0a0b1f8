"""Annotated texts in, copies out in which organisations and people take the place of units and teams.

Organisations and people are seldom what the figures of police news are about. In a copy a unit becomes an
organisation, or an officer of the unit (“某派出所民警李某”), and a team becomes a person, all through the
text and in gold; the figures stay as they are. What only police do is given to no organisation, and what
counts members to no person. Only the figures of the swapped are learnt from a copy.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.evaluation.gold import MARK, gold_names

WORDS: dict[str, Any] = json.loads(Path(__file__).with_name("swaps.json").read_text("utf-8"))
NAMING = 3  # last characters of a unit's own name that an organisation takes over


@dataclass(frozen=True, slots=True)
class Swap:
    """Who takes the place of an entity; `unit` keeps the unit before the first naming of its officer."""

    name: str
    label: str
    unit: bool = False


def _canonical(mark: re.Match[str]) -> str:
    return mark[3] or re.sub(r"\s+", "", mark[1])


def _person(chance: random.Random) -> str:
    return chance.choice(WORDS["surnames"]) + str(chance.choice(WORDS["given"]))


def _organisation(name: str, home: str, chance: random.Random) -> str:
    own = re.sub(WORDS["stem"], "", name)[-NAMING:] or home
    return str(chance.choice(WORDS["organisations"])).format(re.sub("[市区县州镇乡]$", "", own))


def swaps(marked: str, meta: dict[str, Any], officers: bool, chance: random.Random) -> dict[str, Swap]:
    """Whom to replace in one text: units by organisations and teams by people, or units by officers."""
    labels = {_canonical(mark): mark[2] for mark in MARK.finditer(marked)}
    metrics: dict[str, list[str]] = defaultdict(list)
    for ob in meta.get("observations", []):
        metrics[ob["about"]].append(ob["metric"])
    home, found = meta["articles"][0].get("home") or "", {}
    for name, counted in sorted(metrics.items()):
        police = any(re.search(WORDS["police"], metric) for metric in counted)
        staff = any(re.search(WORDS["staff"], metric) for metric in counted)
        station = labels.get(name) == "UNIT" and not re.search(WORDS["bureau"], name)
        if officers and station and re.search(WORDS["officers"], name) and not staff:
            found[name] = Swap(_person(chance), "PERSON", True)
        elif not officers and station and not police:
            found[name] = Swap(_organisation(name, home, chance), "ORG")
        elif not officers and labels.get(name) == "TEAM" and not staff:
            found[name] = Swap(_person(chance), "PERSON")
    return found


def _text(marked: str, by: dict[str, Swap], surfaces: dict[str, str]) -> str:
    met: set[str] = set()

    def put(mark: re.Match[str]) -> str:
        name = _canonical(mark)
        if name not in by:
            return mark[0]
        swap = by[name]
        if swap.unit and re.match(WORDS["attribute"], marked[mark.end() :]):
            return mark[0]
        new = f"⟦{swap.name}|{swap.label}⟧"
        if swap.unit and name not in met:
            met.add(name)
            surfaces[mark[1]] = f"{mark[1]}民警{swap.name}"
            return f"{mark[0]}民警{new}"
        surfaces.setdefault(mark[1], swap.name)
        return new

    return MARK.sub(put, marked)


def _quoted(quote: str, surfaces: dict[str, str], text: str) -> str:
    """The words of a quote as they stand in the copy."""
    for surface in sorted(surfaces, key=len, reverse=True):
        if surface in quote:
            new = quote.replace(surface, surfaces[surface])
            return new if new in text else quote.rpartition(surface)[2] or quote
    return quote


def _taken_up(text: str, quote: str) -> bool:
    """Whether the sentence takes the unit or team up by a noun (该所, 全队), which a swap would belie."""
    at = text.find(quote)
    start = max(text.rfind(mark, 0, max(at, 0)) for mark in "。\n") + 1
    return at < 0 or bool(re.search(WORDS["again"], text[start : at + len(quote)]))


def _copy(folder: Path, name: str, officers: bool, target: Path) -> frozenset[str]:
    marked = (folder / f"{name}.ann.txt").read_text("utf-8")
    meta = json.loads((folder / f"{name}.json").read_text("utf-8"))
    by = swaps(marked, meta, officers, random.Random(f"{name}{officers}"))
    surfaces: dict[str, str] = {}
    text = _text(marked, by, surfaces)
    plain = MARK.sub(r"\1", text)
    for ob in meta.get("observations", []):
        ob["quote"] = _quoted(ob["quote"], surfaces, plain)
        if ob["about"] in by and not _taken_up(plain, ob["quote"]):
            ob["about"] = by[ob["about"]].name
    meta |= {"relations": [], "started": []}
    meta["aliases"] = {k: v for k, v in meta["aliases"].items() if k not in by or by[k].unit}
    if by:
        new = f"{name}_{'officer' if officers else 'swap'}"
        (target / f"{new}.ann.txt").write_text(text, "utf-8")
        (target / f"{new}.json").write_text(json.dumps(meta, ensure_ascii=False), "utf-8")
    return frozenset(swap.name for swap in by.values())


def copies(folder: Path, target: Path) -> frozenset[str]:
    """Write the copies of all texts of `folder` to `target`; the names that took others' places."""
    names: set[str] = set()
    for name in gold_names(folder):
        for officers in (False, True):
            names |= _copy(folder, name, officers, target)
    return frozenset(names)
