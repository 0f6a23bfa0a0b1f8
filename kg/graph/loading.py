"""N-Quads of named graphs in, a store that holds them and their union out."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from pyoxigraph import Quad, RdfFormat, Store, serialize

from kg.graph.iris import GRAPH
from kg.workers import cores

SIZE = 32 << 20  # bytes loaded at a time: Oxigraph's loader alone would hold two million quads in memory
LARGE = 1 << 29  # bytes from which a load is merged at its end: the first updates would merge, and wait, else
DONE = object()
NAME = re.compile(rb" <" + re.escape(GRAPH.encode()) + rb"[^>]*> \.\n")  # of a graph, ends its line


def as_text(quads: Iterable[Quad]) -> bytes:
    """Quads as N-Quads."""
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def _gathered(texts: Iterable[bytes], most: int) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= most:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def load(
    store: Store,
    texts: Iterable[bytes],
    meanwhile: Iterable[None] = (),
    last: Callable[[], None] = lambda: None,
) -> None:
    """Load every quad, and its triple in the default graph, where queries meet it once.

    As text, since making the second half as objects costs a fifth of the whole. The loader lets go of
    Python: where several cores may be used, texts are made while others are loaded, and steps of `meanwhile`
    are done rather than wait. All its steps are done at the end, and `last` once all texts have been made.
    """
    size = 0
    steps = iter(meanwhile)

    def measured() -> Iterator[bytes]:
        nonlocal size
        for text in texts:
            size += len(text)
            yield text

    def rest() -> None:
        last()
        deque(steps, 0)

    _load_parts(store, measured(), steps, rest)
    if size >= LARGE:
        store.optimize()


def _load_parts(
    store: Store, texts: Iterable[bytes], steps: Iterator[None], rest: Callable[[], None]
) -> None:
    def into(part: bytes) -> None:
        store.bulk_load(part, RdfFormat.N_QUADS, lenient=True)
        store.bulk_load(NAME.sub(b" .\n", part), RdfFormat.N_TRIPLES, lenient=True)

    if cores() == 1:
        for part in _gathered(texts, SIZE):
            into(part)
        rest()
        return
    with ThreadPoolExecutor(cores()) as pool:
        running: deque[Future[None]] = deque()
        for part in _gathered(texts, SIZE // 4):
            running.append(pool.submit(into, part))
            while len(running) > cores():
                if running[0].done() or next(steps, DONE) is DONE:
                    running.popleft().result()
        rest()
        for each in running:
            each.result()
