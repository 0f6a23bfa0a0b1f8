"""An article, its mentions and entities in, every candidate pair with its features out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.facts.relations.arguments import arguments_of, focus, home_unit
from kg.facts.relations.features import Scene, features_of
from kg.facts.relations.pairs import Pair, pairs_of
from kg.records import Article, Entity, Mention


def readings(
    article: Article, mentions: Sequence[Mention], entities: Sequence[Entity]
) -> Iterator[tuple[Pair, list[str]]]:
    """Each candidate pair of the article with its features, sentence by sentence."""
    rows = arguments_of(article, mentions, entities)
    home = home_unit(article, entities)
    counts = focus(rows)
    for number, pairs in pairs_of(article, rows, home, [e.label for e in entities]):
        scene = Scene(article.sentences[number], rows[number], home, counts)
        for pair in pairs:
            yield pair, features_of(pair, scene)
