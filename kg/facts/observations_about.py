"""A figure in its scene in, the entity that it measures out, chosen among those the article names.

Crime, accidents and safety are said of places, deeds of the units that did them, numbers of people or
posts of whoever has them; a subject is carried over clauses and sentences. How much each of this counts
is learnt.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kg.facts.observations_measured import Measured
from kg.facts.observations_places import WORDS, field, field_of_unit
from kg.facts.observations_ranker import Features
from kg.facts.observations_roles import around, made, opens_clause, role_of
from kg.facts.observations_scene import Named, Scene, topic
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
TAIL = pattern("tail")

REGION = re.compile(r"全(自治区|[省市县区州盟旗镇乡疆])")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a figure may be about, with what speaks for it."""

    entity: str
    features: Features


def _where(scene: Scene, i: int, item: Measured, named: Named) -> str:
    """Where a mention stands relative to a figure: in its clause, its sentence, its paragraph …"""
    figure, mention = item.figure, named.mention
    here, there = scene.article.sentences[i], scene.article.sentences[mention.sentence]
    if mention.sentence == i:
        if mention.low >= figure.low:
            return "next" if mention.low < figure.clause[1] else "later"
        if mention.low >= figure.clause[0]:
            return "clause"
        return "sentence"
    if there.paragraph != here.paragraph:
        return "title" if there.role is Role.TITLE or mention.sentence == 0 else "above"
    return "before" if mention.sentence == i - 1 else "paragraph"


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


def _mention_features(
    scene: Scene, i: int, item: Measured, hits: list[Named], order: dict[str, int], kind: str
) -> list[str]:
    before = [n for n in hits if n.mention.sentence < i or n.mention.low < item.figure.low]
    best = before[-1] if before else hits[-1]
    label = best.mention.label.value
    where = _where(scene, i, item, best)
    ahead, behind = around(scene, best)
    nth = min(order[best.entity], 4)
    rows = [
        f"where={where}",
        f"where={where}|{label}",
        f"where={where}|{kind}",
        f"{where}|{label}|{kind}",
        f"ahead={ahead}",
        f"ahead={ahead}|{where}",
        f"ahead={ahead}|{label}",
        f"behind={behind}",
        f"behind={behind}|{label}",
        f"behind1={behind[:1]}|{where}",
        f"order={nth}",
        f"order={nth}|{where}",
        f"order={nth}|{label}",
        f"made={made(scene, best)}|{where}|{label}",
        f"made={made(scene, best)}|{kind}|{label}",
        f"subject={opens_clause((ahead, behind))}|{where}|{label}",
        f"subject={opens_clause((ahead, behind))}|{kind}|{label}",
    ]
    role = role_of(scene, best)
    units = [n for n in scene.named[i] if n.mention.low < item.figure.low and n.entity != best.entity]
    rival = {n.mention.label.value for n in units if role_of(scene, n) == "subject"}
    lone = "UNIT" if "UNIT" in rival else "PLACE" if "PLACE" in rival else "other" if rival else "none"
    rows += [
        f"role={role}",
        f"role={role}|{where}",
        f"role={role}|{label}",
        f"role={role}|{where}|{label}",
        f"role={role}|{label}|{kind}",
        f"rival={lone}|{label}",
        f"rival={lone}|{role}|{label}",
        f"rival={lone}|{label}|{kind}",
    ]
    if any(opens_clause(around(scene, n)) for n in before if _where(scene, i, item, n) == where):
        rows.append(f"was-subject|{where}|{label}")
    if before and best.mention.sentence == i:
        rows += _within(scene, i, item, best, label, kind, ahead)
    if hits[-1] is not best:
        rows.append(f"also-after|{label}")
    return rows


def _within(
    scene: Scene, i: int, item: Measured, best: Named, label: str, kind: str, ahead: str
) -> list[str]:
    """Features of a mention ahead of the figure in the same sentence."""
    firsts = [n for n in scene.named[i] if n.mention.low < item.figure.low]
    subjects = [n.entity for n in firsts if opens_clause(around(scene, n))]
    text = scene.article.sentences[i].text
    clauses = sum(text.count(mark, best.mention.high, item.figure.low) for mark in ",;")
    gap = item.figure.lead - best.mention.high
    rows = [
        f"first={firsts[0].entity == best.entity}|{label}|{kind}",
        f"first={firsts[0].entity == best.entity}",
        f"clauses={min(clauses, 4)}|{label}",
        f"clauses={min(clauses, 4)}|{kind}",
        f"gap={'0' if gap <= 1 else 'near' if gap < 8 else 'far'}|{label}",
        f"semicolon={';' in text[best.mention.high : item.figure.low]}",
    ]
    if gap <= 1 and item.named in {"after", "listed"}:
        rows.append(f"owns|{label}")
    if subjects:
        rows += [
            f"last-subject={subjects[-1] == best.entity}|{label}",
            f"last-subject={subjects[-1] == best.entity}|{kind}",
        ]
    if item.figure.clause[0] <= best.mention.low:
        rows.append(f"in-clause|{ahead}|{label}")
    return rows


