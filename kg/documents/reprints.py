"""Articles in, each text once out, with the identifiers of its reprints in `sources`.

Two articles are one text where their letters and digits are the same, or nearly all of their five-character
shingles are: MinHash finds the pairs, the exact share decides. Kept is the one whose identifier sorts first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from importlib import import_module

from kg.documents.width import one_width
from kg.records import Article

SHINGLE = 5  # characters
ALIKE = 0.8  # share of common shingles from which two texts are one
SHORTEST = 80  # letters of a text that is compared for nearness; shorter ones must be the same
PERMUTATIONS, BANDS = 128, 32  # texts 0.8 alike are proposed with a probability above 0.9999
FOUND_FROM = 0.6  # share from which MinHash proposes a pair; lower than ALIKE, so that none is missed
NOISE = re.compile(r"[\W_]+")  # what differs between reprints of one text


def _letters(article: Article) -> str:
    return NOISE.sub("", one_width(article.text))


def _shingles(letters: str) -> frozenset[bytes]:
    return frozenset(letters[at : at + SHINGLE].encode() for at in range(len(letters) - SHINGLE + 1))


def _near_pairs(texts: list[str]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that MinHash takes for alike, lower index first."""
    library = import_module("rensa")  # publishes no types
    index = library.RMinHashLSH(FOUND_FROM, PERMUTATIONS, BANDS)
    for at, text in enumerate(texts):
        if not text:
            continue
        sketch = library.RMinHash(PERMUTATIONS, 1)
        sketch.update(sorted(_shingles(text)))
        for other in sorted(index.query(sketch)):
            yield other, at
        index.insert(at, sketch)


def _share(one: str, other: str) -> float:
    a, b = _shingles(one), _shingles(other)
    return len(a & b) / len(a | b)


def groups_of(articles: list[Article], near: bool = True) -> list[list[int]]:
    """Indices of articles that are one text, in groups."""
    parent = list(range(len(articles)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    letters = [_letters(article) for article in articles]
    same: dict[bytes, int] = {}
    for at, text in enumerate(letters):
        parent[at] = root(same.setdefault(blake2b(text.encode("utf-8", "replace")).digest(), at))
    if near:
        whole = [parent[at] == at and len(text) >= SHORTEST for at, text in enumerate(letters)]
        for low, high in _near_pairs(
            [text if long else "" for text, long in zip(letters, whole, strict=True)]
        ):
            if root(low) != root(high) and _share(letters[low], letters[high]) >= ALIKE:
                parent[root(high)] = root(low)
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(articles)):
        groups[root(at)].append(at)
    return list(groups.values())


def reprints(articles: Iterable[Article], near: bool = True) -> tuple[Article, ...]:
    """Each text once, sorted by identifier; `sources` of the kept one names its reprints.

    With `near`, texts that differ in a few words count as one too. What the kept article does not know of
    its date, home or publisher it takes from its reprints.
    """
    ordered = sorted(articles, key=lambda article: article.identifier)
    return tuple(_merged([ordered[at] for at in group]) for group in groups_of(ordered, near))


def _merged(group: list[Article]) -> Article:
    kept, *others = group
    names = sorted({*kept.sources, *(a.identifier for a in others), *(s for a in others for s in a.sources)})
    if not others:
        return kept
    return replace(
        kept,
        sources=tuple(names),
        issued=kept.issued or next((a.issued for a in others if a.issued), None),
        home=kept.home or next((a.home for a in others if a.home), None),
        publisher=kept.publisher or next((a.publisher for a in others if a.publisher), ""),
    )
