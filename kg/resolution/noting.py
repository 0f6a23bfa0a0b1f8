"""What was settled in, the rows to note of it out; the same rows whether at once or step by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kg.lexicon import divisions
from kg.lexicon.divisions import Level
from kg.records import Extraction, Label
from kg.resolution.blocks import blocks
from kg.resolution.gathering import Gathered, Telling, tellings
from kg.resolution.identity import Identity
from kg.resolution.naming import Group, Known, distinction_of
from kg.resolution.notes import Row, gathered_text, packed, text_of
from kg.resolution.official import above_bureau, above_unit, bureau_of
from kg.resolution.records import Member, ResolvedEntity, Settled


def identity_rows(one: Identity, gathered: Gathered) -> Iterator[Row]:
    """What is noted of an identity, but for its members and its entity."""
    text = text_of(one)
    yield "gathered", text, gathered_text(gathered)
    yield from (("block", block, text) for block in blocks(one, gathered))


def member_rows(one: Identity, member: Member) -> Iterator[Row]:
    """What is noted of a document's entity."""
    text, (document, local) = text_of(one), member
    yield "member", text, packed(document, local)
    yield "document", document, packed(local, text)


def namesakes_rows(one: Identity, bureaus: Counter[str], apart: Iterable[Identity]) -> Iterator[Row]:
    """What is noted of people of one name and city: their bureaus, and the identities they fall into."""
    text = text_of(one)
    if +bureaus:
        yield "people", text, packed({bureau: bureaus[bureau] for bureau in sorted(+bureaus)})
    yield from (("namesakes", text, text_of(each)) for each in apart)


def group_rows(key: str, group: Group) -> Iterator[Row]:
    """What is noted of the identities that are one entity."""
    for one in group:
        text = text_of(one)
        yield "key", text, key
        yield "group", key, text


def thing_rows(entity: ResolvedEntity, extra: str) -> Iterator[Row]:
    """What is noted of an entity; `extra` tells it from its namesakes."""
    key, label, name = entity.key, entity.label.value, entity.name
    yield "thing", key, packed(name, label, extra, entity.code, entity.private, entity.official)
    if entity.official:
        yield "added", entity.code, key
        return
    yield "named", packed(label, name), key
    yield "called", packed(label, name, extra), key
    if entity.code:
        yield "code", entity.code, key
        yield from (("below", high, entity.code) for high in above_codes(entity.code))
    if entity.label == Label.UNIT and not entity.private:
        yield from _unit_rows(key, name)


def above_codes(code: str) -> Iterator[str]:
    """Codes of the divisions above a place, up to its province."""
    d = divisions.by_code(code)
    for _, high in pairwise(divisions.chain(d) if d else ()):
        if high.level >= Level.PROVINCE:
            yield high.code


def _unit_rows(key: str, name: str) -> Iterator[Row]:
    yield from (("prefix", prefix, key) for prefix in above_unit(name))
    if d := bureau_of(name):
        yield "at", d.code, key
        yield from (("above", up, key) for up in above_bureau(d))


def _of_people(told: Iterable[Telling], apart: dict[Member, Identity]) -> Iterator[Row]:
    bureaus: dict[Identity, Counter[str]] = {}
    parts: dict[Identity, set[Identity]] = {}
    for telling in told:
        bureaus.setdefault(telling.one, Counter()).update(telling.roots)
        parts.setdefault(telling.one, set()).add(apart[telling.member])
    for one, counts in bureaus.items():
        yield from namesakes_rows(one, counts, parts[one])


def settled_rows(
    settled: Settled, entities: Iterable[ResolvedEntity], extractions: Iterable[Extraction]
) -> Iterator[Row]:
    """All rows of what was settled over `extractions`, without judgements of single members."""
    known: Known = settled.known
    for one, gathered in known.items():
        yield from identity_rows(one, gathered)
        for member in gathered.members:
            yield from member_rows(one, member)
    for entity in entities:
        group = settled.groups.get(entity.key, ()) if not entity.official else ()
        yield from group_rows(entity.key, group)
        yield from thing_rows(entity, distinction_of(group, known))
    persons = ((one, gathered) for one, gathered in known.items() if one.label == Label.PERSON)
    people = {member: one for one, gathered in persons for member in gathered.members}
    told = (t for extraction in extractions for t in tellings(extraction, frozenset()) if t.person)
    yield from _of_people(told, people)
