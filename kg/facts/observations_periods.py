"""A figure in its scene in, the period it holds for out, chosen among the time expressions around it or none.

A figure takes its period from its own clause, else from the nearest expression that governs its
paragraph; a running total or a present stock takes none. How far an expression reaches is learnt.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.facts.observations_measured import Measured
from kg.facts.observations_ranker import Features
from kg.facts.observations_scene import Scene, topic
from kg.facts.periods import Period, running

Dates = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """A period that a figure may have, with what speaks for it; both dates None for no period."""

    dates: Dates
    features: Features


def _reach(scene: Scene, i: int, item: Measured, j: int, period: Period) -> str:
    """Where a time expression stands relative to a figure."""
    if j == i:
        if period.low > item.figure.low:
            return "after"
        return "clause" if period.high > item.figure.clause[0] else "sentence"
    if scene.article.sentences[j].paragraph != scene.article.sentences[i].paragraph:
        return "above"
    return "before" if j == i - 1 else "paragraph"


def _near(scene: Scene, i: int) -> list[tuple[int, Period]]:
    """Time expressions of this sentence and of those before it, nearest first."""
    found = [(i, p) for p in reversed(scene.times[i])]
    paragraph = scene.article.sentences[i].paragraph
    above = 0
    for j in range(i - 1, -1, -1):
        if scene.article.sentences[j].paragraph != paragraph:
            above += len(scene.times[j])
            if above > 4:
                break
        found += [(j, p) for p in reversed(scene.times[j])]
    return found[:8]


def _lead(scene: Scene) -> tuple[int, Period] | None:
    """The first stretch of a year or months that the title or the opening names."""
    wide = {"year", "part", "months", "range", "since", "this", "until"}
    return next(
        ((j, p) for j in range(min(4, len(scene.times))) for p in scene.times[j] if p.sort in wide), None
    )


def _cues(scene: Scene, i: int, item: Measured) -> str:
    text = scene.article.sentences[i].text
    clause = running().search(text, item.figure.clause[0], item.figure.low)
    whole = running().search(text, 0, item.figure.low)
    return "clause" if clause else "sentence" if whole else "none"


def choices(scene: Scene, i: int, item: Measured, previous: tuple[Dates | None, int]) -> list[Choice]:
    """Periods that the `item` of sentence `i` may have; `previous` is the last choice and its sentence."""
    kind, cue = topic(item), _cues(scene, i, item)
    stock = f"{kind}|{item.figure.kind.value}"
    text = scene.article.sentences[i].text
    last, at = previous
    far = "sentence" if at == i else "next" if at == i - 1 else "far"
    if far == "far" or scene.article.sentences[at].paragraph != scene.article.sentences[i].paragraph:
        last = None

    def chain(dates: Dates) -> list[str]:
        state = "no" if last is None else "same" if last == dates else "other"
        return [f"chain={state}|{far}", f"chain={state}|{far}|{kind}"]

    seen: dict[Dates, Choice] = {}
    none: Dates = (None, None)
    rows = [
        f"none|{stock}",
        "none",
        f"none|cue={cue}",
        f"none|{item.figure.unit}",
        *(f"none|{c}" for c in chain(none)),
    ]
    rows.append(f"none|times={bool(scene.times[i])}|{cue}")
    seen[none] = Choice(none, tuple(rows))
    between = 0
    lead = _lead(scene)
    for order, (j, period) in enumerate([*_near(scene, i), *([lead] if lead else [])]):
        reach = _reach(scene, i, item, j, period)
        dates = (period.start, period.end)
        if dates in seen:
            continue
        passed = cue != "none" and j == i and bool(running().search(text, period.high, item.figure.low))
        rows = [
            f"reach={reach}",
            f"reach={reach}|{period.sort}",
            f"reach={reach}|{stock}",
            f"sort={period.sort}",
            f"sort={period.sort}|{kind}",
            f"{reach}|{period.sort}|{kind}",
            f"order={order}",
            f"order={min(order, 2)}|{reach}",
            f"cue={cue}|{reach}",
            f"passed={passed}|{reach}",
            f"between={min(between, 2)}|{reach}",
            *chain(dates),
            f"opens={period.low == 0}|{reach}|{period.sort}",
            f"unit={item.figure.unit}|{reach}",
        ]
        if lead and dates == (lead[1].start, lead[1].end):
            rows += [
                f"lead|{kind}",
                f"lead|{lead[1].sort}",
                f"lead|times={bool(scene.times[i])}",
                f"lead|{cue}",
            ]
        between += j == i
        seen[dates] = Choice(dates, tuple(rows))
    return list(seen.values())
