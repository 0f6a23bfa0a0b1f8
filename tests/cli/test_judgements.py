"""Judgements on who is who: written by commands, honoured at once and by later builds, never in silence."""

import json
from pathlib import Path

import pytest

from tests.conftest import kg

ONE = "2024年3月,平湖市公安局城关派出所成立“红船义警”。平湖市公安局民警李向阳介绍了做法。\n"
TWO = "2024年5月,长兴县公安局城关派出所成立“太湖义警”,全县治安警情同比下降8.1%。\n"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(ONE, "utf-8")
    (tmp_path / "b.txt").write_text(TWO, "utf-8")
    assert kg("build", "a.txt", "b.txt", "-g", "g", cwd=tmp_path).returncode == 0
    return tmp_path / "g"


def names(graph: Path, kind: str) -> set[str]:
    """Preferred labels of one class."""
    query = f"SELECT ?n {{ ?e a pol:{kind} ; skos:prefLabel ?n }}"
    said = kg("query", "-e", query, "--format", "json", "-g", str(graph)).stdout
    return {row["n"]["value"] for row in json.loads(said)["results"]["bindings"]}


def test_two_stations_of_one_name_stay_two(graph: Path) -> None:
    stations = {name for name in names(graph, "PoliceUnit") if name.endswith("城关派出所")}
    assert stations == {"平湖市公安局城关派出所", "长兴县公安局城关派出所"}


def test_a_merge_holds_and_outlives_a_rebuild(graph: Path) -> None:
    assert {"红船义警", "太湖义警"} <= names(graph, "Team")
    done = kg("merge", "红船义警", "太湖义警", "--who", "li", "--why", "one force", "-g", str(graph))
    assert done.returncode == 0, done.stderr
    merged = names(graph, "Team")
    assert len(merged & {"红船义警", "太湖义警"}) == 1
    assert kg("build", "a.txt", "b.txt", "-g", "g", cwd=graph.parent).returncode == 0
    assert names(graph, "Team") == merged
    assert "judgement li" in kg("explain", next(iter(merged)), "-g", str(graph)).stdout


def test_a_contradiction_is_refused_and_nothing_is_lost(graph: Path) -> None:
    assert kg("merge", "红船义警", "太湖义警", "-g", str(graph)).returncode == 0
    before = (graph / "judgements.jsonl").read_text("utf-8")
    done = kg("split", "红船义警", "--from", "太湖义警", "-g", str(graph))
    assert done.returncode == 2
    assert "the new judgement" in done.stderr
    assert (graph / "judgements.jsonl").read_text("utf-8") == before


def test_a_new_name_is_the_canonical_one(graph: Path) -> None:
    assert kg("rename", "红船义警", "红船义警队", "-g", str(graph)).returncode == 0
    assert "红船义警队" in names(graph, "Team")
    assert kg("lookup", "红船义警", "-g", str(graph)).returncode == 0


@pytest.mark.parametrize(
    ("line", "needed"),
    [
        ("not json", "judgements.jsonl:1"),
        (
            '{"left": "TEAM/甲", "right": "TEAM/乙", "verdict": "same", "who": "l", "when": "", "why": ""}',
            ":1",
        ),
    ],
)
def test_a_bad_line_is_named(graph: Path, line: str, needed: str) -> None:
    (graph / "judgements.jsonl").write_text(line + "\n", "utf-8")
    done = kg("build", "a.txt", "b.txt", "-g", "g", cwd=graph.parent)
    assert done.returncode == 2
    assert needed in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert kg("stats", "-g", str(graph)).returncode == 0
