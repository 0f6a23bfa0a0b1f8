"""Extractions in, one at a time; out again as often as wanted, from a file that goes when it is closed."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from types import TracebackType

from kg.records import Extraction


class Spool:
    """Holds extractions on disk, so that memory does not grow with their number. Iterate as often as needed.

    The file has no name and never leaves this process, which alone makes pickle safe here.
    """

    def __init__(self, extractions: Iterable[Extraction]) -> None:
        """Write out `extractions` as they come."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._size = 0
        for each in extractions:
            pickle.dump(each, self._file, protocol=5)
            self._size += 1
        self._file.flush()

    def __len__(self) -> int:
        """How many extractions there are."""
        return self._size

    def __iter__(self) -> Iterator[Extraction]:
        """Each extraction, in the order in which it came; several readers may go on side by side."""
        at = 0
        for _ in range(self._size):
            self._file.seek(at)
            found = pickle.load(self._file)
            at = self._file.tell()
            yield found

    def __enter__(self) -> Spool:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Delete the file."""
        self._file.close()
