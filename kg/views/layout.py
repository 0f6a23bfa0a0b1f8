"""Entities and facts in, a place on the plane for each out: seeded, so that it is the same each time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

SEED = 20  # any fixed number; it only has to stay the same
SPREAD = 95  # pixels between neighbours, on average: room for a label of six characters
Places = dict[str, tuple[float, float]]


def positions(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Whole-pixel positions: force-directed in each connected part, the parts set in rows."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(sorted({(min(e), max(e)) for e in edges if e[0] != e[1]}))
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    placed = _in_rows([_one_part(graph, sorted(part)) for part in parts])
    return {node: (round(x), round(y)) for node, (x, y) in placed.items()}


def _one_part(graph: Any, nodes: list[str]) -> Places:
    """Place the connected `nodes` around their own middle."""
    import networkx as nx

    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    part = nx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from(sorted(graph.subgraph(nodes).edges))
    spread = SPREAD * math.sqrt(len(nodes))
    start = nx.circular_layout(part) if len(nodes) < 12 else None
    steps = 120 if len(nodes) <= 800 else 40
    force = nx.spring_layout(
        part, pos=start, seed=SEED, iterations=steps, method="force", k=2.2 / math.sqrt(len(nodes))
    )
    return {node: (float(x) * spread, float(y) * spread) for node, (x, y) in sorted(force.items())}


def _box(places: Places) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in places.values()], [y for _, y in places.values()]
    return min(xs), min(ys), max(xs), max(ys)


def _in_rows(parts: list[Places]) -> Places:
    """Set the parts side by side, the largest first, in rows about as wide as all of them are high."""
    boxes = [_box(part) for part in parts]
    area = sum((r - x + SPREAD * 1.6) * (b - y + SPREAD) for x, y, r, b in boxes)
    width = max([math.sqrt(area) * 1.4, *(r - x for x, _, r, _ in boxes)], default=0.0)
    placed: Places = {}
    left = top = row = 0.0
    for part, (x0, y0, x1, y1) in zip(parts, boxes, strict=True):
        wide, high = x1 - x0 + SPREAD * 1.6, y1 - y0 + SPREAD
        if left and left + wide > width:
            left, top, row = 0.0, top + row, 0.0
        placed |= {node: (left + x - x0, top + y - y0) for node, (x, y) in part.items()}
        left, row = left + wide, max(row, high)
    return placed
