"""`kg export`, `kg correct`: a graph out to a file; a person's corrected mentions in from one."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.opened import open_graph, store_option
from kg.cli.options import graph_option, private_option
from kg.errors import NoSuchName

TOOLS = ("label-studio", "brat", "spacy")


@click.command("export", help=text("export.help"))
@click.argument("file", type=click.Path(path_type=Path))
@graph_option()
@store_option()
@private_option()
@click.option("--format", "form", type=click.Choice(TOOLS), help=text("export.format"))
@click.option("--document", "documents", multiple=True, metavar="DOC", help=text("export.document"))
def export_command(
    file: Path,
    graph: Path,
    store: str | None,
    private: bool,
    form: str | None,
    documents: tuple[str, ...],
) -> None:
    """Export the graph; with --format, the mentions of its documents for an annotation tool."""
    if form is None:
        open_graph(graph, store).export(file, private)
    else:
        _annotations(file, graph, form, set(documents))
    click.echo(text("view.written", path=file))


def _annotations(file: Path, graph: Path, form: str, wanted: set[str]) -> None:
    from kg.annotation import write_annotations
    from kg.graph.kept import kept

    found = [each for each in kept(graph) if not wanted or each.article.identifier in wanted]
    if missing := sorted(wanted - {each.article.identifier for each in found}):
        raise NoSuchName(f"{graph} holds no document {missing[0]}; kg stats counts what it holds")
    write_annotations(found, file, form)


@click.command("correct", help=text("correct.help"))
@click.argument("file", type=click.Path(path_type=Path))
@graph_option()
@click.option("--format", "form", required=True, type=click.Choice(TOOLS), help=text("export.format"))
def correct_command(file: Path, graph: Path, form: str) -> None:
    """Keep a person's mentions beside the graph; the next build takes them instead of its own."""
    from kg.annotation import read_annotations, save_corrections
    from kg.graph import Graph

    Graph.open(graph)
    found = [each.correction() for each in read_annotations(file, form)]
    save_corrections(graph, found)
    click.echo(text("correct.done", documents=len(found), graph=graph))
