"""A figure in its scene in, the entity that it measures out, chosen among those the article names.

Crime, accidents and safety are said of places, deeds of the units that did them, numbers of people or
posts of whoever has them; a subject is carried over clauses and sentences. How much each of this counts
is learnt.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kg.facts.about.discourse import Before, Flow, before
from kg.facts.about.structure import BUREAU, Setting, of_class, setting_of, structure
from kg.facts.about.words import words
from kg.facts.observations_measured import Measured
from kg.facts.observations_mentions import anaphor, mention_features
from kg.facts.observations_places import WORDS, field, field_of_unit
from kg.facts.observations_ranker import Features
from kg.facts.observations_roles import Named
from kg.facts.observations_scene import Scene, topic
from kg.facts.quantities_patterns import pattern
from kg.records import Kind, Label, Role, entity_id

SCOPE = pattern("scope")
ENDING = {
    "所": "派出所",
    "派出所": "派出所",
    "局": "局",
    "市局": "市公安局",
    "县局": "县公安局",
    "省厅": "公安厅",
    "省": "省",
}
NEVER = ("AWARD/", "CASE/")  # what no figure measures, or hardly ever
REGION = re.compile(r"全(自治区|[省市县区州盟旗镇乡疆])")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a figure may be about, with what speaks for it alone and for all of its class."""

    entity: str
    own: Features
    shared: Features

    @property
    def features(self) -> Features:
        """All that speaks for it."""
        return self.own + self.shared


def _nearest(scene: Scene, i: int, item: Measured) -> dict[str, list[Named]]:
    """Mentions of each entity up to the end of the figure's clause, nearest last."""
    found: dict[str, list[Named]] = {}
    for j in range(i + 1):
        for named in scene.named[j]:
            found.setdefault(named.entity, []).append(named)
    return found


def _scope(scene: Scene, i: int, item: Measured) -> tuple[str, str]:
    """Last word like 全市, 该局 before the figure in its clause or sentence, and where it stands."""
    text = scene.article.sentences[i].text
    for where, low in (("clause", item.figure.clause[0]), ("sentence", 0)):
        hits = list(SCOPE.finditer(text, low, item.figure.low))
        if hits:
            return hits[-1][1] or hits[-1][2] or "辖区", where
    return "", ""


def _field(scene: Scene, i: int, item: Measured, word: str) -> str:
    """Id of the place that 全县 stands for here: that of the unit or place just named, else by the home."""
    for j in range(i, max(-1, i - 6), -1):
        if scene.article.sentences[j].paragraph != scene.article.sentences[i].paragraph:
            break
        for named in reversed(scene.named[j]):
            if j < i or named.mention.low < item.figure.low:
                name = named.entity.partition("/")[2]
                label = named.mention.label
                own = field_of_unit(word, name) if label is Label.UNIT else ""
                if own or (label is Label.PLACE and name.endswith(WORDS.get(word, word))):
                    return entity_id(Label.PLACE, own or name)
    home = scene.article.home.place if scene.article.home else ""
    name = field(word, home)
    return entity_id(Label.PLACE, name) if name else ""


def _fits_scope(name: str, word: str) -> bool:
    return bool(word) and name.endswith(ENDING.get(word, word))


@dataclass(frozen=True, slots=True)
class Question:
    """One figure whose entity is sought, with what holds for all its candidates."""

    scene: Scene
    flow: Flow
    sentence: int
    item: Measured
    kind: str
    scope: tuple[str, str]  # the last word like 全市 and where it stands
    meant: str  # id of the place that word stands for
    hits: dict[str, list[Named]]
    order: dict[str, int]  # 0 for the entity named last
    opener: str  # id of the first entity of the paragraph
    setting: Setting


def _opener(scene: Scene, i: int) -> str:
    paragraph = scene.article.sentences[i].paragraph
    while i > 0 and scene.article.sentences[i - 1].paragraph == paragraph:
        i -= 1
    return scene.named[i][0].entity if scene.named[i] else ""


def _place_features(q: Question, entity: str, label: str, name: str) -> list[str]:
    """Features of the home place and its police, and of words like 全市."""
    rows, (word, where) = [], q.scope
    if entity == q.scene.home:
        rows += ["home", f"home|{q.kind}", f"home|{word or '-'}", f"home|{where}|{q.kind}"]
    if entity == q.scene.police:
        rows += ["police", f"police|{q.kind}", f"police|{word or '-'}|{q.kind}"]
    elif label == Label.UNIT and q.scene.police:
        rows.append("other-unit")
    if q.meant and entity == q.meant:
        rows += ["meant", f"meant|{where}", f"meant|{where}|{q.kind}"]
    if word:
        fits = _fits_scope(name, word)
        rows += [f"scope={fits}|{where}", f"scope={fits}|{where}|{label}|{q.kind}"]
    return rows


