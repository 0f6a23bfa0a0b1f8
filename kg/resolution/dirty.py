"""Documents that come and go in, the identities of which they tell out: as they were and as they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kg.records import Extraction
from kg.resolution.gathering import Gathered, Telling, lowest_bureaus, tellings, told_apart
from kg.resolution.identity import Identity
from kg.resolution.notes import NotedMembers, Notes, Row, identities, identity_from, noted, parts_of, text_of
from kg.resolution.noting import identity_rows, member_rows, namesakes_rows
from kg.resolution.records import Member

Signed = tuple[Telling, int]  # 1 for one that comes, -1 for one that goes


@dataclass(slots=True)
class Dirty:
    """An identity of which more, less or other is told: what documents said, and say."""

    one: Identity
    old: Gathered | None
    new: Gathered | None = None
    moves: dict[Member, int] = field(default_factory=dict)

    def take(self, telling: Telling, by: int) -> None:
        """Count a telling that comes or goes."""
        if self.new is None:
            self.new = self.old.counted() if self.old else Gathered()
        self.new.count(telling.entity, telling.home, by)
        self.moves[telling.member] = self.moves.get(telling.member, 0) + by

    def rows(self) -> tuple[list[Row], list[Row]]:
        """Rows as they were and as they are."""
        old = list(identity_rows(self.one, self.old)) if self.old else []
        new = list(identity_rows(self.one, self.new)) if self.new else []
        for member, by in self.moves.items():
            side = new if by > 0 else old
            side += member_rows(self.one, member) if by else ()
        return old, new


class Changes:
    """What documents that come and go change of identities; nothing is noted until `apply`."""

    def __init__(
        self,
        notes: Notes,
        gone: Iterable[Extraction],
        come: Iterable[Extraction],
        extraction: Callable[[str], Extraction],
    ) -> None:
        """Compare; `extraction` gives what was read from a document that stays or goes."""
        self.notes = notes
        self.dirty: dict[Identity, Dirty] = {}
        self._extraction = extraction
        self._old: list[Row] = []
        self._new: list[Row] = []
        people: dict[Identity, list[Signed]] = defaultdict(list)
        for each, by in ((gone, -1), (come, 1)):
            for telling in (t for extraction in each for t in tellings(extraction, frozenset())):
                if telling.person:
                    people[telling.one].append((telling, by))
                else:
                    self._take(telling.one, telling, by)
        for one, told in people.items():
            self._people(one, told)
        self.dirty = {one: each for one, each in self.dirty.items() if self._differs(each)}

    def _take(self, one: Identity, telling: Telling, by: int) -> None:
        if one not in self.dirty:
            self.dirty[one] = Dirty(one, noted(self.notes, one))
        self.dirty[one].take(telling, by)

    def _differs(self, each: Dirty) -> bool:
        if each.new is not None and not each.new.size:
            each.new = None
        if each.new is not None:
            each.new.members = NotedMembers(self.notes, text_of(each.one))
        old, new = each.rows()
        self._old += old
        self._new += new
        return set(old) != set(new)

    def _people(self, one: Identity, told: list[Signed]) -> None:
        """Namesakes whose bureaus differ are told apart; where the bureaus change, all of them are anew."""
        text = text_of(one)
        was = Counter[str]()
        for value in self.notes.values("people", text):
            was.update(parts_of(value)[0])
        now = was.copy()
        for telling, by in told:
            for root in telling.roots:
                now[root] += by
        lowest, after = lowest_bureaus(was), lowest_bureaus(+now)
        parts = set(identities(self.notes, "namesakes", text))
        stay = self._staying(parts, told) if lowest != after and max(len(lowest), len(after)) > 1 else []
        moves = [(told_apart(telling, lowest if by < 0 else after), telling, by) for telling, by in told]
        for telling in stay:
            moves.append((told_apart(telling, lowest), telling, -1))
            moves.append((told_apart(telling, after), telling, 1))
        for part, telling, by in moves:
            self._take(part, telling, by)
        left = {part for part in parts.union(part for part, _, _ in moves) if self._stands(part)}
        self._old += namesakes_rows(one, was, parts)
        self._new += namesakes_rows(one, now, left)

    def _stands(self, one: Identity) -> bool:
        if one not in self.dirty:
            return True
        found = self.dirty[one].new
        return found is not None and found.size > 0

    def _staying(self, parts: Iterable[Identity], told: list[Signed]) -> Iterator[Telling]:
        """What the documents that neither come nor go tell of these people."""
        moving = {telling.member for telling, _ in told}
        members = {m for part in parts for m in NotedMembers(self.notes, text_of(part))} - moving
        for document in sorted({document for document, _ in members}):
            for telling in tellings(self._extraction(document), frozenset()):
                if telling.person and telling.member in members:
                    yield telling

    def apply(self) -> None:
        """Note the changes."""
        before, after = set(self._old), set(self._new)
        for row in before - after:
            self.notes.drop(row)
        for row in after - before:
            self.notes.put(row)


def documents_of(notes: Notes, ones: Iterable[Identity]) -> set[str]:
    """The documents that tell of these identities."""
    return {document for one in ones for document, _ in NotedMembers(notes, text_of(one))}


def identities_of(notes: Notes, document: str) -> dict[str, Identity]:
    """Entity ids of a document, each with its identity."""
    rows = map(parts_of, notes.values("document", document))
    return {local: identity_from(text) for local, text in rows}
