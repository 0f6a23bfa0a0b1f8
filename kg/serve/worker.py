"""A queue of queries in, whole answers out, each from a process that can be stopped.

The store has no time limit of its own, and a stopped answer must not be half an answer: a query runs in
a worker process, which hands back the finished bytes, or is killed and replaced.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import Empty, Queue

from kg.graph import Graph
from kg.serve.changes import Change, made
from kg.serve.current import Current
from kg.serve.limits import Limits, Refused

RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
TRIPLES = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
STOPPING = "the server is stopping"
ALIASES = {"application/json": RESULTS[0], "application/xml": RESULTS[1], "text/plain": TRIPLES[1]}


@dataclass(frozen=True, slots=True)
class Asked:
    """One query with its dataset; `accept` is the client's Accept header."""

    query: str
    accept: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """The whole answer: HTTP status, media type and body."""

    status: int
    media: str
    body: bytes


class _Bounded(BytesIO):
    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, part: object, /) -> int:
        written = super().write(part)  # type: ignore[arg-type]
        if self.tell() > self.most:
            raise Refused(413, f"the answer is longer than {self.most} bytes; add a LIMIT to the query")
        return written


def answer(current: Current, asked: Asked | Change, limits: Limits) -> Answered:
    """Run one query or change to its end; what cannot be run is answered with its error."""
    from kg.errors import PolicingError

    if isinstance(asked, Change):
        status, told = made(current.folder, asked)
        return Answered(status, "text/plain", told.encode())
    try:
        return _answer(current.graph(), asked, limits)
    except Refused as refused:
        return Answered(refused.status, "text/plain", refused.text.encode())
    except PolicingError as error:
        return Answered(400, "text/plain", str(error).encode())


def _answer(graph: Graph, asked: Asked, limits: Limits) -> Answered:
    from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat

    from kg.serve.negotiation import choose

    result = graph.query(asked.query, default_graphs=asked.default_graphs, named_graphs=asked.named_graphs)
    out = _Bounded(limits.answer_bytes)
    if isinstance(result, QueryTriples):
        media = choose(asked.accept, [*TRIPLES, "text/plain"])
        syntax = RdfFormat.from_media_type(ALIASES.get(media, media))
        result.serialize(out, syntax)
    else:
        media = choose(asked.accept, [*RESULTS, "application/json", "application/xml"])
        form = QueryResultsFormat.from_media_type(ALIASES.get(media, media))
        result.serialize(out, form)
    return Answered(200, media, out.getvalue())


def _end_with_parent() -> None:
    """End this process, in the midst of a query too, when the server is no more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _serve(pipe: Connection, folder: Path, limits: Limits) -> None:
    """Answer one query after another until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us when it ends
    threading.Thread(target=_end_with_parent, daemon=True).start()
    current = Current(folder)
    while True:
        try:
            asked = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(answer(current, asked, limits))
        except MemoryError:
            pipe.send(Answered(413, "text/plain", b"the answer does not fit into memory; add a LIMIT"))


class Workers:
    """A few processes, each with one query at a time."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Start them; they read the graph in `folder`."""
        self._folder = folder
        self._limits = limits
        self._context = multiprocessing.get_context("spawn")
        self._lock = threading.Lock()
        self._closed = False
        self._all: list[_Worker] = []
        self._free: Queue[_Worker | None] = Queue()  # None: there will be no more
        for _ in range(limits.workers):
            self._free.put(self._start())

    def _start(self) -> _Worker | None:
        with self._lock:
            if self._closed:
                return None
            here, there = self._context.Pipe()
            given = (there, self._folder, self._limits)
            process = self._context.Process(target=_serve, args=given, daemon=True)
            process.start()
            there.close()
            self._all = [each for each in self._all if not each.stopped]
            self._all.append(_Worker(here, process))
            return self._all[-1]

    @contextmanager
    def _one(self) -> Iterator[_Worker]:
        try:
            worker = self._free.get(timeout=self._limits.seconds)
        except Empty:
            raise Refused(503, "all workers are busy; try again in a moment") from None
        try:
            if worker is None:
                raise Refused(503, STOPPING)
            yield worker
        except BaseException:
            if worker is not None:
                worker.stop()
                worker = self._start()
            raise
        finally:
            self._free.put(worker)

    def answer(self, asked: Asked | Change) -> Answered:
        """Answer a query or make a change; Refused (503) when it runs too long or nobody is free."""
        with self._one() as worker:
            try:
                worker.pipe.send(asked)
                if not worker.pipe.poll(self._limits.seconds):
                    raise Refused(
                        503, f"the query ran longer than {self._limits.seconds:g} s and was stopped"
                    )
                found = worker.pipe.recv()
            except (EOFError, OSError):
                if self._closed:
                    raise Refused(503, STOPPING) from None
                raise Refused(500, "the process that ran the query ended; try again") from None
        assert isinstance(found, Answered)
        return found

    def close(self) -> None:
        """End them all, the busy ones too; whoever waits for an answer is refused (503)."""
        with self._lock:
            self._closed = True
        for worker in self._all:
            worker.process.kill()
        self._free.put(None)


@dataclass(slots=True)
class _Worker:
    pipe: Connection
    process: multiprocessing.process.BaseProcess
    stopped: bool = False

    def stop(self) -> None:
        self.stopped = True
        self.pipe.close()
        self.process.kill()
        self.process.join()
