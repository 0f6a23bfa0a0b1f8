"""A scene and a sentence in, what is named up to its end out, once for its figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.facts.observations_roles import Named
from kg.facts.observations_scene import Scene
from kg.records import Role


@dataclass(frozen=True, slots=True)
class Told:
    """The mentions of each entity up to the end of a sentence, nearest last, and how each entity stands."""

    sentence: int
    hits: dict[str, list[Named]]
    subjects: dict[str, list[Named]]  # those of them that are subjects
    order: dict[str, int]  # 0 for the entity named last
    often: tuple[str, ...]  # the two named most
    titled: frozenset[str]  # named in the first sentence or a title
    headed: frozenset[str]  # named last as the section's heading names them
    opener: str  # id of the first entity of the paragraph
    reach: tuple[str, ...]  # where each earlier sentence stands: title, above, paragraph, before


def _opener(scene: Scene, i: int) -> str:
    paragraph = scene.article.sentences[i].paragraph
    while i > 0 and scene.article.sentences[i - 1].paragraph == paragraph:
        i -= 1
    return scene.named[i][0].entity if scene.named[i] else ""


def _reach(scene: Scene, i: int, j: int) -> str:
    here, there = scene.article.sentences[i], scene.article.sentences[j]
    if there.paragraph != here.paragraph:
        return "title" if there.role is Role.TITLE or j == 0 else "above"
    return "before" if j == i - 1 else "paragraph"


def told(scene: Scene, i: int) -> Told:
    """Gather what stands up to the end of sentence `i`."""
    hits: dict[str, list[Named]] = {}
    subjects: dict[str, list[Named]] = {}
    for row in scene.named[: i + 1]:
        for named in row:
            hits.setdefault(named.entity, []).append(named)
            if named.subject:
                subjects.setdefault(named.entity, []).append(named)
    recent = sorted(hits, key=lambda e: (hits[e][-1].mention.sentence, hits[e][-1].mention.low), reverse=True)
    often = Counter({e: len(found) for e, found in hits.items()}).most_common(2)
    sentences = scene.article.sentences
    titles = [j for j in range(i + 1) if j == 0 or sentences[j].role is Role.TITLE]
    heading = sentences[i].section
    return Told(
        i,
        hits,
        subjects,
        {entity: n for n, entity in enumerate(recent)},
        tuple(entity for entity, _ in often),
        frozenset(n.entity for j in titles for n in scene.named[j]),
        frozenset(
            e for e, f in hits.items() if heading and any(n.mention.surface in heading for n in f[-2:])
        ),
        _opener(scene, i),
        tuple(_reach(scene, i, j) for j in range(i)),
    )
