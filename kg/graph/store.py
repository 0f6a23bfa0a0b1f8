"""A graph folder in, answers out: the embedded store, opened for reading only.

Answers may come from elsewhere too: whatever is `Answering` can stand in the store's place
(`kg.graph.remote` asks a server).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypedDict

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)

from kg.errors import BadQuery, NotAGraph
from kg.graph.federation import asks_elsewhere
from kg.graph.folder import current_generation
from kg.graph.iris import GRAPH, PREFIXES
from kg.graph.parameters import Value, bind

if TYPE_CHECKING:
    import networkx

    from kg.graph.stats import Stats
    from kg.graph.validation import Violation
    from kg.notebook import Shown

Answer = QuerySolutions | QueryBoolean | QueryTriples


class _Dataset(TypedDict, total=False):
    default_graph: list[NamedNode | BlankNode | DefaultGraph]
    named_graphs: list[NamedNode | BlankNode]


def _dataset(default: Sequence[str], named: Sequence[str]) -> _Dataset:
    """The store's own dataset where no graph is named, else exactly the graphs named."""
    if not default and not named:
        return {}
    return {
        "default_graph": [NamedNode(iri) for iri in default],
        "named_graphs": [NamedNode(iri) for iri in named],
    }


class Answering(Protocol):
    """Where answers come from: what a graph needs of a store, as pyoxigraph has it."""

    def query(
        self,
        query: str,
        *,
        prefixes: dict[str, str] | None = None,
        default_graph: Any = None,
        named_graphs: Any = None,
    ) -> Answer:
        """The answer to a SPARQL query."""
        ...

    def quads_for_pattern(
        self, subject: Any, predicate: Any, object: Any, graph_name: Any = None, /
    ) -> Iterator[Quad]:
        """The quads that match; None matches anything."""
        ...

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """The named graphs."""
        ...

    def __len__(self) -> int:
        """Number of quads."""
        ...


class Graph:
    """A built graph. Open it with `Graph.open`; any number of processes may read one folder."""

    federates = False  # True where a query may have a SERVICE clause

    def __init__(self, path: Path | str, generation: Path, store: Answering) -> None:
        """Wrap an open `store`; `generation` holds what stands beside it.

        `path` is the folder, or the address of a server.
        """
        self.path = path
        self.generation = generation
        self.store = store

    @classmethod
    def open(cls, path: Path | str) -> Graph:
        """Open the graph in folder `path`; NotAGraph, in one line, where there is none."""
        folder = Path(path)
        generation = current_generation(folder)
        try:
            return cls(folder, generation, Store.read_only(str(generation / "quads")))
        except OSError as error:
            raise NotAGraph(f"{folder} cannot be opened ({error}); build it again with kg build") from None

    @property
    def index(self) -> Path:
        """The file of the look-up index (`kg.graph.names`)."""
        return self.generation / "names.sqlite"

    def query(
        self,
        sparql: str,
        bindings: Mapping[str, Value] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        """Answer a SPARQL 1.1 query over the union of all named graphs, prefixes predeclared.

        The union stands in the store's default graph, each triple once: Oxigraph's own union at query
        time counts a triple once for each graph that holds it. `bindings` gives values to variables
        (see `kg.graph.parameters`); IRIs of graphs narrow the dataset, as in the SPARQL protocol.
        Raises BadQuery with the place of the fault.
        """
        if not self.federates and asks_elsewhere(sparql):
            raise BadQuery("the query has a SERVICE clause; a graph answers from its own folder only")
        try:
            bound = bind(sparql, bindings or {})
            return self.store.query(bound, prefixes=PREFIXES, **_dataset(default_graphs, named_graphs))
        except SyntaxError as error:
            where = str(error).split(": expected")[0]  # the rest lists every token that could follow
            raise BadQuery(f"the query cannot be parsed, {where}; see the SPARQL there") from None
        except (ValueError, RuntimeError, OSError) as error:
            raise BadQuery(f"the query cannot be run: {error}") from None

    def select(
        self, sparql: str, bindings: Mapping[str, Value] | None = None
    ) -> Iterator[tuple[str | None, ...]]:
        """Rows of a SELECT as plain text: IRIs and literals without type or language."""
        answer = self.query(sparql, bindings)
        if not isinstance(answer, QuerySolutions):
            raise BadQuery("not a SELECT query; rows come from SELECT only")
        for row in answer:
            yield tuple(None if term is None else str(term.value) for term in row)

    def names(self, iris: Iterable[str]) -> dict[str, str]:
        """Preferred label of each entity; its IRI where it has none."""
        from kg.graph.card import name_of

        return {iri: name_of(self, iri) for iri in sorted(iris)}

    def graphs(self) -> list[NamedNode]:
        """The named graphs, sorted."""
        names = [name for name in self.store.named_graphs() if isinstance(name, NamedNode)]
        return sorted(names, key=lambda name: name.value)

    def graphs_of_documents(self) -> list[NamedNode]:
        """The named graphs that hold what one document says, sorted."""
        return [name for name in self.graphs() if name.value.startswith(f"{GRAPH}document/")]

    def quads(self, graph: NamedNode) -> Iterator[Quad]:
        """The quads of one named graph, in no order."""
        return iter(self.store.quads_for_pattern(None, None, None, graph))

    def union(self) -> Iterator[Quad]:
        """The triples of all named graphs, each once, in no order."""
        return iter(self.store.quads_for_pattern(None, None, None, DefaultGraph()))

    def export(self, target: Path | str, private: bool = False) -> None:
        """Write the graph to a file whose ending names the format (`kg.graph.export`)."""
        from kg.graph.export import export

        export(self, Path(target), private)

    def to_networkx(self, private: bool = True) -> networkx.MultiDiGraph:
        """The entities and the facts between them as a networkx graph (`kg.graph.network`)."""
        from kg.graph.network import network

        return network(self, private)

    def validate(self) -> list[Violation]:
        """Every violation of the shapes, sorted; empty when the graph conforms."""
        from kg.graph.validation import validate

        return validate(self)

    def stats(self) -> Stats:
        """Counts of what the graph holds."""
        from kg.graph.stats import stats

        return stats(self)

    def show(self, view: str = "graph", **options: Any) -> Shown:
        """A page of the graph in a notebook's cell (`kg.notebook.show`)."""
        from kg.notebook import show

        return show(self, view, **options)