def _standing(q: Question, entity: str, label: str, hits: list[Named]) -> list[str]:
    """Features of how an entity stands in the article: title, heading, first of its paragraph, how often."""
    sentences = q.scene.article.sentences
    rows = [f"count={min(len(hits), 4)}", f"count={min(len(hits), 4)}|{label}|{q.kind}"]
    if any(n.mention.sentence == 0 or sentences[n.mention.sentence].role is Role.TITLE for n in hits):
        rows += [f"titled|{label}", f"titled|{label}|{q.kind}"]
    heading = sentences[q.sentence].section
    if heading and any(n.mention.surface in heading for n in hits[-2:]):
        rows += [f"headed|{label}", f"headed|{label}|{q.kind}"]
    rows.append(f"opener={q.opener == entity}|{label}|{q.kind}")
    return rows


def _features(q: Question, entity: str) -> Features:
    item, hits = q.item, q.hits.get(entity, [])
    label, _, name = entity.partition("/")
    rows: list[str] = []
    if hits:
        rows += mention_features(q.scene, q.sentence, item, hits, q.order, q.kind)
    else:
        rows += ["unmentioned", f"unmentioned|{label}|{q.kind}"]
    rows += anaphor(q.scene, q.sentence, item, name, hits)
    rows += _place_features(q, entity, label, name)
    rows += _standing(q, entity, label, hits)
    if name and (name in item.metric or any(n.mention.surface in item.metric for n in hits[-1:])):
        rows += ["in-metric", f"in-metric|{label}"]
    rows += structure(q.scene, q.flow, q.setting, q.sentence, entity)
    return tuple(rows)


def _near(flow: Flow, b: Before, paragraph: int) -> list[str]:
    """The entities spoken of last: all of the paragraph, and at least five."""
    found: dict[str, None] = {}
    for k in range(b.stop - 1, -1, -1):
        if len(found) >= (20 if flow.paragraph[k] == paragraph else 5):
            break
        found[flow.parts[k].ref.entity] = None
    return list(found)


def allowed(metric: str, options: list[Candidate]) -> list[Candidate]:
    """What a figure may be about by rule: deeds of the police are of no place, crime is of no bureau.

    Left out of training, so that the weights learn from these plain figures what to make of others.
    """
    if words("police-deed").search(metric):
        fits = [o for o in options if not o.entity.startswith("PLACE/")]
    elif words("crime-only").search(metric):
        fits = [o for o in options if not (o.entity.startswith("UNIT/") and BUREAU.search(o.entity))]
    else:
        return options
    return fits or options


def _chosen(q: Question) -> list[str]:
    """The entities worth asking about: of the paragraph, the last few, the home, the title …"""
    sentences = q.scene.article.sentences
    b = q.setting.before
    title = [n.entity for n in q.scene.named[0]] if q.scene.named else []
    often = [e for e, _ in Counter({e: len(hits) for e, hits in q.hits.items()}).most_common(2)]
    behind = [part.ref.entity for part in q.flow.parts[b.stop : q.flow.ends[q.sentence]]]
    chosen = _near(q.flow, b, sentences[q.sentence].paragraph)
    chosen += [e for e in (q.scene.home, q.scene.police, q.meant, *title, *often, *behind) if e]
    chosen = [e for e in dict.fromkeys(chosen) if not e.startswith(NEVER)]
    if q.item.figure.kind is not Kind.RANK:
        return chosen
    match = REGION.search(sentences[q.sentence].text, q.item.figure.lead, q.item.figure.high)
    within = _field(q.scene, q.sentence, q.item, match[1]) if match else ""
    return [e for e in chosen if e != within] or chosen


def candidates(scene: Scene, flow: Flow, i: int, item: Measured) -> list[Candidate]:
    """Entities that the figure `item` of sentence `i` may be about."""
    hits = _nearest(scene, i, item)
    recent = sorted(hits, key=lambda e: (hits[e][-1].mention.sentence, hits[e][-1].mention.low), reverse=True)
    scope = _scope(scene, i, item)
    meant = _field(scene, i, item, scope[0]) if scope[0] else ""
    order = {entity: n for n, entity in enumerate(recent)}
    kind, b = topic(item), before(scene, flow, i, item.figure.low)
    setting = setting_of(scene, flow, i, item, kind, scope, b)
    q = Question(scene, flow, i, item, kind, scope, meant, hits, order, _opener(scene, i), setting)
    chosen = _chosen(q)
    shared = {
        label: tuple(of_class(setting, item, label))
        for label in dict.fromkeys(e.partition("/")[0] for e in chosen)
    }
    return [Candidate(entity, _features(q, entity), shared[entity.partition("/")[0]]) for entity in chosen]
