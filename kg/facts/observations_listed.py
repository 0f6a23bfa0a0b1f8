"""The figures of a sentence with their metrics in, those of its lists out, each with its own name and place.

盗窃警情、诈骗警情分别下降一成、两成 gives each number its own metric, 原州区、西吉县刑事立案分别下降 its own
place; a list whose numbers nothing tells apart keeps no name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.facts.metrics import before, coordinated, label, shared, trim
from kg.facts.observations_figures import Figure
from kg.facts.quantities_patterns import pattern
from kg.records import Kind, Label, Mention

EMPTY = pattern("empty")
DIGIT = re.compile(r"\d")
YEARS = re.compile(r"\d{4}年?[至到—–、-]|[年月]、")  # 2021年至2023年分别为: a number a year


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its metric; `named` tells where the name stood."""

    figure: Figure
    metric: str
    named: str  # after, before, carried, listed
    place: int = -1  # where the mention of the place it is shared out to begins


def shared_out(text: str, found: list[Measured], names: Sequence[Mention]) -> None:
    """Give the members of each list of figures in `found` their own metrics and places, in place."""
    for group in _groups([item.figure for item in found]):
        if all(found[i].named != "after" for i in group):
            _spread(text, group, found, names)
        if _untold(text, group, found):
            for i in group:
                found[i] = replace(found[i], metric="")


def _spread(text: str, group: list[int], found: list[Measured], names: Sequence[Mention]) -> None:
    """Give the members of a list of numbers the members of the list of names before it."""
    first = found[group[0]].figure
    start = max(text.rfind(mark, 0, max(first.clause[0], 0)) + 1 for mark in ";。:")
    words = text[first.clause[0] : first.lead]
    size = len(group)
    places = [
        i for i, m in enumerate(names) if first.clause[0] <= m.low < first.lead and m.label is Label.PLACE
    ]
    runs = [i for n, i in enumerate(places) if n == 0 or names[i].low - names[places[n - 1]].high <= 1]
    phrase = re.sub(
        r"(?:同比|环比|分别|依次|各(?![类种项级地])|(?<![行作])为|是|达|有(?![量效关])|共|设有|目前)+",
        " ",
        words,
    )
    if len(runs) == size and len(coordinated(trim(words[: names[runs[-1]].high - first.clause[0]]))) == size:
        tail = text[names[runs[-1]].high : first.lead]
        metric = trim(before(tail)) or found[group[0]].metric
        for k, i in enumerate(group):
            found[i] = replace(found[i], metric=metric, named="listed", place=names[runs[k]].low)
        return
    if EMPTY.fullmatch(trim(phrase)) and (several := _several(text, group, found)):
        for i, metric in zip(group, several, strict=True):
            found[i] = replace(found[i], metric=metric, named="carried")
        return
    items = [before(item) if n == 0 else trim(item) for n, item in enumerate(coordinated(trim(phrase)))]
    if len(items) != size:
        earlier = [p for p in re.split(r"[,;]", text[start : first.clause[0]]) if p][-size:]
        items = (
            [before(p) for p in earlier]
            if len(earlier) == size and "分别" in words and not DIGIT.search("".join(earlier))
            else items
        )
    if len(items) == size:
        for k, (i, item) in enumerate(zip(group, shared(items), strict=True)):
            figure = found[i].figure
            found[i] = replace(
                found[i], metric=label(item or items[k], figure.unit, figure.sort), named="listed"
            )


def _untold(text: str, group: list[int], found: list[Measured]) -> bool:
    """Whether a list of numbers stays without names of its own: 分别查处9起、7起 of what was told before."""
    first = found[group[0]].figure
    apart = first.kind is Kind.CHANGE or re.search("分别|依次", text[first.clause[0] : first.lead])
    alike = len({(found[i].metric, found[i].place) for i in group}) == 1
    return alike and bool(apart) and first.sort != "time" and not YEARS.search(text, 0, first.lead)


def _several(text: str, group: list[int], found: list[Measured]) -> list[str]:
    """Metrics that a bare list of changes takes up: those of the figures or the words before it."""
    size, first = len(group), found[group[0]].figure
    known = list(dict.fromkeys(m.metric for m in found[: group[0]] if m.figure.clause != first.clause))
    if len(known) >= size:
        return known[-size:]
    clause = re.split(r"[;,。]", text[: max(0, first.clause[0] - 1)])[-1]
    items = coordinated(
        trim(re.sub(r"(?:同比|环比)?(?:实现)?[“\"]?[一二两三四五](?:下降|上升|降|升)[”\"]?$", "", clause))
    )
    told = len(items) == size and not re.search(r"\d", clause)
    return shared([before(items[0], rate=True), *items[1:]]) if told else []


def _groups(figures: Sequence[Figure]) -> list[list[int]]:
    groups: list[list[int]] = []
    for i, figure in enumerate(figures):
        if figure.listed >= 0 and groups and groups[-1][-1] == i - 1:
            groups[-1].append(i)
        else:
            groups.append([i])
    return [g for g in groups if len(g) > 1]
