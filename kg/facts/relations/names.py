"""Entities in, the partOf and locatedIn that their names spell out: unit in its bureau, bureau in its place.

Sources of the rules: the Relations section of `docs/model.md` (a name's chain holds link by link, a link
known only from the canonical name holds where the document mentions it elsewhere).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.facts.relations.places import LOCAL, Places, stem_of
from kg.lexicon.rows import rows
from kg.records import Entity, Label, Mention, Predicate, entity_id

CHAIN, PLACED, LINKED = "names/chain@1", "names/place@1", "names/place-chain@1"
HOLDERS = re.compile(
    r"(?:公安[局厅部处]|分局|总队|支队|大队|中队|派出所|总站|[^、]法院|检察院|司法局|边境管理(?:支队|大队)|委员会)$"
)
PLAIN = re.compile(r"(?:派出所|警务[站室])$")  # named after its place: not after its bureau's
STATIONS = ("派出所", "司法所", "法庭")
BODIES = (Label.UNIT, Label.ORG)


@dataclass(frozen=True, slots=True)
class Named:
    """A fact that a name holds: ids, the predicate, the rule, and the entity whose mention shows it."""

    subject: str
    predicate: Predicate
    object: str
    origin: str
    shown_by: int  # index of the entity
    confidence: float


def _kinds() -> re.Pattern[str]:
    words = [
        w
        for row in rows("relation_bodies.jsonl", ("id", "words", "example", "counterexample"))
        for w in row["words"]
    ]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def segments(name: str) -> tuple[str, ...]:
    """Split a body's name into its links: 湖州市公安局织里分局 → 湖州市公安局, 织里分局."""
    ends = [m.end() for m in _KINDS.finditer(name)]
    if not ends or ends[-1] != len(name):
        ends.append(len(name))
    return tuple(name[a:b] for a, b in zip([0, *ends], ends, strict=False) if b > a)


_KINDS = _kinds()


class Names:
    """The names of one article's entities, asked for the facts they hold."""

    def __init__(self, entities: Sequence[Entity], mentions: Sequence[Mention], home: str = "") -> None:
        self.entities = entities
        self.surfaces = [tuple(dict.fromkeys(mentions[i].surface for i in e.mentions)) for e in entities]
        self.by_name = {e.name: i for i, e in enumerate(entities)}
        self.places = Places(entities, home)

    def facts(self) -> Iterator[Named]:
        """All facts that the names of mentioned entities hold."""
        for i, entity in enumerate(self.entities):
            if entity.mentions and entity.label in (*BODIES, Label.TEAM):
                yield from self._chain(i)
                yield from self._located(i)
            elif entity.mentions and entity.label == Label.PLACE:
                yield from self._place_chain(i)

    def _mentioned(self, name: str) -> bool:
        at = self.by_name.get(name)
        return at is not None and bool(self.entities[at].mentions)

    def _id(self, name: str, label: Label) -> str:
        at = self.by_name.get(name)
        return self.entities[at].id if at is not None else entity_id(label, name)

    def _chain(self, i: int) -> Iterator[Named]:
        entity = self.entities[i]
        if entity.label not in BODIES:
            return
        links = segments(entity.name)
        child, spelled = entity.name, True
        for depth in range(len(links) - 1, 0, -1):
            parent = "".join(links[:depth])
            if not HOLDERS.search(parent):
                continue
            spelled = spelled and any(_spells(s, links[depth - 1], entity.name) for s in self.surfaces[i])
            if not (spelled or self._mentioned(parent)):
                return
            yield Named(
                self._id(child, entity.label),
                Predicate.PART_OF,
                self._id(parent, entity.label),
                CHAIN,
                i,
                0.95,
            )
            if self._mentioned(parent) and not spelled:
                return
            child = parent

    def _located(self, i: int) -> Iterator[Named]:
        entity = self.entities[i]
        for surface in self.surfaces[i]:
            for place in self._places_of(surface, entity):
                yield Named(entity.id, Predicate.LOCATED_IN, place, PLACED, i, 0.9)

    def _places_of(self, surface: str, entity: Entity) -> list[str]:
        if entity.label == Label.TEAM:
            return self.places.innermost(surface) if self.places.pattern.search(surface) else []
        if entity.label == Label.ORG:
            return self.places.body(entity.name)
        links = segments(entity.name)
        above = "".join(links[:-1])
        if own := self.places.innermost(links[-1], links[-1].endswith(STATIONS), above or entity.name):
            return own
        if len(links) < 2 or PLAIN.search(links[-1]):
            return []
        local = LOCAL.match(surface) or self.places.pattern.search(surface) or _spells_any(surface, links)
        return self.places.innermost(links[-2], links[-2].endswith(STATIONS), above) if local else []

    def _place_chain(self, i: int) -> Iterator[Named]:
        for surface in self.surfaces[i]:
            for child, parent in self.places.chain(surface, self.entities[i]):
                yield Named(child, Predicate.PART_OF, parent, LINKED, i, 0.9)


def _spells_any(surface: str, links: tuple[str, ...]) -> bool:
    """Whether a surface opens with a place of its chain."""
    return any(
        surface.startswith(stem_of(_KINDS.sub("", link))) for link in links[:-1] if _KINDS.sub("", link)
    )


def _spells(surface: str, link: str, name: str) -> bool:
    """Whether a surface holds this link of its chain: 市局, 惠城区分局, 南海公安 before its own part."""
    stem = stem_of(_KINDS.sub("", link)) or link
    if surface == name:
        return True
    if link.endswith(("公安局", "公安厅")):
        lead = re.match(
            r"(?:[省市县区州旗]|[该本我]县|.{2,8}?[市县区州旗省])?(?:公安[局厅]|[局厅])(?=.)", surface
        )
        return bool(lead) or (surface.startswith(stem) and "公安" in surface[:-3] and "分局" not in surface)
    return stem in surface[: -len(segments(name)[-1])] if len(segments(name)[-1]) < len(surface) else False
