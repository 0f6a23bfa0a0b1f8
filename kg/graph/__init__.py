"""Resolved extractions in, an RDF graph with evidence out: written, opened, asked, exported, validated."""

from kg.graph.store import Graph
from kg.graph.write import write_graph

__all__ = ["Graph", "write_graph"]
