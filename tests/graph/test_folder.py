"""The graph folder: one writer, many readers, old or new graph whatever happens."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from kg.errors import GraphBusy, NotAGraph, Unwritable
from kg.graph import Graph, write_graph
from kg.graph.folder import writer
from tests.graph.conftest import first_extraction, second_extraction

ROOT = Path(__file__).parents[2]
KG = "from kg.cli import main; main()"
COUNT = "SELECT (COUNT(*) AS ?n) { ?d a pol:Document }"
REBUILD = """
import sys
import tempfile
from kg.graph import write_graph
from tests.graph.conftest import first_extraction, second_extraction
while True:
    write_graph(sys.argv[1], [first_extraction(), second_extraction()])
    write_graph(sys.argv[1], [first_extraction()])
"""
CROWDED = """
import resource, sys
from kg.errors import Unwritable
from kg.graph import write_graph
from tests.graph.conftest import first_extraction, second_extraction
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))  # no file may grow beyond
try:
    write_graph(sys.argv[1], [first_extraction(), second_extraction()])
except Unwritable as error:
    print(error)
"""


def _documents(folder: Path) -> int:
    return int(next(Graph.open(folder).select(COUNT))[0] or 0)


def test_a_missing_folder_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(NotAGraph, match="does not exist; build one with: kg build"):
        Graph.open(tmp_path / "none")


def test_an_ordinary_folder_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(NotAGraph, match="holds no graph"):
        Graph.open(tmp_path)


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"format": 99, "generation": "generation-1"}', "update policing-kg"),
        ('{"format": 1, "generation": "../../etc"}', "lacks its store"),
        ('{"format": 1, "generation": "generation-5"}', "lacks its store"),
    ],
)
def test_a_spoilt_manifest_is_no_graph(tmp_path: Path, manifest: str, message: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest, "utf-8")
    with pytest.raises(NotAGraph, match=message) as caught:
        Graph.open(tmp_path)
    assert "\n" not in str(caught.value)


def test_the_manifest_holds_no_clock(tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction()])
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert manifest == {"format": 1, "generation": "generation-1"}


def test_a_second_writer_is_told_and_a_reader_goes_on(tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction()])
    with writer(tmp_path):
        with pytest.raises(GraphBusy, match="being written by another process"):
            write_graph(tmp_path, [second_extraction()])
        assert _documents(tmp_path) == 1


def test_an_open_graph_outlives_the_next_build(tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction()])
    old = Graph.open(tmp_path)
    write_graph(tmp_path, [first_extraction(), second_extraction()])
    assert int(next(old.select(COUNT))[0] or 0) == 1
    assert _documents(tmp_path) == 2


@pytest.mark.parametrize("most", [1000, 30_000])
def test_a_full_disk_leaves_the_old_graph(tmp_path: Path, most: int) -> None:
    write_graph(tmp_path, [first_extraction()])
    command = [sys.executable, "-c", CROWDED, str(tmp_path), str(most)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.startswith(f"{tmp_path} cannot be written ("), done.stderr
    assert done.stdout.endswith("the old graph stays\n")
    assert _documents(tmp_path) == 1
    assert [path.name for path in tmp_path.glob("generation-*")] == ["generation-1"]


def test_a_file_in_the_way_is_unwritable(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("in the way", "utf-8")
    with pytest.raises(Unwritable, match="choose another folder"):
        write_graph(tmp_path / "graph", [first_extraction()])


def test_killed_builds_leave_a_graph_that_opens(tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction()])
    chance = random.Random(20)
    for _ in range(6):
        build = subprocess.Popen([sys.executable, "-c", REBUILD, str(tmp_path)], cwd=ROOT)
        time.sleep(0.4 + chance.random() * 0.4)
        os.kill(build.pid, signal.SIGKILL)
        build.wait()
        assert _documents(tmp_path) in {1, 2}
    write_graph(tmp_path, [first_extraction(), second_extraction()])
    assert _documents(tmp_path) == 2
    assert len(list(tmp_path.glob("generation-*"))) <= 2


def test_a_second_command_is_told_in_one_line(tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction(), second_extraction()])
    with writer(tmp_path):
        command = [sys.executable, "-c", KG, "remove", "b/二.txt", "-g", str(tmp_path)]
        busy = subprocess.run(command, capture_output=True, text=True)
        assert (busy.returncode, busy.stderr.count("\n")) == (2, 1), busy.stderr
        assert "being written by another process" in busy.stderr
        assert _documents(tmp_path) == 2
    assert _documents(tmp_path) == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="another user is needed to whom the folder is closed")
def test_a_folder_that_may_not_be_written_keeps_its_graph() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "graph"
        write_graph(folder, [first_extraction()])
        Path(name).chmod(0o755)
        try:
            os.seteuid(65534)
            with pytest.raises(Unwritable, match="cannot be written"):
                write_graph(folder, [second_extraction()])
            assert _documents(folder) == 1
        finally:
            os.seteuid(0)
