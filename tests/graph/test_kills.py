"""Kill -9 at random moments of a build, an add and a remove: the old graph or the new one, never less.

`KG_KILLS` says how often each is killed (4 unless told; a full trial is 50).
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from kg.build import build
from kg.graph import Graph
from kg.update import add, remove

KILLS = int(os.environ.get("KG_KILLS", "4"))
OLD = {
    "a.txt": "青溪县公安局推行渡口警长制，今年盗窃警情下降12.5%。",
    "b.txt": "青溪县公安局深化渡口警长制，白鹭镇派出所参与其中。",
}
NEW = {"c.txt": "2024年，松岭市公安局开展“清风”专项行动，抓获嫌疑人35名。"}
WORK = ("build", "add", "remove")


def _write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def work(name: str, root: Path, graph: Path) -> None:
    """One of the three, on the graph of the old documents or, for remove, on that of all."""
    if name == "build":
        build([root / "all"], graph)
    elif name == "add":
        add([root / "new"], graph)
    else:
        remove(["c.txt"], graph)


def _bytes(graph: Path) -> bytes:
    written = graph.with_name("export.nq")
    Graph.open(graph).export(written)
    return written.read_bytes()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents old, new and all; for each work the graph it starts from and the bytes it ends with."""
    made = tmp_path_factory.mktemp("killed")
    _write(made / "old", OLD)
    _write(made / "new", NEW)
    _write(made / "all", OLD | NEW)
    for name in WORK:
        build([made / ("all" if name == "remove" else "old")], made / f"{name}.before")
        shutil.copytree(made / f"{name}.before", made / f"{name}.after")
        work(name, made, made / f"{name}.after")
    return made


def _started(name: str, root: Path, graph: Path) -> BaseProcess:
    context = multiprocessing.get_context("forkserver")  # has the modules loaded: no kill in an import
    context.set_forkserver_preload(["kg.build", "kg.update", "kg.mentions", "kg.facts", __name__])
    process = context.Process(target=work, args=(name, root, graph))
    process.start()
    return process


def _seconds(name: str, root: Path, graph: Path) -> float:
    shutil.copytree(root / f"{name}.before", graph)
    began = time.monotonic()
    process = _started(name, root, graph)
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - began


@pytest.mark.parametrize("name", WORK)
def test_a_killed_writer_leaves_the_old_graph_or_the_new(name: str, root: Path, tmp_path: Path) -> None:
    before, after = _bytes(root / f"{name}.before"), _bytes(root / f"{name}.after")
    assert before != after
    whole = min(_seconds(name, root, tmp_path / f"timed-{turn}") for turn in range(2))
    chance = random.Random(f"{name} 7")
    for kill in range(KILLS):
        graph = tmp_path / f"graph-{kill}"
        shutil.copytree(root / f"{name}.before", graph)
        process = _started(name, root, graph)
        process.join(chance.random() * whole)
        process.kill()
        process.join()
        assert Graph.open(graph).validate() == []
        found = _bytes(graph)
        assert found in (before, after)
        if found != after:
            work(name, root, graph)
        assert _bytes(graph) == after
        assert len(list(graph.glob("generation-*"))) <= 2
        shutil.rmtree(graph)
