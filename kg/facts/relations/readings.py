"""An article, its mentions and entities in, every candidate pair with its features out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts.relations.arguments import arguments_of, focus, home_unit
from kg.facts.relations.features import Scene, features_of
from kg.facts.relations.honours import Honours
from kg.facts.relations.pairs import Pair, pairs_of
from kg.facts.relations.posts import posts_of
from kg.records import Article, Entity, Label, Mention

LEAST = 0.5  # what a mention's confidence, times a rule's where one found the fact, must reach
CLOSING = "”’』」》）)0123456789"
HELD_BACK = re.compile(
    r"某|(?:女士|先生|师傅|大[爷妈姐娘叔伯婶哥嫂]|[伯婶叔姨婆爷奶]|阿姨|同学|奶奶|老[伯汉]|小姐|老板|老人|主席|总书记|总理)$"
)
REPORTER = re.compile(r"(?:记者|编辑|摄影|编审)[\s一-龥、]{0,14}$")


class Reading:
    """One article read for relations: its arguments once, for all that looks at them."""

    def __init__(self, article: Article, mentions: Sequence[Mention], entities: Sequence[Entity]) -> None:
        self.article, self.mentions, self.entities = article, mentions, entities
        self.rows = arguments_of(article, mentions, entities)
        self.honours = Honours(article, self.rows, entities)
        self.posts = posts_of(article, self.rows, entities)
        self.sure = [max((mentions[i].confidence for i in e.mentions), default=1.0) for e in entities]

    def outsider(self, entity: int) -> bool:
        """Whether a person can serve in no police unit: a reporter, or one with a courtesy title."""
        if HELD_BACK.search(self.entities[entity].name):
            return True
        found = (self.mentions[i] for i in self.entities[entity].mentions)
        sentences = self.article.sentences
        return any(REPORTER.search(sentences[m.sentence].text[: m.low]) for m in found)

    def pairs(self) -> Iterator[tuple[Pair, list[str]]]:
        """Each candidate pair of the article with its features, sentence by sentence."""
        home = home_unit(self.article, self.entities)
        counts, ends = focus(self.rows), [ending(e) for e in self.entities]
        for number, pairs in pairs_of(self.article, self.rows, home, [e.label for e in self.entities]):
            scene = Scene(self.article.sentences[number], self.rows[number], home, counts, ends)
            for pair in pairs:
                yield pair, list(dict.fromkeys(features_of(pair, scene)))


def ending(entity: Entity) -> str:
    """What kind of name it is, by its last characters; for a person whether the name is held back."""
    if entity.label == Label.PERSON:
        return "private" if HELD_BACK.search(entity.name) else "named"
    return entity.name.rstrip(CLOSING)[-2:]
