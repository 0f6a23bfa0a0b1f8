"""A sentence's arguments in, where things stand out: 河口派出所位于石桥镇, 白鹭湖坐落于石桥镇.

A body that stands in a place is located there, a place that does is part of it. At a border
(位于甲乙两县交界处) it is in neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.facts.relations.arguments import Argument
from kg.records import Entity, Label, Predicate

BODIES = frozenset((Label.UNIT, Label.ORG, Label.TEAM))
STANDS = re.compile(
    r"[”’』」》)]*,?[就便]?(?:位于|坐落于|坐落在|坐落|地处|位处|设在|设于|驻地在|落户在?|落户于)(?:风景秀丽的|美丽的)?"
)
BORDER = re.compile(r"[^,;:。!?]{0,12}(?:交界|接壤|之间|毗邻|结合部|交汇|交会|边[界境陲])|[、与和及]")
OPENS = re.compile(r"(?:位于|坐落于|坐落在|地处|位处|设在|设于)$")
WITHIN = re.compile(r"[东西南北中腹]{0,2}(?:部|侧|端|面|麓|境内|城区|腹地|脚下|旁|畔)?的[“‘『「《]*")
DIVISION = re.compile(r"(?:省|市|[区县旗州盟镇乡村]|街道|社区)$")


def sites_of(
    text: str, row: Sequence[Argument], names: Sequence[Entity]
) -> Iterator[tuple[int, Predicate, int]]:
    """Entities: what stands, as what it counts, and the place."""
    for a, b in pairwise(row):
        if OPENS.search(text, 0, a.low) and WITHIN.fullmatch(text, a.high, b.low):
            thing, place = b, a  # 位于石桥镇东部的河口派出所
        elif STANDS.fullmatch(text, a.high, b.low) and not BORDER.match(text, b.high):
            thing, place = a, b
        else:
            continue
        if place.label != Label.PLACE or thing.entity == place.entity or thing.pointing:
            continue
        if thing.label in BODIES:
            yield thing.entity, Predicate.LOCATED_IN, place.entity
        elif thing.label == Label.PLACE and DIVISION.search(names[place.entity].name):
            yield thing.entity, Predicate.PART_OF, place.entity
