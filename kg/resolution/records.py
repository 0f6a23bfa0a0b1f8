"""The nouns of resolution: judgements and terms in; resolved entities, merges and pairs out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.records import Label, Statement

if TYPE_CHECKING:
    from kg.resolution.gathering import Gathered
    from kg.resolution.identity import Identity

Member = tuple[str, str]  # article identifier, entity id within that article


class Verdict(StrEnum):
    """What a judgement says of two names."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    RENAME = "rename"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of the judgements file: `left` and `right` are keys (or names) of entities.

    For `rename`, `right` is the new canonical name of `left`.
    """

    left: str
    right: str
    verdict: Verdict
    who: str
    when: str  # ISO date or time, as given
    why: str
    where: str = ""  # FILE:LINE, for errors


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a user's own lexicon; `parent` and `place` are canonical names or ""."""

    name: str
    label: Label
    canonical: str
    aliases: tuple[str, ...]
    parent: str
    place: str
    where: str = ""  # FILE:LINE, for errors


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two document entities, or two names, were taken for one thing."""

    left: str  # "identifier entity-id" or a name
    right: str
    score: float  # 0 to 1
    reason: str  # "same-name", "similar-shape 漾/溇", "judgement lijing 2026-11-02: …"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two resolved entities that may be one; what `kg review` asks about."""

    left: str  # keys
    right: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """One thing over all documents. `key` alone makes its IRI: class + `key` after the slash.

    `key` is `LABEL/name`, or `LABEL/name（place or unit）` where two things share a canonical name,
    or `LABEL/name（identifier）` for private people. `name` is what people read (skos:prefLabel).
    """

    key: str
    name: str
    label: Label
    aliases: tuple[str, ...] = ()  # sorted, without `name`
    code: str = ""  # GB/T 2260 of a PLACE
    lon: float | None = None  # WGS 84 degrees
    lat: float | None = None
    private: bool = False
    members: tuple[Member, ...] = ()  # sorted; empty for what official data adds
    merges: tuple[Merge, ...] = ()  # sorted; why the members were joined
    official: bool = False  # stands here only because the official divisions name it


@dataclass(frozen=True, slots=True)
class Settled:
    """All that is known of every identity, and the identities of the entity with each key."""

    known: Mapping[Identity, Gathered]
    groups: Mapping[str, Sequence[Identity]]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What resolution found over all extractions; every tuple is sorted."""

    entities: tuple[ResolvedEntity, ...]  # by key
    keys: dict[Member, str]  # (article identifier, entity id) → key
    official: tuple[Statement, ...]  # partOf and locatedIn between keys, origin official/divisions@…
    uncertain: tuple[Pair, ...] = ()  # best first
    settled: Settled | None = field(default=None, compare=False, repr=False)  # how it came about

    def key_of(self, identifier: str, entity: str) -> str:
        """The key that stands for a document's entity id."""
        return self.keys[identifier, entity]


@dataclass(slots=True)
class Resettled:
    """What changes of a resolution as documents come and go: what is touched, as it was and as it is.

    `old` entities are without aliases and reasons. `statements` are those of official data on each entity
    in it and in `new` whose statements may differ.
    """

    old: dict[str, ResolvedEntity] = field(default_factory=dict)  # by key
    new: dict[str, ResolvedEntity] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)  # that name an entity otherwise than before
    pairs: tuple[Pair, ...] = ()  # left open, of touched entities
    statements: dict[str, list[Statement]] = field(default_factory=dict)  # by key of their subject
