"""A sentence's arguments in, the parts and wholes that its wording shows out.

Measures of a scheme and teams of a unit, in four wordings: a list before its numbered whole
(A、B、C三大警务), a whole and what it consists of, a measure entered into a larger one, a team drawn from
a unit's own people. The words stand in `kg/lexicon/relation_parts.jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.facts.relations.arguments import Argument
from kg.lexicon.rows import rows
from kg.records import Entity, Label

Part = tuple[int, int]  # entity indices: part, whole

MEASURES = frozenset((Label.PROGRAM, Label.PLATFORM))
OWNERS = frozenset((Label.UNIT, Label.ORG))
NUMBERED = re.compile(r"[二两三四五六七八九十2-9](?:大|项|个|种|张|道)(?P<head>[^、]{1,8})$")
MARKS = re.compile(r"[“”‘’「」『』\"《》]")
GLUE = re.compile(r"[”’』」》)]*(?:等|这)?[“‘『「《]*")
OPENS = re.compile(r"[”’』」》]*(?::|\(|——|即)[即是为\d一二三四五六七八九十项个大]*[“‘『「《]*")


@cache
def _words(row: str) -> re.Pattern[str]:
    found = {
        r["id"]: r["words"]
        for r in rows("relation_parts.jsonl", ("id", "words", "example", "counterexample"))
    }
    return re.compile("|".join(map(re.escape, found[row])))


def core(name: str) -> str:
    """A name without its quotation marks."""
    return MARKS.sub("", name)


def named_parts(entities: Sequence[Entity]) -> Iterator[Part]:
    """Parts that a name tells: 三大警务 by the list in it, 主防行动计划 of 主防 by its opening."""
    measures = [(i, core(e.name)) for i, e in enumerate(entities) if e.label in MEASURES and e.mentions]
    for whole, name in measures:
        listed = _listed(name)
        for part, other in measures:
            longer = len(name) >= 3 and other.startswith(name) and len(other) >= len(name) + 2
            if part != whole and (other in listed or (longer and not NUMBERED.search(name))):
                yield part, whole


def _listed(name: str) -> frozenset[str]:
    """What a numbered name lists: 共富、共治两大警务 → 共富, 共治, 共富警务, 共治警务."""
    numbered = NUMBERED.search(name)
    if not numbered or "、" not in name[: numbered.start()]:
        return frozenset()
    members = re.split(r"[、和与]", name[: numbered.start()])
    head = numbered["head"]
    return frozenset(form for m in members for form in (m, m + head, m + head[-2:]) if len(m) >= 2)


def shown_parts(text: str, row: Sequence[Argument], entities: Sequence[Entity]) -> Iterator[Part]:
    """Parts that the wording of one sentence tells."""
    measures = [a for a in row if a.label in MEASURES]
    for whole in measures:
        yield from _before_number(text, whole, measures, entities)
        yield from _consists(text, whole, measures)
        yield from _entered(text, whole, measures)
    for team in row:
        if team.label == Label.TEAM:
            yield from _drawn(text, team, row)


def _others(whole: Argument, members: Sequence[Argument]) -> Iterator[Part]:
    return ((m.entity, whole.entity) for m in members if m.entity != whole.entity)


def _before_number(
    text: str, whole: Argument, measures: Sequence[Argument], entities: Sequence[Entity]
) -> Iterator[Part]:
    name = core(entities[whole.entity].name)
    if not NUMBERED.match(name):
        return
    members = [
        m
        for m in measures
        if m.high <= whole.low and m.left <= m.low and GLUE.fullmatch(text, m.high, whole.low)
    ]
    if members:
        yield from _others(whole, [m for m in measures if m.left == members[-1].left and m.low < whole.low])


def _consists(text: str, whole: Argument, measures: Sequence[Argument]) -> Iterator[Part]:
    first = next((m for m in measures if m.left >= whole.high), None)
    if first is None or first.left - whole.high > 14 or first.entity == whole.entity:
        return
    gap = text[whole.high : first.low]
    said = [w for w in _words("consists").findall(gap) if len(w) > 1 or OPENS.match(gap)]
    if said and not re.search(r"[;。!?]", gap) and (said[-1] not in ":(——即" or OPENS.fullmatch(gap)):
        yield from _others(whole, [m for m in measures if m.left == first.left])


def _entered(text: str, whole: Argument, measures: Sequence[Argument]) -> Iterator[Part]:
    hits = [m for m in _words("entered").finditer(text, 0, whole.low) if whole.low - m.end() <= 3]
    before = [m for m in measures if hits and m.high <= hits[-1].start()]
    if before and not re.search(r"[;。!?]", text[before[-1].high : whole.low]):
        yield from _others(whole, [m for m in measures if m.left == before[-1].left])


def _drawn(text: str, team: Argument, row: Sequence[Argument]) -> Iterator[Part]:
    owners = [a for a in row if a.label in OWNERS and a.high <= team.low]
    if not owners:
        return
    owner = owners[-1]
    between = text[owner.high : team.low]
    own = re.fullmatch(r"的?[“‘『「]", between) or (
        _words("drawn").search(between) and not re.search(r"[;。!?]", between) and len(between) < 40
    )
    if own:
        yield team.entity, owner.entity
