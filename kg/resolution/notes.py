"""What a graph notes of how identities were settled: its tables, and how their values are written.

A note is a row of a table, a key and a value; a key may have many values. Notes let documents come and go
without the others being read (`kg.resolution.resettling`).

    member     identity → document, entity id           document  document → entity id, identity
    gathered   identity → all that documents say of it   people    namesakes → their bureaus
    namesakes  namesakes → identities told apart         block     block → identities that meet in it
    key        identity → key of its entity              group     key → identities of the entity
    thing      key → name, class, distinction, code …    named     class, name → keys
    called     class, name, distinction → keys           code      code of a division → keys
    below      code of a division → known codes below    prefix    name of a unit → keys of units below
    added      code → key of a place that only official data names
    above      name of a bureau → keys of bureaus that may be below        at  code → keys of bureaus there
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, cast

from kg.lexicon import divisions
from kg.records import Label
from kg.resolution.gathering import Gathered
from kg.resolution.identity import Identity
from kg.resolution.records import Member, ResolvedEntity

Row = tuple[str, str, str]  # table, key, value


class Notes(Protocol):
    """Where rows are noted; what was put or dropped is seen at once."""

    def values(self, table: str, key: str, most: int | None = None) -> list[str]:
        """The values of a key, in no order; at most `most` of them."""
        ...

    def put(self, row: Row) -> None:
        """Note a row, once."""
        ...

    def drop(self, row: Row) -> None:
        """Take a row out, if it is there."""
        ...


_ESCAPED = re.compile('[\x00-\x1f"\\\\\ud800-\udfff]')  # what JSON escapes, and halves of characters
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def packed(*parts: object) -> str:
    """Parts as one text; what UTF-8 cannot write is escaped."""
    words = cast(tuple[str, ...], parts)
    try:
        if not _ESCAPED.search("".join(words)):  # as the encoder would, in a third of the time
            return '["' + '","'.join(words) + '"]' if words else "[]"
    except TypeError:  # not words alone
        pass
    text = _encode(parts)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(parts, separators=(",", ":"))
    return text


def parts_of(text: str) -> list[Any]:
    """The parts of a packed text."""
    found = json.loads(text)
    assert isinstance(found, list)
    return found


def text_of(one: Identity) -> str:
    """An identity as a key or value."""
    return packed(one.label.value, one.form, one.scope)


def identity_from(text: str) -> Identity:
    """The identity that `text_of` wrote."""
    label, form, scope = parts_of(text)
    return Identity(Label(label), form, scope)


def gathered_text(gathered: Gathered) -> str:
    """What documents say of an identity, without its members."""
    counts = (gathered.names, gathered.aliases, gathered.homes, gathered.codes)
    return packed(*({name: each[name] for name in sorted(each)} for each in counts), gathered.hidden)


class NotedMembers:
    """The members of an identity, read when they are asked for."""

    def __init__(self, notes: Notes, one: str) -> None:
        """Of the identity written `one`."""
        self._notes, self._one = notes, one

    def __iter__(self) -> Iterator[Member]:
        """Each member, in no order."""
        for text in self._notes.values("member", self._one):
            document, local = parts_of(text)
            yield document, local

    def __len__(self) -> int:
        """How many there are."""
        return len(self._notes.values("member", self._one))

    def __contains__(self, member: object) -> bool:
        """Whether it is one of them."""
        return member in set(self)


def noted(notes: Notes, one: Identity) -> Gathered | None:
    """What documents say of an identity; None where none says anything."""
    text = text_of(one)
    found = notes.values("gathered", text)
    if not found:
        return None
    names, aliases, homes, codes, hidden = parts_of(found[0])
    return Gathered(NotedMembers(notes, text), names, aliases, homes, codes, hidden)


def identities(notes: Notes, table: str, key: str, most: int | None = None) -> list[Identity]:
    """The identities noted under a key."""
    return [identity_from(text) for text in notes.values(table, key, most)]


def renew(notes: Notes, old: Iterable[Row], new: Iterable[Row]) -> None:
    """Drop the rows that are no more and put those that are new."""
    before, after = set(old), set(new)
    for row in before - after:
        notes.drop(row)
    for row in after - before:
        notes.put(row)


def noted_thing(notes: Notes, key: str) -> tuple[ResolvedEntity, str] | None:
    """What is noted of an entity, without aliases and reasons, and what tells it from its namesakes."""
    found = notes.values("thing", key)
    if not found:
        return None
    name, label, extra, code, private, added = parts_of(found[0])
    d = divisions.by_code(code)
    where = (d.lon, d.lat) if d else (None, None)
    return ResolvedEntity(key, name, Label(label), (), code, *where, private, official=added), extra
