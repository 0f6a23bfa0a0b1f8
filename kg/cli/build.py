"""`kg build`: sources in, a graph folder and a summary of what was read out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.opened import send_graph, send_option
from kg.cli.options import graph_option
from kg.cli.summary import print_summary

ENGINES = click.Choice(("local", "spark"))


@click.command("build", help=text("build.help"))
@click.argument("sources", nargs=-1, required=True)
@graph_option()
@send_option()
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help=text("build.jobs"))
@click.option("--engine", default="local", show_default=True, type=ENGINES, help=text("build.engine"))
@click.option("--master", default="", help=text("build.master"))
@click.option("--encoding", help=text("build.encoding"))
@click.option("--date", help=text("build.date"))
@click.option("--home", help=text("build.home"))
@click.option("--lexicon", type=click.Path(path_type=Path), help=text("build.lexicon"))
@click.option("--ocr/--no-ocr", default=True, help=text("build.ocr"))
def build_command(
    sources: tuple[str, ...],
    graph: Path,
    store: str | None,
    jobs: int,
    engine: str,
    master: str,
    encoding: str | None,
    date: str | None,
    home: str | None,
    lexicon: Path | None,
    ocr: bool,
) -> None:
    """Build, then print the summary; exit 2 when nothing could be read."""
    from kg.build import BuildOptions, build
    from kg.documents import ReadOptions

    reading = ReadOptions(encoding=encoding, date=date, home=home, ocr=ocr)
    if (engine == "spark") != bool(master):
        raise click.UsageError(text("build.no_master"))
    options = BuildOptions(reading=reading, jobs=jobs, lexicon=lexicon, spark=master)
    summary = build(sources, graph, options, progress=_progress if sys.stderr.isatty() else None)
    print_summary(graph, summary)
    send_graph(graph, store)


def _progress(done: int) -> None:
    click.echo("\r" + text("build.progress", done=done), nl=False, err=True)
