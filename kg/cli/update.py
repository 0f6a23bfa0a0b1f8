"""`kg add`, `kg remove`: what is to come or go in, the updated graph out."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.opened import send_graph, send_option
from kg.cli.options import graph_option
from kg.cli.summary import print_summary


@click.command("add", help=text("add.help"))
@click.argument("sources", nargs=-1, required=True)
@graph_option()
@send_option()
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help=text("build.jobs"))
@click.option("--encoding", help=text("build.encoding"))
@click.option("--date", help=text("build.date"))
@click.option("--home", help=text("build.home"))
@click.option("--lexicon", type=click.Path(path_type=Path), help=text("build.lexicon"))
def add_command(
    sources: tuple[str, ...],
    graph: Path,
    store: str | None,
    jobs: int,
    encoding: str | None,
    date: str | None,
    home: str | None,
    lexicon: Path | None,
) -> None:
    """Read SOURCES into an existing graph; the summary counts the whole."""
    from kg.build import BuildOptions
    from kg.documents import ReadOptions
    from kg.update import add

    reading = ReadOptions(encoding=encoding, date=date, home=home)
    print_summary(graph, add(sources, graph, BuildOptions(reading, jobs, lexicon)))
    send_graph(graph, store)


@click.command("remove", help=text("remove.help"))
@click.argument("documents", nargs=-1, required=True)
@graph_option()
@send_option()
@click.option("--lexicon", type=click.Path(path_type=Path), help=text("build.lexicon"))
def remove_command(documents: tuple[str, ...], graph: Path, store: str | None, lexicon: Path | None) -> None:
    """Take DOCUMENTS out of a graph; the summary counts what is left."""
    from kg.update import remove

    print_summary(graph, remove(documents, graph, lexicon))
    send_graph(graph, store)
