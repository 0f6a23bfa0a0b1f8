"""Rows of tables, keys and values in, a file of them that never changes out; and the rows of a key back.

    kg notes 1    what the file is
    rows          each: its length, + if it came or - if it went, table, NUL, length of the key, key, value
    hashes        of each row, sorted: 32 bits of table and key, then 32 of all three
    places        where each row begins, in the same order
    tail          where the rows end, and how many there are

Rows may come in any order, and more than once: only their hashes and places are in memory meanwhile. A key
is found by halving the hashes. Numbers are unsigned, lengths of four bytes, all others of eight.
"""

from __future__ import annotations

import mmap
import os
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

Row = tuple[str, str, str]  # table, key, value
Spelt = tuple[bytes, bytes]  # table and key, value
MAGIC = b"kg notes 1\n"
CAME, WENT = b"+", b"-"
LENGTH, WORD = 4, 8
PART = 4096  # pieces written at a time, of which a row has four
ORDER = sys.byteorder  # a graph folder stays with its machine, as the store's does


def _number(value: int) -> bytes:
    return value.to_bytes(LENGTH, ORDER)


def key_of(table: str, key: str) -> bytes:
    """A table and a key as one; halves of characters are kept as they are."""
    name = key.encode("utf-8", "surrogatepass")
    return b"%b\0%b%b" % (table.encode(), _number(len(name)), name)


def spelt(row: Row) -> Spelt:
    """A row as it stands in a file."""
    return key_of(row[0], row[1]), row[2].encode("utf-8", "surrogatepass")


def told(row: Spelt) -> Row:
    """The row that `spelt` wrote."""
    table, _, rest = row[0].partition(b"\0")
    return table.decode(), rest[LENGTH:].decode("utf-8", "surrogatepass"), text(row[1])


def text(value: bytes) -> str:
    """A value of a file."""
    return value.decode("utf-8", "surrogatepass")


def _cut(row: bytes) -> Spelt:
    at = row.index(0) + 1
    end = at + LENGTH + int.from_bytes(row[at : at + LENGTH], ORDER)
    return row[:end], row[end:]


def _hash(row: Spelt) -> int:
    start = crc32(row[0])
    return start << 32 | crc32(row[1], start)


class NoteFile:
    """One file of rows, open for reading."""

    def __init__(self, path: Path) -> None:
        """Open it; ValueError or OSError where it is none or cut off."""
        with path.open("rb") as handle:
            self._bytes = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
        whole = memoryview(self._bytes)
        rest = len(whole) - 2 * WORD
        if whole[: len(MAGIC)] != MAGIC or rest < len(MAGIC):
            raise ValueError(f"{path.name} holds no notes")
        end, self.size = array("Q", whole[rest:].tobytes())
        middle = end + WORD * self.size
        if middle + WORD * self.size != rest:
            raise ValueError(f"{path.name} is cut off")
        self._hashes, self._places = whole[end:middle].cast("Q"), whole[middle:rest].cast("Q")

    def _row(self, place: int) -> bytes:
        """A row behind its sign."""
        begin = place + LENGTH
        return self._bytes[begin : begin + int.from_bytes(self._bytes[place:begin], ORDER)]

    def values(self, key: bytes) -> Iterator[tuple[bytes, bool]]:
        """The values of a key, in no order, and whether each came or went."""
        wanted, end = crc32(key), len(key) + 1
        at = bisect_left(self._hashes, wanted << 32)
        while at < self.size and self._hashes[at] >> 32 == wanted:
            row = self._row(self._places[at])
            if row[1:end] == key:
                yield row[end:], row[:1] == CAME
            at += 1

    def __iter__(self) -> Iterator[tuple[Spelt, bool]]:
        """Every row, and whether it came or went, as they were written."""
        for place in sorted(self._places):
            row = self._row(place)
            yield _cut(row[1:]), row[:1] == CAME

    def __contains__(self, row: Spelt) -> bool:
        """Whether the file says that this row came or went."""
        wanted, whole = _hash(row), row[0] + row[1]
        at = bisect_left(self._hashes, wanted)
        while at < self.size and self._hashes[at] == wanted:
            if self._row(self._places[at])[1:] == whole:
                return True
            at += 1
        return False


def writing_rows(path: Path, rows: Iterable[tuple[Spelt, bool]]) -> Iterator[None]:
    """Write a file of rows, each of which came or went, a part at each step; it is on disk at the end."""
    import numpy as np

    hashes, places, end = array("Q"), array("Q"), len(MAGIC)
    held = [MAGIC]
    with path.open("wb") as out:
        for row, came in rows:
            start, value = row
            size = 1 + len(start) + len(value)
            held += (_number(size), CAME if came else WENT, start, value)
            hashes.append(_hash(row))
            places.append(end)
            end += LENGTH + size
            if len(held) > PART:
                out.write(b"".join(held))
                held.clear()
                yield
        out.write(b"".join(held))
        numbers, where = np.frombuffer(hashes, np.uint64), np.frombuffer(places, np.uint64)
        order = np.argsort(numbers, kind="stable")
        out.write(numbers[order].tobytes() + where[order].tobytes())
        out.write(array("Q", (end, len(order))).tobytes())
        out.flush()
        os.fsync(out.fileno())


def write_rows(path: Path, rows: Iterable[tuple[Spelt, bool]]) -> None:
    """The same at once."""
    for _ in writing_rows(path, rows):
        pass


def merge(older: Path, newer: Path, last: bool) -> None:
    """Make two files one in the place of the older; in the `last` one stands only what came."""
    before, after = NoteFile(older), NoteFile(newer)
    stays = ((row, came) for row, came in before if row not in after)
    beside = older.with_suffix(".part")
    write_rows(beside, (each for part in (stays, after) for each in part if each[1] or not last))
    beside.replace(older)
    newer.unlink()
