"""Rows of tables, keys and values in, kept on disk beside the graph, and given back by key.

They lie in a store of their own of the kind that holds the graph, since that can be copied by linking
its files: a key is a blank node with the key's hash for its name, which takes no room but that, a table
a predicate.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from kg.errors import NotAGraph

FOLDER = "notes"
Row = tuple[str, str, str]  # table, key, value
BATCH = 150_000  # rows loaded at a time
ESCAPED = "\x01"


@lru_cache
def _table(name: str) -> NamedNode:
    return NamedNode(f"note:{name}")


def _key(text: str) -> BlankNode:
    return BlankNode(hashlib.md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest())


def _literal(value: str) -> Literal:
    """A value; one that UTF-8 cannot write is escaped behind a mark."""
    try:
        value.encode()
    except UnicodeEncodeError:
        value = ESCAPED + value.encode("unicode_escape").decode("ascii")
    return Literal(value)


def _value(quad: Quad) -> str:
    assert isinstance(quad.object, Literal)
    value = quad.object.value
    if value.startswith(ESCAPED):
        return value.removeprefix(ESCAPED).encode("ascii").decode("unicode_escape")
    return value


def _quad(row: Row) -> Quad:
    table, key, value = row
    return Quad(_key(key), _table(table), _literal(value))


class Notes:
    """The notes of one generation."""

    def __init__(self, store: Store) -> None:
        """Of an open store."""
        self._store = store

    @classmethod
    def writing(cls, generation: Path) -> Notes:
        """Open those of a generation that is being written."""
        return cls(Store(generation / FOLDER))

    @classmethod
    def reading(cls, generation: Path) -> Notes:
        """Open those of a finished generation; NotAGraph where they cannot be read."""
        try:
            return cls(Store.read_only(str(generation / FOLDER)))
        except (OSError, RuntimeError) as error:
            hint = "build the graph again from its sources"
            raise NotAGraph(f"the notes of {generation} cannot be read ({error}); {hint}") from None

    def values(self, table: str, key: str, most: int | None = None) -> list[str]:
        """The values of a key, in no order; at most `most` of them."""
        quads = self._store.quads_for_pattern(_key(key), _table(table), None, DefaultGraph())
        return list(map(_value, islice(quads, most)))

    def put(self, row: Row) -> None:
        """Note a row, once."""
        self._store.add(_quad(row))

    def drop(self, row: Row) -> None:
        """Take a row out, if it is there."""
        self._store.remove(_quad(row))

    def renew(self, table: str, key: str, values: Iterable[str]) -> None:
        """Make `values` the values of a key."""
        before, after = set(self.values(table, key)), set(values)
        for value in before - after:
            self.drop((table, key, value))
        for value in after - before:
            self.put((table, key, value))

    def load(self, rows: Iterable[Row]) -> None:
        """Note many rows."""
        quads = map(_quad, rows)
        while part := list(islice(quads, BATCH)):
            self._store.bulk_extend(part)

    def flush(self) -> None:
        """Wait until all is on disk."""
        self._store.flush()

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """Every row: table, hash of the key, value."""
        for quad in self._store:
            assert isinstance(quad.subject, BlankNode)
            yield quad.predicate.value.removeprefix("note:"), quad.subject.value, _value(quad)
