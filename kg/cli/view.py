"""`kg view`: a graph folder in, one offline page out."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.messages import chosen_language, text
from kg.cli.options import graph_option, private_option
from kg.errors import Unwritable


@click.command("view", help=text("view.help"))
@click.argument("out", default="graph.html", type=click.Path(path_type=Path))
@graph_option()
@click.option("--around", metavar="NAME", help=text("view.around"))
@private_option()
def view_command(out: Path, graph: Path, around: str | None, private: bool) -> None:
    """Write the page to OUT."""
    from kg.cli.names import only
    from kg.graph import Graph
    from kg.views import page, projection

    opened = Graph.open(graph)
    shown = projection.project(opened.store, private)
    if around:
        shown = projection.around(shown, only(opened, around, private).iri)
    try:
        out.write_text(page.render(shown, chosen_language()), "utf-8", newline="\n")
    except OSError as error:
        raise Unwritable(f"{out} cannot be written ({error.strerror}); choose another file") from None
    click.echo(text("view.written", path=out))
