"""A remote store and the digest of what it holds in, a look-up index of its names out, kept while that lasts.

The index is the one of a graph folder, made of the labels that the server gives. It is kept in the user's
cache folder as long as the server tells the same digest; a store that tells none has its labels read anew
by each command.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.graph.heard import Heard
from kg.graph.iris import LABEL_OF, POL, SKOS, pol
from kg.graph.loading import as_text
from kg.graph.name_segments import VERSION
from kg.graph.names import FILE, write_names
from kg.graph.triples import TYPE

if TYPE_CHECKING:
    from kg.graph.store import Answering

MENTIONS = f"SELECT ?e (COUNT(?m) AS ?n) {{ ?m <{POL}refersTo> ?e }} GROUP BY ?e"
_open: list[tempfile.TemporaryDirectory[str]] = []  # removed when the process ends


def _labelled(remote: Answering) -> Heard:
    """What the index is made of, read property by property."""
    heard, local = Heard(), Store()
    kinds = " ".join(f"<{POL}{kind}>" for kind in LABEL_OF)
    rows = remote.query(f"SELECT DISTINCT ?s ?k {{ ?s a ?k VALUES ?k {{ {kinds} }} }}")
    local.extend(Quad(row["s"], TYPE, row["k"]) for row in rows)  # type: ignore[union-attr]
    for each in (NamedNode(SKOS + "prefLabel"), NamedNode(SKOS + "altLabel"), pol("private")):
        local.extend(remote.quads_for_pattern(None, each, None, DefaultGraph()))
    heard.read(as_text(local))
    return heard


def _write(remote: Answering, folder: Path) -> None:
    write_names(_labelled(remote), folder)
    counts = [(int(n.value), e.value) for e, n in remote.query(MENTIONS)]  # type: ignore[union-attr]
    with closing(sqlite3.connect(folder / FILE)) as index, index:
        index.executemany("UPDATE entities SET mentions = ? WHERE iri = ?", counts)


def _temporary(remote: Answering) -> Path:
    _open.append(tempfile.TemporaryDirectory(prefix="kg-names-"))
    folder = Path(_open[-1].name)
    _write(remote, folder)
    return folder / FILE


def index_of(remote: Answering, address: str, digest: str) -> Path:
    """Path of the look-up index of `remote`; made anew where `digest` is "" or not the one it was made of."""
    if not digest:
        return _temporary(remote)
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "policing-kg"
    home = root / hashlib.sha256(f"{VERSION} {address}".encode()).hexdigest()[:24]
    kept = home / digest / FILE
    if kept.is_file():
        return kept
    made = _temporary(remote)
    with suppress(OSError):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True, mode=0o700)
        beside = home / f"{digest}.{os.getpid()}"
        shutil.copytree(made.parent, beside)
        beside.rename(home / digest)
        return kept
    return made
