"""Sources in, a graph folder out: the only file that composes the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from kg.documents import ReadOptions, Skipped, read, reprints
from kg.entities import link
from kg.facts import observations, statements
from kg.mentions import find_mentions
from kg.records import Article, Entity, Extraction, Label, Mention, Observation, Predicate, Statement

BATCH = 64  # articles read by the model at a time; more gains no speed and costs memory


@dataclass(frozen=True)
class BuildOptions:
    """How to build: reading options, number of worker processes, a lexicon and judgements of the user."""

    reading: ReadOptions = field(default_factory=ReadOptions)
    jobs: int = 1
    lexicon: Path | None = None


def _named(entity: str) -> Entity:
    label, _, name = entity.partition("/")
    return Entity(Label(label), name, origin="facts/implied")


def complete(
    entities: Sequence[Entity], said: Sequence[Statement], measured: Sequence[Observation]
) -> tuple[Entity, ...]:
    """Add to `entities` those that facts name and no mention does (a parent spelled out by a chain)."""
    cited = {s.subject for s in said} | {s.object for s in said if s.predicate != Predicate.STARTED}
    for o in measured:
        cited |= {i for i in (o.about, o.rank_scope, o.attributed_to) if i}
    missing = cited - {e.id for e in entities}
    return tuple(sorted([*entities, *map(_named, missing)], key=lambda e: e.id))


def _facts(article: Article, mentions: tuple[Mention, ...]) -> Extraction:
    entities = link(article, mentions)
    said = statements(article, mentions, entities)
    measured = observations(article, mentions, entities)
    return Extraction(article, mentions, complete(entities, said, measured), said, measured)


def extract(articles: Sequence[Article]) -> list[Extraction]:
    """Read a batch of articles; each Extraction depends on its own article alone."""
    found = find_mentions(articles)
    return [_facts(article, mentions) for article, mentions in zip(articles, found, strict=True)]


def batched(articles: Iterable[Article], size: int = BATCH) -> Iterator[list[Article]]:
    """Cut a stream of articles into lists of `size`."""
    stream = iter(articles)
    while batch := list(islice(stream, size)):
        yield batch
