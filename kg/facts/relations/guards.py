"""A sentence's arguments in, who took part in which event out: 县局会同交警护航荷花节, 荷花节由县局保障.

The verb stands right before the event, or the event before 由 and its guards. What acts together
(会同, 联合, 与) takes part together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts.relations.arguments import Argument
from kg.records import Label

Part = tuple[int, Argument]  # who, and the event where it stands
ACTORS = frozenset((Label.UNIT, Label.ORG, Label.TEAM, Label.PERSON))
GUARDING = re.compile(r"(?:护航|保障|守护|服务保障|安保|参加|出席|亮相|参与)(?:了)?[“‘『「《]*$")
GUARDED = re.compile(r"[”’』」》]*(?:的?安保)?由[^,;。!?]{2,40}?(?:保障|护航|守护)")
MANNER = re.compile(
    r"[”’』」》]*(?:全力|全程|共同|联合|联手|圆满|成功|积极|应邀|受邀|派员|先后|首次|曾|也|还)*"
)
TOGETHER = re.compile(r"[”’』」》]*(?:会同|联合|联手|携手|协同|与|和|同)[“‘『「《]*")


def guards_of(text: str, row: Sequence[Argument]) -> Iterator[Part]:
    """Who guarded or attended an event, as the wording of one sentence tells."""
    actors = [a for a in row if a.label in ACTORS]
    for event in row:
        if event.label != Label.EVENT:
            continue
        if found := GUARDED.match(text, event.high):
            inside = [a for a in actors if event.high <= a.low and a.high <= found.end()]
        elif found := GUARDING.search(text, 0, event.low):
            inside = _subjects(text, [a for a in actors if a.high <= found.start()], found.start())
        else:
            continue
        yield from ((a.entity, event) for a in inside)


def _subjects(text: str, actors: Sequence[Argument], end: int) -> list[Argument]:
    """The list right before the verb, and what acts together with it."""
    if not actors or not MANNER.fullmatch(text, actors[-1].high, end):
        return []
    found = [a for a in actors if a.group == actors[-1].group]
    while True:
        left = min(a.low for a in found)
        above = [a for a in actors if a.high <= left]
        if not above or not TOGETHER.fullmatch(text, above[-1].high, left):
            return found
        found += [a for a in above if a.group == above[-1].group]
