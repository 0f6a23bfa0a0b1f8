"""Extractions in, every identity with its members, names and places out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.lexicon import divisions
from kg.lexicon.divisions import Level
from kg.records import Entity, Extraction, Label, Predicate
from kg.resolution.identity import Identity, home_scope, identity, leading
from kg.resolution.records import Member

_ROOT = re.compile(r"^.+?公安[局厅](?:.{2,}?分局)?")


@dataclass(slots=True)
class Gathered:
    """All that documents say of one identity."""

    members: list[Member] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)  # name → number of members
    aliases: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)  # codes of the prefectures of its documents
    code: str = ""
    private: bool = False

    def add(self, member: Member, entity: Entity, home: str) -> None:
        """Take in one document's entity."""
        self.members.append(member)
        self.names[entity.name] += 1
        self.aliases.update(entity.aliases)
        self.homes.add(home)
        self.code = self.code or entity.code
        self.private = self.private or entity.private

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


def gather(extractions: Iterable[Extraction], own: frozenset[str]) -> dict[Identity, Gathered]:
    """Gather by identity; members that `own` lists as "entity-id@document" get one of their own."""
    found: dict[Identity, Gathered] = defaultdict(Gathered)
    people: dict[Identity, dict[Member, tuple[Entity, str, frozenset[str]]]] = defaultdict(dict)
    for extraction in extractions:
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
                people[one][member] = (entity, home, frozenset(roots.get(entity.id, ())))
            else:
                found[one].add(member, entity, home)
    for one, members in people.items():
        _add_people(found, one, members)
    return dict(found)


def _add_people(
    found: dict[Identity, Gathered], one: Identity, members: dict[Member, tuple[Entity, str, frozenset[str]]]
) -> None:
    """Namesakes of one city are one person unless their bureaus differ; then each bureau has its own."""
    bureaus = sorted({root for _, _, roots in members.values() for root in roots})
    lowest = [b for b in bureaus if not any(o != b and o.startswith(b) for o in bureaus)]
    for member, (entity, home, roots) in members.items():
        mine = sorted(root for root in lowest if root in roots)
        several = len(lowest) > 1
        scope = f"{one.scope}/{mine[0] if mine else ''}" if several else one.scope
        found[replace(one, scope=scope)].add(member, entity, home)


def place_of(one: Identity, gathered: Gathered) -> str:
    """Code of the prefecture (or larger) in which names are compared with this one; "" for anywhere."""
    division = leading(gathered.name) if one.label in (Label.UNIT, Label.ORG) else None
    if division is not None:
        upper = [d for d in divisions.chain(division) if d.level <= Level.PREFECTURE]
        return upper[0].code
    return min(gathered.homes) if len(gathered.homes) == 1 else ""
