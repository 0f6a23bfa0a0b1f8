"""`kg lookup`, `kg view`, `kg doctor`, completion and `kg` alone, as a person at a terminal meets them."""

import io
import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from kg.evaluation.gold import gold_extraction, gold_names
from kg.graph import Graph
from kg.graph.card import entity_card
from kg.graph.lookup import only
from kg.graph.write import write_graph
from kg.views.cards import card_view
from kg.views.terminal import card_text
from tests.conftest import kg
from tests.views.test_page import GOLD

ESCAPES = "\x1b[31m\x1b]0;title\x07\u202e坏\r名"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph in which a name, a title and a file name carry what a terminal would act on."""
    place = tmp_path_factory.mktemp("terminal") / "graph"
    first, *others = [gold_extraction(GOLD, name) for name in list(gold_names(GOLD))[:4]]
    entities = [replace(e, aliases=(*e.aliases, ESCAPES)) for e in first.entities]
    article = replace(first.article, identifier=f"{ESCAPES}.txt", title=ESCAPES)
    write_graph(place, [replace(first, article=article, entities=tuple(entities)), *others])
    return place


def at_terminal(*arguments: str, columns: int = 80) -> str:
    """What the command prints where a person looks on."""
    ours, theirs = pty.openpty()
    code = "from kg.cli import main; main()"
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm", "KG_LANG": "zh"}
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=theirs, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        said = b""
        while chunk := _read(ours):
            said += chunk
        process.wait()
    os.close(ours)
    return said.decode("utf-8")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_lookup_is_plain_in_a_pipe_and_marked_at_a_terminal(folder: Path) -> None:
    piped = kg("lookup", "昆山市公安局", "-g", str(folder)).stdout
    seen = at_terminal("lookup", "昆山市公安局", "-g", str(folder))
    assert "\x1b" not in piped
    assert "\x1b[1;33m昆山市公安局\x1b[0m" in seen


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(folder: Path, width: int) -> None:
    graph = Graph.open(folder)
    card = entity_card(graph, only(graph, "昆山市公安局").iri)
    console = Console(width=width, record=True, file=io.StringIO())
    console.print(card_view(card, "zh"))
    lines = console.export_text().splitlines()
    assert max(map(cell_len, lines)) <= width
    assert len(lines) > 20


def test_nothing_that_a_terminal_acts_on_gets_through(folder: Path) -> None:
    graph = Graph.open(folder)
    named = [iri for (iri,) in graph.select("SELECT ?e { ?e skos:altLabel ?l FILTER(CONTAINS(?l, '坏')) }")]
    card = entity_card(graph, str(named[0]))
    console = Console(width=100, force_terminal=False, record=True, file=io.StringIO())
    console.print(card_view(card, "en"))
    for said in (card_text(card, "en"), console.export_text()):
        assert not {"\x1b", "\x07", "\r", "\u202e"} & set(said)
        assert "<U+001B>" in said


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        ((), "graph.html"),
        (("--map",), "map.html"),
        (("--timeline",), "timeline.html"),
        (("--outcomes",), "outcomes.html"),
        (("--document", "kunshan"), "document.html"),
    ],
)
def test_view_names_its_file_after_the_view(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...], file: str
) -> None:
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "KG_LANG": "zh",
    }
    done = kg("view", "-g", str(folder), *arguments, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    assert "昆山市公安局" in (tmp_path / file).read_text("utf-8")


@pytest.mark.parametrize(
    ("typed", "offered"), [("kunsh", "昆山市公安局"), ("ksga", "昆山市公安局"), ("昆山市公", "昆山市公安局")]
)
def test_the_shell_completes_names(folder: Path, typed: str, offered: str) -> None:
    environment = {
        **os.environ,
        "_KG_COMPLETE": "bash_complete",
        "COMP_WORDS": f"kg lookup -g {folder} {typed}",
        "COMP_CWORD": "4",
    }
    run = [
        sys.executable,
        "-c",
        "import sys; sys.argv[0] = 'kg'; from kg.cli import cli; cli(prog_name='kg')",
    ]
    done = subprocess.run(run, env=environment, capture_output=True, check=False)
    assert f"plain,{offered}" in done.stdout.decode("utf-8").splitlines()


def test_doctor_says_what_works(folder: Path) -> None:
    done = kg("doctor", "--json", "-g", str(folder))
    checks = {check["name"]: check["state"] for check in json.loads(done.stdout)}
    assert done.returncode == 0
    assert {checks[name] for name in ("python", "models", "store", "page", "graph")} == {"ok"}


def test_doctor_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    done = kg("--lang", "en", "doctor", cwd=tmp_path)
    assert done.returncode == 1
    assert "✗ graph" in done.stdout and "kg build" in done.stdout


def test_kg_alone_says_what_to_do_next(folder: Path, tmp_path: Path) -> None:
    assert "kg build" in kg("--lang", "en", cwd=tmp_path).stdout
    (tmp_path / "graph").symlink_to(folder)
    assert "kg lookup" in kg("--lang", "en", cwd=tmp_path).stdout
    assert "kg build" not in kg("--lang", "en", cwd=tmp_path).stdout
