"""`kg validate`: a graph folder in, the violations of its shapes out; exit 1 when there is one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.opened import open_graph, store_option
from kg.cli.options import graph_option
from kg.lexicon.printable import printable


@click.command("validate", help=text("validate.help"))
@graph_option()
@store_option()
def validate_command(graph: Path, store: str | None) -> None:
    """Print one line a violation."""

    opened = open_graph(graph, store)
    violations = opened.validate()
    for violation in violations:
        click.echo(printable(str(violation)))
    if violations:
        sys.exit(1)
    click.echo(text("validate.ok", documents=opened.stats().documents))