def _anaphor(scene: Scene, i: int, item: Measured, name: str, hits: list[Named]) -> list[str]:
    """Whether the clause or sentence takes the entity up again by the noun that its name ends in."""
    match = TAIL.search(name.strip("“”"))
    text = scene.article.sentences[i].text
    rows = []
    tail = name.strip("“”")[-2:]
    at = text.rfind(tail, item.figure.clause[0], item.figure.low)
    if at >= 0 and not any(n.mention.low <= at < n.mention.high for n in scene.named[i]):
        label = hits[-1].mention.label.value if hits else "-"
        rows += ["echo", f"echo|{label}", f"echo|start={at <= item.figure.clause[0] + 1}"]
    if not match:
        return rows
    for where, low in (("clause", item.figure.clause[0]), ("sentence", 0)):
        at = text.rfind(match[0], low, item.figure.low)
        inside = any(n.mention.low <= at < n.mention.high for n in scene.named[i])
        if at >= 0 and not inside:
            rows += [f"again|{where}", f"again|{where}|{match[0]}"]
            rows += [f"this|{where}"] if text[max(0, at - 1) : at] in {"该", "这", "此", "本", "全"} else []
    return rows


def _opens(scene: Scene, i: int, j: int) -> bool:
    """Whether sentence `j` is the first of the paragraph of sentence `i`."""
    here, there = scene.article.sentences[i], scene.article.sentences[j]
    return here.paragraph == there.paragraph and (
        j == 0 or scene.article.sentences[j - 1].paragraph != here.paragraph
    )


def _features(
    scene: Scene,
    i: int,
    item: Measured,
    entity: str,
    hits: list[Named],
    order: dict[str, int],
    scope: tuple[str, str],
    meant: str,
    previous: tuple[str, int, int],
    counts: Counter[str],
) -> Features:
    kind = topic(item)
    label, _, name = entity.partition("/")
    rows = [f"{label}|{kind}", f"{label}", f"{label}|{item.figure.kind.value}"]
    rows += (
        _mention_features(scene, i, item, hits, order, kind)
        if hits
        else ["unmentioned", f"unmentioned|{label}|{kind}"]
    )
    rows += [
        f"end={item.metric[-2:]}|{label}",
        f"begin={item.metric[:2]}|{label}",
        f"unit={item.figure.unit}|{label}",
    ]
    rows += _anaphor(scene, i, item, name, hits)
    if entity == scene.home:
        rows += ["home", f"home|{kind}", f"home|{scope[0] or '-'}", f"home|{scope[1]}|{kind}"]
    if entity == scene.police:
        rows += ["police", f"police|{kind}", f"police|{scope[0] or '-'}|{kind}"]
    if meant and entity == meant:
        rows += ["meant", f"meant|{scope[1]}", f"meant|{scope[1]}|{kind}"]
    if scope[0]:
        rows.append(f"scope={_fits_scope(name, scope[0])}|{scope[1]}")
        rows.append(f"scope={_fits_scope(name, scope[0])}|{scope[1]}|{label}|{kind}")
    if previous[0]:
        same = "same" if previous[0] == entity else "other"
        far = "sentence" if previous[1] == i else "next" if previous[1] == i - 1 else "far"
        paragraph = scene.article.sentences[previous[1]].paragraph == scene.article.sentences[i].paragraph
        rows += [f"chain={same}|{far}|{paragraph}", f"chain={same}|{far}|{paragraph}|{kind}|{label}"]
    if name and (name in item.metric or any(n.mention.surface in item.metric for n in hits[-1:])):
        rows += ["in-metric", f"in-metric|{label}"]
    rows += [f"count={min(counts[entity], 4)}", f"count={min(counts[entity], 4)}|{label}|{kind}"]
    if any(
        n.mention.sentence == 0 or scene.article.sentences[n.mention.sentence].role is Role.TITLE
        for n in hits
    ):
        rows += [f"titled|{label}", f"titled|{label}|{kind}"]
    heading = scene.article.sentences[i].section
    if heading and any(n.mention.surface in heading for n in hits[-2:]):
        rows += [f"headed|{label}", f"headed|{label}|{kind}"]
    first = next((n.entity for j in range(i, -1, -1) if _opens(scene, i, j) for n in scene.named[j][:1]), "")
    rows.append(f"opener={first == entity}|{label}|{kind}")
    if label == Label.UNIT and scene.police and entity != scene.police:
        rows.append("other-unit")
    if item.figure.kind is Kind.RANK:
        rows.append(f"rank|{label}")
    return tuple(rows)


def candidates(scene: Scene, i: int, item: Measured, previous: tuple[str, int, int]) -> list[Candidate]:
    """Entities that `item` may be about; `previous` is the last choice: id, sentence, place."""
    nearest = _nearest(scene, i, item)
    recent = sorted(
        nearest, key=lambda e: (nearest[e][-1].mention.sentence, nearest[e][-1].mention.low), reverse=True
    )
    order = {entity: n for n, entity in enumerate(recent)}
    counts = Counter({entity: len(hits) for entity, hits in nearest.items()})
    scope = _scope(scene, i, item)
    meant = _field(scene, i, item, scope[0]) if scope[0] else ""
    paragraph = scene.article.sentences[i].paragraph
    near = {
        e for e in recent if scene.article.sentences[nearest[e][-1].mention.sentence].paragraph == paragraph
    }
    chosen = [e for n, e in enumerate(recent) if e in near or n < 6][:20]
    title = [n.entity for n in scene.named[0]] if scene.named else []
    often = [entity for entity, _ in counts.most_common(4)]
    for entity in dict.fromkeys((scene.home, scene.police, meant, *title, *often)):
        if entity and entity not in chosen:
            chosen.append(entity)
    if item.figure.kind is Kind.RANK:
        match = REGION.search(scene.article.sentences[i].text, item.figure.lead, item.figure.high)
        within = _field(scene, i, item, match[1]) if match else ""
        chosen = [e for e in chosen if e != within] or chosen
    return [
        Candidate(e, _features(scene, i, item, e, nearest.get(e, []), order, scope, meant, previous, counts))
        for e in chosen
    ]
