"""Articles in, their extractions out: the stages that read one article, composed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from kg.annotation.corrections import Correction, corrected
from kg.entities import link
from kg.facts import observations, statements
from kg.lexicon.divisions import find
from kg.mentions import find_mentions
from kg.records import Article, Entity, Extraction, Label, Mention, Observation, Predicate, Statement

Corrections = Mapping[str, Correction]  # by document
NONE: Corrections = MappingProxyType({})


def _named(entity: str) -> Entity:
    """The entity of an id; a place has its code if it is the only county or larger division of its name."""
    label, _, name = entity.partition("/")
    fits = [d for d in find(name, towns=False) if d.name == name] if label == Label.PLACE else []
    code = fits[0].code if len(fits) == 1 else ""
    return Entity(Label(label), name, origin="facts/implied", code=code)


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


def _mentions(articles: Sequence[Article], corrections: Corrections) -> Iterator[tuple[Mention, ...]]:
    """The mentions of each article: a person's where there is a correction, else those found now."""
    told = [corrected(article, corrections.get(article.identifier)) for article in articles]
    found = iter(find_mentions([a for a, known in zip(articles, told, strict=True) if known is None]))
    for known in told:
        yield next(found) if known is None else known


def extract(articles: Sequence[Article], corrections: Corrections = NONE) -> list[Extraction]:
    """Read a batch of articles; each Extraction depends on its own article and correction alone."""
    return [
        _facts(article, found)
        for article, found in zip(articles, _mentions(articles, corrections), strict=True)
    ]
