"""Resolved extractions in, a graph folder out: documents, official data, judgements, inferred facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad, Store

from kg.graph import folder as folders
from kg.graph.conflicts import conflict_quads, renew_conflicts
from kg.graph.edits import Edits
from kg.graph.heard import Heard
from kg.graph.identity import Identity, Resolved, as_read
from kg.graph.inference import inferred_text
from kg.graph.kept import kept_rows
from kg.graph.loading import as_text, load
from kg.graph.log import append_entry, write_entry
from kg.graph.names import write_names
from kg.graph.note_files import Row
from kg.graph.notes import writing_notes
from kg.graph.official import resolution_quads
from kg.graph.quads import document_text
from kg.graph.store import Graph
from kg.graph.user import user_quads
from kg.records import Extraction


def graph_texts(
    extractions: Iterable[Extraction],
    resolved: Resolved,
    infer: bool = True,
    documents: Iterable[bytes] | None = None,
    own: bytes = b"",
    heard: Heard | None = None,
) -> Iterator[bytes]:
    """Every quad of the graph as N-Quads; what is inferred follows from the plain triples before it.

    `documents` are the texts of the documents' graphs, where they are made already; `own` what users wrote;
    `heard` hears all but what is inferred.
    """
    heard = heard or Heard()
    identity = Identity(resolved)
    if documents is None:
        documents = (document_text(extraction, identity) for extraction in extractions)
    if own:
        heard.read(own, again=True)
        yield own
    for text in chain(documents, [as_text(resolution_quads(identity))]):
        heard.read(text)
        yield text
    if infer:
        yield inferred_text(heard.facts) + as_text(conflict_quads(heard.figures))


def write_graph(
    path: Path | str,
    extractions: Iterable[Extraction],
    resolved: Resolved | None = None,
    infer: bool = True,
    documents: Iterable[bytes] | None = None,
    noted: Iterable[Row] = (),
) -> None:
    """Replace the graph in folder `path` by that of `extractions`.

    `extractions` is read several times unless it is an iterator, and then held in memory.
    `resolved` says who is who over documents (`as_read` where none is given), `documents` their graphs as
    N-Quads where they are made already, `noted` what is to be noted beside the extractions. Raises GraphBusy
    while another process writes, Unwritable when there is no space or permission; the old graph stays then.
    """
    known = tuple(extractions) if isinstance(extractions, Iterator) else extractions
    with folders.writer(Path(path)):
        replace_graph(Path(path), known, resolved or as_read(known), infer, documents, noted)


def replace_graph(
    folder: Path,
    extractions: Iterable[Extraction],
    resolved: Resolved,
    infer: bool = True,
    documents: Iterable[bytes] | None = None,
    noted: Iterable[Row] = (),
) -> None:
    """The same by a caller who holds `folders.writer(folder)`."""
    append_entry(folder)  # of a writer that was killed before it could
    with folders.new_generation(folder) as fresh:
        store = Store(fresh / "quads")
        own = list(user_quads(folder))
        heard = Heard()
        texts = graph_texts(extractions, resolved, infer, documents, as_text(own), heard)
        kept = (row for each in extractions for row in kept_rows(each))
        notes = writing_notes(fresh, chain(kept, noted))
        load(store, texts, meanwhile=notes, last=lambda: write_names(heard, fresh))
        if infer and own:
            _contradict(store, own)
        store.flush()
        write_entry(Graph(folder, fresh, store))
        del store
    append_entry(folder)


def _contradict(store: Store, own: Iterable[Quad]) -> None:
    """Renew the conflicts of figures of which users wrote, as their writing did."""
    edits = Edits(store)
    edits.came = set(own)
    renew_conflicts(edits)
    edits.settle_union()
