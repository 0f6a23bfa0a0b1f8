"""Resolved extractions in, a graph folder out: documents, official data, judgements, inferred facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, serialize

from kg.graph import folder as folders
from kg.graph.conflicts import conflict_quads
from kg.graph.identity import Identity, Resolved, as_read
from kg.graph.inference import followed, inferred_quads
from kg.graph.iris import GRAPH
from kg.graph.kept import keep
from kg.graph.log import append_entry, write_entry
from kg.graph.names import write_names
from kg.graph.official import resolution_quads
from kg.graph.quads import document_quads
from kg.graph.store import Graph
from kg.records import Extraction

BATCH = 150_000  # quads loaded at a time: Oxigraph's loader alone would hold two million in memory
NAME = re.compile(rb" <" + re.escape(GRAPH.encode()) + rb"[^>]*> \.\n")  # of a graph, ends its line


def graph_quads(
    extractions: Iterable[Extraction],
    resolved: Resolved,
    infer: bool = True,
    documents: Iterable[Quad] | None = None,
) -> Iterator[Quad]:
    """Every quad of the graph; what is inferred follows from the plain triples before it.

    `documents` are the quads of the documents' graphs, where they are made already.
    """
    identity = Identity(resolved)
    if documents is None:
        documents = (quad for extraction in extractions for quad in document_quads(extraction, identity))
    plain: set[Quad] = set()  # in the default graph, so that a triple of many documents is one
    wanted = followed() if infer else set()
    for quad in chain(documents, resolution_quads(identity)):
        if quad.predicate in wanted:
            plain.add(Quad(*quad.triple))
        yield quad
    yield from inferred_quads(plain)


def batched(quads: Iterator[Quad], size: int) -> Iterator[list[Quad]]:
    """Cut a stream of quads into lists of at most `size`."""
    while part := list(islice(quads, size)):
        yield part


def load(store: Store, quads: Iterable[Quad]) -> None:
    """Load every quad, and its triple in the default graph, where queries meet it once.

    As text, since making the second half as objects costs a fifth of the whole.
    """
    for part in batched(iter(quads), BATCH):
        lines = serialize(part, format=RdfFormat.N_QUADS) or b""
        store.bulk_load(lines + NAME.sub(b" .\n", lines), RdfFormat.N_QUADS, lenient=True)


def write_graph(
    path: Path | str,
    extractions: Iterable[Extraction],
    resolved: Resolved | None = None,
    infer: bool = True,
    documents: Iterable[Quad] | None = None,
) -> None:
    """Replace the graph in folder `path` by that of `extractions`.

    `extractions` is read several times unless it is an iterator, and then held in memory.
    `resolved` says who is who over documents (`as_read` where none is given), `documents` their quads where
    they are made already. Raises GraphBusy while
    another process writes, Unwritable when there is no space or permission; the old graph stays then.
    """
    known = tuple(extractions) if isinstance(extractions, Iterator) else extractions
    who = resolved or as_read(known)
    folder = Path(path)
    with folders.writer(folder):
        append_entry(folder)  # of a writer that was killed before it could
        with folders.new_generation(folder) as fresh:
            store = Store(fresh / "quads")
            load(store, graph_quads(known, who, infer, documents))
            if infer:
                load(store, conflict_quads(store))
            store.flush()
            write_names(store, fresh)
            keep(known, fresh)
            write_entry(Graph(folder, fresh, store))
            del store
        append_entry(folder)
