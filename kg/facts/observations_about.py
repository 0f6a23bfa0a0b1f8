"""A figure in its scene in, the entity that it measures out, chosen among those the article names.

Crime, accidents and safety are said of places, deeds of the units that did them, numbers of people or
posts of whoever has them; a subject is carried over clauses and sentences. How much each of this counts
is learnt.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.facts.about import clues_named as clues
from kg.facts.about.clues import Clue, features_of, spelt
from kg.facts.about.discourse import Before, Flow, before
from kg.facts.about.structure import BUREAU, Setting, of_class, setting_of, structure
from kg.facts.about.words import words
from kg.facts.observations_listed import Measured
from kg.facts.observations_mentions import Around, anaphor, around, mention_clues
from kg.facts.observations_places import WORDS, field, field_of_unit, taken
from kg.facts.observations_ranker import Features
from kg.facts.observations_scene import Scene, topic
from kg.facts.observations_told import Told
from kg.facts.quantities_patterns import pattern
from kg.facts.rank_fields import rank_fields, scope_of
from kg.records import Kind, Label, entity_id

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


class Candidate(NamedTuple):
    """An entity that a figure may be about, with what speaks for it alone and for all of its class."""

    entity: str
    label: str  # its class
    metric: str
    own: tuple[Clue, ...]
    shared: tuple[Clue, ...]

    @property
    def features(self) -> Features:
        """All that speaks for it, written out."""
        return features_of((*self.own, *self.shared, (spelt, self.metric, self.label)))


def _scope(scene: Scene, i: int, item: Measured) -> tuple[str, str]:
    """Last word like 全市, 该局 before the figure in its clause or sentence, and where it stands."""
    text = scene.article.sentences[i].text
    for where, low in (("clause", item.figure.clause[0]), ("sentence", 0)):
        found = SCOPE.finditer(text, low, item.figure.low)
        hits = [hit for hit in found if hit.start() not in rank_fields(text)]
        if hits:
            return hits[-1][1] or hits[-1][2] or "辖区", where
    return "", ""


def _field(scene: Scene, i: int, item: Measured, word: str) -> str:
    """Id of the place that 全县 stands for here: that of the unit or place just named, else by the home."""
    paragraph = scene.article.sentences[i].paragraph
    near = [
        named
        for j in range(i, max(-1, i - 6), -1)
        if scene.article.sentences[j].paragraph == paragraph
        for named in reversed(scene.named[j])
        if j < i or named.mention.low < item.figure.low
    ]
    names = [n.entity.partition("/")[2] for n in near if n.mention.label in (Label.UNIT, Label.PLACE)]
    if taken(word, scene.home.partition("/")[2], names):
        for named in near:
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
    near: Around
    setting: Setting


def _place_clues(q: Question, entity: str, label: str, name: str) -> list[Clue]:
    """What the home place and its police, and words like 全市, say for an entity."""
    rows: list[Clue] = []
    word, where = q.scope
    if entity == q.scene.home:
        rows.append((clues.home, q.kind, word, where))
    if entity == q.scene.police:
        rows.append((clues.police, q.kind, word))
    elif label == "UNIT" and q.scene.police:
        rows.append((clues.other_unit,))
    if q.meant and entity == q.meant:
        rows.append((clues.meant, where, q.kind))
    if word:
        rows.append((clues.scope, _fits_scope(name, word), where, label, q.kind))
    return rows


def _standing(q: Question, entity: str, label: str, count: int) -> list[Clue]:
    """How an entity stands in the article: title, heading, first of its paragraph, how often."""
    told = q.near.told
    rows: list[Clue] = [(clues.standing, min(count, 4), told.opener == entity, label, q.kind)]
    if entity in told.titled:
        rows.append((clues.titled, label, q.kind))
    if entity in told.headed:
        rows.append((clues.headed, label, q.kind))
    return rows


def _clues(q: Question, entity: str) -> tuple[Clue, ...]:
    hits, metric = q.near.told.hits.get(entity, ()), q.item.metric
    label, _, name = entity.partition("/")
    rows: list[Clue] = mention_clues(q.near, entity, q.kind) if hits else [(clues.unmentioned, label, q.kind)]
    rows += anaphor(q.near, entity)
    rows += _place_clues(q, entity, label, name)
    rows += _standing(q, entity, label, len(hits))
    if name and (name in metric or (hits and hits[-1].mention.surface in metric)):
        rows.append((clues.in_metric, label))
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


def allowed(
    metric: str, options: Sequence[Candidate], quoted: Container[str] = frozenset()
) -> Sequence[Candidate]:
    """What a figure may be about by rule: deeds of the police are of no place, crime is of no bureau.

    Nothing is about who is only `quoted`. Left out of training, so that the weights learn from these plain
    figures what to make of others.
    """
    options = [o for o in options if o.entity not in quoted] or options
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
    behind = [part.ref.entity for part in q.flow.parts[b.stop : q.flow.ends[q.sentence]]]
    chosen = _near(q.flow, b, sentences[q.sentence].paragraph)
    chosen += [e for e in (q.scene.home, q.scene.police, q.meant, *title, *q.near.told.often, *behind) if e]
    chosen = [e for e in dict.fromkeys(chosen) if not e.startswith(NEVER)]
    if q.item.figure.kind is not Kind.RANK:
        return chosen
    within = scope_of(q.scene, q.sentence, q.item, "")
    return [e for e in chosen if e != within] or chosen


def candidates(scene: Scene, flow: Flow, told: Told, item: Measured) -> list[Candidate]:
    """Entities that the figure `item` of the sentence that `told` ends with may be about."""
    i, kind = told.sentence, topic(item)
    scope = _scope(scene, i, item)
    meant = _field(scene, i, item, scope[0]) if scope[0] else ""
    setting = setting_of(scene, flow, i, item, kind, scope, before(scene, flow, i, item.figure.low))
    q = Question(scene, flow, i, item, kind, scope, meant, around(scene, item, told), setting)
    chosen = _chosen(q)
    labels = [entity.partition("/")[0] for entity in chosen]
    shared = {label: tuple(of_class(setting, item, label)) for label in dict.fromkeys(labels)}
    return [
        Candidate(entity, label, item.metric, _clues(q, entity), shared[label])
        for entity, label in zip(chosen, labels, strict=True)
    ]
