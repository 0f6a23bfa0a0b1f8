"""Real SPARQL servers of others, started on loopback for a test: Oxigraph's and Virtuoso."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from kg.graph.store import Answer

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")
USER, PASSWORD = "dba", "dba"  # of a fresh Virtuoso
INI = """[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 4000
MaxDirtyBuffers = 2000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = {most}
"""


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str) -> None:
    for _ in range(600):
        try:
            httpx.post(url, data={"query": "ASK {}"}, timeout=10)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError(url)


@contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[str]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        _wait(url)
        yield url
    finally:
        process.kill()
        process.wait()


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """The query service of an empty Oxigraph; the test is skipped where it is not installed."""
    if OXIGRAPH is None:
        pytest.skip("Oxigraph's server is not installed (pip install oxigraph)")
    home = f"127.0.0.1:{free_port()}"
    with _running([OXIGRAPH, "serve", "--bind", home], folder, f"http://{home}/query") as url:
        yield url


@contextmanager
def virtuoso(folder: Path, most: int = 10_000) -> Iterator[str]:
    """The query service of an empty Virtuoso that gives `most` rows at once; skipped where there is none."""
    if VIRTUOSO is None:
        pytest.skip("Virtuoso is not installed (apt-get install virtuoso-opensource-7-bin)")
    port = free_port()
    (folder / "virtuoso.ini").write_text(INI.format(sql=free_port(), http=port, most=most), "utf-8")
    command = [VIRTUOSO, "-f", "-c", "virtuoso.ini"]
    with _running(command, folder, f"http://127.0.0.1:{port}/sparql") as url:
        yield url


def told(answer: Answer) -> list[str]:
    """An answer as sorted text, so that two stores can be compared."""
    if isinstance(answer, QueryBoolean):
        return [str(bool(answer))]
    assert isinstance(answer, QuerySolutions | QueryTriples)
    return sorted(
        "\t".join(map(str, row)) if isinstance(answer, QuerySolutions) else str(row) for row in answer
    )
