"""`kg add` and `kg remove` on a folder: reprints, judgements, a busy folder, a full disk."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.build import build
from kg.errors import GraphBusy, NoSuchName, NotAGraph
from kg.graph import Graph
from kg.graph.folder import writer
from kg.update import add, remove
from tests.conftest import ROOT

LONG = (
    "青溪县公安局推行渡口警长制，在全县二十三处渡口设立警务驿站，今年以来盗窃警情下降12.5%。"
    "白鹭镇派出所的民警每天清晨沿河巡查，帮助船工检修救生设备，化解矛盾纠纷46起，群众称之为水上的平安使者。"
)
OTHER = "2024年，松岭市公安局开展“清风”专项行动，抓获嫌疑人35名。"
CROWDED = """
import resource, sys
from kg.errors import Unwritable
from kg.update import add
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))  # no file may grow beyond
try:
    add([sys.argv[2]], __import__("pathlib").Path(sys.argv[1]))
except Unwritable as error:
    print(error)
"""


def _texts(folder: Path, texts: dict[str, str]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


def _exported(folder: Path) -> bytes:
    Graph.open(folder).export(folder.with_suffix(".nq"))
    return folder.with_suffix(".nq").read_bytes()


@pytest.mark.parametrize(
    "second", [LONG, LONG.replace("每天清晨", "每日清晨")], ids=["the same", "a word differs"]
)
@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")], ids=["later", "earlier"])
def test_a_reprint_is_found_among_what_the_graph_holds(
    second: str, names: tuple[str, str], tmp_path: Path
) -> None:
    first, last = _texts(tmp_path / "texts", dict(zip(names, (LONG, second), strict=True)))
    (other,) = _texts(tmp_path / "texts", {"c.txt": OTHER})
    build([first, other], tmp_path / "grown")
    summary = add([last], tmp_path / "grown")
    assert (summary.documents, summary.reprints) == (2, {"a.txt": ("b.txt",)})
    assert build([first, last, other], tmp_path / "whole").reprints == {"a.txt": ("b.txt",)}
    assert _exported(tmp_path / "grown") == _exported(tmp_path / "whole")


def test_a_judgement_holds_for_what_comes_later(tmp_path: Path) -> None:
    first, other = _texts(tmp_path / "texts", {"a.txt": LONG, "c.txt": OTHER})
    judgement = {"left": "青溪县公安局", "right": "青溪公安", "verdict": "rename"}
    for name in ("grown", "whole"):
        (tmp_path / name).mkdir()
        line = json.dumps(judgement | {"who": "me", "when": "2026-01-01", "why": "test"}, ensure_ascii=False)
        (tmp_path / name / "judgements.jsonl").write_text(line, "utf-8")
    build([first], tmp_path / "grown")
    add([other], tmp_path / "grown")
    build([first, other], tmp_path / "whole")
    assert "PoliceUnit/青溪公安>".encode() in _exported(tmp_path / "grown")
    assert _exported(tmp_path / "grown") == _exported(tmp_path / "whole")


def test_a_second_writer_is_told_and_the_graph_stays(tmp_path: Path) -> None:
    first, other = _texts(tmp_path / "texts", {"a.txt": LONG, "c.txt": OTHER})
    build([first], tmp_path / "graph")
    before = _exported(tmp_path / "graph")
    with writer(tmp_path / "graph"):
        with pytest.raises(GraphBusy, match="being written by another process"):
            add([other], tmp_path / "graph")
        with pytest.raises(GraphBusy):
            remove(["a.txt"], tmp_path / "graph")
        assert _exported(tmp_path / "graph") == before


@pytest.mark.parametrize("most", [1000, 12_000, 40_000])
def test_a_full_disk_leaves_the_old_graph(most: int, tmp_path: Path) -> None:
    first, other = _texts(tmp_path / "texts", {"a.txt": LONG, "c.txt": OTHER})
    graph = tmp_path / "graph"
    build([first, other], graph)  # what is read of the other is in the cache then
    remove(["c.txt"], graph)
    before = _exported(graph)
    command = [sys.executable, "-c", CROWDED, str(graph), str(other), str(most)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.startswith(str(graph)), done.stderr
    assert "cannot be written (" in done.stdout
    assert _exported(graph) == before
    assert len(list(graph.glob("generation-*"))) <= 2
    add([other], graph)
    assert Graph.open(graph).validate() == []


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    (first,) = _texts(tmp_path / "texts", {"a.txt": LONG})
    with pytest.raises(NotAGraph, match="build one with"):
        add([first], tmp_path / "none")
    assert not (tmp_path / "none").exists()
    build([first], tmp_path / "graph")
    with pytest.raises(NoSuchName, match=r"holds no document z\.txt; it holds a\.txt"):
        remove(["z.txt"], tmp_path / "graph")


def test_the_last_document_may_go(tmp_path: Path) -> None:
    first, other = _texts(tmp_path / "texts", {"a.txt": LONG, "c.txt": OTHER})
    build([first], tmp_path / "graph")
    assert remove(["a.txt"], tmp_path / "graph").documents == 0
    assert len(Graph.open(tmp_path / "graph").store) == 0
    add([other], tmp_path / "graph")
    build([other], tmp_path / "whole")
    assert _exported(tmp_path / "graph") == _exported(tmp_path / "whole")
