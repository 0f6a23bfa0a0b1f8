"""Requests as no client would write them: a standard answer or a closed connection, and others are served."""

from __future__ import annotations

import socket
from contextlib import suppress

import httpx
import pytest

HOST = b"Host: x\r\nConnection: close\r\n"
ASK = b"/sparql?query=ASK%20%7B%7D"


def _say(url: str, sent: bytes) -> bytes:
    """All that the server answers to these bytes."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as client:
        got = b""
        with suppress(ConnectionResetError, BrokenPipeError):
            client.sendall(sent)
            while part := client.recv(65536):
                got += part
        return got


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET " + ASK + b" HTTP/1.1\r\n" + HOST + b"Accept: \xff\xfe,\x80;q=\xc3\r\n\r\n", b"200"),
        (b"GET " + ASK + b" HTTP/1.1\r\n" + HOST + b"Accept: ;;;,,,=;q=x;q=1e99,text/*;q=-1\r\n\r\n", b"200"),
        (b"GET " + ASK + b" HTTP/1.1\r\n" + HOST + b"Accept: " + b"a/b," * 10_000 + b"\r\n\r\n", b"406"),
        (b"GET " + ASK + b" HTTP/1.1\r\n" + HOST + b"Accept: text/csv\rX-Evil: 1\r\n\r\n", b"400"),
        (b"GET " + ASK + b" HTTP/1.1\r\n" + HOST + b"Bad Header: 1\r\n\r\n", b"400"),
        (b"GET " + ASK + b"\x00 HTTP/1.1\r\n" + HOST + b"\r\n", b"400"),
        (b"GET /sparql?query=%FF%FE HTTP/1.1\r\n" + HOST + b"\r\n", b"400"),
        (b"GET /sparql?" + b"a=b&" * 2000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", b"400"),
        (b"GET /id/%0d%0aX-Evil:%201 HTTP/1.1\r\n" + HOST + b"\r\n", b"404"),
        (b"GET /id/" + b"../" * 50 + b"etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n", b"404"),
        (b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n", b"400"),
        (b"POST /sparql HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),
        (b"nonsense\r\n\r\n", b"400"),
    ],
)
def test_the_answer_is_standard_and_others_are_served(
    url: str, client: httpx.Client, sent: bytes, status: bytes
) -> None:
    got = _say(url, sent)
    head, _, body = got.partition(b"\r\n\r\n")
    assert head.split(b" ")[1:2] == [status] or (got == b"" and status == b"400"), head[:200]
    assert b"x-evil" not in head.lower()
    assert b"Traceback" not in body
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_a_head_without_end_is_cut_off(url: str, client: httpx.Client) -> None:
    got = _say(url, b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 1_000_000)
    assert got == b"" or got.split(b" ")[1] in {b"400", b"431"}
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
