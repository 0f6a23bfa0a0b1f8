"""Two graphs in, what the notes beside them tell of how they came to differ out: read or settled otherwise.

A graph without notes (a server's, or one of an earlier version) tells nothing, and nothing is blamed.
"""

from __future__ import annotations

from functools import cached_property

from kg.errors import NotAGraph
from kg.graph.notes import BASIS, Notes
from kg.graph.store import Graph


class Readings:
    """How the documents of two graphs were read, and who is who in them settled."""

    def __init__(self, old: Graph, new: Graph) -> None:
        """Of two graphs; their notes are opened when they are asked for."""
        self._generations = old.generation, new.generation
        self._differ: dict[str, bool] = {}

    @cached_property
    def _notes(self) -> tuple[Notes, ...]:
        try:
            return tuple(map(Notes.reading, self._generations))
        except NotAGraph:
            return ()

    def _values(self, table: str, key: str) -> list[set[str]]:
        """The values in each graph; nothing where a graph has none."""
        found = [set(notes.values(table, key)) for notes in self._notes]
        return found if all(found) else []

    def differ(self, document: str) -> bool:
        """Whether a document that both graphs hold was read otherwise: its extractions are not the same."""
        if document not in self._differ:
            found = self._values("extraction", document)
            self._differ[document] = len(found) == 2 and found[0] != found[1]
        return self._differ[document]

    def settled_otherwise(self) -> bool:
        """Whether rules of who is who changed between two graphs without judgements and lexicon."""
        found = self._values(BASIS, "")
        return len(found) == 2 and found[0] != found[1]
