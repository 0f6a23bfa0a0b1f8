"""Articles in, their mentions out: what is named, where, and of which class.

The tagger's words, the recogniser's probabilities and the grammar's candidates meet in the arbiter; what
it establishes holds throughout the article. No result depends on which other articles share the call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from kg.mentions.arbiter import arbitrate
from kg.mentions.consistency import consistent
from kg.mentions.grammar import propose, settle
from kg.mentions.nameless import is_common
from kg.mentions.recogniser import Reading, read
from kg.mentions.shortforms import propagate
from kg.mentions.tagger import Tagger, Words, lac
from kg.records import Article, Mention

__all__ = ["find_mentions"]

TOGETHER = 60_000  # characters read at a time: their probabilities take some 11 MB


def find_mentions(articles: Sequence[Article], tagger: Tagger | None = None) -> list[tuple[Mention, ...]]:
    """Mentions of each article, by sentence and place.

    `tagger` replaces LAC; one that yields no states leaves the recogniser out, and the grammar decides.
    """
    source = tagger or lac()
    return [mentions for group in _groups(articles) for mentions in _find(group, source)]


def _groups(articles: Sequence[Article]) -> Iterator[list[Article]]:
    group: list[Article] = []
    size = 0
    for article in articles:
        group.append(article)
        size += len(article.text)
        if size >= TOGETHER:
            yield group
            group, size = [], 0
    if group:
        yield group


def _find(articles: Sequence[Article], tagger: Tagger) -> list[tuple[Mention, ...]]:
    texts = [sentence.text for article in articles for sentence in article.sentences]
    words: list[Words] = [()] * len(texts)
    readings: list[Reading | None] = [None] * len(texts)
    for batch in tagger.tag(texts):
        read_ = read(batch) if batch.states is not None else [None] * len(batch.texts)
        for place, found, reading in zip(batch.places, batch.words, read_, strict=True):
            words[place], readings[place] = found, reading
    starts = [0, *accumulate(len(article.sentences) for article in articles)]
    parts = [
        (a, words[low:high], readings[low:high])
        for a, low, high in zip(articles, starts, starts[1:], strict=False)
    ]
    if any(readings):
        return [
            tuple(consistent(article, found, own))
            for found, (article, own, _) in zip(arbitrate(parts), parts, strict=True)
        ]
    return [by_grammar(article, own) for article, own, _ in parts]


def by_grammar(article: Article, words: Sequence[Words]) -> tuple[Mention, ...]:
    """Mentions of `article` without the recogniser: the best of what the grammar proposes."""
    proposed = propose(article, words)
    found = [*proposed, *propagate(article, settle(proposed))]
    texts = [sentence.text for sentence in article.sentences]
    return tuple(settle(m for m in found if not is_common(texts[m.sentence], m.low, m.high, m.label)))
