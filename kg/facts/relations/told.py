"""An article, its mentions and entities in, the facts that rules find out: by names and by wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.facts.relations.arguments import Argument
from kg.facts.relations.names import Named, Names
from kg.facts.relations.parts import named_parts, shown_parts
from kg.records import Article, Entity, Mention, Predicate

Fact = tuple[str, Predicate, str]
BY_NAME, BY_WORDING = "parts/name@1", "parts/wording@1"


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with the rule that found it and the sentence that shows it."""

    fact: Fact
    sentence: int
    origin: str
    confidence: float
    entity: int  # the one whose name or words show it


def told(
    article: Article,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    rows: Sequence[Sequence[Argument]],
) -> Iterator[Told]:
    """The facts of an article that rules find; `rows` are its arguments, sentence by sentence."""
    names = Names(entities, mentions, article.home.place if article.home else "")
    for named in names.facts():
        sentence = _fullest(named, mentions, entities)
        yield Told(
            (named.subject, named.predicate, named.object),
            sentence,
            named.origin,
            named.confidence,
            named.shown_by,
        )
    for part, whole in named_parts(entities):
        sentence = mentions[entities[part].mentions[0]].sentence
        yield Told((entities[part].id, Predicate.PART_OF, entities[whole].id), sentence, BY_NAME, 0.8, part)
    for number, row in enumerate(rows):
        for part, whole in shown_parts(article.sentences[number].text, row, entities):
            fact = entities[part].id, Predicate.PART_OF, entities[whole].id
            yield Told(fact, number, BY_WORDING, 0.8, part)


def _fullest(named: Named, mentions: Sequence[Mention], entities: Sequence[Entity]) -> int:
    """The sentence with the fullest mention of the entity whose name holds the fact."""
    own = entities[named.shown_by].mentions
    return mentions[max(own, key=lambda i: (len(mentions[i].surface), -i))].sentence
