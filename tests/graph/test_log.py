"""The line that each writer adds to the log, and the comparison of a folder's generations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.errors import NotAGraph, Unwritable
from kg.graph import Graph, write_graph
from kg.graph.changes import compare
from kg.graph.folder import last_two
from tests.graph.conftest import first_extraction, second_extraction


def _lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]


def test_each_writer_adds_a_line_of_counts_by_cause(tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction()])
    write_graph(tmp_path, [first_extraction(), second_extraction()])
    write_graph(tmp_path, [second_extraction()])
    first, second, third = _lines(tmp_path)
    assert first["documents"] == {
        "held": 1,
        "added": {"count": 1, "names": ["a/一.txt"]},
        "changed": {"count": 0},
        "gone": {"count": 0},
    }
    assert "changes" not in first
    assert second["changes"] == [
        {"sort": "entity", "what": "added", "cause": "new document", "count": 1},
        {"sort": "entity", "what": "changed", "cause": "new document", "count": 2},
        {"sort": "statement", "what": "added", "cause": "new document", "count": 2},
        {"sort": "statement", "what": "changed", "cause": "new document", "count": 1},
    ]
    assert third["documents"]["gone"] == {"count": 1, "names": ["a/一.txt"]}
    assert {(row["what"], row["cause"]) for row in third["changes"]} == {
        ("changed", "removed document"),
        ("gone", "removed document"),
    }
    assert [line["generation"] for line in (first, second, third)] == [f"generation-{n}" for n in (1, 2, 3)]


def test_a_killed_writers_line_is_added_by_the_next(tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction()])
    (tmp_path / "log.jsonl").write_text('{"cut', "utf-8")
    write_graph(tmp_path, [second_extraction()])
    cut, *lines = (tmp_path / "log.jsonl").read_text("utf-8").splitlines()
    assert cut == '{"cut'
    assert [json.loads(line)["generation"] for line in lines] == ["generation-1", "generation-2"]


def test_the_last_two_generations_can_be_compared(tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction()])
    with pytest.raises(NotAGraph, match="holds no graph before the current one"):
        last_two(tmp_path)
    write_graph(tmp_path, [first_extraction(), second_extraction()])
    old, new = last_two(tmp_path)
    assert {each.cause for each in compare(Graph.open(old), Graph.open(new))} == {"new document b/二.txt"}


def test_a_generation_is_read_but_not_written(tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction()])
    with pytest.raises(Unwritable, match="is one generation of a graph"):
        write_graph(tmp_path / "generation-1", [first_extraction()])


def test_the_command_compares_a_folder_with_what_it_was(tmp_path: Path) -> None:
    write_graph(tmp_path, [first_extraction()])
    write_graph(tmp_path, [first_extraction(), second_extraction()])
    generations = [str(tmp_path / f"generation-{number}") for number in (1, 2)]
    for named in ([str(tmp_path)], generations):
        done = CliRunner().invoke(cli, ["diff", *named, "--json"])
        assert done.exit_code == 0
        assert {row["cause"] for row in json.loads(done.output)} == {"new document b/二.txt"}
    told = CliRunner().invoke(cli, ["--lang", "zh", "diff", *generations], env={"KG_LANG": ""}).output
    assert "新文档 b/二.txt" in told and "document" not in told
