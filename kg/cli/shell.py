"""What has been typed of a name in, the entities of the graph that it may become out, for the shell."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from kg.graph import Graph

MOST = 30  # a longer list helps nobody


def entity_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names by a part of a name or alias, by pinyin or initials; none where no graph opens.

    Private people are never offered. Where nothing has been typed, the names most mentioned.
    """
    from kg.errors import PolicingError
    from kg.graph import Graph
    from kg.lexicon.printable import printable

    try:
        graph = Graph.open(ctx.params.get("graph") or Path("graph"))
        offers = list(_matching(graph, incomplete) if incomplete else _most_mentioned(graph))
    except (PolicingError, sqlite3.Error):
        return []
    return [CompletionItem(printable(name), help=kind) for name, kind in offers]


def _matching(graph: Graph, typed: str) -> Iterator[tuple[str, str]]:
    from kg.graph.lookup import lookup

    for hit in lookup(graph, typed, MOST):
        if hit.how != "similar":
            yield hit.name, hit.kind


def _most_mentioned(graph: Graph) -> Iterator[tuple[str, str]]:
    path = graph.index.resolve().as_uri()
    with closing(sqlite3.connect(f"{path}?mode=ro&immutable=1", uri=True)) as index:
        ask = "SELECT name, kind FROM entities WHERE NOT private ORDER BY mentions DESC, iri LIMIT ?"
        yield from index.execute(ask, (MOST,))
