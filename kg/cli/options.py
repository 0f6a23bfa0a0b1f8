"""Options that several commands share, and the tables they print."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from kg.cli.messages import column, term, text
from kg.lexicon.printable import printable

FORMATS = ("table", "csv", "tsv", "json", "turtle")
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def graph_option() -> Decorator:
    """`-g DIR`, the graph folder."""
    path = click.Path(path_type=Path)
    return click.option(
        "-g", "--graph", default="graph", show_default=True, type=path, help=text("graph.option")
    )


def json_option() -> Decorator:
    """`--json`, for programs."""
    return click.option("--json", "as_json", is_flag=True, help=text("json.option"))


def private_option() -> Decorator:
    """`--private`, which shows people who are no public figures too."""
    return click.option("--private", is_flag=True, help=text("private.option"))


def format_option(*formats: str) -> Decorator:
    """`--format`, one of `formats`; the first is the default."""
    kinds = click.Choice(formats)
    return click.option(
        "--format", "form", default=formats[0], show_default=True, type=kinds, help=text("format.option")
    )


def echo_json(value: Any) -> None:
    """Print JSON with its Chinese readable."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def echo_table(heads: Sequence[str], rows: Sequence[Sequence[object]], own: bool = False) -> None:
    """Print rows in columns, as wide as their Chinese is; plain lines where nobody looks on.

    Heads and the terms of the model are in the user's language, but for a user's `own` query.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    shown = heads if own else [column(head) for head in heads]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in shown:
        table.add_column(printable(head), overflow="fold")  # a sentence is never cut short
    for row in rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        said = cells if own else [term(head, cell) for head, cell in zip(heads, cells, strict=True)]
        table.add_row(*map(printable, said))
    width = None if sys.stdout.isatty() else 1000
    Console(width=width, markup=False, highlight=False, emoji=False).print(table)
