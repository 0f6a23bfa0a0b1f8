"""Rows noted beside a graph: at once, by updates that change a few, and after their files became one."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.errors import NotAGraph
from kg.graph.name_segments import segments
from kg.graph.note_files import Row
from kg.graph.notes import FILE, Notes, writing_notes

ODD = [
    ("document", "a\0b\t\n.txt", '["名","\\u0000"]'),
    ("document", "a", "\0b\t\n.txt"),
    ("kept", "", "\udce4halb.txt"),
    ("kept", "\udce4", ""),
]


def write_notes(folder: Path, rows: Iterable[Row]) -> None:
    assert len(list(writing_notes(folder, rows))) <= 1


def test_odd_rows_come_back(tmp_path: Path) -> None:
    write_notes(tmp_path, [*ODD, *ODD])
    notes = Notes.reading(tmp_path)
    assert sorted(notes) == sorted(ODD)
    assert all(notes.values(table, key) == [value] for table, key, value in ODD)
    assert notes.values("kept", "a") == notes.values("nothing", "a") == []


def test_what_changes_is_seen_at_once_and_later(tmp_path: Path) -> None:
    write_notes(tmp_path, [("block", "b", str(number)) for number in range(100)])
    notes = Notes.reading(tmp_path)
    notes.drop(("block", "b", "7"))
    notes.drop(("block", "b", "nothing"))
    notes.put(("block", "b", "8"))
    notes.renew("totals", "", ["one"])
    for _ in range(3):
        assert len(notes.values("block", "b")) == 99
        assert len(notes.values("block", "b", 5)) == 5
        assert notes.values("totals", "") == ["one"]
        notes.flush()
        assert set(Notes.reading(tmp_path)) == set(notes)
    notes.renew("totals", "", ["two"])
    assert notes.values("totals", "") == ["two"]


def test_files_become_one_and_hold_the_same(tmp_path: Path) -> None:
    chance, held, counts = random.Random(3), set[Row](), []
    write_notes(tmp_path, ())
    for _ in range(60):
        notes = Notes.reading(tmp_path)
        for _ in range(20):
            row = ("group", str(chance.randrange(50)), str(chance.randrange(8)))
            if chance.random() < 0.6:
                notes.put(row)
                held.add(row)
            else:
                notes.drop(row)
                held.discard(row)
        notes.flush()
        counts.append(len(segments(tmp_path / FILE)))
        assert set(Notes.reading(tmp_path)) == held
    assert 1 < max(counts) <= 5


@pytest.mark.parametrize("spoil", [b"", b"spoilt", None])
def test_notes_that_cannot_be_read_are_an_error(spoil: bytes | None, tmp_path: Path) -> None:
    write_notes(tmp_path, ODD)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:-1] if spoil is None else spoil)
    with pytest.raises(NotAGraph, match="build the graph again"):
        Notes.reading(tmp_path)
