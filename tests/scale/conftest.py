"""Reports to read at scale, made up by the seeded generator, and the bytes that a graph of them has."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from kg.graph import Graph

SCRIPTS = Path(__file__).parents[2] / "scripts"


def written(folder: Path, count: int) -> Path:
    """A folder with the first `count` made-up reports of a fixed seed."""
    sys.path.insert(0, str(SCRIPTS))
    try:
        from bench_reports import reports
    finally:
        sys.path.remove(str(SCRIPTS))
    for name, text, _ in reports(count, 7):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def digest(folder: Path) -> str:
    """SHA-256 of the export of the graph in `folder`."""
    Graph.open(folder).export(folder / "out.nq")
    return hashlib.sha256((folder / "out.nq").read_bytes()).hexdigest()


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty made-up reports, one told twice, one that nobody can read and one that is empty."""
    folder = written(tmp_path_factory.mktemp("sources"), 40)
    first = next(folder.glob("*/*.txt")).read_text("utf-8")
    (folder / "z-again.txt").write_text(first.replace("，", ","), "utf-8")
    (folder / "z-empty.txt").write_bytes(b"")
    (folder / "z-broken.docx").write_bytes(b"PK\x03\x04 nothing")
    return folder
