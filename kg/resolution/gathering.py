"""Extractions in, every identity with its members, names and places out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.lexicon import divisions
from kg.lexicon.divisions import Level
from kg.records import Entity, Extraction, Label, Predicate
from kg.resolution.identity import Identity, home_scope, identity, leading
from kg.resolution.records import Member

_ROOT = re.compile(r"^.+?公安[局厅](?:.{2,}?分局)?")


def _count(counts: dict[str, int], name: str, by: int) -> None:
    counts[name] = counts.get(name, 0) + by
    if not counts[name]:
        del counts[name]


@dataclass(slots=True)
class Gathered:
    """All that documents say of one identity, each thing with the number of members that say it."""

    members: Collection[Member] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    aliases: dict[str, int] = field(default_factory=dict)
    homes: dict[str, int] = field(default_factory=dict)  # codes of the prefectures of its documents
    codes: dict[str, int] = field(default_factory=dict)
    hidden: int = 0  # members that are private people

    def count(self, entity: Entity, home: str, by: int = 1) -> None:
        """Count what one document's entity says, or with -1 count it no longer."""
        _count(self.names, entity.name, by)
        for alias in entity.aliases:
            _count(self.aliases, alias, by)
        _count(self.homes, home, by)
        if entity.code:
            _count(self.codes, entity.code, by)
        self.hidden += by * entity.private

    def counted(self) -> Gathered:
        """The same counts without the members, to go on counting."""
        names, aliases, homes, codes = map(dict, (self.names, self.aliases, self.homes, self.codes))
        return Gathered([], names, aliases, homes, codes, self.hidden)

    @property
    def size(self) -> int:
        """Number of members."""
        return sum(self.names.values())

    @property
    def code(self) -> str:
        """The code that its documents give, "" where none does."""
        return min(self.codes, default="")

    @property
    def private(self) -> bool:
        """Whether some document takes it for a private person."""
        return self.hidden > 0

    @property
    def name(self) -> str:
        """The name most documents use; then the longest, then the first in code order."""
        return min(self.names, key=lambda n: (-self.names[n], -len(n), n))


def _roots(extraction: Extraction) -> dict[str, set[str]]:
    """Person → the bureaus that the document's memberOf statements place them in."""
    found: dict[str, set[str]] = defaultdict(set)
    for statement in extraction.statements:
        if statement.predicate == Predicate.MEMBER_OF:
            unit = statement.object.removeprefix(f"{Label.UNIT.value}/")
            match = _ROOT.match(unit)
            found[statement.subject].add(match[0] if match else unit)
    return found


def _city(bureaus: set[str]) -> str:
    """Code of the one prefecture (or larger) that a person's bureaus serve; "" if none or several."""
    chains = [divisions.chain(d) for bureau in bureaus if (d := leading(bureau)) is not None]
    codes = {d.code for chain in chains for d in chain if Level.PROVINCE <= d.level <= Level.PREFECTURE}
    cities = {code for code in codes if not code.endswith("0000")} or codes
    return cities.pop() if len(cities) == 1 else ""


@dataclass(frozen=True, slots=True)
class Telling:
    """One document's entity: the identity it has by itself, and what decides between namesakes."""

    one: Identity
    member: Member
    entity: Entity
    home: str
    roots: frozenset[str] = frozenset()  # bureaus of a person

    @property
    def person(self) -> bool:
        """Whether namesakes may be told apart by their bureaus."""
        return self.one.label == Label.PERSON and not self.entity.private


def tellings(extraction: Extraction, own: frozenset[str]) -> Iterator[Telling]:
    """What one document tells; members that `own` lists as "entity-id@document" are of their own."""
    article = extraction.article
    home = home_scope(article, Level.PREFECTURE)
    roots = _roots(extraction)
    for entity in extraction.entities:
        one = identity(entity, article)
        if f"{entity.id}@{article.identifier}" in own:
            one = replace(one, scope=f"{one.scope}@{article.identifier}")
        member = (article.identifier, entity.id)
        if one.label == Label.PERSON and not entity.private:
            one = replace(one, scope=_city(roots.get(entity.id, set())) or one.scope)
            yield Telling(one, member, entity, home, frozenset(roots.get(entity.id, ())))
        else:
            yield Telling(one, member, entity, home)


def gather(extractions: Iterable[Extraction], own: frozenset[str]) -> dict[Identity, Gathered]:
    """Gather by identity; members that `own` lists as "entity-id@document" get one of their own."""
    found: dict[Identity, Gathered] = defaultdict(Gathered)
    people: dict[Identity, list[Telling]] = defaultdict(list)
    for extraction in extractions:
        for telling in tellings(extraction, own):
            if telling.person:
                people[telling.one].append(telling)
            else:
                _add(found[telling.one], telling)
    for told in people.values():
        lowest = lowest_bureaus({root for telling in told for root in telling.roots})
        for telling in told:
            _add(found[told_apart(telling, lowest)], telling)
    return dict(found)


def _add(gathered: Gathered, telling: Telling) -> None:
    assert isinstance(gathered.members, list)
    gathered.members.append(telling.member)
    gathered.count(telling.entity, telling.home)


def lowest_bureaus(bureaus: Iterable[str]) -> tuple[str, ...]:
    """Bureaus below which no other of them stands, sorted."""
    ordered = sorted(bureaus)
    return tuple(b for b in ordered if not any(o != b and o.startswith(b) for o in ordered))


def told_apart(telling: Telling, lowest: Sequence[str]) -> Identity:
    """Namesakes of one city are one person unless their bureaus differ; then each bureau has its own."""
    if len(lowest) < 2:
        return telling.one
    mine = next((root for root in lowest if root in telling.roots), "")
    return replace(telling.one, scope=f"{telling.one.scope}/{mine}")


def place_of(one: Identity, gathered: Gathered) -> str:
    """Code of the prefecture (or larger) in which names are compared with this one; "" for anywhere."""
    division = leading(gathered.name) if one.label in (Label.UNIT, Label.ORG) else None
    if division is not None:
        upper = [d for d in divisions.chain(division) if d.level <= Level.PREFECTURE]
        return upper[0].code
    return min(gathered.homes) if len(gathered.homes) == 1 else ""
