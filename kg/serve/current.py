"""A graph folder in, its current graph out, reopened when a build has replaced it."""

from __future__ import annotations

from pathlib import Path

from kg.graph import Graph
from kg.graph.folder import current_generation


class Current:
    """The graph that a folder holds now."""

    def __init__(self, folder: Path) -> None:
        """Open the graph in `folder`; NotAGraph where there is none."""
        self.folder = folder
        self._graph = Graph.open(folder)

    def graph(self) -> Graph:
        """The current graph; the same object until the folder has a new generation."""
        if current_generation(self.folder) != self._graph.generation:
            self._graph = Graph.open(self.folder)
        return self._graph
