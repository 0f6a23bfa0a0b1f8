"""Documents that go and come in, a new generation out that costs what they touch, not what the graph holds.

The generation begins as links to the files of the one before; what the documents change is written into
it: their graphs and those of documents that name a thing otherwise now, what official data and judgements
say of touched things, what follows, the look-up index, the log.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Store

from kg.graph import folder as folders
from kg.graph.changes import compare
from kg.graph.conflicts import renew_conflicts
from kg.graph.edits import Edits
from kg.graph.following import renew_inferred
from kg.graph.identity import Identity
from kg.graph.iris import ID, LABEL_OF
from kg.graph.kept import kept_in, kept_rows
from kg.graph.log import Moved, append_entry, write_grown_entry
from kg.graph.name_segments import link_segments
from kg.graph.names import FILE, grow_names
from kg.graph.notes import FILE as NOTES
from kg.graph.notes import Notes
from kg.graph.renewing import Change, renew_documents, renew_judgements, renew_official
from kg.graph.store import Graph
from kg.graph.told import Part
from kg.records import Extraction

TOLD = frozenset({*LABEL_OF, "Statement", "Observation"})  # what the log counts


@dataclass(frozen=True, slots=True)
class Delta:
    """Documents that go, and documents that come; one that changes is in both."""

    gone: Sequence[Extraction]
    come: Sequence[Extraction]

    def names(self) -> tuple[frozenset[str], frozenset[str]]:
        """Identifiers of both."""
        gone, come = (frozenset(e.article.identifier for e in side) for side in (self.gone, self.come))
        return gone, come

    def moved(self, held: int) -> Moved:
        """The same for the log."""
        gone, come = self.names()
        was = {each.article.identifier: each.article.digest for each in self.gone}
        now = {each.article.identifier: each.article.digest for each in self.come}
        changed = frozenset(name for name in gone & come if was[name] != now[name])
        return Moved(come - gone, changed, gone - come, held)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a delta changes of who is who, the look-up of things after it, and how many documents are held.

    `sources` are all official sources that may be named.
    """

    change: Change
    identity: Identity
    held: int
    sources: Sequence[str]


def _linked(old: Path, fresh: Path) -> None:
    folders.link_files(old / "quads", fresh / "quads")
    for name in (FILE, NOTES):
        link_segments(old / name, fresh)


def _keep(notes: Notes, delta: Delta) -> None:
    old = {row for each in delta.gone for row in kept_rows(each)}
    new = {row for each in delta.come for row in kept_rows(each)}
    for row in old - new:
        notes.drop(row)
    for row in new - old:
        notes.put(row)


def _edit(edits: Edits, notes: Notes, delta: Delta, settled: Settled) -> frozenset[str]:
    """Edit the graph; identifiers of the documents whose graphs were renewed."""
    gone, come = delta.names()
    change, identity = settled.change, settled.identity
    others = sorted(set(change.documents) - gone - come)
    renew_documents(edits, sorted(gone - come), delta.come, identity)
    renew_documents(edits, (), (kept_in(notes, name) for name in others), identity)
    renew_judgements(edits, change, identity)
    renew_official(edits, change, identity, settled.sources)
    edits.settle_union()
    renew_inferred(edits)
    edits.settle_union()
    renew_conflicts(edits)
    edits.settle_union()
    return gone | come | frozenset(others)


def _things(edits: Edits) -> frozenset[str]:
    """Entities, statements and observations of which something else is said."""
    nodes = {node for quad in edits.came | edits.went for node in (quad.subject, quad.object)}
    iris = (node.value for node in nodes if isinstance(node, NamedNode) and node.value.startswith(ID))
    return frozenset(iri for iri in iris if iri.removeprefix(ID).partition("/")[0] in TOLD)


def _log(folder: Path, old: Path, fresh: Path, edits: Edits, documents: frozenset[str], moved: Moved) -> None:
    before = Graph(folder, old, Store.read_only(str(old / "quads")))
    after = Graph(folder, fresh, edits.store)
    write_grown_entry(after, moved, compare(before, after, Part(_things(edits), documents)))


def grow_graph(folder: Path, delta: Delta, settle: Callable[[Notes], Settled]) -> None:
    """Take documents out of the graph in `folder` and others in; the caller holds `folders.writer(folder)`.

    `settle` says what they change of who is who, and notes it. Raises Unwritable when there is no space or
    permission; the old graph stays then.
    """
    append_entry(folder)  # of a writer that was killed before it could
    old = folders.current_generation(folder)
    with folders.new_generation(folder) as fresh:
        _linked(old, fresh)
        notes = Notes.reading(fresh)
        settled = settle(notes)
        edits = Edits(Store(fresh / "quads"))
        documents = _edit(edits, notes, delta, settled)
        _keep(notes, delta)
        grow_names(edits, fresh)
        notes.flush()
        _log(folder, old, fresh, edits, documents, delta.moved(settled.held))
        edits.store.flush()
        del edits, notes
    append_entry(folder)
