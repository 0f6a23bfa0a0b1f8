"""`kg diff`: two graph folders, or the last two of one, in; every difference with its cause out."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.options import echo_json, echo_table, json_option
from kg.cli.translated import translated


@click.command("diff", help=text("diff.help"))
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", required=False, type=click.Path(path_type=Path))
@json_option()
def diff_command(old: Path, new: Path | None, as_json: bool) -> None:
    """Print one line a difference."""
    from kg.graph import Graph
    from kg.graph.changes import compare
    from kg.graph.folder import last_two

    before, after = (old, new) if new else last_two(old)
    changes = compare(Graph.open(before), Graph.open(after))
    if as_json:
        echo_json([asdict(change) for change in changes])
    elif not changes:
        click.echo(text("diff.none"))
    else:
        rows = [(each.what, each.sort, each.words, translated(each.cause)) for each in changes]
        echo_table(("change", "sort", "words", "cause"), rows)
