"""Entities and facts in, a place on the plane for each out: seeded, so that it is the same each time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

SEED = 20  # any fixed number; it only has to stay the same
SPREAD = 110  # pixels between neighbours, on average: room for a label of six characters


def positions(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Whole-pixel positions: force-directed in each connected part, the parts packed in a spiral."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(sorted(set(edges)))
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    placed: dict[str, tuple[int, int]] = {}
    ring = 0.0
    for number, part in enumerate(parts):
        radius = SPREAD * math.sqrt(len(part))
        local = _one_part(graph.subgraph(sorted(part)), radius)
        angle = number * 2.399963  # the golden angle, in radians
        x, y = ring * math.cos(angle), ring * math.sin(angle)
        placed |= {node: (round(x + a), round(y + b)) for node, (a, b) in local.items()}
        ring = math.sqrt(ring**2 + (2 * radius + SPREAD) ** 2 / 2) if number else 2 * radius + SPREAD
    return placed


def _one_part(graph: object, radius: float) -> dict[str, tuple[float, float]]:
    import networkx as nx

    nodes = sorted(graph)  # type: ignore[call-overload]
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    ordered = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges))  # type: ignore[attr-defined]
    steps = 80 if len(nodes) <= 500 else 25
    layout = nx.spring_layout(
        ordered, seed=SEED, iterations=steps, method="force", k=1.6 / math.sqrt(len(nodes))
    )
    return {node: (float(x) * radius, float(y) * radius) for node, (x, y) in layout.items()}
