"""An article and names in, each place where one of them stands out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

import ahocorasick

from kg.records import Article

Meaning = TypeVar("Meaning")


def occurrences(article: Article, names: Mapping[str, Meaning]) -> Iterator[tuple[int, int, int, Meaning]]:
    """Sentence, low, high and meaning of each place of `names`, the longest of overlapping ones."""
    if not names:
        return
    automaton = ahocorasick.Automaton()
    for name, meaning in names.items():
        automaton.add_word(name, (len(name), meaning))
    automaton.make_automaton()
    for number, sentence in enumerate(article.sentences):
        for last, (length, meaning) in automaton.iter_long(sentence.text):
            yield number, last + 1 - length, last + 1, meaning
