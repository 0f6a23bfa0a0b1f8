"""`kg validate`: a graph folder in, the violations of its shapes out; exit 1 when there is one."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from kg.cli.messages import chosen_language, text
from kg.cli.opened import open_graph, store_option
from kg.cli.options import graph_option
from kg.cli.translated import translated
from kg.lexicon.printable import printable


def _told(message: str) -> str:
    """What is wrong, in the user's language."""
    from kg.graph.shapes import chinese_messages

    return chinese_messages().get(message) or translated(message) if chosen_language() == "zh" else message


@click.command("validate", help=text("validate.help"))
@graph_option()
@store_option()
def validate_command(graph: Path, store: str | None) -> None:
    """Print one line a violation."""

    opened = open_graph(graph, store)
    violations = opened.validate()
    for violation in violations:
        click.echo(printable(str(replace(violation, message=_told(violation.message)))))
    if violations:
        sys.exit(1)
    click.echo(text("validate.ok", documents=opened.stats().documents))
