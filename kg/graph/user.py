"""A graph folder and a user's own writing in, the next generation of the graph out, in one transaction.

A user may write the named graph `…/graph/user` and graphs below it, `…/graph/user/NAME`. All others follow
from the documents, the official data and the judgements, and are made anew by each build, which takes over
what a user wrote (`user_quads`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import BadQuery, NoSuchName, NotAGraph, NotAllowed
from kg.graph import folder as folders
from kg.graph.conflicts import renew_conflicts
from kg.graph.edits import Edits
from kg.graph.federation import asks_elsewhere
from kg.graph.following import renew_inferred
from kg.graph.iris import GRAPH, PREFIXES
from kg.graph.log import ENTRY, append_entry
from kg.graph.name_segments import link_segments
from kg.graph.names import FILE, grow_names
from kg.graph.notes import FILE as NOTES
from kg.graph.update_targets import graphs_written

USER = GRAPH + "user"
OWN = re.compile(re.escape(USER) + r"(/[^/.?#%\\][^/?#%\\]*)*")


@dataclass(frozen=True, slots=True)
class Changed:
    """How many quads came and went; `new` is True where the graph was not there before."""

    came: int
    went: int
    new: bool = False


def is_own(iri: str) -> bool:
    """True for a named graph that users may write."""
    return bool(OWN.fullmatch(iri))


def _own(store: Store) -> set[Quad]:
    names = [each for each in store.named_graphs() if isinstance(each, NamedNode) and is_own(each.value)]
    return {quad for name in names for quad in store.quads_for_pattern(None, None, None, name)}


def user_quads(folder: Path) -> Iterator[Quad]:
    """What users have written in the current graph of `folder`; nothing where there is no graph yet."""
    try:
        generation = folders.current_generation(folder)
    except NotAGraph:
        return
    yield from sorted(_own(Store.read_only(str(generation / "quads"))), key=str)


def _named(quads: Iterable[Quad]) -> None:
    for quad in quads:
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            raise BadQuery(f"no node of the graph is blank or a triple: {quad.triple}; give it an IRI")


def _begin(source: Path, target: Path) -> None:
    """Fill the generation `target` with what `source` holds, by link where it never changes."""
    folders.link_files(source / "quads", target / "quads")
    for name in (FILE, NOTES):
        link_segments(source / name, target)


def _write(store: Store, write: Callable[[Store], object]) -> tuple[Edits, Changed]:
    """Let `write` change the users' graphs, and have the union and what follows keep up."""
    before = _own(store)
    write(store)
    after = _own(store)
    _named(after - before)
    for name in {quad.graph_name for quad in before} - {quad.graph_name for quad in after}:
        store.remove_graph(name)
    edits = Edits(store)
    edits.came, edits.went = after - before, before - after
    edits.settle_union()
    for renew in (renew_inferred, renew_conflicts):
        renew(edits)
        edits.settle_union()
    return edits, Changed(len(after - before), len(before - after))


def _note(fresh: Path, changed: Changed) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    line = {"time": now, "generation": fresh.name, "user": {"came": changed.came, "went": changed.went}}
    (fresh / ENTRY).write_text(json.dumps(line), "utf-8")


def change(folder: Path, write: Callable[[Store], object]) -> Changed:
    """Let `write` change the users' graphs of a copy of the current graph, and make that current.

    Raises NotAGraph, GraphBusy, Unwritable, and BadQuery for a node without a name; the old graph stays then.
    """
    with folders.writer(folder):
        append_entry(folder)  # of a writer that was killed before it could
        source = folders.current_generation(folder)
        with folders.new_generation(folder) as fresh:
            _begin(source, fresh)
            edits, changed = _write(Store(fresh / "quads"), write)
            grow_names(edits, fresh)
            _note(fresh, changed)
            edits.store.flush()
            del edits
        append_entry(folder)
    return changed


def _refuse_others(graphs: Iterable[str]) -> None:
    for iri in graphs:
        if not is_own(iri):
            what = f"<{iri}>" if iri else "the default graph, or one that is not named"
            raise NotAllowed(f"an update may write GRAPH <{USER}> and graphs below it only, not {what}")


def _run(store: Store, sparql: str, base: str) -> None:
    """Run an update; BadQuery where it cannot be parsed, RuntimeError where it fails."""
    try:
        store.update(sparql, base_iri=base or None, prefixes=PREFIXES)
    except (SyntaxError, ValueError) as error:
        where = str(error).split(": expected")[0]
        raise BadQuery(f"the update cannot be parsed, {where}; see the SPARQL there") from None


def update(folder: Path, sparql: str, base: str = "") -> Changed:
    """Run a SPARQL 1.1 update, prefixes predeclared; its patterns see the whole graph.

    `base` is the IRI against which relative ones are resolved; without one they are an error.

    Raises NotAllowed for one that would write other graphs than the users' own, BadQuery for one that cannot
    be parsed or would read another host, and what `change` raises.
    """
    if asks_elsewhere(sparql):
        raise BadQuery("the update has a SERVICE clause; a graph reads its own folder only")
    if others := {each for each in graphs_written(sparql) if not is_own(each)}:
        with suppress(RuntimeError):  # what is not well formed is told as that
            _run(Store(), sparql, base)
        _refuse_others(sorted(others))
    try:
        return change(folder, lambda store: _run(store, sparql, base))
    except RuntimeError as error:
        raise BadQuery(f"the update cannot be run: {error}") from None


def _read(content: bytes, media: str, name: NamedNode) -> list[Quad]:
    syntax = RdfFormat.from_media_type(media)
    if syntax is None or (syntax.supports_datasets and syntax != RdfFormat.JSON_LD):
        raise BadQuery(f"no triples are sent as {media or 'nothing'}; use text/turtle")
    try:
        found = parse(content, syntax, base_iri=name.value)
        return [Quad(each.subject, each.predicate, each.object, name) for each in found]
    except (SyntaxError, ValueError) as error:
        raise BadQuery(f"the triples cannot be parsed ({str(error).splitlines()[0]})") from None


def put(folder: Path, iri: str, content: bytes, media: str, keep: bool) -> Changed:
    """Put triples into a users' graph, in the place of what it held unless `keep`.

    Raises NotAllowed for another graph, BadQuery for content that cannot be read, and what `change` raises.
    """
    _refuse_others([iri])
    name = NamedNode(iri)
    quads = _read(content, media, name)
    was = []

    def write(store: Store) -> None:
        was.append(store.contains_named_graph(name))
        if not keep:
            store.clear_graph(name)
        store.extend(quads)

    changed = change(folder, write)
    return Changed(changed.came, changed.went, not was[0])


def drop(folder: Path, iri: str) -> Changed:
    """Take a users' graph away; NotAllowed for another graph, NoSuchName where it is not there."""
    _refuse_others([iri])
    name = NamedNode(iri)

    def write(store: Store) -> None:
        if not store.contains_named_graph(name):
            raise NoSuchName(f"there is no graph {iri}")
        store.remove_graph(name)

    return change(folder, write)
