"""A figure in its scene in, the period it holds for out, chosen among the time expressions around it or none.

A figure takes its period from its own clause, else from the nearest expression that governs its
paragraph; a running total or a present stock takes none. How far an expression reaches is learnt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.facts.observations_listed import Measured
from kg.facts.observations_ranker import Features
from kg.facts.observations_scene import Scene, topic
from kg.facts.periods import Period, running
from kg.facts.quantities_patterns import pattern
from kg.records import Role

STOCK = pattern("stock")
WHOLE = pattern("whole-year")
REVIEW = pattern("review")
OFFICIAL = pattern("official")
BEGUN = pattern("begun")
REPORTED = pattern("reported")
SAME_DAY = re.compile(r"当[天日晚]")
WIDE = frozenset({"year", "part", "months", "this"})

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


def _governs(scene: Scene, lead: tuple[int, Period] | None) -> tuple[str, str]:
    """How firmly the leading stretch governs the whole article: where it stands and when, and its rivals.

    A report on a year that its title or opening names, printed just after it, speaks of that year throughout.
    """
    if lead is None:
        return "none", "none"
    at, period = lead
    sentence = scene.article.sentences[at]
    titled = sentence.role is Role.TITLE or at == 0
    where = "title" if titled else "opens" if period.low == 0 else "inside"
    issued = scene.article.issued.value if scene.article.issued else ""
    ended = period.end or period.start or ""
    gap = int(issued[:4]) - int(ended[:4]) if issued and ended else 9
    early = issued[5:7] in {"01", "02"}
    season = f"{min(gap, 2)}{'early' if early else 'late' if issued[5:7] in {'11', '12'} else ''}"
    low, high = period.start or "", period.end or "9999"
    rivals = sum(
        not (low <= (p.start or p.end or "") and (p.end or p.start or "") <= high)
        for row in scene.times
        for p in row
    )
    review = bool(REVIEW.search("".join(s.text for s in scene.article.sentences[:2])))
    return f"{where}|{period.sort}|{season}", f"{where}|{min(rivals, 3)}|{review}|{season}"


def _cues(scene: Scene, i: int, item: Measured) -> str:
    text = scene.article.sentences[i].text
    clause = running().search(text, item.figure.clause[0], item.figure.low)
    whole = running().search(text, 0, item.figure.low)
    return "clause" if clause else "sentence" if whole else "none"


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all periods that a figure may have."""

    kind: str
    stock: str
    cue: str
    had: str  # had: a stock such as 配备, whole: 全年
    place: str  # where the nearest time expression stands: own sentence, paragraph, far
    titled: str  # whether the title names the period of the whole article
    state: str
    firm: str
    near: tuple[tuple[int, Period], ...]
    lead: tuple[int, Period] | None

    @property
    def leading(self) -> Dates | None:
        """Dates of the leading stretch."""
        return (self.lead[1].start, self.lead[1].end) if self.lead else None


def _titled(scene: Scene, state: str, lead: tuple[int, Period] | None) -> str:
    """What the title makes of the article: a bulletin on the period it names, a feature on it, or neither."""
    if lead is None or not state.startswith("title") or lead[1].sort not in WIDE:
        return "titled=no"
    return "titled=bulletin" if OFFICIAL.search(scene.article.title) else "titled=feature"


@dataclass(frozen=True, slots=True)
class Leading:
    """The leading stretch of an article, how firmly it governs it and what the title makes of it."""

    lead: tuple[int, Period] | None
    state: str
    firm: str
    titled: str


def leading(scene: Scene) -> Leading:
    """Look for the leading stretch, once for all figures of an article."""
    lead = _lead(scene)
    state, firm = _governs(scene, lead)
    return Leading(lead, state, firm, _titled(scene, state, lead))


def _setting(scene: Scene, i: int, item: Measured, led: Leading) -> Setting:
    sentences = scene.article.sentences
    clause = sentences[i].text[item.figure.clause[0] : item.figure.clause[1]]
    had = "had" if STOCK.search(clause) else "whole" if WHOLE.search(clause) else "-"
    near = _near(scene, i)
    place = "far"
    if near and sentences[near[0][0]].paragraph == sentences[i].paragraph:
        place = "own" if near[0][0] == i else "paragraph"
    kind = topic(item)
    stock = f"{kind}|{item.figure.kind.value}"
    cues, titled = _cues(scene, i, item), led.titled
    return Setting(kind, stock, cues, had, place, titled, led.state, led.firm, tuple(near), led.lead)


def _none(scene: Scene, i: int, item: Measured, s: Setting) -> Features:
    """What speaks for a figure's having no period."""
    rows = [s.stock, f"cue={s.cue}", item.figure.unit, f"times={bool(scene.times[i])}|{s.cue}"]
    rows += [s.titled, f"{s.titled}|{s.place}", f"{s.titled}|{s.cue}", f"{s.titled}|{s.cue}|{s.had}"]
    rows += [f"{s.titled}|{s.kind}", f"{s.had}|{s.kind}", f"{s.had}|{s.place}"]
    rows += [f"lead={s.state}", f"lead={s.state}|{s.place}", f"lead={s.state}|{s.had}"]
    rows += [f"firm={s.firm}", f"firm={s.firm}|{s.place}", f"{s.place}|{s.cue}", f"{s.place}|{s.stock}"]
    return ("none", *(f"none|{row}" for row in rows))


