"""A graph in, what a notebook shows out: its pages in a cell, and every table as a pandas DataFrame.

    from kg.graph import Graph
    from kg import notebook

    graph = Graph.open("graph")
    graph.show("map")
    notebook.outcomes(graph, about="湖州市", kind="change")

pandas is imported when the first table is asked for: `pip install policing-kg[notebook]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from kg.errors import UnreadableInput
from kg.graph import Graph
from kg.graph.parameters import Value

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped,unused-ignore]

HEIGHT = 640  # pixels of a page in a cell
NUMBERS = ("value", "from_value", "figure_start", "figure_end", "confidence", "score", "count", "distance")


@dataclass(frozen=True)
class Shown:
    """A page in a cell; `html` is the whole page, which can be written to a file too."""

    html: str
    height: int = HEIGHT

    def _repr_html_(self) -> str:
        """The page in a frame of its own, so that neither its style nor its script meets the notebook's."""
        frame = "width:100%;border:1px solid #ccc;border-radius:8px"
        return f'<iframe srcdoc="{escape(self.html)}" height="{self.height}" style="{frame}"></iframe>'


def show(graph: Graph, view: str = "graph", *, around: str = "", height: int = HEIGHT, **more: Any) -> Shown:
    """A page of `graph` for a cell: see `kg.views.page_of`. `around` is a name here, not an IRI."""
    from kg.graph.lookup import only
    from kg.views import page_of

    centre = only(graph, around, bool(more.get("private"))).iri if around else ""
    return Shown(page_of(graph, view, around=centre, **more), height)


def _frame(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> pandas.DataFrame:
    """The rows as a DataFrame; columns of numbers are numbers. UnreadableInput without pandas."""
    try:
        import pandas
    except ImportError:
        raise UnreadableInput(
            "tables in a notebook need pandas; pip install 'policing-kg[notebook]'"
        ) from None
    table = pandas.DataFrame(list(rows), columns=list(heads))
    for name in set(heads) & set(NUMBERS):
        table[name] = pandas.to_numeric(table[name])
    return table


def outcomes(graph: Graph, *, private: bool = False, **wanted: Any) -> pandas.DataFrame:
    """Measured outcomes; the conditions (about, metric, period…) are those of `kg.graph.outcomes.Wanted`."""
    from kg.graph.outcomes import Wanted
    from kg.graph.outcomes import outcomes as meeting

    heads, *rows = meeting(graph, Wanted(**wanted), private)
    return _frame(heads, rows)


def statements(graph: Graph, *, private: bool = False) -> pandas.DataFrame:
    """Every fact, a row for each sentence that says it."""
    from kg.graph.tables import statement_rows

    heads, *rows = statement_rows(graph, private)
    return _frame(heads, rows)


def query(graph: Graph, sparql: str, bindings: Mapping[str, Value] | None = None) -> pandas.DataFrame:
    """The answer to a SELECT query, its cells as text; BadQuery for what is none."""
    from pyoxigraph import QuerySolutions

    from kg.errors import BadQuery

    answer = graph.query(sparql, bindings)
    if not isinstance(answer, QuerySolutions):
        raise BadQuery("not a SELECT query; rows come from SELECT only")
    heads = [variable.value for variable in answer.variables]
    return _frame(heads, graph.select(sparql, bindings))


def lookup(graph: Graph, name: str, *, private: bool = False) -> pandas.DataFrame:
    """The entities that `name` may mean, likeliest first."""
    from kg.graph.lookup import lookup as hits

    rows = [asdict(hit) for hit in hits(graph, name, private=private)]
    heads = ("name", "kind", "matched", "how", "score", "mentions", "iri")
    return _frame(heads, ([row[head] for head in heads] for row in rows))


def neighbours(graph: Graph, name: str, depth: int = 1, *, private: bool = False) -> pandas.DataFrame:
    """What stands within `depth` facts of the entity called `name`, nearest first."""
    from kg.graph.lookup import only
    from kg.graph.network import neighbours as near

    net = near(graph, only(graph, name, private).iri, depth, private)
    rows = ((data["distance"], data["kind"], data["name"], iri) for iri, data in net.nodes(data=True))
    return _frame(("distance", "class", "name", "iri"), rows)


def path(graph: Graph, start: str, end: str) -> pandas.DataFrame:
    """The shortest chain of facts between two names, a row a fact; empty where there is none."""
    from kg.graph.card import name_of
    from kg.graph.lookup import only
    from kg.graph.network import path as steps

    found = steps(graph, only(graph, start).iri, only(graph, end).iri)
    rows = ((name_of(graph, s.subject), s.predicate, name_of(graph, s.object)) for s in found)
    return _frame(("subject", "predicate", "object"), rows)


def rank(graph: Graph, by: str = "pagerank", *, private: bool = False) -> pandas.DataFrame:
    """Entities by `pagerank`, `degree` or `betweenness`, highest first."""
    from kg.graph.network import rank as ranked

    rows = ((row.name, row.kind, row.score, row.iri) for row in ranked(graph, by, private))
    return _frame(("name", "class", "score", "iri"), rows)


def stats(graph: Graph) -> pandas.DataFrame:
    """Counts of what the graph holds."""
    rows: list[tuple[str, str, int]] = []
    for what, count in asdict(graph.stats()).items():
        parts = count.items() if isinstance(count, dict) else [("", count)]
        rows += [(what, part, number) for part, number in parts]
    return _frame(("what", "part", "count"), rows)
