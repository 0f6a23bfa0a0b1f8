"""Documents that come and go in, what changes of who is who out, from notes of how the rest was settled.

Only the identities of which other things are told, those that meet them in a block, and the entities of
both are settled anew; the outcome is that of `kg.resolution.resolve` over all documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.records import Extraction, Label
from kg.resolution.applying import Applied
from kg.resolution.blocks import LIMITS, MASK, blocks, mask
from kg.resolution.clusters import Clusters
from kg.resolution.dirty import Changes, documents_of
from kg.resolution.gathering import Gathered
from kg.resolution.identity import Identity
from kg.resolution.joining import Proposal, proposals
from kg.resolution.likeness import CROWD, Block
from kg.resolution.naming import canonical, distinction_of, entity_of, keys_of, merges_of
from kg.resolution.notes import Notes, Row, identities, noted, noted_thing, packed, parts_of, renew, text_of
from kg.resolution.noting import group_rows, thing_rows
from kg.resolution.placing import resettle_official
from kg.resolution.records import Resettled, ResolvedEntity
from kg.resolution.resolve import carry_out, ranked

Nearby = dict[Identity, Gathered]


@dataclass(slots=True)
class _Settled:
    """A closed part of all identities, settled."""

    known: Nearby
    groups: dict[str, list[Identity]]  # by key
    entities: list[ResolvedEntity]
    extras: dict[str, str]  # key → what tells it from its namesakes
    left: list[Proposal]


def _members(notes: Notes, block: str, spare: int = 0) -> list[Identity]:
    """The identities of a block; none of one so crowded that it stays so without `spare` of them."""
    kind = parts_of(block)[0]
    limit = LIMITS.get(kind)
    if limit is None:
        return identities(notes, "block", block)
    found = identities(notes, "block", block, limit + spare + 1)
    return [] if kind == MASK and len(found) > limit + spare else found


def _near(notes: Notes, blocks: Iterable[str], spare: int = 0) -> set[Identity]:
    return {one for block in sorted(blocks) for one in _members(notes, block, spare)}


def _gathered(notes: Notes, ones: Iterable[Identity]) -> Nearby:
    return {one: gathered for one in sorted(ones) if (gathered := noted(notes, one)) is not None}


def _proposals(notes: Notes, known: Nearby) -> list[Proposal]:
    """The proposals among some identities, in the order in which all would come."""
    seen: dict[Block, bool] = {}

    def crowded(block: Block, _: int) -> bool:
        if block not in seen:
            seen[block] = len(notes.values("block", mask(block), CROWD + 1)) > CROWD
        return seen[block]

    return list(proposals(known, crowded))


def _changed(notes: Notes, changes: Changes) -> set[Identity]:
    """Note the changes; the identities that they join or part, besides those that changed themselves."""
    dirty = changes.dirty
    sides = [g for each in dirty.values() for g in ((each.one, each.old), (each.one, each.new))]
    met = {block for one, gathered in sides if gathered for block in blocks(one, gathered)}
    near = _near(notes, met, len(dirty)) | set(dirty)
    before = set(_proposals(notes, _gathered(notes, near)))
    changes.apply()
    after = set(_proposals(notes, _gathered(notes, near)))
    return {one for p in before ^ after for one in (p.left, p.right)}


def _key(notes: Notes, one: Identity) -> str:
    return next(iter(notes.values("key", text_of(one))), "")


class _Closing:
    """The entities to settle anew, which grow until nothing outside hangs on them."""

    def __init__(self, notes: Notes, ones: set[Identity]) -> None:
        self.notes = notes
        self.fresh = {one for one in ones if not _key(notes, one)}
        self.keys = {key for one in ones if (key := _key(notes, one))}

    def settled(self) -> _Settled:
        """Settle; where something outside hangs on it, take that in and settle again."""
        while True:
            found, missing = self._attempt()
            if not missing:
                return found
            self.keys |= missing

    def _attempt(self) -> tuple[_Settled, set[str]]:
        notes = self.notes
        old = {one for key in self.keys for one in identities(notes, "group", key)}
        own = _gathered(notes, old | self.fresh)
        near = _near(notes, {block for one, gathered in own.items() for block in blocks(one, gathered)})
        known = _gathered(notes, near | set(own))
        found = [p for p in _proposals(notes, known) if p.left in own or p.right in own]
        inside = [p for p in found if p.left in own and p.right in own]
        across = [p for p in found if p not in set(inside)]
        settled = self._settle(own, known, inside)
        settled.left += across
        missing = {_key(notes, one) for p in across if p.sure for one in (p.left, p.right)} - {""}
        return settled, (missing | self._namesakes(settled)) - self.keys

    def _settle(self, own: Nearby, known: Nearby, inside: list[Proposal]) -> _Settled:
        clusters, applied = Clusters(sorted(own)), Applied()
        done, left = carry_out(inside, clusters, known, applied)
        groups = {lead: sorted(group) for lead, group in clusters.groups().items()}
        names = {lead: canonical(group, known, applied) for lead, group in groups.items()}
        keys = keys_of(groups, names, known, lambda label, name: len(self._others(label, name)))
        entities = []
        for lead, group in groups.items():
            reasons = merges_of(group, known, done)
            entities.append(entity_of(keys[lead], names[lead], group, known, reasons, applied, ()))
        extras = {keys[lead]: distinction_of(group, known) for lead, group in groups.items()}
        return _Settled(known, {keys[lead]: group for lead, group in groups.items()}, entities, extras, left)

    def _others(self, label: Label, name: str) -> set[str]:
        """Keys of namesakes outside, two of them at most."""
        most = len(self.keys) + 2
        return set(self.notes.values("named", packed(label.value, name), most)) - self.keys

    def _namesakes(self, settled: _Settled) -> set[str]:
        """Keys outside that are told apart from namesakes inside otherwise than before."""
        old = [found for key in self.keys if (found := noted_thing(self.notes, key))]
        was = [(e.label, e.name, extra) for e, extra in old]
        now = [(e.label, e.name, settled.extras[e.key]) for e in settled.entities]
        missing: set[str] = set()
        for label, name, extra in {*was, *now}:
            missing.update(self.notes.values("called", packed(label.value, name, extra)))
        for label, name in {(label, name) for label, name, _ in {*was, *now}}:
            others = self._others(label, name)
            counts = [sum(each[:2] == (label, name) for each in side) + len(others) for side in (was, now)]
            if (counts[0] > 1) != (counts[1] > 1):
                missing |= others
        return missing


def _renamed(
    notes: Notes, old: Mapping[str, ResolvedEntity], new: Mapping[Identity, ResolvedEntity]
) -> set[str]:
    """Documents that name an entity otherwise than before: by another key or name, or not so privately."""
    ones = []
    for one, entity in new.items():
        before = old.get(_key(notes, one))
        if before and (before.key, before.name, before.private) != (entity.key, entity.name, entity.private):
            ones.append(one)
    return documents_of(notes, ones)


def resettle(
    notes: Notes,
    gone: Iterable[Extraction],
    come: Iterable[Extraction],
    extraction: Callable[[str], Extraction],
) -> Resettled:
    """Settle anew what hangs on documents that go and come, and note it.

    A document that changes goes and comes. `extraction` gives what was read from a document that stays.
    """
    changes = Changes(notes, gone, come, extraction)
    ones = set(changes.dirty)
    ones |= _changed(notes, changes)
    closing = _Closing(notes, ones)
    found = closing.settled()
    things = {key: thing for key in closing.keys if (thing := noted_thing(notes, key))}
    old = {key: entity for key, (entity, _) in things.items()}
    by_key = {entity.key: entity for entity in found.entities}
    of_one = {one: by_key[key] for key, group in found.groups.items() for one in group}
    moved = {document for each in changes.dirty.values() for document, _ in each.moves}
    result = Resettled(old, by_key, documents=moved | _renamed(notes, old, of_one))
    rows: list[Row] = []
    for key, (entity, extra) in things.items():
        rows += thing_rows(entity, extra)
        rows += group_rows(key, identities(notes, "group", key))
    fresh: list[Row] = []
    for key, group in found.groups.items():
        fresh += thing_rows(by_key[key], found.extras[key])
        fresh += group_rows(key, group)
    renew(notes, rows, fresh)
    result.pairs = ranked(found.left, lambda one: _key(notes, one))
    return resettle_official(notes, result)
