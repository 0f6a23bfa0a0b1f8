"""A scene in, the entities that only report its figures out: who is quoted, and the briefing held for it.

宜春市公安局副局长王某介绍,全市发案下降: the figure is not his. Who speaks of their own work (我) is left in.
"""

from __future__ import annotations

import re

from kg.facts.observations_scene import Scene
from kg.facts.quantities_patterns import pattern
from kg.records import Label

SAYING = pattern("saying")
BYLINE = re.compile(r"(?:记者|通讯员|编辑|作者|摄影|责编|实习生)[:: ]?[^,。;)())]{0,16}$")
OWN = re.compile(r"我(?![省市县区州国局所厅们队]|辖)")
BRIEFING = re.compile(r"(?:发布会|通气会|通报会|新闻会)[”」]?$")


def reporters(scene: Scene) -> frozenset[str]:
    """Ids of persons who do nothing but say things, never of themselves, and of press briefings."""
    said: set[str] = set()
    done: set[str] = set()
    for sentence, row in zip(scene.article.sentences, scene.named, strict=True):
        for one in row:
            if one.mention.label is not Label.PERSON:
                if one.mention.label is Label.EVENT and BRIEFING.search(one.entity):
                    said.add(one.entity)
                continue
            if BYLINE.search(sentence.text[: one.mention.low]):
                said.add(one.entity)
                continue
            speaks = SAYING.match(sentence.text[one.mention.high : one.mention.high + 16])
            (said if speaks and not OWN.search(sentence.text) else done).add(one.entity)
    return frozenset(said - done)
