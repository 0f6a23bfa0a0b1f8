"""Articles or extractions in, one at a time; out again as often as wanted, from a file without a name."""

from __future__ import annotations

import os
import pickle
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from types import TracebackType
from typing import Generic, TypeVar

import kg.packing  # noqa: F401 - packs records quickly
from kg.records import Article, Extraction

Kept = TypeVar("Kept", Article, Extraction)


def identifier(kept: Article | Extraction) -> str:
    """The identifier of an article, or of that which was read."""
    return kept.identifier if isinstance(kept, Article) else kept.article.identifier


class Spool(Generic[Kept]):
    """Holds articles or extractions on disk, so that memory grows by a few bytes for each only.

    Numbered as they came; iterated, as often as needed, by identifier. The file has no name and never
    leaves this process, which alone makes pickle safe here.
    """

    def __init__(self, things: Iterable[Kept], seen: Callable[[Kept], None] | None = None) -> None:
        """Write out `things` as they come; `seen` is called with each."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._places = array("Q", [0])  # where each begins, and the last ends
        self._order: list[int] | None = None  # by identifier, where that is not as they came
        names: list[str] = []
        for each in things:
            pickle.dump(each, self._file, protocol=5)
            self._places.append(self._file.tell())
            names.append(identifier(each))
            if seen:
                seen(each)
        self._file.flush()
        if any(one > other for one, other in pairwise(names)):
            self._order = sorted(range(len(names)), key=names.__getitem__)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._places) - 1

    def __getitem__(self, number: int) -> Kept:
        """The thing of this number, IndexError where there is none."""
        low, high = self._places[number], self._places[number + 1]
        found: Kept = pickle.loads(os.pread(self._file.fileno(), high - low, low))
        return found

    def __iter__(self) -> Iterator[Kept]:
        """Each thing, by identifier; several readers may go on side by side, in threads too."""
        for number in range(len(self)) if self._order is None else self._order:
            yield self[number]

    def __enter__(self) -> Spool[Kept]:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Delete the file."""
        self._file.close()
