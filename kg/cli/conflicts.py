"""`kg conflicts`: a graph in, the pairs of figures that cannot both be true out, each with its sentence."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.opened import open_graph, store_option
from kg.cli.options import echo_json, echo_table, graph_option, json_option

QUERY = """SELECT ?about ?metric ?reason ?one ?a ?da ?sa ?other ?b ?db ?sb {
  ?c a pol:Conflict ; pol:conflicting ?one, ?other ; pol:reason ?reason . FILTER(STR(?one) < STR(?other))
  ?one pol:about/skos:prefLabel ?about ; pol:metric/skos:prefLabel ?metric ; pol:value ?a ; pol:evidence ?ea .
  ?ea pol:inDocument/dct:identifier ?da ; pol:exact ?sa .
  ?other pol:value ?b ; pol:evidence ?eb . ?eb pol:inDocument/dct:identifier ?db ; pol:exact ?sb .
} ORDER BY ?about ?metric ?da ?db"""
HEADS = ("about", "metric", "reason", "value", "document", "sentence")


@click.command("conflicts", help=text("conflicts.help"))
@graph_option()
@store_option()
@json_option()
def conflicts_command(graph: Path, store: str | None, as_json: bool) -> None:
    """Print two lines a conflict, one for each side."""

    rows = []
    for about, metric, reason, _, a, da, sa, _, b, db, sb in open_graph(graph, store).select(QUERY):
        rows += [(about, metric, reason, a, da, sa), (about, metric, reason, b, db, sb)]
    if as_json:
        echo_json([dict(zip(HEADS, row, strict=True)) for row in rows])
    elif rows:
        echo_table(HEADS, rows)
    else:
        click.echo(text("conflicts.none"))
