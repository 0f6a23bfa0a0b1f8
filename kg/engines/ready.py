"""Nothing in, a process that has code and lexica loaded out: worker processes are forked from it.

Importing this takes a second of processor time, once for all workers. Networks are left out: their library
runs in the workers, not in the process that they are forked from.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence

from kg.documents import article_of
from kg.entities import link
from kg.facts import observations, statements
from kg.mentions import find_mentions
from kg.mentions.tagger import Tagged

TEXT = (
    "东湖市公安：数据里的平安\n2024年，东湖市公安局开展“守望一号”专项行动，抓获嫌疑人20名，警情同比下降3%。\n"
)


class Characters:
    """A tagger that takes every character for a noun."""

    def tag(self, texts: Sequence[str]) -> Iterator[Tagged]:
        """Yield every text in a batch of its own."""
        for place, text in enumerate(texts):
            yield Tagged((place,), (text,), (tuple((at, at + 1, "n") for at in range(len(text))),))


def _read() -> None:
    """Read a made-up article, for what is loaded on the way."""
    article = article_of("ready.txt", TEXT)
    (mentions,) = find_mentions([article], Characters())
    entities = link(article, mentions)
    statements(article, mentions, entities)
    observations(article, mentions, entities)


_read()
gc.freeze()  # what is loaded stays; looking through it would copy it into every worker
