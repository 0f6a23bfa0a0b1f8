"""Articles in, their mentions out: what is named, where, and of which class."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.tagger import Tagger, Words, lac
from kg.records import Article, Label, Mention

__all__ = ["find_mentions"]

CLASS = {"PER": Label.PERSON, "LOC": Label.PLACE, "ORG": Label.ORG}
POLICE = ("公安", "派出所", "警")


def _tagged(article: Article, tags: Sequence[Words]) -> tuple[Mention, ...]:
    found = []
    for number, (sentence, words) in enumerate(zip(article.sentences, tags, strict=True)):
        for low, high, tag in words:
            if label := CLASS.get(tag):
                surface = sentence.text[low:high]
                if label is Label.ORG and any(mark in surface for mark in POLICE):
                    label = Label.UNIT
                found.append(
                    Mention(
                        label, number, low, high, *sentence.locate(low, high), surface, "tagger/lac@1", 0.5
                    )
                )
    return tuple(found)


def find_mentions(articles: Sequence[Article], tagger: Tagger | None = None) -> list[tuple[Mention, ...]]:
    """Mentions of each article, by sentence and place; the result does not depend on the grouping."""
    texts = [sentence.text for article in articles for sentence in article.sentences]
    words: list[Words] = [()] * len(texts)
    for batch in (tagger or lac()).tag(texts):
        for place, found in zip(batch.places, batch.words, strict=True):
            words[place] = found
    starts = [0]
    for article in articles:
        starts.append(starts[-1] + len(article.sentences))
    return [_tagged(a, words[low:high]) for a, low, high in zip(articles, starts, starts[1:], strict=False)]
