"""An article's mentions in, the same with every further place of the names they establish out.

A name that stands surely in one sentence, or in three, is that name in all of them, and the label that it
has most is the one it gets. The short name of a town or district that a police unit is called after is a
place: who writes 柳溪派出所 means the place by 柳溪. The kinds of name and the bars are those that were
right more often than not in the composed text and in print; programmes, places and roles that only repeat
were not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.lexicon.divisions import find
from kg.mentions.grammar.tables import plain
from kg.mentions.occurrences import occurrences
from kg.records import Article, Label, Mention

Words = Sequence[tuple[int, int, str]]
SURE = 0.8  # a name with this probability is established; one found often needs none
OFTEN = 3
REPEATED = frozenset((Label.PLATFORM, Label.PERSON))
OWNER = re.compile(
    r"(?:^|[省市县区旗州盟局])(?P<place>[一-龥]{2,4}?)(?:(?:公安)?分局|(?:边境|海岸|中心)?派出所)$"
)
ATTRIBUTE = re.compile(r"市民|[人话籍]")  # what follows a place and may be cut wrongly: 柳溪|市民
LARGER = re.compile(r"公安|警方|交警|国际|世界|公路|铁路|高速|[码路桥站港学所局]")  # what makes another name


def _established(mentions: Iterable[Mention]) -> dict[str, tuple[Label, float]]:
    """Label and probability of every name that is found surely, or often."""
    seen: dict[str, Counter[Label]] = defaultdict(Counter)
    best: dict[str, float] = defaultdict(float)
    for mention in mentions:
        if len(mention.surface) > 1:
            seen[mention.surface][mention.label] += 1
            best[mention.surface] = max(best[mention.surface], mention.confidence)
    labels = {name: max(own, key=lambda label: (own[label], label)) for name, own in seen.items()}
    return {
        name: (label, best[name])
        for name, label in labels.items()
        if label in REPEATED and name not in plain() and (best[name] >= SURE or seen[name].total() >= OFTEN)
    }


def _owners(mentions: Iterable[Mention]) -> dict[str, tuple[Label, float]]:
    """The official places, by their short names, that sure police units are called after."""
    found = {}
    for mention in mentions:
        match = OWNER.search(mention.surface) if mention.label is Label.UNIT else None
        if match and mention.confidence >= SURE and find(match["place"]):
            found[match["place"]] = (Label.PLACE, SURE)
    return found


def _whole(text: str, words: Words, low: int, high: int, label: Label) -> bool:
    """Whether the tagger sees whole words from `low` to `high`, and no larger name goes on after."""
    begun = any(word[0] == low for word in words) or text[low - 1 : low] in ("“", "、")
    ended = any(word[1] == high for word in words)
    if label is Label.PLACE:
        return begun and not LARGER.match(text, high) and (ended or bool(ATTRIBUTE.match(text, high)))
    return begun and ended


def consistent(article: Article, mentions: Sequence[Mention], words: Sequence[Words]) -> list[Mention]:
    """The mentions of `article` and those that they imply, in text order; `words` are the tagger's."""
    names = {**_owners(mentions), **_established(mentions)}
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        taken[mention.sentence].append((mention.low, mention.high))
    found = list(mentions)
    for number, low, high, (label, sure) in occurrences(article, names):
        sentence = article.sentences[number]
        if any(low < e and b < high for b, e in taken[number]):
            continue
        if _whole(sentence.text, words[number], low, high, label):
            start, end = sentence.locate(low, high)
            surface = sentence.text[low:high]
            found.append(Mention(label, number, low, high, start, end, surface, "consistency", sure * 0.8))
    return sorted(found, key=lambda m: (m.sentence, m.low))
