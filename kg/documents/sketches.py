"""A sketch of every article in, groups of those that are one text out; only names and hashes stay in memory.

A sketch is a hash of the article's letters and 128 MinHash values of its five-character shingles, which
lie in a file without a name. Texts that agree in a band of four values are compared by all their values,
and those that look alike by their shingles themselves, which alone decide.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from itertools import pairwise
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from kg.documents.width import one_width
from kg.records import Article

SHINGLE = 5  # characters
ALIKE = 0.8  # share of common shingles from which two texts are one
SHORTEST = 80  # letters of a text that is compared for nearness; shorter ones must be the same
PERMUTATIONS, BAND = 128, 4  # texts 0.8 alike share a band with a probability above 0.9999
FOUND_FROM = 0.6  # share of equal values from which a pair is compared; lower than ALIKE by six deviations
NOISE = re.compile(r"[\W_]+")  # what differs between reprints of one text
Values = NDArray[np.uint32]


def letters_of(article: Article) -> str:
    """What of an article's text is compared."""
    return NOISE.sub("", one_width(article.text))


def _shingles(letters: str) -> set[str]:
    return {letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1)}


def share(one: Article, other: Article) -> float:
    """Common shingles of two articles among all of theirs, 0 to 1."""
    a, b = _shingles(letters_of(one)), _shingles(letters_of(other))
    return len(a & b) / len(a | b)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of an article to find its reprints; `values` is empty for short texts."""

    identifier: str
    letters: bytes
    values: bytes


def sketch_of(article: Article, near: bool = True) -> Sketch:
    """The sketch of an article; with `near`, one that finds texts which differ in a few words too."""
    letters = letters_of(article)
    values = b""
    if near and len(letters) >= SHORTEST:
        minhash = import_module("rensa").RMinHash(PERMUTATIONS, 1)  # publishes no types
        minhash.update([letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1)])
        values = np.array(minhash.digest(), np.uint32).tobytes()
    digest = blake2b(letters.encode("utf-8", "replace"), digest_size=16).digest()
    return Sketch(article.identifier, digest, values)


class Sketches:
    """Sketches of any number of articles, numbered as they were added."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._rows: list[int] = []  # number of the article whose values stand in a row of the file
        self._same: dict[bytes, int] = {}
        self._parent: list[int] = []

    def add(self, sketch: Sketch) -> None:
        """Take in the next article's sketch."""
        number = len(self._parent)
        first = self._same.setdefault(sketch.letters, number)
        self._parent.append(first)
        if first == number and sketch.values:
            self._file.write(sketch.values)
            self._rows.append(number)

    def _root(self, at: int) -> int:
        while self._parent[at] != at:
            self._parent[at] = at = self._parent[self._parent[at]]
        return at

    def groups(self, article_at: Callable[[int], Article]) -> list[list[int]]:
        """Numbers of articles that are one text, in groups of two and more; `article_at` gives one back."""
        self._file.flush()
        if self._rows:
            values = np.memmap(self._file, np.uint32, "r").reshape(-1, PERMUTATIONS)
            for low, high in _alike(values):
                one, other = self._root(self._rows[low]), self._root(self._rows[high])
                if one != other and share(article_at(self._rows[low]), article_at(self._rows[high])) >= ALIKE:
                    self._parent[max(one, other)] = min(one, other)
        groups: dict[int, list[int]] = defaultdict(list)
        for number, parent in enumerate(self._parent):
            if parent != number:
                groups[self._root(number)].append(number)
        return [[root, *others] for root, others in groups.items()]

    def __enter__(self) -> Sketches:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Delete the file."""
        self._file.close()


def _alike(values: Values) -> Iterator[tuple[int, int]]:
    """Pairs of rows with a band in common that agree in enough of their values, each once."""
    tested: set[tuple[int, int]] = set()
    for at in range(0, PERMUTATIONS, BAND):
        for bucket in _buckets(values[:, at : at + BAND]):
            for place in range(1, len(bucket)):
                equal = (values[bucket[:place]] == values[bucket[place]]).mean(axis=1)
                pairs = {(int(low), int(bucket[place])) for low in bucket[:place][equal >= FOUND_FROM]}
                yield from sorted(pairs - tested)
                tested |= pairs


def _buckets(band: Values) -> Iterator[NDArray[np.intp]]:
    """Rows, in rising order, of each value that two or more rows of a band share."""
    whole = np.ascontiguousarray(band).view(np.dtype((np.void, band.shape[1] * band.itemsize))).ravel()
    _, group = np.unique(whole, return_inverse=True)
    order = np.argsort(group, kind="stable")
    edges = np.flatnonzero(np.diff(group[order], prepend=-1, append=-1))
    for low, high in pairwise(edges.tolist()):
        if high - low > 1:
            yield order[low:high]
