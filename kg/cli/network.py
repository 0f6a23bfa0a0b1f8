"""`kg path`, `kg neighbours`, `kg rank`: names in, what the network of facts says of them out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.opened import open_graph, store_option
from kg.cli.options import echo_json, echo_table, graph_option, json_option, private_option
from kg.cli.shell import entity_names
from kg.lexicon.printable import printable


@click.command("path", help=text("path.help"))
@click.argument("start", shell_complete=entity_names)
@click.argument("end", shell_complete=entity_names)
@graph_option()
@store_option()
@json_option()
def path_command(start: str, end: str, graph: Path, store: str | None, as_json: bool) -> None:
    """Print the chain of facts between two names; exit 1 where there is none."""
    from kg.cli.names import only
    from kg.graph.card import name_of
    from kg.graph.network import path

    opened = open_graph(graph, store)
    steps = path(opened, only(opened, start).iri, only(opened, end).iri)
    if not steps:
        click.echo(text("path.none", start=printable(start), end=printable(end)), err=True)
        sys.exit(1)
    names = {iri: name_of(opened, iri) for step in steps for iri in (step.subject, step.object)}
    rows = [(names[s.subject], s.predicate, names[s.object]) for s in steps]
    if as_json:
        echo_json([dict(zip(("subject", "predicate", "object"), row, strict=True)) for row in rows])
    else:
        echo_table(("subject", "predicate", "object"), rows)


@click.command("neighbours", help=text("neighbours.help"))
@click.argument("name", shell_complete=entity_names)
@click.option(
    "--depth", default=1, show_default=True, type=click.IntRange(1, 6), help=text("neighbours.depth")
)
@graph_option()
@store_option()
@private_option()
@json_option()
def neighbours_command(
    name: str, depth: int, graph: Path, store: str | None, private: bool, as_json: bool
) -> None:
    """Print what stands within so many facts of a name, the nearest first."""
    from kg.cli.names import only
    from kg.graph.network import neighbours

    opened = open_graph(graph, store)
    near = neighbours(opened, only(opened, name, private).iri, depth).nodes(data=True)
    rows = sorted((d["distance"], d["kind"], d["name"]) for _, d in near if d["distance"])
    if as_json:
        echo_json([{"distance": distance, "class": kind, "name": each} for distance, kind, each in rows])
    else:
        echo_table(("distance", "class", "name"), rows)


@click.command("rank", help=text("rank.help"))
@click.option(
    "--by",
    default="pagerank",
    show_default=True,
    type=click.Choice(["pagerank", "degree", "betweenness"]),
    help=text("rank.by"),
)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help=text("limit.option"))
@graph_option()
@store_option()
@private_option()
@json_option()
def rank_command(by: str, limit: int, graph: Path, store: str | None, private: bool, as_json: bool) -> None:
    """Print the most central entities."""
    from kg.graph.network import rank

    rows = rank(open_graph(graph, store), by, private)[:limit]
    if as_json:
        echo_json([{"name": r.name, "class": r.kind, "score": r.score, "iri": r.iri} for r in rows])
    else:
        echo_table(
            ("", "name", "class", by), [(i, r.name, r.kind, f"{r.score:.5g}") for i, r in enumerate(rows, 1)]
        )
