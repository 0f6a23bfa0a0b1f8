"""`kg trend`: a metric and a name in, its figures over time out, as bars or as a drawing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.opened import open_graph, store_option
from kg.cli.options import graph_option
from kg.errors import Unwritable
from kg.lexicon.printable import printable


@click.command("trend", help=text("trend.help"))
@click.argument("metric")
@click.option("--about", required=True, metavar="NAME", help=text("outcomes.about"))
@click.option("-o", "--out", type=click.Path(path_type=Path), help=text("trend.out"))
@graph_option()
@store_option()
def trend_command(metric: str, about: str, out: Path | None, graph: Path, store: str | None) -> None:
    """Print the bars, or write them to OUT; exit 1 where there is no such figure."""
    from kg.graph.outcomes import Wanted, outcomes
    from kg.views.trend import bars, drawing, points

    heads, *rows = outcomes(open_graph(graph, store), Wanted(about=about, metric=metric))
    found = points([dict(zip(heads, row, strict=True)) for row in rows])
    if not found:
        click.echo(text("trend.none", metric=printable(metric), about=printable(about)), err=True)
        sys.exit(1)
    title = f"{about} {metric}"
    if out is None:
        click.echo("\n".join([printable(title), *map(printable, bars(found))]))
    else:
        _write(out, drawing(title, found))
        click.echo(text("view.written", path=out))


def _write(out: Path, svg: str) -> None:
    """Write SVG as it is, or as PNG where the extra that can draw is installed."""
    try:
        if out.suffix.lower() == ".png":
            out.write_bytes(_png(svg))
        else:
            out.write_text(svg, "utf-8")
    except OSError as error:
        raise Unwritable(f"{out} cannot be written ({error.strerror}); choose another file") from None


def _png(svg: str) -> bytes:
    try:
        from vl_convert import svg_to_png
    except ImportError:
        raise Unwritable(
            "PNG needs pip install 'policing-kg[charts]'; or choose a file ending in .svg"
        ) from None
    return bytes(svg_to_png(svg, scale=2))
