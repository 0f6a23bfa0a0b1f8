"""`kg query`: SPARQL or the name of a packaged query in, a table or a graph out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.options import FORMATS, echo_table, format_option, graph_option
from kg.errors import BadQuery


@click.command("query", help=text("query.help"))
@click.argument("source", required=False)
@click.option("-e", "--expression", help=text("query.expression"))
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help=text("query.set"))
@format_option(*FORMATS)
@graph_option()
def query_command(
    source: str | None, expression: str | None, settings: tuple[str, ...], form: str, graph: Path
) -> None:
    """Run the query; with neither SOURCE nor -e, list the packaged ones."""
    from kg.graph import Graph
    from kg.graph.answers import answer_text, table_of
    from kg.graph.queries import named_queries, prepared

    if source is None and expression is None:
        click.echo(text("query.list"))
        echo_table(
            ("name", "title", "parameters"),
            [(q.name, q.title, ", ".join(q.parameters)) for q in named_queries()],
        )
        return
    values = dict(_setting(each) for each in settings)
    sparql, bindings = prepared(expression if expression is not None else _read(source or "-"), values)
    answer = Graph.open(graph).query(sparql, bindings)
    if form == "table" and (table := table_of(answer)) is not None:
        echo_table(*table)
    else:
        click.echo(answer_text(answer, form), nl=False)


def _setting(each: str) -> tuple[str, str]:
    name, equals, value = each.partition("=")
    if not equals:
        raise BadQuery(f"--set {each}: write NAME=VALUE, for example --set unit=织里分局")
    return name, value


def _read(source: str) -> str:
    """The query that SOURCE names: `-` is standard input, an existing file is read, else a packaged name."""
    if source == "-":
        return sys.stdin.read()
    path = Path(source)
    if path.suffix == ".rq" or path.is_file():
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadQuery(f"{source}: cannot be read as a query ({error})") from None
    from kg.graph.queries import named_query

    return named_query(source).text