def _leads(scene: Scene, i: int, s: Setting, lead: Period) -> list[str]:
    """What speaks for the stretch that the title or the opening names."""
    rows = [s.kind, lead.sort, f"times={bool(scene.times[i])}", s.cue]
    rows += [s.titled, f"{s.titled}|{s.place}", f"{s.titled}|{s.kind}", f"{s.titled}|{s.cue}|{s.had}"]
    rows += [s.state, f"{s.state}|{s.place}", f"{s.state}|{s.had}", f"{s.state}|{s.kind}"]
    rows += [s.firm, f"{s.firm}|{s.place}", f"{s.place}|{s.had}"]
    return [f"lead|{row}" for row in rows]


def _distance(
    scene: Scene, i: int, item: Measured, s: Setting, at: tuple[int, Period], reach: str
) -> list[str]:
    """How far back a time expression lies: years before the issue, commas to the figure, what began then."""
    j, period = at
    text = scene.article.sentences[j].text
    words = text[period.high : item.figure.low] if j == i else text[period.high :]
    event = "begun" if BEGUN.search(words) else "-"
    issued = scene.article.issued.value if scene.article.issued else ""
    ended = period.end or period.start or ""
    age = min(int(issued[:4]) - int(ended[:4]), 3) if issued and ended else 9
    commas = min(text.count(",", period.high, item.figure.low), 4) if j == i else 9
    rows = [f"age={age}|{reach}|{period.sort}", f"age={age}|{reach}|{s.cue}", f"age={age}|{event}|{reach}"]
    rows += [f"event={event}|{reach}|{row}" for row in (period.sort, s.had, s.kind)]
    return [*rows, f"commas={commas}|{reach}|{event}", f"commas={commas}|{period.sort}"]


def _dated(
    scene: Scene, i: int, item: Measured, s: Setting, at: tuple[int, int, Period], between: int
) -> Features:
    """What speaks for the time expression `at`: its rank from the figure back, its sentence, itself."""
    order, j, period = at
    text = scene.article.sentences[i].text
    leads = (period.start, period.end) == s.leading
    reach = _reach(scene, i, item, j, period)
    if reach == "above" and leads and s.titled != "titled=no":
        reach = "governs"
    passed = s.cue != "none" and j == i and bool(running().search(text, period.high, item.figure.low))
    rows = [
        *_distance(scene, i, item, s, (j, period), reach),
        f"reach={reach}",
        f"reach={reach}|{period.sort}",
        f"reach={reach}|{s.stock}",
        f"sort={period.sort}",
        f"sort={period.sort}|{s.kind}",
        f"{reach}|{period.sort}|{s.kind}",
        f"order={order}",
        f"order={min(order, 2)}|{reach}",
        f"cue={s.cue}|{reach}",
        f"passed={passed}|{reach}",
        f"between={min(between, 2)}|{reach}",
        f"opens={period.low == 0}|{reach}|{period.sort}",
        f"unit={item.figure.unit}|{reach}",
        f"{s.titled}|{reach}|{period.sort}",
        f"had={s.had}|{reach}",
        f"had={s.had}|{reach}|{s.kind}",
        f"had={s.had}|{reach}|{period.sort}",
        f"first={order == 0}|{reach}|{period.sort}|{s.cue}",
        f"firm={s.firm}|{reach}|lead={leads}",
    ]
    return tuple(rows + (_leads(scene, i, s, s.lead[1]) if leads and s.lead else []))


def _reporting(scene: Scene, i: int, item: Measured, j: int, period: Period) -> bool:
    """Whether a day is only that on which the paper heard: 2月2日,记者从市局获悉,…"""
    words = scene.article.sentences[j].text[period.high : item.figure.low if j == i else None]
    return period.sort == "day" and bool(REPORTED.search(words)) and not SAME_DAY.search(words)


def choices(scene: Scene, i: int, item: Measured, led: Leading | None = None) -> list[Choice]:
    """Periods that the `item` of sentence `i` may have, no period first; `led` is what `leading` gives."""
    s, none = _setting(scene, i, item, led or leading(scene)), (None, None)
    seen: dict[Dates, Features] = {none: _none(scene, i, item, s)}
    between = 0
    for order, (j, period) in enumerate([*s.near, *([s.lead] if s.lead else [])]):
        dates = (period.start, period.end)
        if dates not in seen and not _reporting(scene, i, item, j, period):
            seen[dates] = _dated(scene, i, item, s, (order, j, period), between)
            between += j == i
    if s.titled != "titled=no":
        seen = {dates: (*rows, *(f"review|{row}" for row in rows)) for dates, rows in seen.items()}
    return [Choice(dates, rows) for dates, rows in seen.items()]
