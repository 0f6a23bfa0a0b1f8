"""`kg export`: a graph folder in, a file of the wanted format out."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.options import graph_option, private_option


@click.command("export", help=text("export.help"))
@click.argument("file", type=click.Path(path_type=Path))
@graph_option()
@private_option()
def export_command(file: Path, graph: Path, private: bool) -> None:
    """Export; the ending of FILE names the format."""
    from kg.graph import Graph

    Graph.open(graph).export(file, private)
    click.echo(text("view.written", path=file))
