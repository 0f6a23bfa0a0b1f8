"""A mention and a figure in their scene in, what the mention's place and part say for it out, as features."""

from __future__ import annotations

from kg.facts.observations_measured import Measured
from kg.facts.observations_roles import Named
from kg.facts.observations_scene import Scene
from kg.facts.quantities_patterns import pattern
from kg.records import Role

TAIL = pattern("tail")


def where_of(scene: Scene, i: int, item: Measured, named: Named) -> str:
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


def mention_features(
    scene: Scene, i: int, item: Measured, hits: list[Named], order: dict[str, int], kind: str
) -> list[str]:
    """Features of the nearest of `hits`; `order` counts the entities back from the figure."""
    before = [n for n in hits if n.mention.sentence < i or n.mention.low < item.figure.low]
    best = before[-1] if before else hits[-1]
    label = best.mention.label.value
    where = where_of(scene, i, item, best)
    ahead, behind, role = best.ahead, best.behind, best.role
    nth = min(order[best.entity], 4)
    rows = [
        f"where={where}",
        f"where={where}|{label}",
        f"where={where}|{kind}",
        f"ahead={ahead}",
        f"ahead={ahead}|{where}",
        f"ahead={ahead}|{label}",
        f"behind={behind}",
        f"behind1={behind[:1]}|{where}",
        f"order={nth}",
        f"order={nth}|{where}",
        f"order={nth}|{label}",
        f"made={best.made}|{where}|{label}",
        f"subject={best.subject}|{where}|{label}",
    ]
    units = [n for n in scene.named[i] if n.mention.low < item.figure.low and n.entity != best.entity]
    rival = {n.mention.label.value for n in units if n.role == "subject"}
    lone = "UNIT" if "UNIT" in rival else "PLACE" if "PLACE" in rival else "other" if rival else "none"
    rows += [
        f"role={role}",
        f"role={role}|{where}",
        f"role={role}|{label}",
        f"role={role}|{where}|{label}",
        f"role={role}|{label}|{kind}",
        f"{where}|{label}|{kind}",
        f"subject={best.subject}|{kind}|{label}",
        f"rival={lone}|{label}|{kind}",
        f"rival={lone}|{label}",
        f"rival={lone}|{role}|{label}",
    ]
    if any(n.subject for n in before if where_of(scene, i, item, n) == where):
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
    subjects = [n.entity for n in firsts if n.subject]
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


def anaphor(scene: Scene, i: int, item: Measured, name: str, hits: list[Named]) -> list[str]:
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
