"""Rows of tables, keys and values in, kept on disk beside the graph, and given back by key.

`notes.rows` is written with the whole graph. An update adds `notes+N.rows`, which says what rows came and
went; as with the look-up index (`kg.graph.name_segments`), no file is changed once it is written, generations
share them by link, and a file that has grown to a quarter of the one before becomes one with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from kg.errors import NotAGraph
from kg.graph.name_segments import GROWN, next_segment, segments
from kg.graph.note_files import (
    NoteFile,
    Row,
    Spelt,
    key_of,
    merge,
    spelt,
    text,
    told,
    write_rows,
    writing_rows,
)

FILE = "notes.rows"
BASIS = "basis"  # the table of what identities are settled by besides documents


def writing_notes(generation: Path, rows: Iterable[Row]) -> Iterator[None]:
    """Note the rows of a whole graph in the folder of its generation, step by step; equal rows are one."""
    return writing_rows(generation / FILE, ((spelt(row), True) for row in rows))


class Notes:
    """The notes of one generation; what was put or dropped is seen at once, and on disk after `flush`."""

    def __init__(self, path: Path) -> None:
        """Of a large file, and of those that came after it."""
        self._path = path
        self._files = [NoteFile(each) for each in segments(path)]
        self._changes: dict[bytes, dict[bytes, bool]] = {}  # key → value → whether it came

    @classmethod
    def reading(cls, generation: Path) -> Notes:
        """Open those of a generation; NotAGraph where they cannot be read."""
        try:
            return cls(generation / FILE)
        except (OSError, ValueError) as error:
            hint = "build the graph again from its sources"
            raise NotAGraph(f"the notes of {generation} cannot be read ({error}); {hint}") from None

    def _values(self, key: bytes) -> Iterator[str]:
        """The values of a key; of what a value is told more than once, the newest holds."""
        seen: set[bytes] = set()
        parts = [file.values(key) for file in reversed(self._files)]
        if changed := self._changes.get(key):
            parts.insert(0, iter(list(changed.items())))
        for part in parts:
            for value, came in part:
                if value not in seen:
                    seen.add(value)
                    if came:
                        yield text(value)

    def values(self, table: str, key: str, most: int | None = None) -> list[str]:
        """The values of a key, in no order; at most `most` of them."""
        return list(islice(self._values(key_of(table, key)), most))

    def put(self, row: Row) -> None:
        """Note a row, once."""
        key, value = spelt(row)
        self._changes.setdefault(key, {})[value] = True

    def drop(self, row: Row) -> None:
        """Take a row out, if it is there."""
        key, value = spelt(row)
        self._changes.setdefault(key, {})[value] = False

    def renew(self, table: str, key: str, values: Iterable[str]) -> None:
        """Make `values` the values of a key."""
        before, after = set(self.values(table, key)), set(values)
        for value in before - after:
            self.drop((table, key, value))
        for value in after - before:
            self.put((table, key, value))

    def flush(self) -> None:
        """Put the changes on disk, beside the files there are."""
        write_rows(next_segment(self._path), self._changed())
        parts = segments(self._path)
        while len(parts) > 1 and NoteFile(parts[-1]).size * GROWN >= NoteFile(parts[-2]).size:
            merge(parts[-2], parts[-1], len(parts) == 2)
            parts.pop()
        self._changes = {}
        self._files = [NoteFile(path) for path in parts]

    def _changed(self) -> Iterator[tuple[Spelt, bool]]:
        for key, values in self._changes.items():
            for value, came in values.items():
                yield (key, value), came

    def __iter__(self) -> Iterator[Row]:
        """Every row."""
        rows: dict[Spelt, bool] = {}
        for file in self._files:
            rows.update(file)
        rows.update(self._changed())
        return (told(row) for row, came in rows.items() if came)
