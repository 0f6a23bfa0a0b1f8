"""The same documents give the same bytes, in whatever order, folder or process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph import Graph, write_graph
from kg.graph.export import WRITERS
from kg.records import Extraction
from tests.graph.conftest import first_extraction, second_extraction

PROGRAM = """
import sys
from pathlib import Path
from kg.graph import Graph, write_graph
from tests.graph.conftest import first_extraction, second_extraction
folder = Path(sys.argv[1])
write_graph(folder / "graph", [second_extraction(), first_extraction()])
graph = Graph.open(folder / "graph")
for ending in sys.argv[2:]:
    graph.export(folder / f"out{ending}")
"""


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.iterdir() if path.name.startswith("out"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_format_in_another_process_and_order(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    write_graph(here / "graph", [first_extraction(), second_extraction()])
    there.mkdir()
    for ending in WRITERS:
        Graph.open(here / "graph").export(here / f"out{ending}")
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", PROGRAM, str(there), *WRITERS]
    subprocess.run(command, check=True, env=environment, cwd=Path(__file__).parents[2])
    assert _digests(here) == _digests(there)
    assert len(_digests(here)) == len(WRITERS) + 1  # .csv is two tables


def test_composed_reports_backwards(composed: list[Extraction], reports: Graph, tmp_path: Path) -> None:
    write_graph(tmp_path / "graph", composed[::-1])
    Graph.open(tmp_path / "graph").export(tmp_path / "out-a.nq")
    reports.export(tmp_path / "out-b.nq")
    one, other = _digests(tmp_path).values()
    assert one == other


@pytest.mark.parametrize("ending", [".nq", ".trig", ".jsonld", ".nt", ".ttl"])
def test_rdf_formats_hold_the_whole_graph(hand: Graph, tmp_path: Path, ending: str) -> None:
    import pyoxigraph as ox

    hand.export(tmp_path / f"out{ending}")
    read = ox.Store()
    read.load(path=tmp_path / f"out{ending}")
    if ending in {".nt", ".ttl"}:
        assert {quad.triple for quad in read} == {quad.triple for quad in hand.union()}
    else:
        assert set(read) == {quad for name in hand.graphs() for quad in hand.quads(name)}
