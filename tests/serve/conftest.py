"""A real server on loopback over a small graph."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn

from kg.graph import write_graph
from kg.serve.app import application
from kg.serve.limits import Limits
from kg.serve.run import listening
from tests.graph.conftest import first_extraction, second_extraction


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("served")
    write_graph(made, [first_extraction(), second_extraction()])
    return made


@pytest.fixture(scope="session")
def url(folder: Path) -> Iterator[str]:
    limits = Limits(seconds=2.0, query_bytes=100_000, answer_bytes=1_000_000, workers=2)
    app = application(folder, limits)
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


@pytest.fixture
def client(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=30) as made:
        yield made
