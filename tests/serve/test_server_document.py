"""Every command that docs/server.md shows runs as it stands, but for the ports."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Graph
from tests.conftest import EXAMPLES, ROOT, kg
from tests.serve.conftest import OWN, TOKEN
from tests.stores import oxigraph

TEXT = (ROOT / "docs" / "server.md").read_text("utf-8")
LINES = [line for block in re.findall(r"```console\n(.*?)```", TEXT, re.S) for line in block.splitlines()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("store")) as url:
        yield url


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(EXAMPLES, folder / "examples", ignore=shutil.ignore_patterns("graph*"))
    return folder


def test_the_commands_on_a_store_run(store: str, place: Path) -> None:
    shown = [line for line in LINES if line.startswith("kg ")]
    assert len(shown) >= 6
    for line in shown:
        words = shlex.split(line.replace("http://127.0.0.1:7878/query", store))
        if "examples/*.txt" in words:
            at = words.index("examples/*.txt")
            words[at : at + 1] = [str(path) for path in sorted((place / "examples").glob("*.txt"))]
        done = kg(*words[1:], cwd=place, env={**os.environ, "XDG_CACHE_HOME": str(place)})
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), f"{line}\n{done.stderr}"
        assert done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_requests_to_a_server_are_answered(address: str, written: Path) -> None:
    shown = [line for line in LINES if line.startswith("curl ")]
    assert len(shown) == 5
    for line in shown:
        command = line.replace("http://127.0.0.1:8000", address)
        done = subprocess.run(
            ["bash", "-c", command], capture_output=True, text=True, env={**os.environ, "KG_TOKEN": TOKEN}
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        assert done.stdout or "-sf" in line
    said = Graph.open(written).select("SELECT ?c { ?p rdfs:comment ?c FILTER(STR(?c) = '核对过') }")
    assert list(said) == [("核对过",)]
    assert f"{OWN}/mine" not in {name.value for name in Graph.open(written).graphs()}


def test_every_address_is_there(url: str) -> None:
    import httpx

    for path in ("/data?default", "/view/graph", "/api/openapi.json", "/reconcile", "/void", "/sparql"):
        assert httpx.get(url + path, timeout=60).status_code == 200, path
