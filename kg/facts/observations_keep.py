"""A figure in its scene in, what speaks for and against its being an observation out.

Ages of a case, sums a victim lost, hours of a night watch and two boats side by side are numbers, no
outcomes.
"""

from __future__ import annotations

import re

from kg.facts.metrics import verbs
from kg.facts.observations_listed import Measured
from kg.facts.observations_periods import Dates
from kg.facts.observations_ranker import Features
from kg.facts.observations_scene import Scene, topic
from kg.facts.periods import running
from kg.facts.quantities_patterns import pattern
from kg.records import Label

STORY = pattern("story")
TALLY = pattern("tally")


def _size(item: Measured) -> str:
    value = item.figure.value
    return (
        "0"
        if value == 0
        else "1"
        if value <= 1
        else "3"
        if value <= 3
        else "10"
        if value <= 10
        else "100"
        if value <= 100
        else "more"
    )


def keep_features(scene: Scene, i: int, item: Measured, sure: float, dates: Dates) -> Features:
    """Features of the `item` of sentence `i`; `sure` is the chance of its entity, `dates` its period."""
    sentence, figure = scene.article.sentences[i], item.figure
    text = sentence.text
    ahead, behind = text[max(0, figure.lead - 2) : figure.lead], text[figure.high : figure.high + 2]
    clause = text[figure.clause[0] : figure.clause[1]]
    size, unit, kind = _size(item), figure.unit, figure.kind.value
    rows = [
        "bias",
        kind,
        f"sort={figure.sort}",
        f"unit={unit}",
        f"unit={unit}|{kind}",
        f"unit={unit}|{size}",
        f"size={size}|{figure.sort}",
        f"rule={figure.rule}",
        f"named={item.named}",
        f"named={item.named}|{figure.sort}",
        f"chinese={figure.chinese}|{figure.sort}",
        f"chinese={figure.chinese}|{unit}",
        f"ahead={ahead[-1:]}",
        f"ahead2={ahead}",
        f"behind={behind[:1]}",
        f"behind2={behind}",
        f"topic={topic(item)}",
        f"topic={topic(item)}|{size}",
        f"role={sentence.role.value}",
        f"bound={figure.bound is not None}|{figure.sort}",
        f"listed={figure.listed >= 0}",
        f"opens={figure.low == figure.clause[0]}|{figure.sort}",
        f"sure={int(sure * 4)}",
        f"dated={dates != (None, None)}|{kind}",
        f"many={min(len(scene.figures[i]), 4)}",
        f"metric={bool(item.metric)}",
        f"length={min(len(item.metric), 12) // 3}",
    ]
    rows += [f"sort-in={p.sort}|{figure.sort}" for p in scene.times[i]]
    rows += [
        f"label-in={n.mention.label.value}|{kind}" for n in scene.named[i] if n.mention.low < figure.low
    ][-2:]
    flags = {
        "verb": verbs(True).search(clause),
        "story": STORY.search(text),
        "story-clause": STORY.search(clause),
        "tally": TALLY.search(text),
        "tally-clause": TALLY.search(clause),
        "running": running().search(text),
        "case": any(n.mention.label is Label.CASE for n in scene.named[i]),
        "speech": "“" in text[: figure.low],
        "every": re.search(r"每[^,]{0,4}$", text[: figure.low]),
        "name-next": re.match(r"[“《]", text[figure.high :]),
    }
    rows += [f"{name}|{figure.sort}" for name, hit in flags.items() if hit]
    rows += [f"{name}" for name, hit in flags.items() if hit]
    return tuple(dict.fromkeys(rows))
