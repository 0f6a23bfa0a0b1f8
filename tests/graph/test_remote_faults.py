"""A server that breaks off, refuses, moves or talks of something else is told in one line."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kg.errors import BadQuery, NotAGraph, PolicingError
from kg.graph.remote import RemoteGraph
from tests.conftest import kg

JSON = "application/sparql-results+json"
ROWS = '{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"甲"}}]}}'


def _reply(status: str, media: str, body: str, length: int | None = None, head: str = "") -> bytes:
    size = len(body.encode()) if length is None else length
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {size}\r\n{head}"
        f"Connection: close\r\n\r\n{body}"
    ).encode()


@contextmanager
def _server(reply: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A server on loopback that gives every request the same bytes; its address and what it was sent."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    client, _ = listening.accept()
                except OSError:
                    return
                with client:
                    asked.append(client.recv(65536))
                    client.sendall(reply)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql", asked
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (_reply("200 OK", JSON, ROWS[:40]), NotAGraph, "what is no whole application/sparql-results"),
        (_reply("200 OK", JSON, ROWS, length=500), NotAGraph, "does not answer"),
        (_reply("200 OK", JSON, ROWS[:-2] + ',{"n"'), NotAGraph, "what is no whole"),
        (_reply("200 OK", JSON, '{"typed-literal"'), NotAGraph, "what is no whole"),
        (_reply("200 OK", JSON, ""), NotAGraph, "what is no whole"),
        (_reply("200 OK", JSON, "[" * 100_000), NotAGraph, "what is no whole"),
        (_reply("200 OK", "application/sparql-results+xml", "<sparql><head>"), NotAGraph, "no whole"),
        (_reply("200 OK", "text/html", "<html>welcome"), NotAGraph, "seems to be no SPARQL endpoint"),
        (_reply("200 OK", JSON, ROWS, head="X-SPARQL-MaxRows: 1\r\n"), BadQuery, "the first 1 rows only"),
        (_reply("400 Bad", "text/plain", "line 1\nline 2"), BadQuery, r"refuses the query \(400\): line 1$"),
        (_reply("500 Oops", "text/plain", "x" * 900), BadQuery, r"fails on the query \(500\): x{300}$"),
        (_reply("503 Busy", "text/html", "<h1>busy</h1>"), BadQuery, r"fails on the query \(503\): Busy$"),
        (_reply("401 No", "text/plain", "no"), NotAGraph, "401: wrong or no credentials; set KG_STORE_USER"),
        (_reply("403 No", "text/plain", "closed"), NotAGraph, "refuses to be read .403: closed"),
        (
            _reply("401 No", "text/plain", "no", head='WWW-Authenticate: Negotiate realm="x"\r\n'),
            NotAGraph,
            "credentials",
        ),
        (
            _reply("302 Found", "text/plain", "", head="Location: http://127.0.0.1:1/else\r\n"),
            NotAGraph,
            "has moved to http://127.0.0.1:1/else; write that address",
        ),
        (b"", NotAGraph, "does not answer"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", NotAGraph, "does not answer"),
    ],
)
def test_a_fault_is_one_line(reply: bytes, kind: type[PolicingError], words: str) -> None:
    with _server(reply) as (url, _), pytest.raises(kind, match=words) as caught:
        RemoteGraph(url.replace("//", "//jia:geheim@")).store.server_answer("SELECT ?n { }")  # type: ignore[attr-defined]
    assert "\n" not in str(caught.value) and "geheim" not in str(caught.value)


def test_a_token_is_sent_and_no_other_host_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", "geheim")
    with _server(_reply("200 OK", JSON, '{"head":{},"boolean":true}')) as (elsewhere, seen):
        moved = _reply("307 Moved", "text/plain", "", head=f"Location: {elsewhere}\r\n")
        with _server(moved) as (url, asked), pytest.raises(NotAGraph, match="has moved"):
            RemoteGraph(url).query("ASK {}")
    assert b"Authorization: Bearer geheim" in asked[0]
    assert seen == []


def test_a_command_tells_a_fault_in_one_line() -> None:
    with _server(_reply("200 OK", JSON, ROWS[:40])) as (url, _):
        done = kg("lookup", "甲", "--store", url.replace("//", "//jia:geheim@"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "geheim" not in done.stderr
