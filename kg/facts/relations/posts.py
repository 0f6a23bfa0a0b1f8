"""An article's arguments in, whom a post puts where out: the body that a title stands between, or points to.

城东派出所所长方一鸣 serves at that station and at no other of the sentence. A bare title (站长方一鸣)
belongs to the body last named whose name fits it; who is called a villager or a shopkeeper serves in no
police unit. The titles stand in `kg/lexicon/relation_posts.jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.facts.relations.arguments import Argument
from kg.lexicon.rows import rows
from kg.records import Article, Entity, Label

BODIES = frozenset((Label.UNIT, Label.ORG, Label.TEAM))
KEYS = ("id", "titles", "labels", "heads", "example", "counterexample")
TITLED = re.compile(
    r"[”’』」》]*[^,;:。!?的在把和与对向到将给被由请为、]{0,10}"
    r"(?:、[^,;:。!?的在把和与对向到将给被由请为]{0,10})?"
    r"(?:长|书记|政委|民警|辅警|交警|警官|教导员|指导员|主任|[队社委]员|记者|教师|教授|经理|负责人)"
)
BOTH = re.compile(r"兼|队长|队员|成员|团长|站长|校长|领衔|带[领着]|牵头|创建|创办|组建|发起|命名")
CHAINED = re.compile(
    r"[”’』」》]*[^,;:。!?的在把和与对向到将给被由请为]{0,12}(?:长|书记|委员|主任|政委)、[“‘]?"
)
WRITES = re.compile(r"(?:^|[\s( 、])通讯员[ :：]?[^()。;,，记]*$")
CHIEF = re.compile(r"副?[省市区县旗州]长、(?:[^,;:。!?]{0,8}、)?公安[局厅分]*(?:党委[副书记、]*)?局?长")
OPENING = r"(?:^|(?<=[,;:。!?、(和由与“]))(?:老|女|男|原)?"
TAILS = "”’』」》)"
REACH = 3  # sentences back that a bare title may point


@dataclass(frozen=True, slots=True)
class Posts:
    """Who serves where by a title, sentence by sentence; the persons whose place a title settles."""

    found: list[tuple[int, int, int]] = field(default_factory=list)  # sentence, person, body
    settled: set[tuple[int, int]] = field(default_factory=set)  # sentence, person: serves where found only
    civil: set[tuple[int, int]] = field(default_factory=set)  # sentence, person: serves in no police unit
    writing: set[tuple[int, int]] = field(default_factory=set)  # sentence, person: writes for a paper only
    units: dict[int, set[int]] = field(default_factory=dict)  # a person's bodies by title

    def bars(self, sentence: int, person: int, body: int, label: Label, sharing: bool) -> bool:
        """Whether a title forbids to put `person` into `body` there; a team may be `sharing` them."""
        own, here = self.units.get(person, set()), (sentence, person)
        if body in own:
            return False
        if label == Label.UNIT:
            return here in self.settled or here in self.civil or bool(own)
        if label == Label.ORG:
            return here in self.settled or here in self.writing
        return here in self.settled and not sharing


@dataclass(frozen=True, slots=True)
class _Row:
    pattern: re.Pattern[str]
    labels: frozenset[Label]
    heads: re.Pattern[str]


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            re.compile(
                OPENING + f"(?:{'|'.join(map(re.escape, sorted(r['titles'], key=len, reverse=True)))})$"
            ),
            frozenset(map(Label, r["labels"])),
            re.compile(r["heads"]),
        )
        for r in rows("relation_posts.jsonl", KEYS)
    )


def posts_of(article: Article, placed: Sequence[Sequence[Argument]], entities: Sequence[Entity]) -> Posts:
    """What the titles of an article tell; `placed` are its arguments, sentence by sentence."""
    posts = Posts()
    earlier: list[Argument] = []
    for number, row in enumerate(placed):
        text = article.sentences[number].text
        for person in row:
            if person.label != Label.PERSON or person.pointing:
                continue
            here = number, person.entity
            if WRITES.search(text, 0, person.low):
                posts.writing.add(here)
            for body in _bodies(text, person, [*earlier, *row], entities, number):
                (posts.civil if body is None else posts.settled).add(here)
                if body is not None:
                    posts.found.append((number, person.entity, body))
                    posts.units.setdefault(person.entity, set()).add(body)
        earlier = [a for a in (*earlier, *row) if a.sentence > number - REACH and a.label in BODIES]
    return posts


def _bodies(
    text: str, person: Argument, near: Sequence[Argument], entities: Sequence[Entity], number: int
) -> Iterator[int | None]:
    """The body that the title before `person` names, None where it is no police post."""
    places = [a for a in near if a.label == Label.PLACE and a.sentence == number]
    before = [a for a in near if a.label in BODIES and (a.sentence < number or a.high <= person.low)]
    last = before[-1] if before and before[-1].sentence == number else None
    if last and TITLED.fullmatch(text, last.high, person.low):
        yield last.entity
        above = [a for a in before if a.sentence == number and a.high <= last.low][-1:]
        yield from (a.entity for a in above if CHAINED.fullmatch(text, a.high, last.low))
        return
    place = next((a for a in reversed(places) if a.high <= person.low), None)
    if place and CHIEF.fullmatch(text, place.high, person.low):
        names = [f"{entities[place.entity].name}公安局"]
        yield next((i for i, e in enumerate(entities) if e.label == Label.UNIT and e.name in names), None)
        return
    for row in _rows():
        if row.pattern.search(text, 0, person.low):
            if not row.labels:
                yield None
                return
            fits = (
                a.entity
                for a in reversed(before)
                if a.label in row.labels and row.heads.search(entities[a.entity].name.rstrip(TAILS))
            )
            yield from [body for body in [next(fits, None)] if body is not None]
            return
