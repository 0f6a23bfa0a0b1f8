"""A figure and an entity in the flow of an article in, what the flow says for the entity out, as features.

Who was the last subject, what was made after it, how many clauses lie between, what the words of the metric
are: each alone and with the class of the entity and the topic of the figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from kg.facts.about.discourse import MADE, SUBJECT, Before, Flow
from kg.facts.about.words import words
from kg.facts.observations_measured import Measured
from kg.facts.observations_scene import Scene

STATION = re.compile(r"派出所$")
BRIGADE = re.compile(r"(?:支队|大队|中队|中心)$")
BUREAU = re.compile(r"(?:公安[局厅]|分局)$")
ACTION = re.compile(r"(?:行动|整治|战)$")
SCHEME = re.compile(r"机制|模式|工作法|制度|体系")
NOWHERE = 9


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
    )


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


def of_class(s: Setting, item: Measured, label: str) -> list[str]:
    """Features that all entities of a class share: how the metric is spelt, what the sentence says."""
    t, f = s.topic, item.figure
    rows = [
        f"of={label}|{t}",
        f"{label}|{f.kind.value}",
        f"end={item.metric[-2:]}|{label}",
        f"unit={f.unit}|{label}",
        f"use={s.use}|{label}",
        f"cw={s.crime}|{label}",
        f"hum={s.person}|{label}",
        f"we={s.we}|{label}",
        f"scope={s.scope}|{label}",
        f"scope={s.scope}|{s.within}|{label}|{t}",
    ]
    name = f"^{item.metric}$"
    parts = {name[at : at + n] for n in (1, 2, 3) for at in range(len(name) - n + 1)}
    return rows + [f"ng={part}|{label}" for part in sorted(parts)]


def _rank(entities: Iterable[str], entity: str) -> int:
    return next((n for n, e in enumerate(entities) if e == entity), NOWHERE)


def _kind(label: str, name: str) -> str:
    if label == "UNIT":
        found = (("st", STATION), ("br", BRIGADE), ("bu", BUREAU))
    else:
        found = (("act", ACTION), ("sch", SCHEME), ("", SCHEME))
    return next((short for short, pattern in found if pattern.search(name)), "")


def structure(scene: Scene, flow: Flow, s: Setting, i: int, entity: str) -> list[str]:
    """Features of an entity in the flow before the figure that `s` describes, in sentence `i`."""
    b, label, name, t = s.before, *entity.partition("/")[::2], s.topic
    main = flow.main.get(entity, 3 if label == "UNIT" or label == "PLACE" else 0)
    sr = _rank(b.subjects, entity)
    same = _rank((e for e in b.subjects if e.startswith(label + "/")), entity)
    mr = _rank(b.made, entity)
    first = next(iter(b.subjects.values()), None)
    after = mr < NOWHERE and first is not None and b.made[entity] > first
    rows = [
        f"sr={sr}|{label}",
        f"sr={sr}|{t}",
        f"sr={sr}|{label}|{t}",
        f"srl={same}|{label}",
        f"mr={mr}|{label}",
        f"mr={mr}|{t}|{label}",
        f"mr={mr}|{after}|{label}|{t}",
        f"ma={after}|{sr}|{mr}",
        f"s0={s.subject}|{label}|{sr}",
        f"m0={s.made}|{label}|{mr}|{sr}",
        f"kind={_kind(label, name)}|{label}|{t}",
        f"main={main}|{label}",
        f"main={main}|{label}|{s.we}",
        f"main={main}|{label}|{t}",
    ]
    if s.counted:
        rows.append(f"counted={s.counted == entity}|{label}|{s.counted.partition('/')[0]}")
    if entity in s.share:
        rows.append(f"share={s.share[0] == entity}")
    return rows + _nearest(scene, flow, s, i, entity, sr)


def _nearest(scene: Scene, flow: Flow, s: Setting, i: int, entity: str, sr: int) -> list[str]:
    """Features of the last part of an entity before the figure, and of how often it stands around it."""
    b, label, t = s.before, entity.partition("/")[0], s.topic
    k = b.last(flow, entity)
    everywhere = flow.where.get(entity, [])
    rows = [f"nall={min(len(everywhere), 8)}|{label}"]
    if k < 0:
        return [*rows, f"R=none|{label}", f"R=none|{label}|{t}", f"dp=9|{label}|{t}"]
    part, sentence = flow.parts[k], scene.article.sentences[i]
    role, here, within = part.role, part.ref.sentence == i, flow.clause[k] == b.clause
    clauses = min(b.clause - flow.clause[k], 6)
    far = min(sentence.paragraph - flow.paragraph[k], 2)
    first = flow.ends[i - 1] if i else 0
    inside = everywhere[bisect_left(everywhere, first) : bisect_left(everywhere, b.stop)]
    roles = [flow.parts[n].role for n in inside]
    near = sum(flow.paragraph[n] == sentence.paragraph for n in everywhere if n < b.stop)
    return [
        *rows,
        f"sr={sr}|{far}",
        f"R={role}|{label}",
        f"R={role}|{label}|{t}",
        f"R={role}|dc{clauses}",
        f"R={role}|dc{clauses}|{label}",
        f"R={role}|dp{far}|{here}",
        f"dc={clauses}|{label}",
        f"dp={far}|{label}|{t}",
        f"an={part.ref.kind != 'name'}|{role}|{label}",
        f"an={part.ref.kind != 'name'}|{within}|{label}",
        f"own={s.own}|{role}|{within}",
        f"ss={any(r in SUBJECT for r in roles)}|{label}|{t}",
        f"sm={any(r in MADE for r in roles)}|{label}|{t}",
        f"npar={min(near, 4)}|{label}",
    ]
