"""What resolution found in, the one thing that an entity of a document is in the graph out.

The graph needs a part of a resolution only; the protocols name that part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pyoxigraph import NamedNode

from kg.graph.iris import digest, entity
from kg.records import Extraction, Label, Statement


class Reason(Protocol):
    """Why two names were taken for one thing."""

    @property
    def left(self) -> str: ...
    @property
    def right(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def reason(self) -> str: ...


class Thing(Protocol):
    """One thing of the graph; `key` is `LABEL/…` and alone makes its IRI."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def label(self) -> Label: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def code(self) -> str: ...
    @property
    def lon(self) -> float | None: ...
    @property
    def lat(self) -> float | None: ...
    @property
    def private(self) -> bool: ...
    @property
    def merges(self) -> Sequence[Reason]: ...
    @property
    def official(self) -> bool: ...


class Resolved(Protocol):
    """Who is who over all documents."""

    @property
    def entities(self) -> Sequence[Thing]: ...
    @property
    def keys(self) -> Mapping[tuple[str, str], str]: ...
    @property
    def official(self) -> Sequence[Statement]: ...
    @property
    def uncertain(self) -> Sequence[Reason]: ...


@dataclass(frozen=True, slots=True)
class Named:
    """A thing known by one article alone."""

    key: str
    name: str
    label: Label
    aliases: tuple[str, ...] = ()
    code: str = ""
    lon: float | None = None
    lat: float | None = None
    private: bool = False
    merges: tuple[Reason, ...] = ()
    official: bool = False


@dataclass(frozen=True, slots=True)
class AsRead:
    """A resolution that joins entities of one label and canonical name, and nothing else."""

    entities: tuple[Named, ...]
    keys: dict[tuple[str, str], str]
    official: tuple[Statement, ...] = ()
    uncertain: tuple[Reason, ...] = field(default=())


def as_read(extractions: Iterable[Extraction]) -> AsRead:
    """Take every entity for what its own article calls it; private people stay with their document."""
    things: dict[str, Named] = {}
    keys = {}
    for extraction in extractions:
        identifier = extraction.article.identifier
        for each in extraction.entities:
            key = f"{each.id}@{digest(identifier)[:8]}" if each.private else each.id
            keys[identifier, each.id] = key
            things.setdefault(key, Named(key, each.name, each.label, (), each.code, private=each.private))
    return AsRead(tuple(things[key] for key in sorted(things)), keys)


class Identity:
    """Look-up in a resolution by document and local id."""

    def __init__(self, resolved: Resolved) -> None:
        """Index `resolved`."""
        self.resolved = resolved
        self._things = {thing.key: thing for thing in resolved.entities}

    def thing(self, document: str, local: str) -> Thing:
        """The thing that entity `local` of `document` is; one that nobody listed is read from its id."""
        return self.keyed(self.resolved.keys.get((document, local), local))

    def keyed(self, key: str) -> Thing:
        """The thing with this key."""
        return self._things.get(key) or as_named(key)


def as_named(key: str) -> Named:
    """A thing as its key alone names it."""
    label, _, name = key.partition("/")
    return Named(key, name, Label(label))


def node_of(thing: Thing) -> NamedNode:
    """IRI of a thing: its class and its key after the slash."""
    return entity(thing.label, thing.key.partition("/")[2])
