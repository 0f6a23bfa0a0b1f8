"""A graph in, networkx graphs of its entities out, and what is asked of them: paths, neighbours, ranks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode

from kg.errors import NoSuchName
from kg.graph.iris import INFERRED, LABEL_OF, POL, pol
from kg.graph.store import Graph
from kg.records import Predicate

if TYPE_CHECKING:
    import networkx as nx

RELATIONS = tuple(predicate.value for predicate in Predicate if predicate is not Predicate.STARTED)


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a path, as the graph states it; `forward` tells whether the path goes along with it."""

    subject: str
    predicate: str  # local name
    object: str
    forward: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity and how central it is."""

    iri: str
    name: str
    kind: str  # local name of the class
    score: float


def _nodes(graph: Graph, private: bool) -> dict[str, dict[str, str]]:
    classes = " ".join(f"pol:{name}" for name in sorted(LABEL_OF))
    hidden = "" if private else "FILTER NOT EXISTS { ?e pol:private true }"
    query = f"SELECT DISTINCT ?e ?c ?n {{ VALUES ?c {{ {classes} }} ?e a ?c ; skos:prefLabel ?n . {hidden} }}"
    return {
        str(iri): {"name": str(name), "kind": str(kind).removeprefix(POL)}
        for iri, kind, name in sorted(graph.select(query), key=str)
    }


def edges(graph: Graph) -> list[tuple[str, str, str]]:
    """Subject, local name of the predicate and object of every fact between entities, sorted.

    A fact is a plain triple that some document or official source says, not an inferred one.
    """
    return sorted(
        {
            (quad.subject.value, name, quad.object.value)
            for name in RELATIONS
            for quad in graph.store.quads_for_pattern(None, pol(name), None, None)
            if quad.graph_name not in {INFERRED, DefaultGraph()}
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode)
        }
    )


def network(graph: Graph, private: bool = True) -> nx.MultiDiGraph:
    """Entities as nodes (IRI; `name`, `kind`), facts between them as edges keyed by predicate.

    Same graph, same order. What is only inferred, planned, negated or alleged is no edge.
    """
    import networkx as nx

    net = nx.MultiDiGraph()
    net.add_nodes_from(_nodes(graph, private).items())
    net.add_edges_from((s, o, p) for s, p, o in edges(graph) if s in net and o in net)
    return net


def flat(graph: Graph, private: bool = False) -> nx.MultiDiGraph:
    """The network with plain attributes for a file: `predicate` on edges, `label` on nodes."""
    net = network(graph, private)
    for _, attributes in net.nodes(data=True):
        attributes["label"] = attributes["name"]
    for number, (_, _, key, attributes) in enumerate(net.edges(keys=True, data=True)):
        attributes["predicate"] = key
        attributes["id"] = str(number)
    return net


def path(graph: Graph, start: str, end: str) -> list[Step]:
    """The shortest chain of facts between two entities (IRIs), whichever way they point; [] if none."""
    import networkx as nx

    net = network(graph)
    for iri in (start, end):
        if iri not in net:
            raise NoSuchName(f"{iri} is no entity of {graph.path}; look it up with kg lookup")
    try:
        nodes = nx.shortest_path(net.to_undirected(as_view=True), start, end)
    except nx.NetworkXNoPath:
        return []
    steps = []
    for one, two in pairwise(nodes):
        forward = net.has_edge(one, two)
        source, target = (one, two) if forward else (two, one)
        steps.append(Step(source, min(net[source][target]), target, forward))
    return steps


def neighbours(graph: Graph, centre: str, depth: int = 1, private: bool = True) -> nx.MultiDiGraph:
    """The part of the network within `depth` facts of an entity (IRI); nodes have their `distance`."""
    import networkx as nx

    net = network(graph, private)
    if centre not in net:
        raise NoSuchName(f"{centre} is no entity of {graph.path}; look it up with kg lookup")
    reached = nx.single_source_shortest_path_length(net.to_undirected(as_view=True), centre, depth)
    near = net.subgraph(sorted(reached, key=lambda iri: (reached[iri], iri))).copy()
    nx.set_node_attributes(near, reached, "distance")
    return near


def pagerank(net: nx.MultiDiGraph, damping: float = 0.85, rounds: int = 60) -> dict[str, float]:
    """PageRank by power iteration over who is linked to whom, either way; sums to 1.

    networkx's own needs SciPy, which is larger than all the rest.
    """
    around = {node: sorted({*net.successors(node), *net.predecessors(node)}) for node in net}
    score = dict.fromkeys(net, 1 / max(1, len(net)))
    for _ in range(rounds):
        loose = sum(score[node] for node in net if not around[node])
        base = (1 - damping + damping * loose) / max(1, len(net))
        score = {
            node: base + damping * sum(score[other] / len(around[other]) for other in around[node])
            for node in net
        }
    return score


def rank(graph: Graph, by: str = "pagerank", private: bool = False) -> list[Ranked]:
    """Entities by `pagerank`, `degree` or `betweenness`, highest first; ValueError for another measure."""
    import networkx as nx

    net = network(graph, private)
    if by == "pagerank":
        scores = pagerank(net)
    elif by == "degree":
        scores = {node: float(degree) for node, degree in net.degree()}
    elif by == "betweenness":
        scores = nx.betweenness_centrality(nx.Graph(net))
    else:
        raise ValueError(f"no measure {by!r}; write pagerank, degree or betweenness")
    rows = [Ranked(iri, data["name"], data["kind"], scores[iri]) for iri, data in net.nodes(data=True)]
    return sorted(rows, key=lambda row: (-round(row.score, 12), row.iri))
