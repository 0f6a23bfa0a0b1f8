"""A served graph as a process of its own: signals end it within seconds, whatever its clients do."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from kg.graph import write_graph
from tests.graph.conftest import first_extraction, second_extraction

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
KG = "from kg.cli import main; main()"
MOST = 30  # seconds after which a server counts as hung
SMALL = "SELECT ?n { ?s a pol:Program ; skos:prefLabel ?n }"


def _get(query: str) -> bytes:
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


SLOW = (
    b"",  # connects and says nothing
    b"GET /spar",  # half a request line
    b"GET / HTTP/1.1\r\nHost: x\r\nAccept: ",  # half a head
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 1000\r\n\r\nSELECT",  # half a body
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",  # keeps its connection
    _get(LARGE),  # does not read its answer
    *[_get(HEAVY)] * 6,  # more heavy queries than workers
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_graph(tmp_path, [first_extraction(), second_extraction()])
    return tmp_path


@pytest.fixture
def server(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", KG, "serve", "-g", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    until = time.monotonic() + MOST
    while time.monotonic() < until:
        try:
            httpx.get(f"http://127.0.0.1:{port}/", timeout=MOST)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield process, port
    process.kill()
    process.communicate()


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in listed.read_text().split()] if listed.exists() else []


def _runs(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def _all_end(pids: list[int]) -> bool:
    until = time.monotonic() + MOST
    while any(map(_runs, pids)) and time.monotonic() < until:
        time.sleep(0.1)
    return not any(map(_runs, pids))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_with_slow_clients(
    server: tuple[subprocess.Popen[bytes], int], number: signal.Signals
) -> None:
    process, port = server
    clients = [socket.create_connection(("127.0.0.1", port)) for _ in SLOW]
    for client, sent in zip(clients, SLOW, strict=True):
        client.sendall(sent)
    time.sleep(0.5)
    workers = _children(process.pid)
    assert workers
    process.send_signal(number)
    assert process.wait(MOST) == 0
    assert _all_end(workers)
    told = process.stderr.read().decode() if process.stderr else ""
    assert "Traceback" not in told
    for client in clients:
        client.close()


def test_workers_end_when_the_server_is_killed(server: tuple[subprocess.Popen[bytes], int]) -> None:
    process, port = server
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(_get(HEAVY))
    time.sleep(0.3)
    workers = _children(process.pid)
    process.kill()
    assert _all_end(workers)
    client.close()


def test_answers_on_a_kept_connection_do_not_wait(server: tuple[subprocess.Popen[bytes], int]) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{server[1]}", timeout=MOST) as client:
        client.get("/sparql", params={"query": SMALL})
        fastest = min(_seconds(client) for _ in range(50))
    assert fastest < 0.02  # 0.04 s and more where small answers wait for an acknowledgement


def _seconds(client: httpx.Client) -> float:
    start = time.perf_counter()
    assert client.get("/sparql", params={"query": SMALL}).status_code == 200
    return time.perf_counter() - start
