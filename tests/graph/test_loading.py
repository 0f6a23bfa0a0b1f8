"""Texts loaded into a store: a large load is merged at its end and holds the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Store

from kg.graph import loading
from kg.graph.iris import GRAPH


def _texts() -> Iterator[bytes]:
    for part in range(6):
        lines = (f'<urn:{part}> <urn:n> "{n}" <{GRAPH}document/a> .\n' for n in range(200))
        yield "".join(lines).encode()


def _files(folder: Path) -> int:
    return len(list(folder.glob("*.sst")))


def test_a_large_load_is_merged_and_holds_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "SIZE", 1)
    small, large = Store(tmp_path / "small"), Store(tmp_path / "large")
    loading.load(small, _texts())
    monkeypatch.setattr(loading, "LARGE", 1)
    loading.load(large, _texts())
    assert set(small) == set(large)
    assert len(large) == 2 * 6 * 200
    assert _files(tmp_path / "large") < _files(tmp_path / "small")
