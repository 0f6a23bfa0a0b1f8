"""A mention and a figure in their scene in, what the mention's place and part say for it out, as clues."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.facts.about import clues_named as clues
from kg.facts.about.clues import Clue
from kg.facts.observations_listed import Measured
from kg.facts.observations_roles import Named
from kg.facts.observations_scene import Scene
from kg.facts.observations_told import Told
from kg.facts.quantities_patterns import pattern

TAIL = pattern("tail")


@dataclass(frozen=True, slots=True)
class Around:
    """One figure with what stands before it in its sentence."""

    item: Measured
    text: str
    spans: tuple[tuple[int, int], ...]  # of all mentions of the sentence
    first: str  # id of the entity that the sentence names first
    subject: str  # id of its last subject before the figure
    acting: tuple[tuple[str, str], ...]  # entity and class of those before the figure that act
    told: Told


def around(scene: Scene, item: Measured, told: Told) -> Around:
    """Look at the sentence before the figure of `item`."""
    row = scene.named[told.sentence]
    before = [n for n in row if n.mention.low < item.figure.low]
    subjects = [n.entity for n in before if n.subject]
    return Around(
        item,
        scene.article.sentences[told.sentence].text,
        tuple((n.mention.low, n.mention.high) for n in row),
        before[0].entity if before else "",
        subjects[-1] if subjects else "",
        tuple((n.entity, n.mention.label.value) for n in before if n.role == "subject"),
        told,
    )


def where_of(near: Around, named: Named) -> str:
    """Where a mention stands relative to a figure: in its clause, its sentence, its paragraph …"""
    figure, mention = near.item.figure, named.mention
    if mention.sentence < near.told.sentence:
        return near.told.reach[mention.sentence]
    if mention.low >= figure.low:
        return "next" if mention.low < figure.clause[1] else "later"
    return "clause" if mention.low >= figure.clause[0] else "sentence"


def _rival(near: Around, entity: str) -> str:
    """Class of another entity that acts in the sentence before the figure."""
    labels = {label for other, label in near.acting if other != entity}
    return "UNIT" if "UNIT" in labels else "PLACE" if "PLACE" in labels else "other" if labels else "none"


def mention_clues(near: Around, entity: str, topic: str) -> list[Clue]:
    """What the mention of an entity nearest to a figure says for it."""
    hits, i, low = near.told.hits[entity], near.told.sentence, near.item.figure.low
    best = next((n for n in reversed(hits) if n.mention.sentence < i or n.mention.low < low), None)
    before, best = best is not None, best or hits[-1]
    label, where, role = best.mention.label.value, where_of(near, best), best.role
    rows: list[Clue] = [
        (clues.placed, min(near.told.order[entity], 4), where, label, topic),
        (clues.ahead, best.ahead, where, label),
        (clues.behind, best.behind, where),
        (clues.role, role, best.made, best.subject, where, label, topic),
        (clues.rival, _rival(near, entity) if near.acting else "none", role, label, topic),
    ]
    if before and _was_subject(near, entity, where):
        rows.append((clues.was_subject, where, label))
    if before and best.mention.sentence == i:
        rows += _within(near, best, label, topic)
    if hits[-1] is not best:
        rows.append((clues.also_after, label))
    return rows


def _was_subject(near: Around, entity: str, where: str) -> bool:
    """Whether the entity is a subject before the figure in a place that is called `where`."""
    i, low = near.told.sentence, near.item.figure.low
    return any(
        (n.mention.sentence < i or n.mention.low < low) and where_of(near, n) == where
        for n in near.told.subjects.get(entity, ())
    )


def _within(near: Around, best: Named, label: str, topic: str) -> list[Clue]:
    """What a mention ahead of the figure in the same sentence says."""
    figure, high, text = near.item.figure, best.mention.high, near.text
    semicolons = text.count(";", high, figure.low)
    commas = text.count(",", high, figure.low) + semicolons
    gap = figure.lead - high
    distance = "0" if gap <= 1 else "near" if gap < 8 else "far"
    rows: list[Clue] = [
        (clues.first, near.first == best.entity, label, topic),
        (clues.gap, min(commas, 4), distance, semicolons > 0, label, topic),
    ]
    if gap <= 1 and near.item.named in {"after", "listed"}:
        rows.append((clues.owns, label))
    if near.subject:
        rows.append((clues.last_subject, near.subject == best.entity, label, topic))
    if figure.clause[0] <= best.mention.low:
        rows.append((clues.in_clause, best.ahead, label))
    return rows


@lru_cache(maxsize=4096)
def _ends(name: str) -> tuple[str, str]:
    """The last two characters of a name, and the noun that it ends in."""
    bare = name.strip("“”")
    match = TAIL.search(bare)
    return bare[-2:], match[0] if match else ""


def anaphor(near: Around, entity: str) -> list[Clue]:
    """Whether the clause or sentence takes the entity up again by the noun that its name ends in."""
    end, noun = _ends(entity.partition("/")[2])
    clause, text, low = near.item.figure.clause[0], near.text, near.item.figure.low
    rows: list[Clue] = []
    if (at := _alone(near, end, clause)) >= 0:
        hits = near.told.hits.get(entity)
        rows.append((clues.echo, hits[-1].mention.label.value if hits else "-", at <= clause + 1))
    if noun and text.rfind(noun, 0, low) >= 0:
        for where, start in (("clause", clause), ("sentence", 0)):
            if (at := _alone(near, noun, start)) >= 0:
                this = text[max(0, at - 1) : at] in {"该", "这", "此", "本", "全"}
                rows.append((clues.again, where, noun, this))
    return rows


def _alone(near: Around, words: str, start: int) -> int:
    """Where `words` stand last before the figure from `start` on, -1 where nowhere or within a mention."""
    at = near.text.rfind(words, start, near.item.figure.low)
    return -1 if at < 0 or any(low <= at < high for low, high in near.spans) else at
