"""The address of a SPARQL 1.1 endpoint in, a graph out that answers as one from a graph folder does.

`RemoteStore` answers as pyoxigraph's store does, so that everything that reads a graph reads this one too.
What a query without GRAPH sees is, as in a folder, every triple once: it stands in the server's default
graph, or, where that is a union that counts a triple once for each graph that holds it, in a named graph of
its own (`kg.graph.remote_write`). A store that something else filled is asked as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from kg.errors import BadQuery, NotAGraph
from kg.graph.federation import graphs_named, without_inert
from kg.graph.iris import GRAPH
from kg.graph.remote_answers import read_answer, rows_of
from kg.graph.remote_http import Fields, Reply, Server
from kg.graph.remote_names import index_of
from kg.graph.store import Answer, Graph

ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.8"
FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.I)
STORED = NamedNode(GRAPH + "stored")  # what was sent: a digest for each graph, and one for the whole
UNION = NamedNode(GRAPH + "union")  # every triple once, where the default graph cannot hold that
OURS = f"FILTER(STRSTARTS(STR(?g), '{GRAPH}') && ?g NOT IN ({STORED}, {UNION}))"
DIGEST = NamedNode("https://schema.org/sha256")


class RemoteStore:
    """What a SPARQL server holds, asked as a local store is."""

    def __init__(self, url: str) -> None:
        """Ask the endpoint at `url`; NotAGraph where that is no address."""
        self.server = Server(url)

    @cached_property
    def state(self) -> tuple[str, bool]:
        """Digest of the whole that `kg build --store` sent ("" for none), True where it has a union graph."""
        known = f"?g {DIGEST} ?digest FILTER(?g IN ({STORED}, {UNION}))"
        found = {row[0]: row[1] for row in self.rows(f"SELECT ?g ?digest {{ GRAPH {STORED} {{ {known} }} }}")}
        return found.get(STORED.value, found.get(UNION.value, "")), UNION.value in found

    def query(
        self,
        query: str,
        *,
        prefixes: dict[str, str] | None = None,
        default_graph: Sequence[NamedNode | BlankNode | DefaultGraph] = (),
        named_graphs: Sequence[NamedNode | BlankNode] = (),
    ) -> Answer:
        """Answer a query as `pyoxigraph.Store.query` does.

        Raises BadQuery where the server refuses the query or cuts its answer, NotAGraph where there is none.
        """
        # On one line, so that the server names the right line of a fault.
        prologue = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in (prefixes or {}).items())
        asked = f"{prologue} {query}"
        chosen = [("default-graph-uri", each.value) for each in default_graph if isinstance(each, NamedNode)]
        chosen += [("named-graph-uri", each.value) for each in named_graphs]
        return self._answer(asked, chosen or self._dataset(asked))

    def _dataset(self, query: str) -> Fields:
        """The union as default graph where it is a graph of its own, with the graphs that the query names.

        Virtuoso looks for GRAPH ?g everywhere all the same, but for GRAPH <…> among those named only.
        """
        if not self.state[1]:
            return []
        return [
            ("default-graph-uri", UNION.value),
            *(("named-graph-uri", iri) for iri in graphs_named(query)),
        ]

    def server_answer(self, query: str) -> Answer:
        """The answer over the server's own default graph."""
        return self._answer(query, [])

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """Rows of plain text over the server's own default graph."""
        return rows_of(self.server_answer(query))

    def _answer(self, query: str, chosen: Fields) -> Answer:
        reply = self._ask(query, chosen)
        if reply.most:
            raise BadQuery(
                f"{self.server.address} gives the first {reply.most} rows only; add a LIMIT to the query, "
                "or raise the server's own limit (Virtuoso: ResultSetMaxRows)"
            )
        return read_answer(reply, self.server.address)

    def _ask(self, query: str, chosen: Fields) -> Reply:
        form = FORM.search(without_inert(query))
        triples = form is not None and form[1].upper() in {"CONSTRUCT", "DESCRIBE"}
        return self.server.ask([("query", query), *chosen], TRIPLES if triples else ROWS)

    def quads_for_pattern(
        self, subject: Any, predicate: Any, object: Any, graph_name: Any = None, /
    ) -> Iterator[Quad]:
        """The quads that match; None matches anything, for the graph every named graph of ours."""
        wanted: dict[str, Any] = {"s": subject, "p": predicate, "o": object, "g": graph_name}
        s, p, o, g = (f"?{name}" if term is None else str(term) for name, term in wanted.items())
        free = [name for name, term in wanted.items() if term is None]
        plain = isinstance(graph_name, DefaultGraph)
        pattern = f"{s} {p} {o}" if plain else f"GRAPH {g} {{ {s} {p} {o} }}"
        pattern += OURS if graph_name is None else ""
        if not free:  # a SELECT must have a variable
            free, pattern = ["one"], f"{pattern} BIND(1 AS ?one)"
        for row in self._pages(" ".join(f"?{name}" for name in free), pattern, plain):
            found = {**wanted, **dict(zip(free, row, strict=True))}
            yield Quad(found["s"], found["p"], found["o"], found["g"])

    def _pages(self, names: str, pattern: str, plain: bool = False) -> Iterator[Any]:
        """Rows of a pattern, page by page where the server gives no more at once."""
        asked = f"SELECT DISTINCT {names} {{ {pattern} }}"
        chosen = self._dataset("") if plain else []
        reply = self._ask(asked, chosen)
        page = rows = self._page(reply)
        while reply.most and len(page) == reply.most:
            page = self._page(self._ask(f"{asked} OFFSET {len(rows)} LIMIT {reply.most}", chosen))
            rows = rows + page
        if reply.most:
            self._count(rows, asked, chosen)
        return iter(rows)

    def _page(self, reply: Reply) -> list[Any]:
        return list(read_answer(reply, self.server.address))  # type: ignore[arg-type]

    def _count(self, rows: list[Any], asked: str, chosen: Fields) -> None:
        """NotAGraph unless the pages are the whole, each row once."""
        ((number,),) = rows_of(self._answer(f"SELECT (COUNT(*) AS ?n) {{ {{ {asked} }} }}", chosen))
        if len({tuple(row) for row in rows}) != int(number):
            raise NotAGraph(f"{self.server.address} changed while it was read; try again")

    def named_graphs(self) -> Iterator[NamedNode]:
        """The named graphs that the graph is made of."""
        for row in self._pages("?g", f"GRAPH ?g {{ ?s ?p ?o }} {OURS}"):
            yield row[0]

    def __len__(self) -> int:
        """Quads, those of the default graph too."""
        asked = (f"GRAPH ?g {{ ?s ?p ?o }} {OURS}", "?s ?p ?o")
        counts = (self.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}") for pattern in asked)
        return sum(int(rows_of(count)[0][0]) for count in counts)


class RemoteGraph(Graph):
    """A graph that another server holds; what SERVICE may reach is for that server to say."""

    federates = True

    def __init__(self, url: str) -> None:
        """The graph at a SPARQL endpoint; NotAGraph where `url` is no http or https address."""
        self._remote = RemoteStore(url)
        super().__init__(self._remote.server.address, Path(), self._remote)

    @cached_property
    def index(self) -> Path:
        """The look-up index, made of the server's labels and kept while the graph there is the same."""
        return index_of(self._remote, self._remote.server.address, self._remote.state[0])
