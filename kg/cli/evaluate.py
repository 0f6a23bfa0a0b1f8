"""`kg eval`: gold annotations and a graph in, precision, recall and F1 out."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.options import echo_json, echo_table, graph_option, json_option
from kg.lexicon.printable import printable


@click.command("eval", help=text("eval.help"))
@click.argument("gold", type=click.Path(path_type=Path, file_okay=False))
@click.argument("names", nargs=-1)
@graph_option()
@click.option("--by", type=click.Choice(["label"]), help=text("eval.by"))
@click.option("--errors", default=0, metavar="N", help=text("eval.errors"))
@json_option()
def eval_command(
    gold: Path, names: tuple[str, ...], graph: Path, by: str | None, errors: int, as_json: bool
) -> None:
    """Score; GRAPH may also be an exported .nq, .nt, .ttl or .trig file."""
    from pyoxigraph import Store

    from kg.evaluation.built import Reader, load_store
    from kg.evaluation.score import read_gold, score
    from kg.graph import Graph

    documents = read_gold(gold, list(names))
    store = load_store(graph) if graph.is_file() else Graph.open(graph).store
    assert isinstance(store, Store)
    report = score(Reader(store, frozenset(d.name for d in documents)).read(), documents)
    if as_json:
        echo_json(report.as_rows())
        return
    rows = [
        (name, row.p, row.r, row.f1, row.right, row.guessed, row.gold)
        for name, row in report.table(by == "label")
    ]
    heads = ("", "P", "R", "F1", "correct", "found", "gold")
    echo_table(heads, [(r[0], *(f"{x:.4f}" for x in r[1:4]), *r[4:]) for r in rows])
    click.echo(f"B-cubed {report.b_cubed_f1:.4f}  overall {report.overall:.4f}")
    for kind, lines in sorted(report.errors.items()):
        for line in lines[:errors]:
            click.echo(printable(f"- {kind}: {line}"))
