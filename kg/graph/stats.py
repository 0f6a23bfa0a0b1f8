"""A graph in, counts of what it holds out."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.iris import INFERRED, LABEL_OF, POL
from kg.graph.store import Graph


@dataclass(frozen=True, slots=True)
class Stats:
    """What a graph holds; dictionaries are by local name of class, predicate or kind, sorted."""

    documents: int
    mentions: int
    entities: dict[str, int]
    statements: dict[str, int]
    observations: dict[str, int]
    metrics: int
    evidences: int
    statuses: dict[str, int]
    quads: int
    inferred: int


def _counts(graph: Graph, pattern: str) -> dict[str, int]:
    query = f"SELECT ?k (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }} GROUP BY ?k"
    rows = [(str(key).removeprefix(POL), int(number or 0)) for key, number in graph.select(query) if key]
    return dict(sorted(rows))


def _number(graph: Graph, pattern: str) -> int:
    return int(next(graph.select(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"))[0] or 0)


def stats(graph: Graph) -> Stats:
    """Count documents, entities by class, statements by predicate, observations by kind."""
    kinds = _counts(graph, "?x a ?k FILTER(STRSTARTS(STR(?k), STR(pol:)))")
    return Stats(
        documents=len(graph.graphs_of_documents()),
        mentions=kinds.get("Mention", 0),
        entities={name: number for name, number in kinds.items() if name in LABEL_OF},
        statements=_counts(graph, "?x a pol:Statement ; rdf:predicate ?k"),
        observations=_counts(graph, "?x a pol:Observation ; pol:kind ?k"),
        metrics=len(_counts(graph, "?x pol:metric ?k")),
        evidences=kinds.get("Evidence", 0),
        statuses=_counts(graph, "?x a pol:Evidence ; pol:status ?k"),
        quads=len(graph.store) - _number(graph, "?s ?p ?o"),
        inferred=_number(graph, f"GRAPH {INFERRED} {{ ?s ?p ?o }}"),
    )
