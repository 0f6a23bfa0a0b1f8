"""Extractions in, kept in the notes beside the graph, and back: what a graph was made of.

With them a document can be added or taken out without the sources of the others, and a graph can be made
anew by newer rules, since an extraction holds its article whole.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path

from kg.errors import NoSuchName, NotAGraph
from kg.graph.folder import current_generation
from kg.graph.note_files import Row
from kg.graph.notes import Notes
from kg.records import Extraction
from kg.serial import dump_extraction, load_extraction


def kept_rows(extraction: Extraction) -> Iterator[Row]:
    """The rows that keep an extraction."""
    name = extraction.article.identifier
    text = dump_extraction(extraction).encode("utf-8", "surrogatepass")
    yield "extraction", name, b64encode(zlib.compress(text, 6)).decode()
    yield "kept", "", name


def names_kept(notes: Notes) -> list[str]:
    """Identifiers of the documents that are kept, sorted."""
    return sorted(notes.values("kept", ""))


def kept_in(notes: Notes, name: str) -> Extraction:
    """The extraction of a document; NoSuchName where it is not kept, ValueError where it is spoilt."""
    for packed in notes.values("extraction", name, 1):
        text = zlib.decompress(b64decode(packed)).decode("utf-8", "surrogatepass")
        return load_extraction(text)
    raise NoSuchName(f"no document {name} is kept")


def kept(folder: Path | str) -> Iterator[Extraction]:
    """The extractions of the current graph, by identifier; NotAGraph where they cannot be read."""
    generation = current_generation(Path(folder))
    notes = Notes.reading(generation)
    try:
        for name in names_kept(notes):
            yield kept_in(notes, name)
    except (OSError, RuntimeError, ValueError, zlib.error) as error:
        hint = "build the graph again from its sources"
        raise NotAGraph(f"the extractions of {generation} cannot be read ({error}); {hint}") from None
