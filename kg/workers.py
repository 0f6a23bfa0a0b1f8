"""A function and a stream of batches in, its results in the same order out, from several cores."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from itertools import chain, repeat
from multiprocessing.forkserver import ensure_running
from threading import Thread
from typing import TypeVar

from kg.errors import WorkerLost

_CORES: ContextVar[int] = ContextVar("cores", default=1)
In = TypeVar("In")
Out = TypeVar("Out")
Pool = ProcessPoolExecutor
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
READY = "kg.engines.ready"  # what workers have loaded before they begin
PATIENCE = 200  # ends of one batch's process, after which something else must be wrong


def one_thread() -> None:
    """Keep number libraries of this process, and of those it starts, to one thread each."""
    for name in THREADS:
        os.environ.setdefault(name, "1")


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage less often inside the block: records hold no rings, yet the search took a tenth."""
    usual = gc.get_threshold()
    _begin()
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def several_cores(count: int) -> Iterator[None]:
    """Let what runs inside the block use `count` cores, by threads where a library lets go of Python."""
    token = _CORES.set(count)
    try:
        yield
    finally:
        _CORES.reset(token)


def cores() -> int:
    """How many cores may be used here."""
    return _CORES.get()


def _begin() -> None:
    gc.set_threshold(50_000, 20, 100)


def prepare() -> None:
    """Start the process that workers are forked from; it loads `READY` while others go on."""
    one_thread()
    multiprocessing.set_forkserver_preload([READY])
    ensure_running()


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("forkserver"), initializer=_begin)


def _until_done(work: Callable[[In], Out], batch: In) -> Out:
    """Run `work` on one batch in a process of its own, again where that process ends early."""
    for _ in range(PATIENCE):
        with _pool(1) as pool:
            try:
                return pool.submit(work, batch).result()
            except BrokenProcessPool:
                continue
    raise WorkerLost("worker processes keep ending; is there memory enough? Try fewer --jobs")


@contextmanager
def begun(jobs: int, ready: Callable[[], object]) -> Iterator[Pool]:
    """Worker processes that do `ready` while the caller goes on, for `in_order`."""
    prepare()
    with _pool(jobs) as pool:

        def start() -> None:
            with suppress(RuntimeError):  # the work may be done, or its process dead, before
                for _ in range(jobs):
                    pool.submit(ready)

        # A thread, since the first task waits for the process that workers are forked from.
        starting = Thread(target=start)
        starting.start()
        try:
            yield pool
        finally:
            starting.join()


def in_order(
    work: Callable[[In], Out], batches: Iterable[In], jobs: int, pool: Pool | None = None
) -> Iterator[Out]:
    """Run `work` over `batches` in `jobs` processes; no more than two batches a process wait at a time.

    `pool` has processes begun already. `work` must be importable by name and bear being run again: where a
    process ends early, all batches that wait are run anew, one at a time, so that only the one at fault can
    fail again. Raises WorkerLost where that leads nowhere.
    """
    prepare()
    stream = iter(batches)
    pools = chain((pool,) if pool else (), (_pool(jobs) for _ in repeat(None)))
    waiting: deque[tuple[In, Future[Out]]] = deque()
    done = False
    while not done:
        with next(pools) as pool:
            try:
                for batch in stream:
                    waiting.append((batch, pool.submit(work, batch)))
                    if len(waiting) >= 2 * jobs:
                        yield waiting[0][1].result()
                        waiting.popleft()
                while waiting:
                    yield waiting[0][1].result()
                    waiting.popleft()
                done = True
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
        while waiting and not done:
            yield _until_done(work, waiting.popleft()[0])
