"""A real server on loopback over a small graph."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from kg.graph import write_graph
from kg.serve.app import application
from kg.serve.limits import Limits
from kg.serve.run import listening
from tests.graph.conftest import first_extraction, second_extraction

TOKEN = "a-token-of-the-test-server"
OWN = "https://w3id.org/policing-kg/graph/user"
DIRECT = {"Content-Type": "application/sparql-update"}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("served")
    write_graph(made, [first_extraction(), second_extraction()])
    return made


@contextmanager
def _served(folder: Path, limits: Limits, token: str = "") -> Iterator[str]:
    app = application(folder, limits, token)
    bound = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    thread = threading.Thread(target=server.run, args=([bound],))
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    app.state.server.workers.close()


@pytest.fixture(scope="session")
def url(folder: Path) -> Iterator[str]:
    with _served(folder, Limits(seconds=2.0, query_bytes=100_000, answer_bytes=1_000_000, workers=2)) as made:
        yield made


@pytest.fixture
def client(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=30) as made:
        yield made


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder that a server with a token writes."""
    made = tmp_path_factory.mktemp("written")
    write_graph(made, [first_extraction(), second_extraction()])
    return made


@pytest.fixture(scope="session")
def address(written: Path) -> Iterator[str]:
    with _served(written, Limits(seconds=20.0, query_bytes=100_000, workers=2), TOKEN) as made:
        yield made


@pytest.fixture
def writing(address: str) -> Iterator[httpx.Client]:
    """A client with the token; the users' graph is empty."""
    head = {"Authorization": f"Bearer {TOKEN}"}
    with httpx.Client(base_url=address, timeout=30, headers=head) as made:
        made.post("/update", content=f"DROP SILENT GRAPH <{OWN}>", headers=DIRECT)
        yield made
