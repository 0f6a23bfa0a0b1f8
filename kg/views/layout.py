"""Entities and facts in, a place on the plane and a group for each out: seeded, the same each time.

Entities that hang together densely form a group. Each group is laid out by forces and gets a disc of
its own; discs never overlap, so that a group can be opened where its bubble stood.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

SEED = 20  # any fixed number; it only has to stay the same
WIDE, HIGH = 128.0, 74.0  # pixels that an entity with its label in two lines needs
SMALL = 40  # a part with fewer entities is one group
MIDDLING = 100  # a larger group is laid out in fewer rounds: each costs the square of its entities
LARGE = 5000  # a graph with more entities is laid out with less care, in seconds instead of minutes
GAP = 60.0  # pixels between the discs of two groups
ROW = 24  # entities without any fact, a row
Points = Any  # numpy array of n places (x, y)


@dataclass(frozen=True)
class Layout:
    """Whole-pixel place and group of each entity; `middles` are the groups' own places.

    Entities that no fact joins to another have the group -1 and stand in rows below all others.
    """

    places: dict[str, tuple[int, int]]
    groups: dict[str, int]
    middles: list[tuple[int, int, int]]  # x, y, radius


def layout(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> Layout:
    """Place `nodes`; `edges` are pairs of them, in any order and direction."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(sorted({(min(e), max(e)) for e in edges if e[0] != e[1]}))
    groups = _groups(graph)
    care = 1.0 if len(graph) <= LARGE else 0.4
    own = [_one_group(graph, group, care) for group in groups]
    radii = [_radius(points) for points in own]
    middles = _discs(radii, _ties(graph, groups))
    places = {
        node: (round(x + left), round(y + top))
        for group, points, (left, top) in zip(groups, own, middles, strict=True)
        for node, (x, y) in zip(group, points, strict=True)
    }
    numbers = {node: number for number, group in enumerate(groups) for node in group}
    alone = [node for node in nodes if node not in numbers]
    return Layout(
        places | _rows(alone, places),
        numbers | dict.fromkeys(alone, -1),
        [(round(x), round(y), round(r)) for (x, y), r in zip(middles, radii, strict=True)],
    )


def _groups(graph: Any) -> list[list[str]]:
    """Sorted lists of entities, the largest group first; a large part is cut into its communities."""
    import networkx as nx

    found: list[list[str]] = []
    for part in nx.connected_components(graph):
        if len(part) <= SMALL:
            found.append(sorted(part))
            continue
        inside = nx.Graph()  # a subgraph's order is a set's: build it anew, sorted
        inside.add_nodes_from(sorted(part))
        inside.add_edges_from(sorted(tuple(sorted(e)) for e in graph.subgraph(part).edges))
        found += [sorted(c) for c in nx.community.louvain_communities(inside, seed=SEED)]
    return sorted((g for g in found if len(g) > 1), key=lambda g: (-len(g), g[0]))


def _one_group(graph: Any, nodes: list[str], care: float) -> Points:
    """Places around (0, 0): drawn by forces, then pushed apart until no two labels overlap."""
    import networkx as nx

    inside = nx.Graph()
    inside.add_nodes_from(nodes)
    inside.add_edges_from(sorted(tuple(sorted(e)) for e in graph.subgraph(nodes).edges))
    spread = 0.62 * WIDE * math.sqrt(len(nodes))
    steps = round(care * (150 if len(nodes) <= MIDDLING else 50))
    k = 2.4 / math.sqrt(len(nodes))
    force = nx.spring_layout(inside, seed=SEED, iterations=steps, method="force", k=k)
    points = _apart(np.array([force[node] for node in nodes]) * spread, care)
    return points - points.mean(axis=0)


def _apart(points: Points, care: float) -> Points:
    """Push overlapping labels apart, each pair along the axis that needs the shorter way."""
    need, numbers = np.array([WIDE, HIGH]), np.arange(len(points))
    order = np.sign(np.subtract.outer(numbers, numbers))[..., None]  # who goes which way from one spot
    for _ in range(round(care * min(80, 8000 / len(points)))):
        away = points[:, None, :] - points[None, :, :]
        over = need - np.abs(away)
        over[numbers, numbers] = 0
        clash = (over > 0).all(axis=2)
        if not clash.any():
            break
        short = np.argmin(over / need, axis=2)
        side = np.where(away == 0, order, np.sign(away))
        push = np.where(clash[..., None] & (np.arange(2) == short[..., None]), over * side, 0.0)
        points = points + push.sum(axis=1) * 0.35
    return points


def _radius(points: Points) -> float:
    return float(np.hypot(points[:, 0], points[:, 1]).max()) + HIGH / 2


def _ties(graph: Any, groups: list[list[str]]) -> dict[int, Counter[int]]:
    """How many facts join each two groups."""
    number = {node: i for i, group in enumerate(groups) for node in group}
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for one, two in graph.edges:
        a, b = number[one], number[two]
        if a != b:
            found[a][b] += 1
            found[b][a] += 1
    return found


def _discs(radii: list[float], ties: dict[int, Counter[int]]) -> list[tuple[float, float]]:
    """Middles of discs that do not overlap, each as near as may be to those it is tied to."""
    placed: dict[int, tuple[float, float]] = {}
    for number in range(len(radii)):
        taken = np.array([(*placed[i], radii[i]) for i in placed]).reshape(-1, 3)
        known = [(placed[i], n) for i, n in sorted(ties.get(number, Counter()).items()) if i in placed]
        total = sum(n for _, n in known)
        x = sum(p[0] * n for p, n in known) / total if total else 0.0
        y = sum(p[1] * n for p, n in known) / total if total else 0.0
        placed[number] = _nearest_free(x, y, radii[number], taken)
    return [placed[i] for i in range(len(radii))]


def _nearest_free(x: float, y: float, radius: float, taken: Points) -> tuple[float, float]:
    """The first place on rings around (x, y), wider than high, where a disc of `radius` fits."""
    if not len(taken):
        return x, y
    far, step = 0.0, max(40.0, radius / 4)
    while True:
        turns = np.linspace(0, 2 * math.pi, 1 + int(2 * math.pi * far / step), endpoint=False)
        ring = np.column_stack([x + 1.4 * far * np.cos(turns), y + far * np.sin(turns)])
        gaps = np.hypot(*(ring[:, None, :] - taken[None, :, :2]).transpose(2, 0, 1)) - taken[:, 2]
        free = np.flatnonzero(gaps.min(axis=1) >= radius + GAP)
        if len(free):
            return float(ring[free[0], 0]), float(ring[free[0], 1])
        far += step


def _rows(alone: list[str], places: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Rows of entities, below `places`."""
    left = min((x for x, _ in places.values()), default=0)
    top = max((y for _, y in places.values()), default=0) + int(2 * GAP)
    return {
        node: (left + round(i % ROW * WIDE), top + round(i // ROW * HIGH)) for i, node in enumerate(alone)
    }
