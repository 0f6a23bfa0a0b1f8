"""A figure and an entity in the flow of an article in, what the flow says for the entity out, as clues.

Who was the last subject, what was made after it, how many clauses lie between, what the words of the metric
are: each alone and with the class of the entity and the topic of the figure. `about.clues` writes them out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.facts.about import clues
from kg.facts.about.clues import Clue
from kg.facts.about.discourse import MADE, SUBJECT, Before, Flow
from kg.facts.about.words import words
from kg.facts.observations_listed import Measured
from kg.facts.observations_ranker import Features
from kg.facts.observations_scene import Scene

STATION = re.compile(r"派出所$")
BRIGADE = re.compile(r"(?:支队|大队|中队|中心)$")
BUREAU = re.compile(r"(?:公安[局厅]|分局)$")
ACTION = re.compile(r"(?:行动|整治|战)$")
SCHEME = re.compile(r"机制|模式|工作法|制度|体系")
NOWHERE = 9
WIDER = {
    "UNIT": "body",
    "ORG": "body",
    "PERSON": "people",
    "TEAM": "people",
    "ROLE": "people",
    "PROGRAM": "scheme",
    "PLATFORM": "scheme",
    "EVENT": "scheme",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all entities that a figure may be about."""

    topic: str
    before: Before
    own: bool  # whether the clause of the figure has a subject of its own
    subject: str  # class of the last subject
    made: str  # class of the last thing made
    later: bool  # whether it was made after the last subject
    crime: bool
    use: bool
    person: bool
    we: bool
    scope: str
    within: str
    counted: str  # the entity whose name follows the number at once: 29支“前哨先锋队”
    share: tuple[str, ...]  # members of a list that the figures after it are shared out to, this one's first
    ranks: dict[str, tuple[int, int]]  # a subject → its place among all and among those of its class
    things: dict[str, int]  # a thing made → its place
    start: int  # how many parts stand before the sentence
    paragraph: int  # how many stand before the paragraph


def setting_of(
    scene: Scene, flow: Flow, i: int, item: Measured, topic: str, scope: tuple[str, str], b: Before
) -> Setting:
    """Read what the sentence `i` and the metric of `item` say, whoever is meant."""
    ahead = scene.article.sentences[i].text[: item.figure.low]
    subject, made = next(iter(b.subjects.items()), None), next(iter(b.made.items()), None)
    return Setting(
        topic,
        b,
        any(flow.clause[k] == b.clause for k in b.subjects.values()),
        subject[0].partition("/")[0] if subject else "-",
        made[0].partition("/")[0] if made else "-",
        bool(subject and made and made[1] > subject[1]),
        bool(words("incident").search(item.metric)),
        bool(words("usage").search(item.metric)),
        bool(words("human").search(ahead)),
        bool(words("we").search(ahead)),
        scope[0],
        scope[1],
        _counted(scene, flow, i, item, b),
        _shared(scene, flow, i, item, b),
        _ranks(b.subjects),
        {entity: n for n, entity in enumerate(b.made)},
        flow.ends[i - 1] if i else 0,
        bisect_left(flow.paragraph, scene.article.sentences[i].paragraph),
    )


