"""A graph folder, or the address of a store in its place, in; the graph that answers out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.messages import text
from kg.cli.options import Decorator

if TYPE_CHECKING:
    from kg.graph import Graph


def store_option() -> Decorator:
    """`--store URL`, a SPARQL endpoint that answers in the graph folder's place."""
    return click.option("--store", metavar="URL", envvar="KG_STORE", help=text("store.option"))


def send_option() -> Decorator:
    """`--store URL`, a SPARQL endpoint to which the graph is sent."""
    return click.option("--store", metavar="URL", envvar="KG_STORE", help=text("store.send"))


def open_graph(graph: Path, store: str | None) -> Graph:
    """The graph in the folder `graph`, or the one that the endpoint `store` holds; NotAGraph for none."""
    if store:
        from kg.graph.remote import RemoteGraph

        return RemoteGraph(store)
    from kg.graph import Graph

    return Graph.open(graph)


def send_graph(graph: Path, store: str | None) -> None:
    """Send what changed in the folder `graph` to the endpoint `store`, if any, and say how much."""
    if not store:
        return
    from kg.graph import Graph
    from kg.graph.remote_http import Server
    from kg.graph.remote_write import send

    done = send(Graph.open(graph), store)
    counts = {"sent": done.graphs, "gone": done.gone, "same": done.same}
    click.echo(text("store.sent", address=Server(store).address, **counts))
