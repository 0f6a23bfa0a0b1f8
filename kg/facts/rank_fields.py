"""A sentence with its figures in, within what each ranks out: 居|全省|第一, 在|汉中|各县区里名列第二."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.facts.observations_listed import Measured
from kg.facts.observations_places import field, field_of_unit
from kg.facts.observations_scene import Scene
from kg.facts.quantities_patterns import pattern
from kg.records import Kind, Label, entity_id

FIELD = re.compile(r"全(自治区|[省市县区州盟旗镇乡疆])")
PARTS = pattern("parts")
BEHIND = pattern("ranked-behind")
AHEAD = pattern("ranked-ahead")


@lru_cache(maxsize=1024)
def rank_fields(text: str) -> frozenset[int]:
    """Where words begin that only say within what something ranks, or against what it is compared."""
    return frozenset(
        m.start()
        for m in FIELD.finditer(text)
        if BEHIND.match(text[m.end() : m.end() + 24]) or AHEAD.search(text[max(0, m.start() - 4) : m.start()])
    )


def scope_of(scene: Scene, i: int, item: Measured, about: str) -> str | None:
    """Id of the place within which a rank holds, None where the text names none."""
    figure = item.figure
    if figure.kind is not Kind.RANK:
        return None
    text = scene.article.sentences[i].text
    inside = [
        n.entity
        for n in scene.named[i]
        if n.mention.label is Label.PLACE and figure.lead <= n.mention.low < figure.low and n.entity != about
    ]
    regions = list(FIELD.finditer(text, figure.clause[0], figure.high))
    regions = [m for m in regions if m.start() in rank_fields(text)] or regions
    match = regions[-1] if regions else FIELD.search(text, figure.lead, figure.high)
    home = scene.article.home.place if scene.article.home else ""
    if match:
        own = field_of_unit(match[1], about.partition("/")[2]) if about.startswith("UNIT/") else ""
        name = own or field(match[1], home)
        return entity_id(Label.PLACE, name) if name else inside[-1] if inside else None
    return inside[-1] if inside else _among(scene, i, item)


def _among(scene: Scene, i: int, item: Measured) -> str | None:
    """Id of the place whose parts a rank compares: 在汉中各县区里名列第二, 在开平15个镇中."""
    text, figure = scene.article.sentences[i].text, item.figure
    near = [n for n in scene.named[i] if figure.clause[0] <= n.mention.low < figure.low]
    found = (n.entity for n in near if PARTS.match(text[n.mention.high : figure.low]))
    return next((entity for entity in found if entity.startswith("PLACE/")), None)