def _ranks(entities: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The place of each entity among all and among those of its class, from 0."""
    seen: Counter[str] = Counter()
    found = {}
    for n, entity in enumerate(entities):
        label = entity.partition("/")[0]
        found[entity] = n, seen[label]
        seen[label] += 1
    return found


def _counted(scene: Scene, flow: Flow, i: int, item: Measured, b: Before) -> str:
    if b.stop == flow.ends[i]:
        return ""
    ref = flow.parts[b.stop].ref
    return ref.entity if not scene.article.sentences[i].text[item.figure.high : ref.low].strip('“"《') else ""


def _shared(scene: Scene, flow: Flow, i: int, item: Measured, b: Before) -> tuple[str, ...]:
    """Whose turn it is in “甲、乙、丙分别选派警长43名、61名、28名”: the entity first, then the others."""
    text, figures = scene.article.sentences[i].text, [m.figure for m in scene.figures[i]]
    at = text.rfind("分别", 0, item.figure.low)
    if at < 0:
        return ()
    low = max(text.rfind(mark, 0, at) for mark in ",;。:") + 1
    first = flow.ends[i - 1] if i else 0
    refs = [part.ref for part in flow.parts[first : b.stop] if low <= part.ref.low and part.ref.high <= at]
    end = min((n for n in (text.find(mark, at) for mark in ",;。") if n >= 0), default=len(text))
    turn = [f.low for f in figures if at < f.low < end]
    if (
        len(refs) < 2
        or len({r.label for r in refs}) > 1
        or len(turn) != len(refs)
        or item.figure.low not in turn
    ):
        return ()
    mine = refs[turn.index(item.figure.low)].entity
    return (mine, *(r.entity for r in refs if r.entity != mine))


def widened(rows: list[Clue], label: str) -> list[Clue]:
    """The clues, each of whose features that name the class `label` is given once more for its wider class.

    What is learnt of units as subjects serves organisations so, which are rarely counted, and what is
    learnt of teams serves people.
    """
    wide = WIDER.get(label)
    return [(_wide, label, wide, *row) for row in rows] if wide else rows


def _wide(label: str, wide: str, given: Callable[..., Features], *values: object) -> Features:
    rows = given(*values)
    return (*rows, *(row.replace(label, wide) for row in rows if label in row))


def of_class(s: Setting, item: Measured, label: str) -> list[Clue]:
    """What all entities of a class share, beside the spelling of the metric: what the sentence says."""
    t, f = s.topic, item.figure
    return [
        (clues.of, label, t, f.kind.value),
        (clues.said, s.use, s.crime, s.person, s.we, label),
        (clues.within, s.scope, s.within, label, t),
        (clues.ending, item.metric[-2:], label),
        (clues.unit, f.unit, label),
    ]


@lru_cache(maxsize=4096)
def _kind(label: str, name: str) -> str:
    if label == "UNIT":
        found = (("st", STATION), ("br", BRIGADE), ("bu", BUREAU))
    else:
        found = (("act", ACTION), ("sch", SCHEME), ("", SCHEME))
    return next((short for short, pattern in found if pattern.search(name)), "")


def structure(scene: Scene, flow: Flow, s: Setting, i: int, entity: str) -> list[Clue]:
    """What the flow before the figure that `s` describes, in sentence `i`, says for an entity."""
    b, t = s.before, s.topic
    label, _, name = entity.partition("/")
    main = flow.main.get(entity, 3 if label == "UNIT" or label == "PLACE" else 0)
    sr, same = s.ranks.get(entity, (NOWHERE, NOWHERE))
    mr = s.things.get(entity, NOWHERE)
    after = mr < NOWHERE and bool(b.subjects) and b.made[entity] > next(iter(b.subjects.values()))
    rows: list[Clue] = [
        (clues.subject, sr, same, label, t),
        (clues.made, mr, after, label, t),
        (clues.both, sr, mr, after),
        (clues.last, s.subject, s.made, label, sr, mr),
        (clues.main, main, _kind(label, name), label, s.we, t),
    ]
    if s.counted:
        rows.append((clues.counted, s.counted == entity, label, s.counted.partition("/")[0]))
    if entity in s.share:
        rows.append((clues.share, s.share[0] == entity))
    return widened(rows + _nearest(scene, flow, s, i, entity, label, sr), label)


def _nearest(scene: Scene, flow: Flow, s: Setting, i: int, entity: str, label: str, sr: int) -> list[Clue]:
    """What the last part of an entity before the figure says, and how often it stands around it."""
    b, t = s.before, s.topic
    everywhere = flow.where.get(entity, ())
    often = (clues.often, min(len(everywhere), 8), label)
    stop = bisect_left(everywhere, b.stop)
    if not stop:
        return [often, (clues.never, label, t)]
    k = everywhere[stop - 1]
    part = flow.parts[k]
    role, here, within = part.role, part.ref.sentence == i, flow.clause[k] == b.clause
    clauses = min(b.clause - flow.clause[k], 6)
    far = min(scene.article.sentences[i].paragraph - flow.paragraph[k], 2)
    roles = {flow.parts[n].role for n in everywhere[bisect_left(everywhere, s.start) : stop]}
    near = stop - bisect_left(everywhere, s.paragraph, 0, stop)
    return [
        often,
        (clues.part, role, clauses, label, t),
        (clues.far, sr, far, role, here, label, t),
        (clues.anaphor, part.ref.kind != "name", within, s.own, role, label),
        (clues.played, not roles.isdisjoint(SUBJECT), not roles.isdisjoint(MADE), label, t),
        (clues.near, min(near, 4), label),
    ]
