"""`kg stats`: a graph folder in, counts of what it holds out."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.opened import open_graph, store_option
from kg.cli.options import echo_json, echo_table, graph_option, json_option


@click.command("stats", help=text("stats.help"))
@graph_option()
@store_option()
@json_option()
def stats_command(graph: Path, store: str | None, as_json: bool) -> None:
    """Print the counts, one a line."""

    counts = asdict(open_graph(graph, store).stats())
    if as_json:
        echo_json(counts)
        return
    rows: list[tuple[str, str, int]] = []
    for name, value in counts.items():
        rows += (
            [(name, part, n) for part, n in value.items()] if isinstance(value, dict) else [(name, "", value)]
        )
    echo_table(("what", "", "count"), rows)
