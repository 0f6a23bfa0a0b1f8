"""`kg outcomes`: conditions in, the measured outcomes that meet them out."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from kg.cli.messages import text
from kg.cli.opened import open_graph, store_option
from kg.cli.options import echo_json, echo_table, format_option, graph_option, private_option
from kg.cli.shell import entity_names

if TYPE_CHECKING:
    from kg.graph.tables import Row

SHOWN = (
    "document",
    "about",
    "metric",
    "kind",
    "direction",
    "value",
    "unit",
    "basis",
    "from_value",
    "bound",
    "rank_scope",
    "period_start",
    "period_end",
    "status",
    "sentence",
)
# Left out where no row has one, or where a terminal is narrow, the last first; CSV and JSON have all.
SPARE = ("document", "basis", "from_value", "bound", "rank_scope")
LEAST = 10  # characters that a column takes


@click.command("outcomes", help=text("outcomes.help"))
@click.option("--about", metavar="NAME", help=text("outcomes.about"), shell_complete=entity_names)
@click.option("--metric", metavar="M", help=text("outcomes.metric"))
@click.option("--period", metavar="Y..Y", help=text("outcomes.period"))
@click.option("--kind", type=click.Choice(["level", "change", "rank", "streak"]), help=text("outcomes.kind"))
@click.option("--credited", metavar="NAME", help=text("outcomes.credited"), shell_complete=entity_names)
@click.option("--sure", type=click.FloatRange(0, 1), metavar="P", help=text("outcomes.sure"))
@format_option("table", "csv", "json")
@graph_option()
@store_option()
@private_option()
def outcomes_command(
    about: str | None,
    metric: str | None,
    period: str | None,
    kind: str | None,
    credited: str | None,
    sure: float | None,
    form: str,
    graph: Path,
    store: str | None,
    private: bool,
) -> None:
    """Print the outcomes as a table, as CSV that Excel opens, or as JSON."""
    from kg.cli.answers import print_csv
    from kg.graph.outcomes import Wanted, outcomes

    wanted = Wanted(about=about, metric=metric, period=period, kind=kind, credited=credited, sure=sure)
    heads, *rows = outcomes(open_graph(graph, store), wanted, private)
    if form == "json":
        echo_json([dict(zip(heads, row, strict=True)) for row in rows])
    elif form == "csv":
        print_csv(list(heads), [list(row) for row in rows])
    elif not rows:
        click.echo(text("outcomes.none"))
    else:
        width = get_terminal_size().columns if sys.stdout.isatty() else LEAST * len(SHOWN)
        names = fitting(heads, rows, width)
        columns = [heads.index(name) for name in names]
        echo_table(names, [[row[i] for i in columns] for row in rows])


def fitting(heads: Row, rows: list[Row], width: int) -> list[str]:
    """The columns that say something and for which there is room in `width` characters."""
    filled = {head for head, *cells in zip(heads, *rows, strict=True) if any(cells)}
    shown = [name for name in SHOWN if name in filled or name not in SPARE]
    spare = [name for name in SPARE if name in shown]
    while len(shown) * LEAST > width and spare:
        shown.remove(spare.pop())
    return shown
