"""`kg view`: a graph folder in, one offline page out."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.messages import chosen_language, text
from kg.cli.opened import open_graph, store_option
from kg.cli.options import graph_option, private_option
from kg.cli.shell import entity_names
from kg.errors import Unwritable


@click.command("view", help=text("view.help"))
@click.argument("out", required=False, type=click.Path(path_type=Path, dir_okay=False))
@graph_option()
@store_option()
@click.option("--around", metavar="NAME", help=text("view.around"), shell_complete=entity_names)
@click.option("--map", "view", flag_value="map", help=text("view.map"))
@click.option("--timeline", "view", flag_value="timeline", help=text("view.timeline"))
@click.option("--outcomes", "view", flag_value="outcomes", help=text("view.outcomes"))
@click.option("--document", metavar="DOC", help=text("view.document"))
@private_option()
def view_command(
    out: Path | None,
    graph: Path,
    store: str | None,
    around: str | None,
    view: str | None,
    document: str | None,
    private: bool,
) -> None:
    """Write the page to OUT, by default a file named after the view."""
    from kg.cli.names import only
    from kg.views import page_of

    opened = open_graph(graph, store)
    wanted = "document" if document else view or "graph"
    html = page_of(
        opened,
        wanted,
        around=only(opened, around, private).iri if around else "",
        document=document or "",
        private=private,
        language=chosen_language(),
    )
    target = out or Path(f"{wanted}.html")
    try:
        target.write_text(html, "utf-8", newline="\n")
    except OSError as error:
        raise Unwritable(f"{target} cannot be written ({error.strerror}); choose another file") from None
    click.echo(text("view.written", path=target))
