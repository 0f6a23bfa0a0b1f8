"""`kg query`: SPARQL or the name of a packaged query in, a table or a graph out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.messages import chosen_language, text
from kg.cli.opened import open_graph, store_option
from kg.cli.options import FORMATS, echo_table, format_option, graph_option
from kg.errors import BadQuery, MalformedRule

if TYPE_CHECKING:
    from kg.graph.queries import NamedQuery


@click.command("query", help=text("query.help"))
@click.argument("source", required=False)
@click.option("-e", "--expression", help=text("query.expression"))
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help=text("query.set"))
@format_option(*FORMATS)
@graph_option()
@store_option()
def query_command(
    source: str | None,
    expression: str | None,
    settings: tuple[str, ...],
    form: str,
    graph: Path,
    store: str | None,
) -> None:
    """Run the query; with neither SOURCE nor -e, list the packaged ones."""
    if source is None and expression is None:
        _list_queries()
        return
    from kg.cli.answers import print_answer

    asked = _asked("-e", expression) if expression is not None else _read(source or "-")
    given = dict(_setting(each) for each in settings)
    opened = open_graph(graph, store)
    print_answer(opened.query(asked.sparql, asked.bindings(given, opened)), form, own=not asked.zh)


def _list_queries() -> None:
    from kg.graph.queries import named_queries

    titles = [
        (
            name,
            q.zh if chosen_language() == "zh" else q.en,
            " ".join(f"{p.name}={p.example}" for p in q.parameters),
        )
        for name, q in named_queries().items()
    ]
    click.echo(text("query.list"))
    echo_table(("name", "title", "--set"), titles)


def _setting(each: str) -> tuple[str, str]:
    name, equals, value = each.partition("=")
    if not equals:
        raise BadQuery(f"--set {each}: write NAME=VALUE, for example --set unit=织里分局")
    return name, value


def _asked(name: str, sparql: str) -> NamedQuery:
    """A user's own query; its head may declare parameters as the packaged ones do."""
    from kg.graph.queries import NamedQuery, read_query

    try:
        return read_query(name, sparql)
    except MalformedRule:
        return NamedQuery(name, "", "", (), sparql)


def _read(source: str) -> NamedQuery:
    """The query that SOURCE names: `-` is standard input, a file is read, else it is a packaged name."""
    if source == "-":
        return _asked("-", sys.stdin.read())
    path = Path(source)
    if path.suffix == ".rq" or path.is_file():
        try:
            return _asked(source, path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise BadQuery(f"{source}: cannot be read as a query ({error})") from None
    from kg.graph.queries import named_query

    return named_query(source)
